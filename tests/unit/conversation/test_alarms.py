"""An alarm rings when it is due, once, and the earliest of a conversation counts."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

from bot.conversation.alarms import LONGEST, Alarms


class Sent:
    def __init__(self) -> None:
        self.moments: list[tuple[UUID, float]] = []

    async def __call__(self, conversation_id: UUID) -> None:
        self.moments.append((conversation_id, asyncio.get_running_loop().time()))


async def rung(sent: Sent, count: int) -> None:
    async with asyncio.timeout(2):
        while len(sent.moments) < count:
            await asyncio.sleep(0.005)


async def test_it_rings_when_due_and_not_before() -> None:
    sent, one = Sent(), uuid4()
    alarms = Alarms(sent)
    began = asyncio.get_running_loop().time()
    alarms.set(one, timedelta(milliseconds=60))
    await rung(sent, 1)
    assert sent.moments[0][0] == one
    assert sent.moments[0][1] - began >= 0.06
    await alarms.stop()


async def test_of_two_for_one_conversation_the_earliest_rings_and_only_that() -> None:
    sent, one = Sent(), uuid4()
    alarms = Alarms(sent)
    alarms.set(one, timedelta(milliseconds=200))
    alarms.set(one, timedelta(milliseconds=20))
    alarms.set(one, timedelta(milliseconds=100))
    await rung(sent, 1)
    await asyncio.sleep(0.25)
    assert len(sent.moments) == 1
    await alarms.stop()


async def test_a_failing_send_does_not_silence_the_next_alarm() -> None:
    calls: list[UUID] = []

    async def fails(conversation_id: UUID) -> None:
        calls.append(conversation_id)
        raise RuntimeError("away")

    alarms = Alarms(fails)
    for _ in range(2):
        alarms.set(uuid4(), timedelta(0))
    async with asyncio.timeout(2):
        while len(calls) < 2:
            await asyncio.sleep(0.005)
    await alarms.stop()


async def test_what_waits_long_is_left_to_the_sweep_and_stopping_silences_all() -> None:
    sent = Sent()
    alarms = Alarms(sent)
    alarms.set(uuid4(), LONGEST + timedelta(seconds=1))
    alarms.set(uuid4(), timedelta(milliseconds=30))
    await alarms.stop()
    await asyncio.sleep(0.06)
    assert sent.moments == []
