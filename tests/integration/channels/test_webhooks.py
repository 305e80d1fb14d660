"""Webhooks of every shape, in any order, twice, in parallel, in batches: right status, stored once, never a 5xx."""

import asyncio
import json
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from sqlalchemy import func, select

from bot.channels.models import ChannelEvent, Contact, Media
from bot.channels.telegram.assembly import Telegram
from bot.conversation.models import Author, Conversation, Kind, Message, Owner
from tests.support.channels import (
    PHONE,
    VERIFY_TOKEN,
    envelope,
    post_telegram,
    post_whatsapp,
    shuffled,
    sign,
    tg_message,
    wa_message,
    wa_text,
    with_contacts,
)
from tests.support.messages import stored
from tests.support.wiring import Desk

Site = TestClient[Any, Any]


async def events(desk: Desk) -> dict[str, int]:
    async with desk.services.database.transaction() as session:
        rows = await session.execute(select(ChannelEvent.kind, func.count()).group_by(ChannelEvent.kind))
        return {str(row[0]): int(row[1]) for row in rows.all()}


async def test_the_handshake_answers_exactly_the_challenge_and_only_to_who_knows_the_token(site: Site) -> None:
    asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": VERIFY_TOKEN}
    response = await site.get("/webhooks/whatsapp", params=asked)
    assert (response.status, await response.text()) == (200, "1158201444")
    for wrong in ({"hub.verify_token": "x"}, {"hub.mode": "unsubscribe"}, {"hub.verify_token": "é"}):
        assert (await site.get("/webhooks/whatsapp", params=asked | wrong)).status == 403
    assert (await site.get("/webhooks/whatsapp")).status == 403


@pytest.mark.parametrize(
    "signature",
    [None, "sha256=", "sha256=00", "sha1=" + "0" * 40, "x", "sha256=" + "0" * 64, "sha256=" + "é" * 64],
)
async def test_a_wrong_signature_is_refused_and_nothing_is_stored(
    site: Site, desk: Desk, signature: str | None
) -> None:
    headers = {} if signature is None else {"X-Hub-Signature-256": signature}
    body = json.dumps(with_contacts(wa_text("hallo"))).encode()
    response = await site.post("/webhooks/whatsapp", data=body, headers=headers)
    assert response.status == 401
    assert await stored(desk) == []
    assert await events(desk) == {}


async def test_the_signature_is_over_the_bytes_as_sent(site: Site, desk: Desk) -> None:
    raw = b'{ "entry":  [] , "object":"whatsapp_business_account", "x": "\\u00e9" }'
    assert (await post_whatsapp(site, None, raw=raw)).status == 200
    assert (
        await post_whatsapp(site, None, raw=raw, signature=sign(raw).upper().replace("SHA256", "sha256"))
    ).status == 200
    assert (await post_whatsapp(site, None, raw=raw + b" ", signature=sign(raw))).status == 401


async def test_telegram_needs_its_secret(site: Site, desk: Desk) -> None:
    for secret in (None, "", "wrong", "é"):
        assert (await post_telegram(site, tg_message(text="hallo"), secret)).status == 401
    assert await stored(desk) == []


KINDS: list[tuple[dict[str, Any], Kind | None, str]] = [
    (wa_message("text", text={"body": "Dag 👋\nregel"}), Kind.TEXT, ""),
    (wa_message("text", text={"body": "\x00\u200b"}), Kind.TEXT, ""),
    (wa_message("text", text={}), Kind.UNKNOWN, "empty"),
    (wa_message("text", text="geen object"), Kind.UNKNOWN, "empty"),
    (wa_message("image", image={"id": "M1", "mime_type": "image/jpeg", "sha256": "x"}), Kind.MEDIA, "image"),
    (wa_message("image", image={"id": "M2", "caption": "is dit erg?"}), Kind.TEXT, "image"),
    (
        wa_message("audio", audio={"id": "M3", "voice": True, "mime_type": "audio/ogg; codecs=opus"}),
        Kind.MEDIA,
        "voice",
    ),
    (wa_message("video", video={"id": "M4"}), Kind.MEDIA, "video"),
    (wa_message("document", document={"id": "M5", "filename": "../../etc/passwd"}), Kind.MEDIA, "document"),
    (wa_message("sticker", sticker={"id": "M6", "animated": True}), Kind.MEDIA, "sticker"),
    (wa_message("location", location={"latitude": 52.1, "longitude": 5.1}), Kind.MEDIA, "location"),
    (wa_message("location", location={"latitude": "x"}), Kind.MEDIA, "location"),
    (wa_message("contacts", contacts=[{"name": {}, "phones": [{"phone": "+31611"}]}]), Kind.MEDIA, "contact"),
    (wa_message("button", button={"payload": "JA", "text": "Ja graag"}), Kind.TEXT, ""),
    (wa_message("button"), Kind.UNKNOWN, "button"),
    (
        wa_message("interactive", interactive={"type": "button_reply", "button_reply": {"id": "ja", "title": "Ja"}}),
        Kind.TEXT,
        "",
    ),
    (
        wa_message("interactive", interactive={"type": "list_reply", "list_reply": {"id": "r", "title": "Rij"}}),
        Kind.TEXT,
        "",
    ),
    (
        wa_message("interactive", interactive={"type": "nfm_reply", "nfm_reply": {"response_json": "[1]"}}),
        Kind.UNKNOWN,
        "form",
    ),
    (wa_message("interactive", errors=[{"code": 131000}]), Kind.UNKNOWN, "interactive"),
    (wa_message("order", order={"catalog_id": "1"}), Kind.UNKNOWN, "order"),
    (wa_message("unsupported", errors=[{"code": 131051}], unsupported={"type": "poll"}), Kind.UNKNOWN, "unsupported"),
    (wa_message("telepathy", telepathy=1), Kind.UNKNOWN, "telepathy"),
    (wa_message("reaction", reaction={"message_id": "wamid.x"}), None, "reaction"),
    (wa_message("system", system={"type": "user_changed_number", "wa_id": "31699999999"}), None, "renamed"),
    (wa_message("edit", edit={"original_message_id": "?", "message": {}}), None, "edited"),
    (wa_message("revoke", revoke={"original_message_id": "?"}), None, "withdrawn"),
]


@pytest.mark.parametrize(("message", "kind", "subtype"), KINDS, ids=lambda value: str(value)[:30])
async def test_every_kind_of_whatsapp_message_is_taken_in(
    site: Site, desk: Desk, message: dict[str, Any], kind: Kind | None, subtype: str
) -> None:
    assert (await post_whatsapp(site, with_contacts(message))).status == 200
    lines = await stored(desk)
    if kind is None:
        assert lines == []
        assert await events(desk) == {subtype: 1}
    else:
        assert [(line.kind, line.subtype) for line in lines] == [(kind, subtype)]


ODD: list[Any] = [
    [], "x", 1, None, {}, {"entry": None}, {"entry": [1]}, {"entry": [{"changes": "x"}]},
    {"entry": [{"changes": [{}]}]},
    {"entry": [{"changes": [{"field": "messages", "value": {"messages": [{"type": "text"}]}}]}]},
    envelope({}), envelope({"messages": [None, 1, "x", []]}), envelope({"messages": {"id": "w", "type": "text"}}),
    envelope({"statuses": [None, {}, {"id": "w"}, {"id": "w", "status": "warning"}]}),
    envelope({"errors": [{"code": 130429, "title": "Rate"}, {"code": "0"}]}),
    envelope({"messages": [wa_message(timestamp="asdf")]}), envelope({"messages": [wa_message(timestamp=1795438800)]}),
    envelope({"messages": [{"id": "wamid.anon", "type": "text", "text": {"body": "van niemand"}}]}),
    envelope({"x": 1}, field="calls"), envelope({"event": "APPROVED"}, field="message_template_status_update"),
    envelope({"messages": [wa_text("x" * 70_000)]}), envelope({"messages": [wa_text("\ud800 half")]}),
    envelope({"messages": [wa_message("system", system="x"), wa_message("system", system={"type": "y"})]}),
    envelope({"messages": [wa_message("text", context={"id": None}, referral={"source_id": "1"})]}),
]  # fmt: skip


@pytest.mark.parametrize("body", ODD, ids=lambda body: json.dumps(body)[:40])
async def test_what_is_odd_is_kept_and_answered_200(site: Site, desk: Desk, body: Any) -> None:
    for _ in range(2):
        assert (await post_whatsapp(site, body)).status == 200
    kept = await events(desk)
    assert sum(kept.values()) >= 1


async def test_no_json_is_kept_too(site: Site, desk: Desk) -> None:
    for raw in (b"", b"{", b"\xff\xfe", b"[" * 100_000):
        assert (await post_whatsapp(site, None, raw=raw)).status == 200
        assert (await post_telegram(site, None, raw=raw)).status == 200
    assert set(await events(desk)) == {"quarantine"}


async def test_another_number_is_noted_and_never_answered(site: Site, desk: Desk) -> None:
    body = envelope({"messages": [wa_text("voor de buren")]}, number="999")
    assert (await post_whatsapp(site, body)).status == 200
    assert await stored(desk) == []
    assert await events(desk) == {"not_ours": 1}


async def test_a_batch_in_any_order_twice_and_in_parallel_is_stored_once(site: Site, desk: Desk) -> None:
    messages = [wa_text(f"bericht {n}", phone=f"3161234{n % 7:04d}") for n in range(60)]
    messages += messages[:5]
    statuses = [{"id": f"wamid.s{n}", "status": s, "timestamp": "1"} for n in range(30) for s in ("sent", "read")]
    bodies = []
    for seed in range(6):
        mixed = shuffled(messages, seed)
        bodies += [
            with_contacts(*mixed[:20]),
            with_contacts(*mixed[20:]),
            envelope({"statuses": shuffled(statuses, seed)}),
        ]
    answers = await asyncio.gather(*(post_whatsapp(site, body) for body in shuffled(bodies, 1) * 2))
    assert {answer.status for answer in answers} == {200}
    lines = await stored(desk)
    assert sorted(line.text for line in lines) == sorted({m["text"]["body"] for m in messages})
    async with desk.services.database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(Conversation)) == 7
        assert await session.scalar(select(func.count()).select_from(Contact)) == 7
    assert (await events(desk))["reported"] == 60


TELEGRAM: list[tuple[dict[str, Any], Kind | None, str]] = [
    (tg_message(text="hallo 😀"), Kind.TEXT, ""),
    (tg_message(text="/start"), Kind.BUTTON, ""),
    (tg_message(text="/medewerker"), Kind.BUTTON, ""),
    (tg_message(text="/restart"), Kind.TEXT, ""),
    (tg_message(photo=[{"file_id": "a", "file_unique_id": "u", "width": 1, "height": 1}]), Kind.MEDIA, "image"),
    (tg_message(voice={"file_id": "v", "file_unique_id": "u", "duration": 3}), Kind.MEDIA, "voice"),
    (tg_message(document={"file_id": "d", "file_unique_id": "u"}, caption="de brief"), Kind.TEXT, "document"),
    (tg_message(location={"latitude": 1.0, "longitude": 2.0}), Kind.MEDIA, "location"),
    (tg_message(contact={"phone_number": "31612345678", "first_name": "X", "user_id": 99}), Kind.MEDIA, "contact"),
    (tg_message(dice={"emoji": "🎲", "value": 3}), Kind.UNKNOWN, "dice"),
    (tg_message(something_new={"a": 1}), Kind.UNKNOWN, "unknown"),
    (tg_message(pinned_message={"message_id": 1, "date": 1, "chat": {"id": 11, "type": "private"}}), None, "service"),
    ({"update_id": 900, "callback_query": {"id": "c1", "from": {"id": 11, "is_bot": False, "first_name": "K"},
                                           "chat_instance": "z", "data": "weg"}}, Kind.UNKNOWN, ""),
    ({"update_id": 901}, None, "empty"),
    ({"update_id": 902, "poll_answer_2": {"x": 1}}, None, "poll_answer_2"),
    ({"update_id": 903, "message": {"date": 1}}, None, "quarantine"),
    ({"update_id": 904, "message": "x"}, None, "quarantine"),
    ({"no": 1}, None, "quarantine"),
    ({"update_id": 905, "message": {"message_id": 1, "date": 1, "chat": {"id": -5, "type": "group", "title": "G"},
                                    "text": "hoi"}}, None, "groupcalled"),
    ({"update_id": 906, "my_chat_member": {
        "chat": {"id": 11, "type": "private"}, "from": {"id": 11, "is_bot": False, "first_name": "K"}, "date": 1,
        "old_chat_member": {"status": "member", "user": {"id": 7, "is_bot": True, "first_name": "B"}},
        "new_chat_member": {"status": "kicked", "user": {"id": 7, "is_bot": True, "first_name": "B"},
                            "until_date": 0}}}, None, "reached"),
]  # fmt: skip


@pytest.mark.parametrize(("update", "kind", "subtype"), TELEGRAM, ids=lambda value: str(value)[:30])
async def test_every_kind_of_telegram_update_is_taken_in_once(
    site: Site, desk: Desk, update: dict[str, Any], kind: Kind | None, subtype: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def leaves(arguments: dict[str, Any]) -> int:
        return 1

    # A line to a group that cannot leave is forgotten, so that the next word there is another chance.
    telegram = desk.services.connected.modules["telegram"]
    assert isinstance(telegram, Telegram)
    monkeypatch.setattr(telegram.client, "send", leaves)
    answers = await asyncio.gather(*(post_telegram(site, update) for _ in range(4)))
    assert {answer.status for answer in answers} == {200}
    lines = await stored(desk)
    if kind is None:
        assert lines == []
        assert await events(desk) == {subtype: 1}
    else:
        assert [(line.kind, line.subtype) for line in lines] == [(kind, subtype)]


async def test_a_number_that_moves_and_a_hidden_number_stay_one_conversation(site: Site, desk: Desk) -> None:
    both = wa_text("met allebei") | {"from_user_id": "NL.77"}
    hidden = {k: v for k, v in wa_text("zonder nummer").items() if k != "from"} | {"from_user_id": "NL.77"}
    moved = wa_message("system", system={"type": "user_changed_number", "wa_id": "31688888888"})
    after = wa_text("van het nieuwe nummer", phone="31688888888")
    for message in (both, hidden, moved, after):
        assert (await post_whatsapp(site, envelope({"messages": [message]}))).status == 200
    lines = await stored(desk)
    assert len({line.conversation_id for line in lines}) == 1
    assert len(lines) == 3


async def test_a_number_that_changed_hands_is_somebody_new(site: Site, desk: Desk) -> None:
    for user in ("NL.1", "NL.2"):
        message = wa_text(f"ik ben {user}") | {"from_user_id": user}
        assert (await post_whatsapp(site, envelope({"messages": [message]}))).status == 200
    assert len({line.conversation_id for line in await stored(desk)}) == 2


async def test_a_file_is_noted_for_fetching(site: Site, desk: Desk) -> None:
    await post_whatsapp(site, with_contacts(wa_message("image", image={"id": "M9", "mime_type": "image/png"})))
    async with desk.services.database.transaction() as session:
        media = await session.scalar(select(Media))
    assert media is not None
    assert (media.remote_id, media.declared_type) == ("M9", "image/png")


async def test_stop_ends_what_we_begin_and_stop_de_uitzetting_does_not(site: Site, desk: Desk) -> None:
    await post_whatsapp(site, with_contacts(wa_text("stop de uitzetting")))
    async with desk.services.database.transaction() as session:
        contact = await session.scalar(select(Contact).where(Contact.address == PHONE))
        assert contact is not None
        assert contact.opted_out_at is None
    await post_whatsapp(site, with_contacts(wa_text(" Stop!")))
    async with desk.services.database.transaction() as session:
        contact = await session.scalar(select(Contact).where(Contact.address == PHONE))
        assert contact is not None
        assert contact.opted_out_at is not None
        answer = await session.scalar(select(Message).where(Message.author == Author.NOTICE))
        assert answer is not None
        assert "aanmelden" in answer.text
        conversation = await session.get_one(Conversation, answer.conversation_id)
        assert conversation.owner is Owner.ASSISTANT
