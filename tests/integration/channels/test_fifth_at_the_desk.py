"""What varies by channel comes from what the channel says of itself: also for one that nothing in the house names."""

from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot import bootstrap
from bot.arrangements.reaching import Reach
from bot.channels.models import Contact
from bot.channels.registry import kinds
from bot.database.engine import Database
from bot.identity.models import IdentitySession
from bot.staff.models import Role
from bot.tenancy.models import ChannelIdentity, Person
from tests.integration.channels.conftest import SECRET
from tests.integration.staff.scene import PASSWORD, Visit, overview_ids
from tests.support import fifth_channel
from tests.support.clock import FixedClock
from tests.support.engine import StubEngine
from tests.support.wiring import Desk, desk_on

HALL = fifth_channel.KIND
#: The same display, in somebody's own home: it may begin, for a day after a word of theirs.
HOME = replace(HALL, capabilities=replace(HALL.capabilities, begins=True, personal=True, window_hours=24))


@pytest.fixture
def kind() -> object:
    return HALL


@pytest.fixture
async def desk(
    database: Database, engine: StubEngine, clock: FixedClock, kind: object, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Desk]:
    monkeypatch.setattr(fifth_channel, "KIND", kind)
    async with desk_on(database, engine, clock, **fifth_channel.hall_settings()) as made:
        yield made


async def known_at(desk: Desk, channel: str) -> tuple[UUID, UUID]:
    """Somebody who proved to be theirs an address on this channel, and wrote just now: who, and the conversation."""
    now = desk.services.clock()
    conversation = await desk.services.intake.open_conversation(channel, "hal-3")
    person = Person(id=uuid4(), initials="K.", prefix="", surname="Wolkenveld", born_on=None)
    async with desk.services.database.transaction() as session:
        session.add(person)
        await session.flush()
        identity = {"channel": channel, "address": "hal-3", "person_id": person.id, "proven_at": now}
        session.add(ChannelIdentity(id=uuid4(), **identity))
        session.add(Contact(id=uuid4(), channel=channel, address="hal-3", last_inbound_at=now))
    return person.id, conversation


def reach_of(desk: Desk) -> Reach:
    services = desk.services
    return Reach(services.arrangements.ground, services.handoffs, services.post, services.connected.channels)


async def test_the_overview_offers_it_by_its_own_name_and_finds_its_talks(desk: Desk) -> None:
    hall = await desk.services.intake.open_conversation("hall", "hal-3")
    await desk.services.intake.open_conversation("web", "s-1")
    gone = await desk.services.intake.open_conversation("pager", "17")
    made, _ = await desk.services.accounts.add("m@linde.example.nl", "Marijke", Role.COORDINATOR, PASSWORD)
    async with TestClient(TestServer(bootstrap.public(desk.settings, desk.services, SECRET))) as site:
        visit = Visit(site)
        await visit.sign_in(made.email)
        page = await visit.page("/overzicht")
        for name, title in (("web", "Website"), ("whatsapp", "WhatsApp"), ("hall", "Hall"), ("pager", "pager")):
            assert f'<option value="{name}">{title}</option>' in page
        assert overview_ids(await visit.page("/overzicht?kanaal=hall")) == [hall]
        # One that is registered no longer still has its old talks.
        assert overview_ids(await visit.page("/overzicht?kanaal=pager")) == [gone]


async def test_nothing_begins_where_the_channel_does_not_say_that_it_may(desk: Desk) -> None:
    person, conversation = await known_at(desk, "hall")
    reach = reach_of(desk)
    assert await reach.chat_of_person(person) is None
    assert await reach.chat_at(conversation, desk.services.clock()) is None


@pytest.mark.parametrize("kind", [HOME])
async def test_what_we_begin_goes_where_the_channel_says_it_may_and_within_its_window(
    desk: Desk, clock: FixedClock
) -> None:
    person, conversation = await known_at(desk, "hall")
    reach = reach_of(desk)
    found = await reach.chat_of_person(person)
    assert found is not None
    assert (found.id, found.channel) == (conversation, "hall")
    clock.move(seconds=25 * 3600)
    assert await reach.chat_of_person(person) is None


@pytest.mark.parametrize(("kind", "own"), [(HALL, False), (HOME, True)])
async def test_how_long_a_proof_lasts_follows_from_what_the_channel_is(desk: Desk, own: bool) -> None:
    conversation = await desk.services.intake.open_conversation("hall", "hal-3")
    await desk.services.identity.begin(conversation)
    async with desk.services.database.transaction() as session:
        row = await session.get_one(IdentitySession, conversation)
        assert row.personal_device is own


def test_every_channel_of_ours_says_what_it_is_called_and_whether_we_may_begin_there() -> None:
    told = {one.name: (one.title, one.capabilities.begins, one.capabilities.window_hours) for one in kinds()}
    assert told == {
        "web": ("Website", False, 0),
        "whatsapp": ("WhatsApp", True, 24),
        "telegram": ("Telegram", True, 0),
    }
