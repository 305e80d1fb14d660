"""Four hundred further webhooks of WhatsApp, and what each odd one must come down to."""

import gzip
import json
from contextlib import AsyncExitStack
from typing import Any
from uuid import uuid4

import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import func, select

from bot import bootstrap
from bot.channels.models import ChannelEvent, ChannelHalt, Contact, ContactAlias
from bot.conversation.models import Author, Conversation, Kind, Message, State
from bot.database.engine import Database
from tests.integration.channels.conftest import SECRET
from tests.integration.channels.test_payloads import answers, kept, mishaps
from tests.support.channels import (
    PHONE,
    WEBHOOK_SECRET,
    envelope,
    post_telegram,
    post_whatsapp,
    shuffled,
    sign,
    telegram_settings,
    tg_message,
    wa_message,
    wa_text,
)
from tests.support.clock import FixedClock
from tests.support.engine import StubEngine
from tests.support.whatsapp_bodies import copies_that_differ, more_bodies, more_of_whatsapp
from tests.support.whatsapp_more import more_messages, more_statuses, more_systems
from tests.support.wiring import Desk, desk_on

Site = TestClient[Any, Any]
OTHER = "31699999999"


async def lines(desk: Desk) -> list[Message]:
    async with desk.services.database.transaction() as session:
        found = select(Message).where(Message.author == Author.TENANT).order_by(Message.seq)
        return list((await session.scalars(found)).all())


async def notes(desk: Desk) -> list[tuple[str, str]]:
    async with desk.services.database.transaction() as session:
        rows = (await session.execute(select(ChannelEvent.kind, ChannelEvent.note))).all()
    return [(kind, note) for kind, note in rows]


def test_there_are_more_than_a_hundred_of_each() -> None:
    assert len(more_messages()) > 100
    assert len(more_statuses()) > 100
    assert len(more_bodies()) > 100


async def test_each_gets_its_200_and_is_kept_once_in_any_order_and_at_once(site: Site, desk: Desk) -> None:
    bodies = more_of_whatsapp()
    assert await answers(site, "whatsapp", shuffled(bodies, 4)) == {200}
    first = await kept(desk)
    assert await answers(site, "whatsapp", shuffled([*bodies, *bodies], 5)) == {200}
    assert await kept(desk) == first
    assert await mishaps(desk) == []


async def test_all_in_one_batch_come_down_to_the_same(site: Site, desk: Desk) -> None:
    elements = [*more_messages(), *more_systems()]
    assert await answers(site, "whatsapp", [envelope({"messages": [one]}) for one in elements]) == {200}
    alone = await kept(desk)
    together = envelope({"messages": shuffled([*elements, *elements], 6), "statuses": more_statuses()})
    assert await answers(site, "whatsapp", [together]) == {200}
    assert (await kept(desk))["lines"] == alone["lines"]
    assert await mishaps(desk) == []


async def test_copies_that_differ_are_one_message(site: Site, desk: Desk) -> None:
    assert await answers(site, "whatsapp", copies_that_differ()) == {200}
    assert len(await lines(desk)) == 1


async def test_two_ids_that_only_differ_at_their_end_are_two_messages(site: Site, desk: Desk) -> None:
    ids = ["wamid." + "A" * 3000 + end for end in "BC"]
    bodies = [envelope({"messages": [wa_text(name[-1], message_id=name)]}) for name in ids]
    assert await answers(site, "whatsapp", [*bodies, *bodies]) == {200}
    assert sorted(line.text for line in await lines(desk)) == ["B", "C"]


async def test_the_contact_of_somebody_else_never_makes_two_people_one(site: Site, desk: Desk) -> None:
    theirs = {"wa_id": OTHER, "user_id": "NL.ander", "profile": {"name": "Sam"}}
    await post_whatsapp(site, envelope({"contacts": [theirs], "messages": [wa_text("hoi", phone=OTHER)]}))
    await post_whatsapp(site, envelope({"contacts": [theirs], "messages": [wa_text("hallo")]}))
    # In a batch of two, with one contact that names no number.
    nameless = {"user_id": "NL.ander"}
    await post_whatsapp(site, envelope({"contacts": [nameless], "messages": [wa_text("a"), wa_text("b", phone=OTHER)]}))
    async with desk.services.database.transaction() as session:
        assert sorted(await session.scalars(select(Contact.address))) == [PHONE, OTHER]
        mine = select(ContactAlias.alias).join(Contact).where(Contact.address == PHONE)
        assert (await session.scalars(mine)).all() == [PHONE]


@pytest.mark.parametrize("told", ["31612345678", "+31612345678", "+31 6 12-34 56 78", 31612345678])
async def test_a_number_is_one_however_it_is_written(site: Site, desk: Desk, told: Any) -> None:
    await post_whatsapp(site, envelope({"messages": [wa_text("een")]}))
    await post_whatsapp(site, envelope({"messages": [wa_text("twee") | {"from": told}]}))
    async with desk.services.database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(Conversation)) == 1


async def test_an_id_in_the_place_of_the_number_finds_the_number_beside_it(site: Site, desk: Desk) -> None:
    contact = {"wa_id": PHONE, "user_id": "NL.kim"}
    message = wa_text("hallo") | {"from": "NL.kim"}
    await post_whatsapp(site, envelope({"contacts": [contact], "messages": [message]}))
    async with desk.services.database.transaction() as session:
        found = (await session.scalars(select(Contact))).one()
    assert (found.phone, found.user_id) == (PHONE, "NL.kim")


@pytest.mark.parametrize(
    ("message", "kind", "text"),
    [
        (wa_message("nieuw_2031", text={"body": "lees je dit?"}), Kind.TEXT, "lees je dit?"),
        (wa_message("order", order={"text": "ik wil er niet meer zijn"}), Kind.TEXT, "ik wil er niet meer zijn"),
        (wa_message("order", order={}), Kind.UNKNOWN, ""),
        (wa_message("button", button={"payload": "Bel mij", "text": "Bel mij"}), Kind.TEXT, "Bel mij"),
        (wa_message("button", button={"payload": "CALL_17", "text": "Bel mij"}), Kind.TEXT, "Bel mij"),
        (wa_message("button", button={"payload": "CALL_17"}), Kind.UNKNOWN, ""),
        (wa_message("request_welcome", request_welcome={}), Kind.BUTTON, "(opent het gesprek)"),
        (wa_message("image", image={"id": None}, errors=[{"code": 131052}]), Kind.MEDIA, ""),
    ],
)
async def test_words_are_words_and_the_rest_is_what_it_is(
    site: Site, desk: Desk, message: dict[str, Any], kind: Kind, text: str
) -> None:
    await post_whatsapp(site, envelope({"messages": [message]}))
    (line,) = await lines(desk)
    assert (line.kind, line.text) == (kind, text)


async def test_a_file_that_did_not_come_along_is_asked_for_again(site: Site, desk: Desk) -> None:
    image = wa_message("image", image={}, errors=[{"code": 131052, "title": "Media download error"}])
    await post_whatsapp(site, envelope({"messages": [image]}))
    async with desk.services.database.transaction() as session:
        conversation = (await session.scalars(select(Conversation.id))).one()
    await desk.services.turns.handle(conversation)
    async with desk.services.database.transaction() as session:
        answer = select(Message.text).where(Message.author == Author.ASSISTANT)
        assert "kwam niet goed aan" in "".join(await session.scalars(answer))


async def test_opening_the_chat_is_no_wish_to_be_written_to_again(site: Site, desk: Desk) -> None:
    await post_whatsapp(site, envelope({"messages": [wa_text("stop")]}))
    await post_whatsapp(site, envelope({"messages": [wa_message("request_welcome", request_welcome={})]}))
    async with desk.services.database.transaction() as session:
        assert (await session.scalars(select(Contact.opted_out_at))).one() is not None


@pytest.mark.parametrize("errors", [[{"title": "x"}], [{"code": None}], [{"code": "abc"}], [{"code": 7}]])
async def test_trouble_without_a_code_that_we_know_stops_nothing(site: Site, desk: Desk, errors: Any) -> None:
    await post_whatsapp(site, envelope({"errors": errors}))
    async with desk.services.database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(ChannelHalt)) == 0


async def test_one_monstrous_number_or_broken_byte_does_not_cost_its_neighbours(site: Site, desk: Desk) -> None:
    batch = envelope({"messages": [wa_text("ervoor"), wa_text("zelf") | {"timestamp": "GETAL"}, wa_text("erna")]})
    raw = json.dumps(batch).encode().replace(b'"GETAL"', b"9" * 6000)
    assert (await post_whatsapp(site, None, raw=raw)).status == 200
    broken = json.dumps(envelope({"messages": [wa_text("kapot"), wa_text("heel")]})).encode()
    assert (await post_whatsapp(site, None, raw=broken.replace(b"kapot", b"ka\xff\xfeot"))).status == 200
    assert {"ervoor", "zelf", "erna", "heel"} <= {line.text for line in await lines(desk)}
    with_mark = b"\xef\xbb\xbf" + json.dumps(envelope({"messages": [wa_text("met merk")]})).encode()
    assert (await post_whatsapp(site, None, raw=with_mark)).status == 200
    assert (await lines(desk))[-1].text == "met merk"


async def test_a_body_in_another_coating_is_never_our_fault(site: Site, desk: Desk) -> None:
    raw = json.dumps(envelope({"messages": [wa_text("ingepakt")]})).encode()
    for coating, sent in (("gzip", b"geen gzip"), ("gzip", gzip.compress(raw)[:-8]), ("br", raw), ("onzin", raw)):
        # Whoever sends such a body is hung up on after the answer.
        headers = {"X-Hub-Signature-256": sign(raw), "Content-Encoding": coating, "Connection": "close"}
        assert (await site.post("/webhooks/whatsapp", data=sent, headers=headers)).status < 500
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        assert (await site.request(method, "/webhooks/whatsapp", data=raw)).status in (401, 403, 404, 405)


async def test_a_report_of_one_provider_says_nothing_of_another_s_message(site: Site, desk: Desk) -> None:
    """Telegram numbers its messages 1, 2, 3; and a report may carry any id of ours."""
    conversation = await desk.services.intake.open_conversation("telegram", "11")
    async with desk.services.database.transaction() as session:
        values = {"author": Author.ASSISTANT, "text": "x", "at": desk.services.clock(), "state": State.SENT}
        ours = Message(id=uuid4(), conversation_id=conversation, sent_id="17", **values)
        session.add(ours)
    failed = {"id": "17", "status": "failed", "errors": [{"code": 131026}]}
    by_reference = {"id": "wamid.8", "status": "read", "biz_opaque_callback_data": str(ours.id)}
    await post_whatsapp(site, envelope({"statuses": [failed, by_reference]}))
    async with desk.services.database.transaction() as session:
        known = await session.get_one(Message, ours.id)
        assert (known.state, known.sent_id, known.error) == (State.SENT, "17", None)


async def test_who_asks_telegram_itself_can_be_called_by_nobody(
    database: Database, engine: StubEngine, clock: FixedClock
) -> None:
    telegram = telegram_settings(mode="polling", webhook_secret="")
    async with AsyncExitStack() as stack:
        desk = await stack.enter_async_context(desk_on(database, engine, clock, telegram=telegram))
        app = bootstrap.public(desk.settings, desk.services, SECRET)
        site = await stack.enter_async_context(TestClient(TestServer(app)))
        for secret in (None, "", WEBHOOK_SECRET):
            assert (await post_telegram(site, tg_message(11, text="hoi"), secret)).status == 404
        assert await lines(desk) == []


async def test_what_is_for_several_numbers_reaches_us_only_where_it_is_ours(site: Site, desk: Desk) -> None:
    ours, theirs = envelope({"messages": [wa_text("voor ons")]}), envelope({"messages": [wa_text("x")]}, number="555")
    both = ours | {"entry": [*theirs["entry"], *ours["entry"], *theirs["entry"]]}
    assert (await post_whatsapp(site, both)).status == 200
    assert [line.text for line in await lines(desk)] == ["voor ons"]
    assert ("not_ours", "voor nummer 555") in await notes(desk)


@pytest.mark.parametrize(
    ("content", "kind", "text"),
    [
        ({"text": "hoi", "entities": [{"type": "toekomst"}]}, Kind.TEXT, "hoi"),
        ({"text": "hoi", "reply_to_message": {"message_id": 1}}, Kind.TEXT, "hoi"),
        ({"voice": {"file_id": "v"}}, Kind.MEDIA, ""),
        ({"photo": [{"file_id": "klein"}, {"file_id": "groot"}], "caption": "brief"}, Kind.TEXT, "brief"),
        ({"text": "hoi", "date": 10**15}, Kind.TEXT, "hoi"),
        ({"text": "hoi", "from": {"id": 11}}, Kind.TEXT, "hoi"),
        ({"text": "/medewerker", "entities": "x"}, Kind.BUTTON, "/medewerker"),
    ],
)
async def test_telegram_s_words_are_read_also_beside_what_the_library_cannot_read(
    site: Site, desk: Desk, content: dict[str, Any], kind: Kind, text: str
) -> None:
    assert (await post_telegram(site, tg_message(11, **content))).status == 200
    (line,) = await lines(desk)
    assert (line.kind, line.text) == (kind, text)


async def test_a_pressed_key_of_telegram_with_an_unreadable_message_is_still_a_press(site: Site, desk: Desk) -> None:
    query = {"id": "c9", "from": {"id": 11}, "data": "k.x", "message": {"chat": {"id": 11, "type": "private"}}}
    assert (await post_telegram(site, {"update_id": 77, "callback_query": query})).status == 200
    (line,) = await lines(desk)
    assert line.kind in (Kind.BUTTON, Kind.UNKNOWN)
    in_group = query | {"id": "c10", "message": {"chat": {"id": -5, "type": "group"}}}
    assert (await post_telegram(site, {"update_id": 78, "callback_query": in_group})).status == 200
    assert len(await lines(desk)) == 1
