"""Danger while nobody is at work: told to who is on duty until a person has it, and the tenant hears what is true."""

from collections.abc import AsyncIterator
from datetime import datetime
from uuid import UUID

import pytest
from pydantic import ValidationError
from sqlalchemy import select

from bot.database.engine import Database
from bot.handoff.alarm_models import DangerAlarm
from bot.handoff.on_call import OnCallWatch
from bot.handoff.settings import OnCall
from bot.identity.rules import Way
from bot.identity.sending import CodeMessage, NotSent
from bot.staff.models import Staff
from tests.support.acting import Acting
from tests.support.clock import FixedClock
from tests.support.engine import StubEngine
from tests.support.wiring import CONTENT, Desk, desk_on

SATURDAY_NIGHT = datetime.fromisoformat("2026-11-21T23:10:00+01:00")
DESPAIR = "ik wil er niet meer zijn"
WORDS = "ik heb een heel eigen verhaal"


class Messages:
    def __init__(self) -> None:
        self.sent: list[CodeMessage] = []
        self.broken = False

    async def send(self, message: CodeMessage) -> None:
        if self.broken:
            raise NotSent("away")
        self.sent.append(message)


@pytest.fixture
def messages() -> Messages:
    return Messages()


@pytest.fixture
async def desk(database: Database, engine: StubEngine, clock: FixedClock, messages: Messages) -> AsyncIterator[Desk]:
    clock.now = SATURDAY_NIGHT
    async with desk_on(database, engine, clock, senders={Way.SMS: messages, Way.EMAIL: messages}) as wired:
        engine.react = Acting(wired.services.answering, {}, {DESPAIR: "suicide"})
        yield wired


@pytest.fixture
def watch(desk: Desk) -> OnCallWatch:
    return desk.services.on_call


async def alarms(desk: Desk) -> list[DangerAlarm]:
    async with desk.services.database.transaction() as session:
        return list((await session.scalars(select(DangerAlarm).order_by(DangerAlarm.since))).all())


async def last_words(desk: Desk, conversation: UUID) -> str:
    return (await desk.transcript(conversation))[-1].text


async def test_who_is_on_duty_is_told_at_once_and_without_a_word_of_the_tenant(
    desk: Desk, watch: OnCallWatch, messages: Messages
) -> None:
    conversation = await desk.say("s", f"{DESPAIR}")
    assert await watch.look() == 2
    assert {message.way for message in messages.sent} == {Way.SMS, Way.EMAIL}
    for message in messages.sent:
        assert DESPAIR not in message.text
        assert len(message.text) <= 160 or message.way is Way.EMAIL
    assert "proberen nu iemand te bereiken" in await last_words(desk, conversation)


async def test_it_is_repeated_until_a_person_takes_the_conversation(
    desk: Desk, watch: OnCallWatch, messages: Messages, clock: FixedClock, collector: Staff
) -> None:
    conversation = await desk.say("s", DESPAIR)
    await watch.look()
    clock.move(minutes=10)
    assert await watch.look() == 0
    clock.move(minutes=6)
    assert await watch.look() == 2
    await desk.services.ownership.take(conversation, collector.id, notice="Sanne leest mee")
    clock.move(minutes=16)
    assert await watch.look() == 0
    (alarm,) = await alarms(desk)
    assert (alarm.rounds, alarm.ended_how) == (2, "taken")


async def test_it_goes_on_when_the_desk_opens_and_nobody_takes_it(
    desk: Desk, watch: OnCallWatch, clock: FixedClock
) -> None:
    await desk.say("s", DESPAIR)
    await watch.look()
    clock.now = datetime.fromisoformat("2026-11-23T09:00:00+01:00")
    assert await watch.look() == 2


async def test_while_the_desk_is_open_nobody_else_is_called(desk: Desk, watch: OnCallWatch, clock: FixedClock) -> None:
    clock.now = datetime.fromisoformat("2026-11-23T14:00:00+01:00")
    conversation = await desk.say("s", DESPAIR)
    assert await watch.look() == 0
    assert "dienst heeft" not in await last_words(desk, conversation)


async def test_danger_that_the_desk_left_lying_at_closing_time_is_told_then(
    desk: Desk, watch: OnCallWatch, clock: FixedClock
) -> None:
    clock.now = datetime.fromisoformat("2026-11-23T16:55:00+01:00")
    await desk.say("s", DESPAIR)
    clock.move(minutes=10)
    assert await watch.look() == 2


async def test_it_stops_after_the_last_round_and_does_not_begin_again_for_the_same_danger(
    desk: Desk, watch: OnCallWatch, clock: FixedClock
) -> None:
    await desk.say("s", DESPAIR)
    rounds = 0
    for _ in range(30):
        rounds += await watch.look() // 2
        clock.move(minutes=15)
    assert rounds == 24
    (alarm,) = await alarms(desk)
    assert alarm.ended_how == "given_up"


async def test_what_was_not_taken_by_the_provider_is_shown_as_such(
    desk: Desk, watch: OnCallWatch, messages: Messages
) -> None:
    messages.broken = True
    await desk.say("s", DESPAIR)
    await watch.look()
    (alarm,) = await alarms(desk)
    assert [call["done"] for call in alarm.calls] == [False, False]


async def test_ordinary_messages_call_nobody(desk: Desk, watch: OnCallWatch) -> None:
    await desk.say("s", WORDS)
    assert await watch.look() == 0


async def test_without_anybody_on_duty_the_tenant_hears_that_nobody_reads_along(
    database: Database, engine: StubEngine, clock: FixedClock
) -> None:
    clock.now = SATURDAY_NIGHT
    async with desk_on(database, engine, clock, senders={}) as alone:
        engine.react = Acting(alone.services.answering, {}, {DESPAIR: "suicide"})
        conversation = await alone.say("s", DESPAIR)
        assert "leest hier niemand mee" in await last_words(alone, conversation)
        assert await alone.services.on_call.look() == 0


def test_the_demo_names_somebody_on_duty() -> None:
    assert CONTENT.corporation.on_call is not None


@pytest.mark.parametrize(
    "person",
    [{"name": "Piket"}, {"name": "Piket", "sms": "0612345678"}, {"name": "Piket", "email": "een,twee@example.nl"}],
)
def test_somebody_on_duty_must_be_reachable(person: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="Piket"):
        OnCall.model_validate({"people": [person]})


def test_an_unknown_danger_is_refused() -> None:
    with pytest.raises(ValidationError, match="onbekende soort gevaar"):
        OnCall.model_validate({"people": [{"name": "P", "sms": "+31612345678"}], "dangers": ["boos"]})
