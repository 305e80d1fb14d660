"""Linking addresses to people: by proof or by hand with a preview, never by guess, and back again."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from aiohttp.test_utils import TestClient
from sqlalchemy import func, select

from bot.channels.contract import SHARE_PHONE, Button, OutboundMessage
from bot.channels.models import ChannelEvent
from bot.channels.rules import bubbles
from bot.channels.telegram import rendering as telegram
from bot.channels.web import WebChannel
from bot.channels.whatsapp import rendering as whatsapp
from bot.conversation.models import Author, Conversation, Message
from bot.staff.models import Staff
from bot.tenancy.linking import CannotLink, Linking, e164
from bot.tenancy.models import ContactKind, ContactPoint, Person
from tests.support.channels import PHONE, post_telegram, post_whatsapp, tg_message, wa_text, with_contacts
from tests.support.clock import FixedClock
from tests.support.wiring import Desk

Site = TestClient[Any, Any]


async def person(desk: Desk, surname: str, phone: str | None = None) -> UUID:
    made = Person(id=uuid4(), initials="K.", prefix="de", surname=surname)
    async with desk.services.database.transaction() as session:
        session.add(made)
        await session.flush()
        if phone:
            at = desk.services.clock()
            session.add(ContactPoint(id=uuid4(), person_id=made.id, kind=ContactKind.PHONE, value=phone, noted_at=at))
    return made.id


@pytest.fixture
def linking(desk: Desk) -> Linking:
    return desk.services.connected.linking


async def linked(linking: Linking, address: str = "11") -> UUID | None:
    found = await linking.person_at("telegram", address)
    return found.id if found else None


def card(user_id: int, phone: str = "31612345678") -> dict[str, Any]:
    return tg_message(contact={"phone_number": phone, "first_name": "Kim", "user_id": user_id})


async def notices(desk: Desk) -> list[str]:
    async with desk.services.database.transaction() as session:
        found = await session.scalars(select(Message.text).where(Message.author == Author.NOTICE).order_by(Message.at))
        return list(found.all())


async def test_an_own_shared_number_links_the_one_person_who_has_it(site: Site, desk: Desk, linking: Linking) -> None:
    kim = await person(desk, "Vries", "+31612345678")
    assert (await post_telegram(site, card(user_id=11))).status == 200
    assert await linked(linking) == kim
    assert "telefoon van jou is" in (await notices(desk))[0]


async def test_somebody_else_s_card_proves_nothing(site: Site, desk: Desk, linking: Linking) -> None:
    await person(desk, "Vries", "+31612345678")
    await post_telegram(site, card(user_id=12))
    assert await linked(linking) is None


async def test_a_number_of_two_people_links_nobody(site: Site, desk: Desk, linking: Linking) -> None:
    for surname in ("Vries", "Jong"):
        await person(desk, surname, "+31612345678")
    await post_telegram(site, card(user_id=11))
    assert await linked(linking) is None


async def test_a_link_works_once_and_not_after_a_week(
    site: Site, desk: Desk, linking: Linking, collector: Staff, clock: FixedClock
) -> None:
    kim = await person(desk, "Vries")
    code, late = [await linking.make_code(kim, collector.id) for _ in range(2)]
    await post_telegram(site, tg_message(11, text=f"/start {code}"))
    assert await linked(linking) == kim
    await post_telegram(site, tg_message(22, text=f"/start {code}"))
    assert await linked(linking, "22") is None
    clock.now += timedelta(days=8)
    await post_telegram(site, tg_message(33, text=f"/start {late}"))
    assert await linked(linking, "33") is None
    async with desk.services.database.transaction() as session:
        texts = (await session.scalars(select(Message.text).where(Message.author == Author.TENANT))).all()
    assert set(texts) == {"/start"}


async def test_a_code_may_be_typed_on_whatsapp_and_stands_nowhere(
    site: Site, desk: Desk, linking: Linking, collector: Staff
) -> None:
    kim = await person(desk, "Vries")
    code = await linking.make_code(kim, collector.id)
    await post_whatsapp(site, with_contacts(wa_text(code.lower().replace("-", " "))))
    found = await linking.person_at("whatsapp", PHONE)
    assert found is not None
    assert found.id == kim
    async with desk.services.database.transaction() as session:
        texts = (await session.scalars(select(Message.text))).all()
        raws = (await session.scalars(select(ChannelEvent.raw))).all()
    assert not any(code[:4].lower() in f"{text}".lower() for text in (*texts, *map(str, raws)))


async def test_on_telegram_the_number_is_asked_with_a_key_and_elsewhere_not(desk: Desk) -> None:
    share, other = Button("Deel mijn nummer", SHARE_PHONE), Button("Een mens spreken", "intent:request_human")
    (bubble,) = bubbles("Wat is je huurdersnummer?", [share, other], telegram.CAPABILITIES)
    markup = telegram.call_of(OutboundMessage(uuid4(), "11", bubble.text, bubble.buttons))["reply_markup"].to_dict()
    assert [row[0].get("request_contact") for row in markup["keyboard"]] == [True, None]
    for can in (whatsapp.CAPABILITIES, WebChannel.capabilities):
        (bubble,) = bubbles("Wat is je huurdersnummer?", [share, other], can)
        assert bubble.buttons == (other,)


async def test_linking_by_hand_shows_from_whom_to_whom_and_can_be_undone(
    desk: Desk, linking: Linking, collector: Staff, clock: FixedClock
) -> None:
    kim, sam = await person(desk, "Vries"), await person(desk, "Jong")
    await linking.link_by_hand("telegram", "11", kim, collector.id, seen_before=None)
    preview = await linking.preview("telegram", "11", sam)
    assert preview.before is not None
    assert (preview.before.id, preview.after.id) == (kim, sam)
    clock.move(minutes=1)
    change = await linking.link_by_hand("telegram", "11", sam, collector.id, seen_before=kim)
    clock.move(minutes=1)
    await linking.undo(change, collector.id)
    assert await linked(linking) == kim
    with pytest.raises(CannotLink):
        await linking.undo(change, collector.id)


async def test_what_changed_since_the_preview_is_not_overwritten(
    desk: Desk, linking: Linking, collector: Staff
) -> None:
    kim, sam = await person(desk, "Vries"), await person(desk, "Jong")
    await linking.link_by_hand("telegram", "11", kim, collector.id, seen_before=None)
    with pytest.raises(CannotLink):
        await linking.link_by_hand("telegram", "11", sam, collector.id, seen_before=None)
    assert await linked(linking) == kim


async def test_a_bare_number_from_whatsapp_links_nobody(desk: Desk, linking: Linking) -> None:
    await person(desk, "Vries", "+31612345678")
    async with desk.services.database.transaction() as session:
        await desk.services.intake.conversation_at(session, "whatsapp", "31612345678")
        assert await session.scalar(select(func.count()).select_from(Conversation)) == 1
    assert await linking.person_at("whatsapp", "31612345678") is None
    assert [found.name for found in await linking.candidates("31612345678")] == ["K. de Vries"]


def test_phone_numbers_come_to_one_form() -> None:
    assert {e164(text) for text in ("31612345678", "+31612345678", "0612345678", "06 12 34 56 78")} == {"+31612345678"}
    assert e164("geen nummer") is None
