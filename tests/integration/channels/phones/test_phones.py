"""Conversations over both simulators: native on each, nothing lost or doubled, each fault with its reaction."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import select

from bot.channels.models import ChannelHalt, Contact, Media, MediaState, MonthlyCount
from bot.channels.notices import NoticeBoard
from bot.conversation.models import Author, Conversation, Message, Owner, State
from bot.simulators.faults import Fault
from bot.simulators.graph import options_of, text_in
from tests.support.channels import PHONE
from tests.support.engine import StubEngine, turn
from tests.support.phones import MovingClock, Providers, until
from tests.support.wiring import Desk

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


async def outbound(desk: Desk) -> list[Message]:
    async with desk.services.database.transaction() as session:
        statement = select(Message).where(Message.author != Author.TENANT).order_by(Message.at)
        return list((await session.scalars(statement)).all())


def offering(*titles: str) -> Any:
    async def react(body: dict[str, Any]) -> web.StreamResponse:
        if body["intent"]:
            return web.json_response(turn(f"gekozen: {body['intent']}"))
        buttons = [{"title": title, "payload": f"intent:choice_{n}"} for n, title in enumerate(titles)]
        return web.json_response(turn("Kies maar.", buttons=buttons))

    return react


async def test_whatsapp_buttons_come_back_as_what_they_mean(made: Providers, desk: Desk, engine: StubEngine) -> None:
    engine.react = offering("Ja", "Nee", "Weet niet")
    phone = made.graph.phone(PHONE)
    await made.graph.say(PHONE, text={"body": "hallo"})
    await until(lambda: phone.received)
    assert [title for _, title, _ in options_of(phone.received[0].body)] == ["Ja", "Nee", "Weet niet"]
    await made.graph.press(PHONE, 1)
    await until(lambda: len(phone.received) == 2)
    assert text_in(phone.received[1].body) == "gekozen: choice_1"
    await made.settle()
    await until(lambda: all_in(desk, State.DELIVERED))


async def all_in(desk: Desk, state: State) -> bool:
    return {message.state for message in await outbound(desk)} == {state}


async def any_in(desk: Desk, state: State) -> bool:
    return state in {message.state for message in await outbound(desk)}


async def test_more_or_longer_choices_become_a_list(made: Providers, desk: Desk, engine: StubEngine) -> None:
    engine.react = offering("Ik wil graag een regeling met de woningcorporatie", "Nee", "Ander", "Vier")
    phone = made.graph.phone(PHONE)
    await made.graph.say(PHONE, text={"body": "hallo"})
    await until(lambda: phone.received)
    assert phone.received[0].body["interactive"]["type"] == "list"
    await made.graph.press(PHONE, 0)
    await until(lambda: len(phone.received) == 2)
    assert text_in(phone.received[1].body) == "gekozen: choice_0"


async def test_telegram_keys_are_acknowledged_and_mean_the_same(
    made: Providers, desk: Desk, engine: StubEngine
) -> None:
    engine.react = offering("Ja", "Nee")
    chat = made.botapi.chat(11)
    made.botapi.say(11, text="/start")
    made.botapi.say(11, text="vraag")
    await until(lambda: any("reply_markup" in m for m in chat.received))
    made.botapi.press(11, 1)
    await until(lambda: any(m["text"] == "gekozen: choice_1" for m in chat.received))
    await until(lambda: made.botapi.acknowledged)


async def test_a_photo_reaches_the_desk_and_is_answered(made: Providers, desk: Desk) -> None:
    await made.graph.say(PHONE, "image", image=made.graph.add_file(PNG, "image/png"))
    phone = made.graph.phone(PHONE)
    await until(lambda: phone.received)
    assert "medewerker" in text_in(phone.received[0].body)

    async def kept() -> bool:
        async with desk.services.database.transaction() as session:
            media = await session.scalar(select(Media))
            return media is not None and (media.state, media.type) == (MediaState.STORED, "image/png")

    await until(kept)
    async with desk.services.database.transaction() as session:
        conversation = await session.scalar(select(Conversation))
        assert conversation is not None
        assert conversation.owner is Owner.QUEUE


async def test_a_script_in_a_picture_s_clothes_is_refused(made: Providers, desk: Desk) -> None:
    file_id = made.botapi.add_file(b"<svg onload=alert(1)>")
    made.botapi.say(11, document={"file_id": file_id, "file_unique_id": "u", "mime_type": "image/png"})

    async def refused() -> bool:
        async with desk.services.database.transaction() as session:
            media = await session.scalar(select(Media))
            return media is not None and media.state is MediaState.REFUSED

    await until(refused)


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


async def test_a_closed_window_parks_the_answer_and_the_next_word_brings_it(
    made: Providers, desk: Desk, moving: MovingClock
) -> None:
    phone = made.graph.phone(PHONE)
    made.graph.faults.set(Fault.WINDOW_CLOSED, 1)
    await made.graph.say(PHONE, text={"body": "eerste"})
    await until(lambda: any_in(desk, State.PARKED))
    await until(lambda: phone.received)
    assert [sent.body["type"] for sent in phone.received] == ["template"]
    await made.graph.say(PHONE, text={"body": "tweede"})
    await until(lambda: len(phone.received) == 3)
    texts = [text_in(sent.body) for sent in phone.received[1:]]
    assert "eerste" in texts[0]
    assert "tweede" in texts[1]


async def test_a_person_s_answer_after_a_day_waits_for_the_tenant(
    made: Providers, desk: Desk, moving: MovingClock, collector: Any
) -> None:
    phone = made.graph.phone(PHONE)
    await made.graph.say(PHONE, text={"body": "hallo"})
    await until(lambda: phone.received)
    async with desk.services.database.transaction() as session:
        conversation = await session.scalar(select(Conversation.id))
    assert conversation is not None
    await made.settle()
    moving.ahead = timedelta(hours=25)
    await desk.services.ownership.take(conversation, collector.id)
    await desk.services.ownership.reply(conversation, collector.id, "Hier is Sanne.")
    assert [m.state for m in await outbound(desk) if m.author is Author.STAFF] == [State.PARKED]
    await made.graph.say(PHONE, text={"body": "ja?"})
    await until(lambda: any(text_in(s.body) == "Hier is Sanne." for s in phone.received))


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


async def test_a_block_is_noted_and_lifted_by_their_next_word(made: Providers, desk: Desk) -> None:
    made.botapi.say(11, text="hallo")
    await until(lambda: made.botapi.chat(11).received)
    made.botapi.block(11)
    await made.settle()

    async def unreachable() -> bool:
        async with desk.services.database.transaction() as session:
            contact = await session.scalar(select(Contact))
            return contact is not None and contact.unreachable_since is not None

    await until(unreachable)
    made.botapi.chat(11).blocked = False
    await made.settle()
    made.botapi.say(11, text="toch weer")
    await until(lambda: len(made.botapi.chat(11).received) == 2)


async def test_delivered_messages_are_counted_once_a_month(made: Providers, desk: Desk) -> None:
    made.graph.faults.set(Fault.TWICE, -1)
    made.graph.faults.set(Fault.REORDER, -1)
    for number in range(5):
        await made.graph.say(f"3160000000{number}", text={"body": "hallo"})
    await until(lambda: sum(len(p.received) for p in made.graph.phones.values()) == 5)
    await made.settle()
    await until(lambda: all_in(desk, State.DELIVERED))
    async with desk.services.database.transaction() as session:
        assert (await session.scalars(select(MonthlyCount.delivered))).all() == [5]


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


async def test_who_hides_their_number_after_our_answer_named_their_id_stays_in_their_conversation(
    made: Providers, desk: Desk
) -> None:
    phone = made.graph.phone(PHONE)
    await made.graph.say(PHONE, text={"body": "hallo"})
    phone.user_id = "NL.4711"

    async def named() -> bool:
        async with desk.services.database.transaction() as session:
            return (await session.scalars(select(Contact.user_id))).one() == "NL.4711"

    await until(named)
    hidden = {name: value for name, value in made.graph.message(PHONE, "text").items() if name != "from"}
    body = hidden | {"from_user_id": "NL.4711", "text": {"body": "nu zonder nummer"}}
    await made.graph._post({"messages": [body]})
    await until(lambda: len(phone.received) == 2)
    async with desk.services.database.transaction() as session:
        assert len((await session.scalars(select(Conversation.id))).all()) == 1
