"""What every channel promises about sending, whichever it is: one suite, run on each that is registered, and a fifth.

A channel is tested by being registered; what it needs for that is a stand-in for its provider in `TRIALS`.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta
from unittest.mock import AsyncMock, Mock
from uuid import uuid4

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import OperationalError
from telegram.error import TelegramError

from bot.channels import registry
from bot.channels.contacts import Contacts
from bot.channels.contract import Channel, OutboundMessage, Refused, SendResult, Sent, TryLater, Unsure
from bot.channels.media_rules import FileGone
from bot.channels.models import ChannelHalt, ChannelPace, Contact
from bot.channels.module import Kind
from bot.channels.notices import NoticeBoard
from bot.channels.throughput import Pace
from bot.channels.whatsapp.channel import WhatsAppChannel
from bot.channels.whatsapp.errors import reaction_to
from bot.conversation.models import Author, Message, State
from bot.conversation.outbox import again_after
from bot.database.engine import Database
from bot.simulators.faults import Fault, Faults
from tests.support import fifth_channel
from tests.support.channels import PHONE
from tests.support.engine import StubEngine
from tests.support.phones import MovingClock, Providers, bot_with, connected, providers
from tests.support.trials import TRIALS
from tests.support.wiring import Desk, desk_on

KINDS: Sequence[Kind] = registry.kinds(fifth_channel.MODULE)
ALL = [kind.name for kind in KINDS]
REMOTE = [kind.name for kind in KINDS if not kind.capabilities.local]


@pytest.fixture
async def made() -> AsyncIterator[Providers]:
    async with providers(MovingClock()) as running:
        yield running


@pytest.fixture
async def desk(made: Providers, database: Database, engine: StubEngine) -> AsyncIterator[Desk]:
    async with bot_with(made, database, engine, MovingClock()) as wired:
        yield wired


def to(channel: str, text: str = "Hallo.") -> OutboundMessage:
    return OutboundMessage(uuid4(), TRIALS[channel].address, text)


def channel_of(desk: Desk, name: str) -> Channel:
    return desk.services.connected.channels[name]


async def known(desk: Desk, made: Providers, name: str) -> None:
    """Somebody who wrote just now, by the provider's and our own account."""
    TRIALS[name].wrote(made, desk)
    if name in REMOTE:
        now = desk.services.clock()
        address = TRIALS[name].address
        row = Contact(id=uuid4(), channel=name, address=address, phone=address, last_inbound_at=now)
        async with desk.services.database.transaction() as session:
            session.add(row)


def faults(desk: Desk, made: Providers, name: str) -> Faults:
    found = TRIALS[name].faults(made, desk)
    assert found is not None
    return found


def test_every_registered_channel_has_a_stand_in_for_its_provider() -> None:
    assert set(ALL) == set(TRIALS)
    assert {name for name, trial in TRIALS.items() if trial.remote} == set(REMOTE)


@pytest.mark.parametrize("name", ALL)
async def test_a_message_to_somebody_known_is_sent(desk: Desk, made: Providers, name: str) -> None:
    await known(desk, made, name)
    result = await channel_of(desk, name).send(to(name))
    assert isinstance(result, Sent)
    assert channel_of(desk, name).capabilities.local or result.sent_id


@pytest.mark.parametrize("name", ALL)
async def test_the_longest_text_that_it_says_it_takes_is_taken(desk: Desk, made: Providers, name: str) -> None:
    await known(desk, made, name)
    longest = "é" * channel_of(desk, name).capabilities.text_length
    assert isinstance(await channel_of(desk, name).send(to(name, longest)), Sent)


@pytest.mark.parametrize("name", ALL)
async def test_showing_that_somebody_types_never_fails(desk: Desk, made: Providers, name: str) -> None:
    await channel_of(desk, name).show_typing(TRIALS[name].address)


@pytest.mark.parametrize("name", REMOTE)
async def test_nobody_unknown_is_written_to(desk: Desk, name: str) -> None:
    assert isinstance(await channel_of(desk, name).send(to(name)), Refused)


@pytest.mark.parametrize("name", REMOTE)
@pytest.mark.parametrize("fault", [Fault.TOO_FAST, Fault.SERVER_ERROR])
async def test_what_certainly_did_not_go_is_tried_later(desk: Desk, made: Providers, name: str, fault: Fault) -> None:
    await known(desk, made, name)
    faults(desk, made, name).set(fault, 1)
    assert isinstance(await channel_of(desk, name).send(to(name)), TryLater)


@pytest.mark.parametrize("name", ["whatsapp", "telegram"])
async def test_while_the_database_is_away_nothing_has_gone_and_it_is_tried_later(
    desk: Desk, made: Providers, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    await known(desk, made, name)
    away = OperationalError("", {}, ConnectionRefusedError())
    with monkeypatch.context() as patch:
        patch.setattr(Contacts, "at", AsyncMock(side_effect=away))
        result = await channel_of(desk, name).send(to(name))
    assert isinstance(result, TryLater)
    assert not result.counts
    with monkeypatch.context() as patch:
        # The pace alone cannot be asked: it goes, evenly, by this process's own count.
        patch.setattr(Database, "at_once", Mock(side_effect=away))
        assert isinstance(await channel_of(desk, name).send(to(name)), Sent)


@pytest.mark.parametrize("name", REMOTE)
async def test_what_may_have_gone_is_unsure_and_not_tried_again(desk: Desk, made: Providers, name: str) -> None:
    await known(desk, made, name)
    faults(desk, made, name).set(Fault.HANG_UP_AFTER, 1)
    assert isinstance(await channel_of(desk, name).send(to(name)), Unsure)


@pytest.mark.parametrize("name", REMOTE)
async def test_a_key_that_no_longer_counts_halts_the_channel(desk: Desk, made: Providers, name: str) -> None:
    await known(desk, made, name)
    faults(desk, made, name).set(Fault.BAD_TOKEN, 1)
    for _ in range(2):
        assert isinstance(await channel_of(desk, name).send(to(name)), TryLater)
    async with desk.services.database.transaction() as session:
        assert await session.get(ChannelHalt, name) is not None


@pytest.mark.parametrize(("name", "burst"), [("whatsapp", 45), ("telegram", 5), (fifth_channel.NAME, 10)])
async def test_the_pace_to_one_person_is_kept_by_two_processes_together(
    desk: Desk, made: Providers, database: Database, engine: StubEngine, name: str, burst: int
) -> None:
    await known(desk, made, name)
    async with desk_on(database, engine, desk.services.clock, **connected(made)) as other:
        two = [channel_of(desk, name), channel_of(other, name)]
        results = [await two[number % 2].send(to(name, str(number))) for number in range(burst + 3)]
    # A slow machine may earn a place back on the way.
    assert {type(result) for result in results[:burst]} == {Sent}
    assert isinstance(results[-1], TryLater)
    assert results[-1].after


async def test_processes_that_share_a_number_go_no_faster_together_than_one_may(database: Database) -> None:
    """Takes a third of a second: the pace is real time."""
    paces = [Pace(database, "whatsapp:1", per_second=200, at_once=5) for _ in range(3)]
    began = time.monotonic()
    waits = await asyncio.gather(*(pace.room() for pace in paces for _ in range(20)))
    assert time.monotonic() - began >= (60 - 5) / 200
    assert set(waits) == {None}
    # What was held up, here by a program that stood still for a while, does not leave all at once.
    held = [asyncio.create_task(paces[0].room()) for _ in range(30)]
    await asyncio.sleep(0.01)
    time.sleep(0.2)  # noqa: ASYNC251 - the loop must stand still
    began = time.monotonic()
    await asyncio.gather(*held)
    assert time.monotonic() - began >= 0.05
    # Another number has places of its own; and each process holds back when one is told to go slower.
    assert await Pace(database, "whatsapp:2", per_second=1, at_once=1).room() is None
    async with database.transaction() as session:
        await paces[0].hold_back(session, timedelta(seconds=30))
    wait = await paces[1].room()
    assert wait is not None
    assert 25 < wait.total_seconds() <= 31


async def test_a_file_s_expired_address_is_asked_for_anew_once(desk: Desk, made: Providers) -> None:
    fetch = desk.services.connected.modules["whatsapp"].fetch
    assert fetch is not None
    told = made.graph.add_file(b"\x89PNG\r\n\x1a\n" + b"0" * 20, "image/png")
    made.graph.expired_addresses = 1
    assert (await fetch(told["id"], 1000)).startswith(b"\x89PNG")
    made.graph.expired_addresses = 2
    with pytest.raises(FileGone):
        await fetch(told["id"], 1000)


@pytest.mark.parametrize("status", [404, 429, 500, 502])
async def test_telegram_s_host_of_files_may_fail_and_the_next_time_a_fresh_path_is_asked_for(
    desk: Desk, made: Providers, status: int
) -> None:
    fetch = desk.services.connected.modules["telegram"].fetch
    assert fetch is not None
    file_id = made.botapi.add_file(b"\x89PNG\r\n\x1a\n" + b"0" * 20)
    made.botapi.file_refusals = [status]
    with pytest.raises(TelegramError):
        await fetch(file_id, 1000)
    assert (await fetch(file_id, 1000)).startswith(b"\x89PNG")
    assert [method for method, _ in made.botapi.calls].count("getFile") == 2
    with pytest.raises(FileGone):
        await fetch("never-there", 1000)


async def told(desk: Desk, code: int, message: OutboundMessage | None) -> SendResult:
    """WhatsApp tells this code, of a message or of the number as a whole."""
    channel = desk.services.connected.channels["whatsapp"]
    assert isinstance(channel, WhatsAppChannel)
    async with desk.services.database.transaction() as session:
        return await channel.react(session, message, reaction_to(code), "woorden", str(code))


async def at_peace(desk: Desk, **later: float) -> None:
    """So much later; what was held back by the real clock is not waited for."""
    assert isinstance(desk.services.clock, MovingClock)
    desk.services.clock.ahead += timedelta(**later)
    async with desk.services.database.transaction() as session:
        await session.execute(delete(ChannelPace))
        await session.execute(update(Contact).values(last_inbound_at=desk.services.clock()))


def begun(address: str = PHONE) -> OutboundMessage:
    return OutboundMessage(uuid4(), address, "Een herinnering.", begun=True)


@pytest.mark.parametrize("about", [begun(), to("whatsapp"), None], ids=["begun", "an answer", "the number"])
async def test_unwanted_by_too_many_stops_what_we_begin_also_in_the_window_and_answers_go_on(
    desk: Desk, made: Providers, about: OutboundMessage | None
) -> None:
    await known(desk, made, "whatsapp")
    channel = channel_of(desk, "whatsapp")
    again = await told(desk, 131048, about)
    assert isinstance(again, Refused if about is not None and about.begun else TryLater)
    await at_peace(desk, seconds=5)
    assert isinstance(await channel.send(begun()), Refused)
    template = desk.services.connected.approved.templates.templates[0].name
    assert isinstance(await channel.send(replace(to("whatsapp"), template=template)), Refused)
    assert isinstance(await channel.send(to("whatsapp")), Sent)
    board = NoticeBoard(desk.services.database, desk.services.clock)
    assert [notice.kind for notice in (await board.board()).open] == ["beginning_stopped"]
    await at_peace(desk, hours=25)
    assert isinstance(await channel.send(begun()), Sent)
    assert await board.waiting() == 0


@pytest.mark.parametrize("code", [131049, 131064])
async def test_whom_it_would_not_bring_something_gets_nothing_that_we_begin_for_a_day(
    desk: Desk, made: Providers, code: int
) -> None:
    await known(desk, made, "whatsapp")
    channel, other = channel_of(desk, "whatsapp"), "31600000009"
    async with desk.services.database.transaction() as session:
        session.add(Contact(id=uuid4(), channel="whatsapp", address=other, phone=other))
    assert isinstance(await told(desk, code, to("whatsapp")), Refused)
    await at_peace(desk, hours=23)
    made.graph.phone(other).last_word = desk.services.clock()
    assert isinstance(await channel.send(begun()), Refused)
    assert isinstance(await channel.send(begun(other)), Sent)
    assert isinstance(await channel.send(to("whatsapp")), Sent)
    # That an answer waits may still be told, unless that is what it would not bring.
    announcement = replace(to("whatsapp"), template="antwoord_klaar")
    assert isinstance(await channel.send(announcement), Sent)
    await told(desk, code, announcement)
    assert isinstance(await channel.send(announcement), Refused)
    await at_peace(desk, hours=2)
    assert isinstance(await channel.send(begun()), Refused)  # it was told so once more an hour or two ago
    await at_peace(desk, hours=23)
    assert isinstance(await channel.send(begun()), Sent)
    assert isinstance(await channel.send(announcement), Sent)


async def test_paced_and_halted_messages_use_up_no_attempt(desk: Desk, made: Providers) -> None:
    await known(desk, made, "whatsapp")
    results = [await channel_of(desk, "whatsapp").send(to("whatsapp", str(number))) for number in range(47)]
    assert isinstance(results[-1], TryLater)
    assert not results[-1].counts
    message = Message(id=uuid4(), attempts=6, text="x", author=Author.ASSISTANT)
    for _ in range(20):
        message.attempts += 1
        assert again_after(message, results[-1], desk.services.clock()) is not None
    assert (message.attempts, message.state) == (6, State.PENDING)
