"""What providers refuse, lose, tell late or do not tell, on the two telephones."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.channels.contract import OutboundMessage, Sent
from bot.channels.models import ChannelHalt
from bot.channels.notices import NoticeBoard
from bot.conversation.models import Author, Message, State
from bot.simulators.faults import Fault
from bot.simulators.graph import text_in
from tests.support.channels import PHONE
from tests.support.engine import StubEngine
from tests.support.messages import all_in, any_in, outbound
from tests.support.phones import MovingClock, Providers, until
from tests.support.wiring import Desk


async def test_hanging_up_after_taking_is_unknown_until_the_report_and_never_doubled(
    made: Providers, desk: Desk
) -> None:
    made.graph.faults.set(Fault.HANG_UP_AFTER, 1)
    made.graph.say(PHONE, text={"body": "hallo"})
    phone = made.graph.phone(PHONE)
    await until(lambda: phone.received)
    await made.settle()
    # The report carries our own reference: unknown becomes known.
    await until(lambda: all_in(desk, State.DELIVERED))
    assert len(phone.received) == 1


async def test_telegram_s_hanging_up_stays_unknown_and_is_not_sent_again(made: Providers, desk: Desk) -> None:
    made.botapi.faults.set(Fault.HANG_UP_AFTER, 1)
    made.botapi.say(11, text="hallo")
    await until(lambda: all_in(desk, State.UNKNOWN))
    assert len(made.botapi.chat(11).received) == 1


@pytest.mark.parametrize("fault", [Fault.TOO_FAST, Fault.SERVER_ERROR])
async def test_a_passing_refusal_is_waited_out(made: Providers, desk: Desk, fault: Fault) -> None:
    for simulator in (made.graph, made.botapi):
        simulator.faults.set(fault, 1)
    made.botapi.say(11, text="hallo")
    made.graph.say(PHONE, text={"body": "hallo"})
    await until(lambda: made.botapi.chat(11).received, 30)
    if fault is Fault.SERVER_ERROR:
        await until(lambda: made.graph.phone(PHONE).received, 30)


async def test_what_failed_and_is_told_late_as_sent_is_sent_again_all_the_same(made: Providers, desk: Desk) -> None:
    made.graph.faults.set(Fault.SENT_AFTER_FAILED, 1)
    made.graph.fails_with.append(131000)
    await made.graph.say(PHONE, text={"body": "hallo"})
    await until(lambda: made.graph.phone(PHONE).received, 30)
    await made.settle()
    await until(lambda: all_in(desk, State.DELIVERED))
    [message] = await outbound(desk)
    assert message.sent_id == made.graph.phone(PHONE).received[0].id


async def test_what_is_parked_is_not_taken_for_sent_by_a_late_word_of_its_failed_attempt(
    made: Providers, desk: Desk
) -> None:
    made.graph.faults.set(Fault.WINDOW_CLOSED, 1)
    made.graph.faults.set(Fault.SENT_AFTER_FAILED, 1)
    await made.graph.say(PHONE, text={"body": "eerste"})
    await until(lambda: any_in(desk, State.PARKED))
    await made.settle()
    [parked] = [m for m in await outbound(desk) if m.state is State.PARKED]
    assert parked.sent_id is None


async def test_nor_by_the_answer_to_a_call_that_the_report_of_its_failure_overtook(
    made: Providers, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def overtaken(message: OutboundMessage) -> Sent:
        async with desk.services.database.transaction() as session:
            row = await session.get_one(Message, message.id)
            row.state, row.seq = State.PARKED, None  # as a report "failed: the window is closed" leaves it
        return Sent("wamid.of-the-failed-attempt")

    monkeypatch.setattr(desk.services.connected.channels["whatsapp"], "send", overtaken)
    await made.graph.say(PHONE, text={"body": "eerste"})
    await until(lambda: any_in(desk, State.PARKED))
    await made.settle()
    assert [m.sent_id for m in await outbound(desk)] == [None]


async def test_a_wrong_key_halts_everything_keeps_the_outbox_and_alarms_once(
    made: Providers, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    made.graph.faults.set(Fault.BAD_TOKEN, -1)
    for number in ("31600000001", "31600000002", "31600000003"):
        await made.graph.say(number, text={"body": "hallo"})

    async def all_wait() -> bool:
        messages = await outbound(desk)
        return len(messages) == 3 and {m.state for m in messages} == {State.PENDING}

    await until(all_wait)
    async with desk.services.database.transaction() as session:
        halt = await session.scalar(select(ChannelHalt))
    assert halt is not None
    assert halt.code == "190"
    assert len([r for r in caplog.records if r.levelname == "CRITICAL"]) == 1

    board = NoticeBoard(desk.services.database, desk.services.clock)
    [told] = (await board.board()).open
    assert (told.kind, told.facts["code"], told.times) == ("halted", "190", 1)
    made.graph.faults.set(Fault.BAD_TOKEN, 0)
    assert isinstance(desk.services.clock, MovingClock)
    desk.services.clock.ahead += timedelta(minutes=11)

    async def works_again() -> bool:
        return await board.waiting() == 0

    await until(works_again)


async def test_two_messages_in_flight_are_read_as_they_were_said_whichever_webhook_comes_first(
    made: Providers, desk: Desk, engine: StubEngine, moving: MovingClock
) -> None:
    """Several tenants, so that some pair is swapped for certain: the seed decides, the same every time."""
    for simulator in (made.graph, made.botapi):
        simulator.faults.set(Fault.REORDER, -1)
    tenants = [f"3160000700{number}" for number in range(6)]
    await desk.services.jobs.stop()  # nothing is answered before everything has come
    for part in ("een", "twee"):
        for number, phone in enumerate(tenants):
            made.graph.say(phone, text={"body": f"{phone} {part}"})
            made.botapi.say(700 + number, text=f"{700 + number} {part}")
        moving.ahead += timedelta(seconds=1)
    await made.settle()
    async with desk.services.database.transaction() as session:
        came = select(Message.text, Message.conversation_id).where(Message.author == Author.TENANT)
        arrived = (await session.execute(came.order_by(Message.seq))).all()
    swapped = {row.text.split()[0] for row in arrived if row.text.endswith("twee")} & {
        text.split()[0]
        for place, (text, _) in enumerate(arrived)
        if text.endswith("een") and any(row.text == text.replace("een", "twee") for row in arrived[:place])
    }
    assert swapped
    for conversation_id in {row.conversation_id for row in arrived}:
        await desk.services.turns.handle(conversation_id)
    everybody = [*tenants, *(str(700 + number) for number in range(6))]
    assert {call["text"] for call in engine.calls} == {f"{who} een\n{who} twee" for who in everybody}


async def test_through_doubles_and_disorder_nothing_is_lost_or_doubled_and_order_is_kept(
    made: Providers, desk: Desk
) -> None:
    for simulator in (made.graph, made.botapi):
        simulator.faults.set(Fault.TWICE, -1)
    turns, tenants = 4, 10

    async def talk(number: int) -> None:
        for step in range(turns):
            if number % 2:
                await made.graph.say(f"31600001{number:03d}", text={"body": f"vraag {step}"})
                await until(lambda step=step: len(made.graph.phone(f"31600001{number:03d}").received) > step, 60)
            else:
                made.botapi.say(1000 + number, text=f"vraag {step}")
                await until(lambda step=step: len(made.botapi.chat(1000 + number).received) > step, 60)

    await asyncio.gather(*(talk(number) for number in range(tenants)))
    await made.settle()
    for phone in made.graph.phones.values():
        assert [f"vraag {n}" in text_in(s.body) for n, s in enumerate(phone.received)] == [True] * turns
    for chat in made.botapi.chats.values():
        assert [f"vraag {n}" in m["text"] for n, m in enumerate(chat.received)] == [True] * turns
