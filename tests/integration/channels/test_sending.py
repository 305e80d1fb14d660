"""What every channel promises about sending, whichever it is: one suite, run on each."""

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from bot.channels.contract import Channel, OutboundMessage, Refused, Sent, TryLater
from bot.channels.models import ChannelHalt, Contact
from bot.database.engine import Database
from bot.simulators.faults import Fault, Faults
from tests.integration.channels.test_phones import Clock
from tests.support.channels import PHONE
from tests.support.engine import StubEngine
from tests.support.phones import Providers, bot_with, providers
from tests.support.wiring import Desk

ADDRESSES = {"web": "session-1", "whatsapp": PHONE, "telegram": "11"}
REMOTE = ("whatsapp", "telegram")


@pytest.fixture
async def made() -> AsyncIterator[Providers]:
    async with providers(Clock()) as running:
        yield running


@pytest.fixture
async def desk(made: Providers, database: Database, engine: StubEngine) -> AsyncIterator[Desk]:
    async with bot_with(made, database, engine, Clock()) as wired:
        yield wired


def to(channel: str, text: str = "Hallo.") -> OutboundMessage:
    return OutboundMessage(uuid4(), ADDRESSES[channel], text)


def channel_of(desk: Desk, name: str) -> Channel:
    return desk.services.connected.channels[name]


async def known(desk: Desk, made: Providers, name: str) -> None:
    """Somebody who wrote just now, by the provider's and our own account."""
    made.graph.phone(PHONE).last_word = desk.services.clock()
    made.botapi.chat(11)
    if name in REMOTE:
        now = desk.services.clock()
        address = ADDRESSES[name]
        row = Contact(id=uuid4(), channel=name, address=address, phone=address, last_inbound_at=now)
        async with desk.services.database.transaction() as session:
            session.add(row)


def faults(made: Providers, name: str) -> Faults:
    return made.graph.faults if name == "whatsapp" else made.botapi.faults


@pytest.mark.parametrize("name", ADDRESSES)
async def test_a_message_to_somebody_known_is_sent(desk: Desk, made: Providers, name: str) -> None:
    await known(desk, made, name)
    result = await channel_of(desk, name).send(to(name))
    assert isinstance(result, Sent)
    assert channel_of(desk, name).capabilities.local or result.sent_id


@pytest.mark.parametrize("name", ADDRESSES)
async def test_showing_that_somebody_types_never_fails(desk: Desk, made: Providers, name: str) -> None:
    await channel_of(desk, name).show_typing(ADDRESSES[name])


@pytest.mark.parametrize("name", REMOTE)
async def test_nobody_unknown_is_written_to(desk: Desk, name: str) -> None:
    assert isinstance(await channel_of(desk, name).send(to(name)), Refused)


@pytest.mark.parametrize("name", REMOTE)
@pytest.mark.parametrize("fault", [Fault.TOO_FAST, Fault.SERVER_ERROR])
async def test_what_certainly_did_not_go_is_tried_later(
    desk: Desk,
    made: Providers,
    name: str,
    fault: Fault,
) -> None:
    await known(desk, made, name)
    faults(made, name).set(fault, 1)
    assert isinstance(await channel_of(desk, name).send(to(name)), TryLater)


@pytest.mark.parametrize("name", REMOTE)
async def test_a_key_that_no_longer_counts_halts_the_channel(desk: Desk, made: Providers, name: str) -> None:
    await known(desk, made, name)
    faults(made, name).set(Fault.BAD_TOKEN, 1)
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
