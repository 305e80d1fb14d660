"""What every channel promises about sending, whichever it is: one suite, run on each that is registered, and a fifth.

A channel is tested by being registered; what it needs for that is a stand-in for its provider in `TRIALS`.
"""

from collections.abc import AsyncIterator, Sequence
from uuid import uuid4

import pytest
from sqlalchemy import select

from bot.channels import registry
from bot.channels.contract import Channel, OutboundMessage, Refused, Sent, TryLater, Unsure
from bot.channels.models import ChannelHalt, Contact
from bot.channels.module import Kind
from bot.channels.whatsapp.channel import WhatsAppChannel
from bot.channels.whatsapp.client import FileGone
from bot.channels.whatsapp.errors import reaction_to
from bot.conversation.models import Author, Message, State
from bot.conversation.outbox import again_after
from bot.database.engine import Database
from bot.simulators.faults import Fault, Faults
from tests.support import fifth_channel
from tests.support.channels import PHONE
from tests.support.engine import StubEngine
from tests.support.phones import MovingClock, Providers, bot_with, providers
from tests.support.trials import TRIALS
from tests.support.wiring import Desk

KINDS: Sequence[Kind] = (*registry.KINDS, fifth_channel.KIND)
ALL = [kind.name for kind in KINDS]
REMOTE = [kind.name for kind in KINDS if not kind.capabilities.local]


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "KINDS", KINDS)


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


@pytest.mark.parametrize("name", REMOTE)
async def test_the_pace_to_one_person_is_kept(desk: Desk, made: Providers, name: str) -> None:
    await known(desk, made, name)
    results = [await channel_of(desk, name).send(to(name, str(number))) for number in range(50)]
    assert isinstance(results[0], Sent)
    assert isinstance(results[-1], TryLater)
    assert results[-1].after


async def test_a_file_s_expired_address_is_asked_for_anew_once(desk: Desk, made: Providers) -> None:
    fetch = desk.services.connected.modules["whatsapp"].fetch
    assert fetch is not None
    told = made.graph.add_file(b"\x89PNG\r\n\x1a\n" + b"0" * 20, "image/png")
    made.graph.expired_addresses = 1
    assert (await fetch(told["id"], 1000)).startswith(b"\x89PNG")
    made.graph.expired_addresses = 2
    with pytest.raises(FileGone):
        await fetch(told["id"], 1000)


async def test_unwanted_by_too_many_stops_what_we_begin_and_answers_go_on(desk: Desk, made: Providers) -> None:
    await known(desk, made, "whatsapp")
    channel = desk.services.connected.channels["whatsapp"]
    assert isinstance(channel, WhatsAppChannel)
    async with desk.services.database.transaction() as session:
        result = await channel.react(session, PHONE, reaction_to(131048), "te veel", "131048")
    assert isinstance(result, TryLater)
    async with desk.services.database.transaction() as session:
        contact = await session.scalar(select(Contact))
        assert contact is not None
        refusal = await channel._template_refused(session, contact, "antwoord_klaar", desk.services.clock())
    assert refusal is not None


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
