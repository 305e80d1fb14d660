"""A person takes over while the assistant composes: at any moment, two hundred times, never two voices."""

import asyncio
import random
from typing import Any

from aiohttp import web
from sqlalchemy import select

from bot.conversation.models import Author, Message, State
from bot.conversation.ownership import AlreadyTaken
from bot.staff.models import Role, Staff
from tests.support.engine import turn
from tests.support.wiring import Desk

TIMES = 200
AT_ONCE = 10


async def test_two_hundred_take_overs_at_random_moments_never_show_two_voices(desk: Desk, collector: Staff) -> None:
    numbers = random.Random(11)

    async def slowly(body: dict[str, Any]) -> web.StreamResponse:
        await asyncio.sleep(numbers.random() * 0.1)
        return web.json_response(turn("antwoord van de computer"))

    desk.engine.react = slowly

    async def once(number: int) -> tuple[bool, bool]:
        conversation = await desk.say(f"tenant-{number}", "hallo", work=False)
        composing = asyncio.create_task(desk.services.turns.handle(conversation))
        await asyncio.sleep(numbers.random() * 0.4)
        await desk.services.ownership.take(conversation, collector.id)
        at_take_over = [line.id for line in await desk.transcript(conversation)]
        await desk.services.ownership.reply(conversation, collector.id, "Dag, ik ben er.")
        await composing
        lines = await desk.transcript(conversation)
        spoke = [line for line in lines if line.author is Author.ASSISTANT]
        assert all(line.id in at_take_over for line in spoke), "the assistant spoke after the take-over"
        assert [line.author for line in lines[-1:]] == [Author.STAFF]
        async with desk.services.database.transaction() as session:
            states = (
                await session.scalars(
                    select(Message.state).where(
                        Message.conversation_id == conversation, Message.author == Author.ASSISTANT
                    )
                )
            ).all()
        assert len(states) <= 1
        return bool(spoke), State.DROPPED in states

    outcomes = []
    for start in range(0, TIMES, AT_ONCE):
        outcomes += await asyncio.gather(*(once(n) for n in range(start, start + AT_ONCE)))
    # The moments were spread well enough to have met both sides of the race.
    assert any(spoke for spoke, _ in outcomes)
    assert any(dropped for _, dropped in outcomes)


async def test_of_two_collectors_who_take_at_once_one_gets_it_and_the_other_is_told(
    desk: Desk, collector: Staff
) -> None:
    other, _ = await desk.services.accounts.add("joris@example.nl", "Joris", Role.COLLECTOR, "nog-een-lang-woord")
    for number in range(20):
        conversation = await desk.say(f"tenant-{number}", "hallo")
        results = await asyncio.gather(
            *(desk.services.ownership.take(conversation, who.id) for who in (collector, other)), return_exceptions=True
        )
        assert sorted(type(result).__name__ for result in results) == ["AlreadyTaken", "NoneType"]
        assert any(isinstance(result, AlreadyTaken) for result in results)
