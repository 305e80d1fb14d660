"""Whatever is said and pressed, in two tabs and with a collector beside: one agreement, and only by a clear yes."""

import random
from collections.abc import Callable
from contextlib import suppress

import pytest
from sqlalchemy import select

from bot.arrangements.approving import NoLongerAllowed
from bot.arrangements.book import UnknownAgreement
from bot.arrangements.ground import Asker, Told
from bot.arrangements.models import Actor, Agreement
from bot.arrangements.rules.life import LIVE, OPEN, EndReason, NotNow, State
from bot.arrangements.rules.schedule import Wish
from bot.conversation.models import Kind, Message
from bot.database.engine import Database
from bot.dialogue.arranging import rules
from bot.staff.models import Staff
from tests.integration.arranging.tenant import ENTITIES, INTENTS, Tenant
from tests.support.clock import FixedClock
from tests.support.tenants import Tenants

WORDS = (
    *(text for text in INTENTS if text != "stop maar"),
    *(text for text in ENTITIES if text != "10 euro per maand"),
    *(
        "ja dat klopt",
        "ik ga akkoord",
        "ok prima",
        "nee liever niet",
        "doe maar",
        "ik ga akkoord als het 20 euro wordt",
    ),
)
MESSAGES = 22


class Anything:
    """Says, presses and decides by chance, the same each time for one seed."""

    def __init__(self, chance: random.Random, tabs: list[Tenant], tenants: Tenants, staff: Staff) -> None:
        self.chance, self.tabs, self.tenants, self.staff = chance, tabs, tenants, staff
        self.known = tabs[0].desk.services.arrangements

    async def step(self) -> None:
        tab = self.chance.choice(self.tabs)
        match self.chance.random():
            case few if few < 0.45:
                await tab.says(self.chance.choice(WORDS))
            case few if few < 0.85:
                await self.press(tab)
            case _:
                await self.collector()

    async def press(self, tab: Tenant) -> None:
        """A button of any message that was ever there, also an old one or one of the other tab."""
        lines = await tab.desk.transcript(self.chance.choice(self.tabs).conversation)
        buttons = [button for line in lines for button in line.buttons]
        if buttons:
            chosen = self.chance.choice(buttons)
            await tab.desk.say(tab.address, chosen["title"], kind=Kind.BUTTON, payload=chosen["payload"])

    async def collector(self) -> None:
        views = await self.known.agreements.of_contract(self.tenants.contract)
        by = Asker(Actor.STAFF, self.tabs[0].conversation, self.staff.id)
        with suppress(NotNow, NoLongerAllowed, UnknownAgreement):
            match self.chance.choice(("propose", "approve", "decline", "end", "tell")):
                case "propose":
                    terms = self.chance.randint(2, 6)
                    await self.known.proposals.propose_arrangement(
                        self.tenants.contract, Wish(terms=terms), Told(income_day=24), by
                    )
                case "approve" | "decline" as act if views:
                    chosen = self.chance.choice(views)
                    if act == "approve":
                        await self.known.collector.approve(chosen.id, self.staff.id)
                    else:
                        await self.known.collector.decline(chosen.id, self.staff.id, "nu niet")
                case "end" if views and self.chance.random() < 0.3:
                    chosen = self.chance.choice(views)
                    await self.known.collector.end(chosen.id, self.staff.id, EndReason.AGREED_OTHERWISE, "anders")
                case "tell":
                    await self.tabs[0].desk.services.telling.once()


async def check(database: Database, tenants: Tenants) -> int:
    """At most one lives and one lies on the table; each that ever lived names the message with its clear yes."""
    async with database.transaction() as session:
        rows = (await session.scalars(select(Agreement).where(Agreement.contract_id == tenants.contract))).all()
        assert sum(row.state in LIVE for row in rows) <= 1
        assert sum(row.state in OPEN for row in rows) <= 1
        lived = [row for row in rows if row.state in LIVE | {State.COMPLETED, State.BROKEN, State.ENDED}]
        for row in lived:
            assert row.consent_digest == row.text_digest
            assert row.consent_person_id == tenants.kim
            said = await session.get_one(Message, row.consent_source.removeprefix("message "))
            pressed = said.payload is not None and row.text_digest in said.payload
            assert pressed or rules.agrees(said.text), said.text
    return len(lived)


@pytest.fixture
async def tabs(kim: Tenant, another: Callable[[], Tenant], clock: FixedClock) -> list[Tenant]:
    second = another()
    await kim.proves("ik wil een regeling")
    clock.move(minutes=2)
    await second.proves("hoeveel moet ik nog betalen")
    return [kim, second]


@pytest.mark.parametrize("seed", range(6))
async def test_no_sequence_of_messages_makes_two_agreements_or_one_without_a_clear_yes(
    tabs: list[Tenant], tenants: Tenants, collector: Staff, database: Database, seed: int
) -> None:
    anything = Anything(random.Random(seed), tabs, tenants, collector)
    for _ in range(MESSAGES):
        await anything.step()
        await check(database, tenants)


async def test_the_check_would_notice_and_a_yes_does_come_about(
    tabs: list[Tenant], tenants: Tenants, collector: Staff, database: Database
) -> None:
    """Or the test above would hold for somebody who never gets that far."""
    by = Asker(Actor.STAFF, tabs[0].conversation, collector.id)
    services = tabs[0].desk.services
    await services.arrangements.proposals.propose_arrangement(tenants.contract, Wish(terms=3), Told(income_day=24), by)
    await services.telling.once()
    await tabs[0].presses("Ja, ik ga akkoord")
    assert await check(database, tenants) == 1
    async with database.transaction() as session:
        row = (await session.scalars(select(Agreement).where(Agreement.state == State.ACTIVE))).one()
        said = (await session.scalars(select(Message).where(Message.text == "ik wil een regeling"))).one()
        row.consent_source = f"message {said.id}"
    with pytest.raises(AssertionError):
        await check(database, tenants)
