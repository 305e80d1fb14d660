"""Everything WhatsApp is known to send, in the shapes of its documentation."""

from typing import Any

from tests.support.bending import nested
from tests.support.channels import NUMBER, PHONE, envelope, wa_message, wa_text

USER = "NL.13491208655302741918"
NEW_PHONE = "31698765432"
MEDIA = {"id": "1166846181421424", "mime_type": "image/jpeg", "sha256": "3f9d94d399fa61c191bc1d4ca71375a035cbb9b9", "url": "https://lookaside.fbsbx.com/x"}  # fmt: skip
AT = "1795438800"


def _m(kind: str, **more: Any) -> dict[str, Any]:
    return wa_message(kind, **more)


def whatsapp_messages() -> list[dict[str, Any]]:
    """Elements of `messages`; each with an id of its own."""
    context = {"from": "31880000", "id": "wamid.vorige"}
    contact = {"name": {"formatted_name": "Kim", "first_name": "Kim"}, "phones": [{"phone": "+31612345678", "wa_id": PHONE, "type": "CELL"}]}  # fmt: skip
    order = {"catalog_id": "1", "text": "graag", "product_items": [{"product_retailer_id": "x", "quantity": 1, "item_price": 2.5, "currency": "EUR"}]}  # fmt: skip
    referral = {"source_url": "https://fb.me/x", "source_id": "1", "source_type": "ad", "headline": "h", "body": "b", "media_type": "image", "image_url": "u", "ctwa_clid": "c", "welcome_message": {"text": "hoi"}}  # fmt: skip
    return [
        wa_text("gewoon"), wa_text("met é en 😀 en \u202e rechts"), wa_text("regel\nregel\r\nregel"), wa_text("\u200b"), wa_text(" " * 50),
        wa_text("/restart"), wa_text('/greet{"naam":"Piet"}'), wa_text("x" * 4096), wa_text("\x00nul\x00"), wa_text("\ud83d half"),
        _m("text", text={"body": "antwoord"}, context=context), _m("text", text={"body": "doorgestuurd"}, context={"forwarded": True}),
        _m("text", text={"body": "vaak"}, context={"frequently_forwarded": True}), _m("text", text={"body": "advertentie"}, referral=referral),
        _m("text", text={"body": "product"}, context={**context, "referred_product": {"catalog_id": "1", "product_retailer_id": "2"}}),
        _m("text", text={"body": "met id"}, from_user_id=USER), _m("text", text={"body": "in een groep"}, group_id="g1"),
        _m("text", text={"body": "tijd als getal"}) | {"timestamp": 1795438800}, _m("text", text={"body": "geen tijd"}) | {"timestamp": "asdf"},
        _m("text", text={"body": "tijd leeg"}) | {"timestamp": None}, _m("text", text={"body": "ver weg"}) | {"timestamp": "99999999999999999"},
        _m("text", text={"body": "id in from"}) | {"from": USER}, _m("text", text={"body": "plus"}) | {"from": "+31612345678"},
        _m("text", text={"body": 12345}), _m("text", text={"body": None}), _m("text", text=None), _m("text", text=[]), _m("text"),
        _m("image", image=MEDIA), _m("image", image=MEDIA | {"caption": "de brief"}), _m("image", image={}), _m("image", image=None), _m("image"),
        _m("video", video={"id": "2", "mime_type": "video/mp4", "sha256": "x"}), _m("video", video={"id": 7, "caption": "kijk"}),
        _m("document", document={"id": "3", "filename": "brief.pdf", "mime_type": "application/pdf"}), _m("document", document={"id": "4"}),
        _m("document", document={"id": "5", "filename": "../../../etc/passwd\x00.pdf", "caption": "x" * 5000}),
        _m("audio", audio={"id": "6", "mime_type": "audio/ogg; codecs=opus", "voice": True}), _m("audio", audio={"id": "7", "mime_type": "audio/mp4", "voice": False}),
        _m("sticker", sticker={"id": "8", "mime_type": "image/webp", "animated": True}), _m("sticker", sticker={"id": "9"}),
        _m("location", location={"latitude": 52.09, "longitude": 5.12}), _m("location", location={"latitude": "a", "longitude": None, "name": "Thuis", "address": "Straat 1", "url": "u"}),
        _m("location", location={"latitude": 1e400, "longitude": -1e400}), _m("location", location=None),
        _m("contacts", contacts=[contact]), _m("contacts", contacts=[contact | {"origin": "contact_request"}]), _m("contacts", contacts=[contact, contact]),
        _m("contacts", contacts=[{"phones": None}]), _m("contacts", contacts=[{"phones": [{}, None, 3]}]), _m("contacts", contacts="x"), _m("contacts"),
        _m("button", button={"payload": "JA", "text": "Ja"}, context=context), _m("button", button={"text": "zonder payload"}), _m("button", button={"payload": None, "text": None}),
        _m("interactive", interactive={"type": "button_reply", "button_reply": {"id": "ja", "title": "Ja"}}, context=context),
        _m("interactive", interactive={"type": "list_reply", "list_reply": {"id": "r1", "title": "Rij", "description": "over"}}),
        _m("interactive", interactive={"type": "nfm_reply", "nfm_reply": {"name": "flow", "body": "Sent", "response_json": '{"a":1}'}}),
        _m("interactive", interactive={"type": "nfm_reply", "nfm_reply": {"response_json": "[1, 2"}}),
        _m("interactive", interactive={"type": "call_permission_reply", "call_permission_reply": {"response": "accept", "expiration_timestamp": 1}}),
        _m("interactive", interactive={"type": "address_message"}), _m("interactive", interactive=None), _m("interactive"), _m("interactive", interactive={"type": 5, "button_reply": []}),
        _m("reaction", reaction={"message_id": "wamid.x", "emoji": "👍"}), _m("reaction", reaction={"message_id": "wamid.x", "emoji": ""}), _m("reaction", reaction={"message_id": "wamid.x"}), _m("reaction"),
        _m("order", order=order), _m("order"), _m("request_welcome"), _m("ephemeral"), _m("gif"), _m("poll_creation", poll_creation={"name": "?"}),
        _m("unsupported", errors=[{"code": 131051, "title": "Message type unknown", "error_data": {"details": "not supported"}}], unsupported={"type": "edit"}),
        _m("unsupported", errors=[{"code": 131060, "details": "los"}]), _m("unknown", errors=[{"code": 501, "title": "Unknown message type"}]), _m("unsupported", errors=None), _m("unsupported", errors="x"),
        _m("edit", edit={"original_message_id": "wamid.x", "message": {"type": "text", "text": {"body": "nieuw"}}}), _m("edit", edit=None), _m("edit", edit={"message": []}),
        _m("revoke", revoke={"original_message_id": "wamid.x"}), _m("revoke"), _m("revoke", revoke={"original_message_id": {"a": 1}}),
        _m(""), _m("text", geen=1) | {"type": None}, _m("text") | {"type": ["text"]}, _m("toekomst_2031", toekomst_2031={"diep": {"dieper": [1, {"x": None}]}}),
    ]  # fmt: skip


def whatsapp_systems() -> list[dict[str, Any]]:
    """About the person behind a number; never words of a person."""

    def system(**inner: Any) -> dict[str, Any]:
        return wa_message("system", system=inner)

    return [
        system(body="User A changed from X to Y", type="user_changed_number", wa_id=NEW_PHONE),
        system(body="User A changed from X to Y", type="user_changed_number", wa_id="31600000009", user_id="NL.9"),
        system(body="oud", type="user_changed_number", new_wa_id="31600000008"),
        system(body="oud", type="customer_changed_number", wa_id="31600000007", customer="31612345678"),
        system(body="id", type="user_changed_user_id", user_id="NL.2", previous_user_id=USER),
        system(body="id", type="user_changed_user_id", user_id="NL.3", parent_user_id="US.ENT.1", previous_parent_user_id="US.ENT.0"),
        system(body="sleutel", type="customer_identity_changed", identity="hash", customer=PHONE),
        system(body="sleutel", type="customer_identity_changed", wa_id=None), system(type="user_changed_number"), system(type=None), system(),
        wa_message("system", system=None), wa_message("system", system=[1]), wa_message("system") | {"from": None},
    ]  # fmt: skip


def whatsapp_statuses() -> list[dict[str, Any]]:
    error = {
        "code": 131047,
        "title": "Re-engagement message",
        "message": "m",
        "error_data": {"details": "d"},
        "href": "h",
    }
    pricing = {"billable": True, "pricing_model": "PMP", "type": "regular", "category": "service"}
    base = {"timestamp": AT, "recipient_id": PHONE}
    found: list[dict[str, Any]] = [
        base | {"id": f"wamid.s{place}", "status": state}
        for place, state in enumerate(
            ("sent", "delivered", "read", "played", "failed", "deleted", "warning", "held_for_2031")
        )
    ]
    found += [
        base | {"id": "wamid.e", "status": "failed", "errors": [error | {"code": code}]}
        for code in (131026, "131047", None, -1, 10**30)
    ]
    found += [
        base | {"id": "wamid.e1", "status": "failed", "errors": []}, base | {"id": "wamid.e2", "status": "failed", "errors": "x"},
        base | {"id": "wamid.e3", "status": "failed", "errors": [None]}, {"id": "wamid.e4", "status": "failed", "errors": [{"code": 131031, "title": "locked"}]},
        base | {"id": "wamid.p1", "status": "sent", "pricing": pricing, "conversation": {"id": "c", "expiration_timestamp": AT, "origin": {"type": "service"}}},
        base | {"id": "wamid.p2", "status": "delivered", "pricing": pricing | {"type": "free_entry_point", "category": "referral_conversion"}},
        base | {"id": "wamid.p3", "status": "delivered", "pricing": {"category": "general_purpose_ai", "type": "nieuw"}}, base | {"id": "wamid.p4", "status": "read", "pricing": None},
        base | {"id": "wamid.g", "status": "read", "recipient_type": "group", "recipient_participant_id": "31600000001"},
        base | {"id": "wamid.g", "status": "read", "recipient_type": "group", "recipient_participant_id": "31600000002"},
        {"id": "wamid.u", "status": "sent", "recipient_user_id": USER, "recipient_id": ""}, {"id": "wamid.n", "status": "sent"},
        base | {"id": "wamid.b1", "status": "delivered", "biz_opaque_callback_data": "geen uuid"},
        base | {"id": "wamid.b2", "status": "delivered", "biz_opaque_callback_data": "0b8f7f6e-6f0c-4b7c-9a64-2f6c1d3a5e7b"},
        base | {"id": "wamid.b3", "status": "delivered", "biz_opaque_callback_data": {"x": 1}},
        base | {"status": "sent"}, {"id": None, "status": None}, base | {"id": 5, "status": "sent"}, base | {"id": "wamid.t", "status": "sent", "timestamp": {}},
    ]  # fmt: skip
    return found


def whatsapp_bodies() -> list[Any]:
    """Whole webhooks, beside those that hold one of the elements above."""
    change = {"field": "messages", "value": {"messaging_product": "whatsapp", "metadata": {"phone_number_id": NUMBER}}}
    echo = {
        "from": "31880000",
        "to": PHONE,
        "id": "wamid.echo",
        "timestamp": 1795438800,
        "type": "text",
        "text": {"body": "van ons"},
    }
    fields = {
        "message_template_status_update": {"event": "APPROVED", "message_template_id": 1, "message_template_name": "n", "message_template_language": "nl", "reason": "NONE"},
        "message_template_quality_update": {"previous_quality_score": "GREEN", "new_quality_score": "RED"},
        "message_template_components_update": {}, "template_category_update": {"previous_category": "UTILITY", "new_category": "MARKETING"},
        "account_update": {"event": "ACCOUNT_RESTRICTION", "restriction_info": [{"restriction_type": "x"}]}, "account_alerts": {"alert_severity": "WARNING"}, "account_review_update": {"decision": "APPROVED"},
        "phone_number_quality_update": {"event": "FLAGGED", "current_limit": "TIER_1K"}, "phone_number_name_update": {"decision": "APPROVED"}, "business_capability_update": {"max_daily_conversation_per_phone": 1},
        "security": {"event": "PIN_CHANGED"}, "user_preferences": {"user_preferences": [{"wa_id": PHONE, "value": "stop", "category": "marketing_messages", "timestamp": 1}]},
        "smb_message_echoes": {"message_echoes": [echo]}, "message_echoes": {"message_echoes": [echo]}, "smb_app_state_sync": {"state_sync": [{"type": "contact", "contact": {"phone_number": PHONE}, "action": "add"}]},
        "history": {"history": [{"metadata": {"phase": 0}, "threads": [{"id": PHONE, "messages": [echo]}]}]}, "calls": {"calls": [{"id": "wacid.1", "event": "connect", "from": PHONE}]},
        "flows": {"event": "FLOW_STATUS_CHANGE"}, "standby": {"messages": [wa_text("voor hun eigen AI")]}, "partner_solutions": {}, "payment_configuration_update": {}, "group_lifecycle_update": {"groups": []},
        "messaging_handovers": {"x": 1}, "tracking_events": {}, "toekomst_2031": {"a": [None]},
    }  # fmt: skip
    return [
        *(envelope(value, field=field) for field, value in fields.items()),
        envelope({"errors": [{"code": 130429, "title": "Rate limit hit"}]}), envelope({"errors": [{"code": 0, "error_data": {"details": "auth"}}]}), envelope({"errors": None}), envelope({"errors": ["x", None]}),
        envelope({"messages": [wa_text("fout erbij")], "errors": [{"code": 131000}]}), envelope({"contacts": [{"profile": {}}], "messages": [wa_text("a"), wa_text("b")]}),
        envelope({"contacts": [{"user_id": USER, "profile": {"username": "kim"}}], "messages": [{k: v for k, v in wa_text("verborgen nummer").items() if k != "from"}]}),
        envelope({"contacts": [{"wa_id": "", "user_id": USER}], "messages": [wa_text("leeg nummer") | {"from": "", "from_user_id": USER}]}),
        envelope({"contacts": None, "messages": [wa_text("geen contacten")]}), envelope({"contacts": "x", "messages": [wa_text("contacten als tekst")]}), envelope({"messages": [{"id": "wamid.anon"}]}),
        envelope({"messages": []}), envelope({"messages": None, "statuses": None}), envelope({"messages": {"een": 1}}), envelope({"messages": "x", "statuses": 4}), envelope({"nieuw": True}), envelope({}),
        envelope({"messages": [wa_text("voor de buren")]}, number="999"), envelope({"messages": [wa_text("?")]}, number=""), envelope({"statuses": [{"id": "wamid.x", "status": "sent"}]}, number="999"),
        {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change, change]}, {"id": "2", "changes": []}, {"id": "3"}, None, "x"]},
        {"object": "whatsapp_business_account", "entry": {"id": "1", "changes": change}}, {"object": "page", "entry": [{"id": "1", "messaging": [{"x": 1}]}]}, {"object": None, "entry": []}, {"entry": None}, {},
        {"entry": [{"changes": [{"field": None, "value": None}, {"field": 3, "value": []}, {"value": {}}, None]}]}, [], [1], "tekst", 7, 1.5, True, None,
        nested(60), {"entry": [nested(900)]}, envelope({"messages": [wa_message("text", text={"body": "x"}, diep=nested(200))]}), envelope({"messages": [wa_text("groot " * 90_000)]}),
    ]  # fmt: skip


def whatsapp_all() -> list[Any]:
    elements = [*whatsapp_messages(), *whatsapp_systems()]
    with_contact = [
        envelope({"contacts": [{"profile": {"name": "Kim"}, "wa_id": m.get("from")}], "messages": [m]})
        for m in elements
    ]
    return [*with_contact, *(envelope({"statuses": [s]}) for s in whatsapp_statuses()), *whatsapp_bodies()]
