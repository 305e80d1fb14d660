"""Opting out and back, on every channel: kept, said truthfully, and not taken for something else."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from aiohttp.test_utils import TestClient
from sqlalchemy import select

from bot.channels.models import Contact
from bot.channels.wishes import Wishes
from bot.conversation.models import Author, Message
from bot.dialogue.exchange import Heard
from bot.dialogue.speech import Speech
from tests.support.channels import PHONE, envelope, post_telegram, post_whatsapp, tg_message, wa_text, with_contacts
from tests.support.clock import FixedClock
from tests.support.wiring import Desk

Site = TestClient[Any, Any]


async def is_out(desk: Desk, channel: str, address: str) -> bool:
    async with desk.services.database.transaction() as session:
        found = select(Contact.opted_out_at).where(Contact.channel == channel, Contact.address == address)
        return await session.scalar(found) is not None


async def said(desk: Desk) -> list[str]:
    async with desk.services.database.transaction() as session:
        found = select(Message.text).where(Message.author == Author.NOTICE).order_by(Message.at, Message.id)
        return list((await session.scalars(found)).all())


async def hears(desk: Desk, conversation: UUID, intent: str, text: str) -> Speech:
    """The answer as the engine's action would get it."""
    answering = desk.services.answering
    heard = Heard(conversation, str(uuid4()), intent, text, topics=[intent])
    return await answering.respond(heard, answering.answer)


@pytest.mark.parametrize("word", ["stop", "Afmelden!", "/stop"])
async def test_a_bare_word_ends_what_we_begin_and_another_brings_it_back(
    site: Site, desk: Desk, clock: FixedClock, word: str
) -> None:
    await post_telegram(site, tg_message(11, text=word))
    assert await is_out(desk, "telegram", "11")
    clock.move(seconds=1)
    await post_telegram(site, tg_message(11, text="aanmelden"))
    assert not await is_out(desk, "telegram", "11")
    out, back = await said(desk)
    for still in ("herinnering", "Brieven", "aanmelden", "afspraak blijft"):
        assert still in out
    assert "stop" in back


@pytest.mark.parametrize(("first", "last", "out"), [("stop", "aanmelden", False), ("aanmelden", "stop", True)])
async def test_an_older_word_that_is_delivered_late_does_not_undo_a_newer_one(
    site: Site, desk: Desk, clock: FixedClock, first: str, last: str, out: bool
) -> None:
    newer, older = wa_text(last), wa_text(first)
    older["timestamp"] = str(int(newer["timestamp"]) - 3600)
    for message in (newer, older):
        assert (await post_whatsapp(site, with_contacts(message))).status == 200
        clock.move(seconds=1)
    assert await is_out(desk, "whatsapp", PHONE) is out
    # And what is answered to the late one is how it is.
    assert ("al afgemeld" if out else "weer aangemeld") in (await said(desk))[-1]
    # A wish that is only understood from older words is as old as they are.
    conversation = await desk.services.intake.open_conversation("whatsapp", PHONE)
    async with desk.services.database.transaction() as session:
        late = await session.scalar(select(Message.id).order_by(Message.said_order).limit(1))
    wishes = Wishes(desk.services.database, desk.services.clock)
    await (wishes.back(conversation, str(late)) if out else wishes.out(conversation, str(late)))
    assert await is_out(desk, "whatsapp", PHONE) is out


async def test_the_start_key_that_is_delivered_late_is_only_a_greeting(site: Site, desk: Desk) -> None:
    await post_telegram(site, tg_message(11, text="stop"))
    await post_telegram(site, tg_message(11, text="/start", date=1795438800 - 60))
    assert await is_out(desk, "telegram", "11")
    assert len(await said(desk)) == 1


async def test_a_second_stop_is_told_so_and_start_brings_it_back(site: Site, desk: Desk, clock: FixedClock) -> None:
    for word in ("stop", "stop", "/start"):
        clock.move(seconds=1)
        await post_telegram(site, tg_message(11, text=word))
    assert "al afgemeld" in (await said(desk))[1]
    assert not await is_out(desk, "telegram", "11")


@pytest.mark.parametrize("words", ["stop de uitzetting", "stop met bellen van de deurwaarder", "ik stop ermee"])
async def test_a_sentence_with_stop_in_it_is_about_something_else(site: Site, desk: Desk, words: str) -> None:
    await post_whatsapp(site, with_contacts(wa_text(words)))
    assert not await is_out(desk, "whatsapp", PHONE)
    assert await said(desk) == []


@pytest.mark.parametrize("channel", ["web", "whatsapp", "telegram"])
async def test_what_was_understood_as_opting_out_is_kept_too_and_can_be_taken_back(desk: Desk, channel: str) -> None:
    conversation = await desk.services.intake.open_conversation(channel, "42")
    answer = await hears(desk, conversation, "opt_out", "ik wil die appjes van jullie niet meer")
    assert "aanmelden" in answer.text
    assert await is_out(desk, channel, "42")
    answer = await hears(desk, conversation, "inform", "aanmelden")
    assert "weer aangemeld" in answer.text
    assert not await is_out(desk, channel, "42")


async def test_aanmelden_of_somebody_who_never_left_is_understood_as_what_it_says(desk: Desk) -> None:
    conversation = await desk.services.intake.open_conversation("web", "42")
    answer = await hears(desk, conversation, "greet", "aanmelden")
    assert "weer aangemeld" not in answer.text


def preference(value: Any, **more: Any) -> dict[str, Any]:
    one = {"wa_id": PHONE, "category": "marketing_messages", "value": value, "timestamp": 1795438800}
    return envelope({"user_preferences": [one | more]}, field="user_preferences")


async def test_a_wish_told_to_whatsapp_itself_counts_as_one_told_to_us(site: Site, desk: Desk) -> None:
    await post_whatsapp(site, preference("stop"))
    assert await is_out(desk, "whatsapp", PHONE)
    # An older "resume" that comes late changes nothing.
    await post_whatsapp(site, preference("resume", timestamp=1795438000))
    assert await is_out(desk, "whatsapp", PHONE)
    await post_whatsapp(site, preference("resume", timestamp=1795438801))
    assert not await is_out(desk, "whatsapp", PHONE)
    assert await said(desk) == []


@pytest.mark.parametrize("odd", [preference("maybe"), preference(None), preference("stop", wa_id=None), preference(3)])
async def test_an_odd_preference_is_only_noted(site: Site, desk: Desk, odd: dict[str, Any]) -> None:
    assert (await post_whatsapp(site, odd)).status == 200
    assert not await is_out(desk, "whatsapp", PHONE)
