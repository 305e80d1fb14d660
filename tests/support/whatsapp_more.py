"""More elements that WhatsApp is known to send: ids of 2026, odd types, odd values where something else belongs."""

from typing import Any

from tests.support.channels import PHONE, wa_message, wa_text

USER, PARENT = "NL.77120865530274191", "US.ENT.99120865530274"
ODD: tuple[Any, ...] = (None, True, 0, -1, 10**30, 1.5, "", "x", [], {}, [None], {"a": 1}, "\x00", "é" * 300)


def _m(kind: str, **more: Any) -> dict[str, Any]:
    return wa_message(kind, **more)


def without(message: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in message.items() if name not in names}


def more_messages() -> list[dict[str, Any]]:
    """Elements of `messages`, each with an id of its own."""
    text = {"body": "nog een vraag"}
    return [
        # who
        *(_m("text", text=text) | {"from": odd} for odd in ODD),
        *(_m("text", text=text, from_user_id=odd) for odd in ODD),
        _m("text", text=text) | {"from": "+31 6 12-34 56 78"},
        _m("text", text=text) | {"from": 31612345678},
        _m("text", text=text, from_user_id=USER, from_parent_user_id=PARENT),
        _m("text", text=text) | {"from": "user.4f9c1b", "from_user_id": ""},
        _m("text", text=text) | {"from": "", "from_user_id": "x" * 5000},
        without(_m("text", text=text), "from"),
        # when
        *(_m("text", text=text) | {"timestamp": odd} for odd in ODD),
        _m("text", text=text) | {"timestamp": "1795438800000"},
        _m("text", text=text) | {"timestamp": 1795438800.0},
        without(_m("text", text=text), "timestamp"),
        # which kind
        *(_m("text", text=text) | {"type": odd} for odd in ODD),
        without(_m("text", text=text), "type"),
        _m("group_invite", group_invite={"id": "g"}),
        _m("event", event={"name": "x"}),
        _m("pin", pin={}),
        _m("poll_update", poll_update={"votes": [1]}),
        _m("interactive", interactive={"type": "request_contact_info"}),
        _m("interactive", interactive={"type": "catalog_message"}),
        _m("interactive", interactive={"type": "location_request_message"}),
        _m("interactive", interactive={"type": "cta_url"}),
        _m(
            "interactive",
            interactive={"type": "nfm_reply", "nfm_reply": {"name": "flow", "body": None, "response_json": '"tekst"'}},
        ),
        _m("interactive", interactive={"type": "nfm_reply", "nfm_reply": {"response_json": {"geen": "tekst"}}}),
        _m("interactive", interactive={"nfm_reply": "x"}),
        _m("interactive", interactive={"type": "list_reply", "list_reply": {"id": "x" * 5000, "title": None}}),
        _m("interactive", interactive={"type": "button_reply", "button_reply": {"id": 5, "title": 6}}),
        _m("interactive", interactive={"type": "list_reply", "list_reply": [{"id": "a"}]}),
        _m("interactive", errors=[{"code": 131000}]),
        _m("button", button={"text": "x", "payload": {"a": 1}}),
        _m("button", button=[]),
        _m("button"),
        _m("order", order={"text": "ik heb hier niets aan", "product_items": None}),
        _m("order", order={"product_items": "x"}),
        _m("order", order=[]),
        _m("request_welcome", request_welcome={}),
        _m("request_welcome", errors=[{"code": 131051}]),
        _m("unsupported", errors=[{"code": 131060, "title": "This message is currently unavailable"}]),
        _m("unsupported", errors=[{"code": 131051, "error_data": "details"}], unsupported={"type": "poll"}),
        _m("unsupported", errors={"code": 131051}),
        _m("unsupported", unsupported={"type": 5}),
        _m("unknown", errors=[None, 3]),
        _m("image", errors=[{"code": 131052, "title": "Media download error"}]),
        _m("image", image={"id": None, "caption": "zie foto"}),
        _m("image", image={"id": "x" * 3000}),
        _m("image", image={"id": 10**20, "mime_type": 5, "sha256": []}),
        _m("image", image=[{"id": "1"}, {"id": "2"}]),
        _m("audio", audio={"id": "v", "mime_type": None, "voice": "true"}),
        _m("video", video=None, errors=[{"code": 131052}]),
        _m("document", document={"id": "d", "filename": 5, "caption": ["x"]}),
        _m("sticker", sticker={"id": "s", "animated": None}),
        _m("sticker", sticker=None),
        _m("location", location={"latitude": "52.1", "longitude": "5.1"}),
        _m("location", location={"latitude": 10**30, "longitude": -(10**30)}),
        _m("location", location={"latitude": True, "longitude": False}),
        _m("location", location={"name": 5, "address": None}),
        _m("location", location=[52.1, 5.1]),
        _m("contacts", contacts=[{"origin": "contact_request", "phones": [{"wa_id": 31612345678}]}]),
        _m("contacts", contacts=[{"origin": "other", "phones": [{"phone": "+31612345678"}]}]),
        _m("contacts", contacts={"phones": {"phone": "1"}}),
        _m("contacts", contacts=[[], None, 5]),
        _m("contacts", origin="contact_request", contacts=[{"phones": [{"phone": "x"}, {"phone": "y"}]}]),
        _m("reaction", reaction={"message_id": None, "emoji": None}),
        _m("reaction", reaction=[]),
        _m("reaction", reaction={"emoji": 5}),
        # about what came before
        _m(
            "edit",
            edit={
                "original_message_id": "wamid.nooit",
                "message": {"type": "image", "image": {"id": "i", "caption": "nieuw"}},
            },
        ),
        _m("edit", edit={"original_message_id": 5, "message": "x"}),
        _m("edit", edit={"original_message_id": "wamid.y" * 300, "message": {"type": None, "text": {"body": "z"}}}),
        _m("edit", edit=[]),
        _m("edit", edit={"original_message_id": "wamid.z", "message": {"type": "system"}}),
        _m("revoke", revoke=None),
        _m("revoke", revoke={"original_message_id": "wamid.r" * 300}),
        _m("revoke", revoke={"original_message_id": []}),
        # with what
        *(_m("text", text=text, context=odd) for odd in (None, "x", [], {"id": 5}, {"from": None})),
        *(
            _m("text", text=text, referral=odd)
            for odd in (None, "x", [], {}, {"ctwa_clid": None, "source_type": 3, "welcome_message": "x"})
        ),
        _m(
            "text",
            text={"body": "doorverwezen"},
            referral={
                "source_url": "u",
                "source_type": "post",
                "headline": None,
                "video_url": "v",
                "thumbnail_url": "t",
            },
        ),
        _m("text", text=text, errors=[{"code": 131051}]),
        _m("text", text=text, identity={"acknowledged": True, "created_timestamp": 1, "hash": "h"}),
        _m("text", text={"body": ["lijst"]}),
        _m("text", text={"body": {"a": 1}}),
        _m("text", text={"body": 10**30}),
        _m("text", text={"body": "\u202e\u200f\u2066"}),
        _m("text", text={"body": "e\u0301" * 2000}),
        _m("text", text={"body": "\ud800\udc00 \udfff"}),
        _m("text", text="los"),
        wa_text("lang id", message_id="wamid." + "A" * 3000),
        wa_text("lang id, ander eind", message_id="wamid." + "A" * 2999 + "B"),
        _m("text", text=text) | {"id": 10**25},
        _m("text", text=text, toekomst={"a": [1, {"b": None}]}),
    ]


def more_systems() -> list[dict[str, Any]]:
    def system(**inner: Any) -> dict[str, Any]:
        return wa_message("system", phone="31600000111", system=inner)

    return [
        system(type="user_changed_user_id", user_id="NL.5"),
        system(type="user_changed_user_id", user_id=None, previous_user_id="NL.4"),
        system(type="user_changed_user_id", user_id=5, previous_user_id=[]),
        system(type="user_changed_number", wa_id="+31 600000112"),
        system(type="user_changed_number", wa_id=31600000113),
        system(type="user_changed_number", wa_id="31600000111"),
        system(type="user_changed_number", new_wa_id=None, wa_id=""),
        without(system(type="user_changed_number", wa_id="31600000114", customer="31600000111"), "from"),
        system(type="user_identity_changed", identity="h"),
        system(type="customer_identity_changed", wa_id="31600000111", user_id="NL.6"),
        system(type="toekomst_2031", body="x"),
        system(body=5, type=5),
        wa_message("system", phone="31600000111"),
        wa_message("system", phone="31600000111", system="x"),
        without(system(type="user_changed_number", wa_id="31600000115"), "from", "timestamp"),
    ]


def more_statuses() -> list[dict[str, Any]]:
    base: dict[str, Any] = {"id": "wamid.q", "status": "sent", "timestamp": "1795438800", "recipient_id": PHONE}
    found = [
        base | {"id": f"wamid.q{place}", name: odd}
        for name in (
            "status",
            "timestamp",
            "recipient_id",
            "errors",
            "pricing",
            "conversation",
            "biz_opaque_callback_data",
        )
        for place, odd in enumerate(ODD)
    ]
    codes = (
        0,
        190,
        4,
        80007,
        130429,
        131056,
        131048,
        131047,
        131026,
        130472,
        131050,
        131053,
        131030,
        100,
        132001,
        132016,
        131042,
        133016,
        131057,
        131062,
        137000,
        999999999,
    )
    found += [
        base | {"id": f"wamid.f{code}", "status": "failed", "errors": [{"code": code, "title": "t"}]} for code in codes
    ]
    return [
        *found,
        *(base | {"id": odd} for odd in ODD),
        base | {"id": "wamid.w", "recipient_user_id": USER, "recipient_parent_user_id": PARENT, "recipient_id": None},
        base | {"id": "wamid." + "Q" * 3000},
        base | {"id": "wamid.two", "status": "failed", "errors": [{"code": 131049}, {"code": 131026}]},
        base | {"id": "wamid.t1", "status": "SENT"},
        base | {"id": "wamid.t2", "status": "pending"},
        base | {"id": "wamid.t3", "status": "transaction", "type": "payment"},
        base | {"id": "wamid.t4", "recipient_type": "group", "recipient_participant_id": None, "status": "read"},
        base | {"id": "wamid.t5", "message": {"recipient_id": PHONE}},
        base | {"id": "wamid.t6", "status": "failed", "errors": [{"error_data": {"details": 5}, "code": "131026 "}]},
    ]
