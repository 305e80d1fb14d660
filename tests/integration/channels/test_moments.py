"""When a message was said is the provider's to tell: order, lateness, what the desk shows."""

from datetime import datetime, timedelta
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient
from sqlalchemy import select

from bot.conversation.models import Author, Message, Turn
from bot.staff.desk_lines import of_conversation, read
from tests.support.channels import (
    post_telegram,
    post_whatsapp,
    tg_message,
    wa_text,
    with_contacts,
)
from tests.support.clock import FixedClock
from tests.support.engine import turn
from tests.support.messages import stored
from tests.support.wiring import Desk

Site = TestClient[Any, Any]


async def composed(desk: Desk) -> list[str]:
    """What the assistant said, also what has not got out: nobody is at the provider's address here."""
    async with desk.services.database.transaction() as session:
        statement = select(Message.text).join(Turn, Turn.id == Message.turn_id).where(Message.author != Author.TENANT)
        return list((await session.scalars(statement.order_by(Message.at))).all())


def at_second(message: dict[str, Any], moment: datetime) -> dict[str, Any]:
    return message | {"timestamp": str(int(moment.timestamp()))}


async def test_two_quick_messages_whose_webhooks_are_swapped_are_read_in_the_order_they_were_said(
    site: Site, desk: Desk, clock: FixedClock
) -> None:
    first = at_second(wa_text("mijn naam is"), clock() - timedelta(seconds=2))
    second = at_second(wa_text("Kim de Vries"), clock() - timedelta(seconds=1))
    for message in (second, first):
        await post_whatsapp(site, with_contacts(message))
    for number, text in ((42, "en ik woon"), (41, "hallo")):
        await post_telegram(site, tg_message(text=text, update_id=number))
    for message in await stored(desk):
        await desk.services.turns.handle(message.conversation_id)
    assert [call["text"] for call in desk.engine.calls] == ["mijn naam is\nKim de Vries", "hallo\nen ik woon"]


async def test_a_message_of_before_what_was_answered_is_answered_by_itself(
    site: Site, desk: Desk, clock: FixedClock
) -> None:
    await post_whatsapp(site, with_contacts(at_second(wa_text("tweede"), clock() - timedelta(seconds=1))))
    (message,) = await stored(desk)
    await desk.services.turns.handle(message.conversation_id)
    await post_whatsapp(site, with_contacts(at_second(wa_text("eerste"), clock() - timedelta(seconds=2))))
    await desk.services.turns.handle(message.conversation_id)
    assert [call["text"] for call in desk.engine.calls] == ["tweede", "eerste"]


async def test_a_message_that_comes_hours_late_is_answered_with_a_line_that_says_so_and_shown_at_its_moment(
    site: Site, desk: Desk, clock: FixedClock
) -> None:
    said = clock() - timedelta(hours=5)
    await post_whatsapp(site, with_contacts(at_second(wa_text("hallo"), said)))
    (message,) = await stored(desk)
    await desk.services.turns.handle(message.conversation_id)
    clock.move(seconds=1)
    await post_whatsapp(site, with_contacts(at_second(wa_text("ben je er?"), clock())))
    await desk.services.turns.handle(message.conversation_id)
    late, fresh = await composed(desk)
    assert "Je schreef dit vandaag om 9.00 uur, maar ik lees het nu pas." in late
    assert late.endswith("antwoord op: hallo")
    assert "nu pas" not in fresh
    shown = await read(desk.services.database, of_conversation(message.conversation_id).order_by(Message.seq))
    assert [line.at for line in shown if line.author is Author.TENANT] == [said, clock()]


async def test_the_moment_shown_never_goes_back_nor_ahead_of_us(site: Site, desk: Desk, clock: FixedClock) -> None:
    for text, ago in (("a", timedelta(minutes=1)), ("b", timedelta(hours=6)), ("c", timedelta(minutes=-9))):
        await post_whatsapp(site, with_contacts(at_second(wa_text(text), clock() - ago)))
    minute = timedelta(minutes=1)
    assert [message.said_at for message in await stored(desk)] == [clock() - minute, clock() - minute, clock()]


async def test_danger_that_comes_late_is_answered_with_nothing_in_front(
    site: Site, desk: Desk, clock: FixedClock
) -> None:
    async def alone(body: dict[str, Any]) -> web.StreamResponse:
        answer = turn("Bel 112.")
        answer["messages"][0]["custom"] = {"alone": True}
        return web.json_response(answer)

    desk.engine.react = alone
    await post_whatsapp(site, with_contacts(at_second(wa_text("help"), clock() - timedelta(hours=5))))
    (message,) = await stored(desk)
    await desk.services.turns.handle(message.conversation_id)
    assert await composed(desk) == ["Bel 112."]
