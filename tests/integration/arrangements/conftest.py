"""Agreements on a real database, with the demo policy and one tenant whose ledger a test can book in."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update

from bot.arrangements.book import AgreementView
from bot.arrangements.changing import ChangeService
from bot.arrangements.desk import CollectorService
from bot.arrangements.due import DueNudges
from bot.arrangements.ground import Asker, Ground, Told
from bot.arrangements.hindrances import RecordedHindrances
from bot.arrangements.loading import load_policy
from bot.arrangements.proposing import ProposalService
from bot.arrangements.rules.policy import Policy
from bot.arrangements.rules.schedule import Wish
from bot.arrangements.services import ArrangementService
from bot.arrangements.upkeep import UpkeepService
from bot.arrangements.writing.texts import load_texts
from bot.corporation import load_corporation
from bot.database.engine import Database
from bot.settings import PROJECT
from bot.staff.models import Role, Staff
from bot.tenancy.models import Contract, ContractParty, EntryKind, LedgerEntry, Marker, MarkerKind, Person, Stage
from tests.support.clock import FixedClock

FOLDER = PROJECT / "content" / "demo"
RENT = 65_000
TELLER = Told(income_day=24)


@dataclass
class Scene:
    """Rent of 650 euros; November 2026 is open, everything before was paid on the first."""

    database: Database
    clock: FixedClock
    contract: UUID = field(default_factory=uuid4)
    person: UUID = field(default_factory=uuid4)
    staff: UUID = field(default_factory=uuid4)

    def __post_init__(self) -> None:
        self.ground = Ground(
            database=self.database,
            clock=self.clock,
            new_id=uuid4,
            policy=load_policy(FOLDER),
            texts=load_texts(PROJECT / "content"),
            values=load_corporation(FOLDER).values(),
            hindrances=RecordedHindrances(self.clock),
        )
        self._serve()

    def under(self, policy: Policy) -> None:
        """From now on with another policy."""
        fresh = policy.model_copy()
        # Reckoned once and kept, also by a copy that says something else.
        fresh.__dict__.pop("stamp", None)
        self.ground = replace(self.ground, policy=fresh)
        self._serve()

    def breaks_by_itself(self, *, missed: int = 1, grace_days: int = 0) -> None:
        """With a policy that ends what is not kept without asking a collector."""
        policy = self.ground.policy
        assert policy.arrangement is not None
        changed = {"missed": missed, "grace_days": grace_days, "decided_by": "automatic"}
        breach = policy.arrangement.breach.model_copy(update=changed)
        rules = policy.arrangement.model_copy(update={"breach": breach})
        self.under(policy.model_copy(update={"arrangement": rules}))

    def _serve(self) -> None:
        self.proposals = ProposalService(self.ground)
        self.agreements = ArrangementService(self.ground)
        self.changes = ChangeService(self.ground, self.proposals)
        self.collector = CollectorService(self.ground)
        self.upkeep = UpkeepService(self.ground)
        self.due = DueNudges(self.ground)

    async def move_in(self) -> None:
        home = {"street": "Lindelaan", "house_number": "1", "postcode": "0000 AA", "town": "Lindestad"}
        began = date(2020, 1, 1)
        async with self.database.transaction() as session:
            session.add(Person(id=self.person, initials="A.", surname="Tester"))
            session.add(Contract(id=self.contract, number="0012999", started_on=began, rent_cents=RENT, **home))
            session.add(
                Staff(
                    id=self.staff,
                    email="sanne@example.nl",
                    name="Sanne",
                    role=Role.COLLECTOR,
                    password_hash="-",
                    created_at=self.clock(),
                )
            )
            await session.flush()
            session.add(ContractParty(contract_id=self.contract, person_id=self.person, since=began))
        for month in range(1, 12):
            due = date(2026, month, 1)
            await self.book(f"huur-2026-{month:02}", EntryKind.RENT, RENT, due)
            if month < 11:
                await self.book(f"huur-2026-{month:02}::betaling", EntryKind.PAYMENT, -RENT, due)

    async def book(self, key: str, kind: EntryKind, cents: int, on: date, words: str = "") -> None:
        async with self.database.transaction() as session:
            session.add(
                LedgerEntry(
                    id=uuid4(),
                    contract_id=self.contract,
                    kind=kind,
                    amount_cents=cents,
                    due_on=on,
                    description=words,
                    external_key=key,
                )
            )

    async def pay(self, cents: int, words: str = "") -> None:
        await self.book(f"p-{uuid4()}", EntryKind.PAYMENT, -cents, self.ground.today, words)

    async def mark(self, kind: MarkerKind) -> None:
        async with self.database.transaction() as session:
            session.add(Marker(id=uuid4(), contract_id=self.contract, kind=kind, since=self.ground.today))

    async def stand(self, **values: Any) -> None:
        async with self.database.transaction() as session:
            await session.execute(update(Contract).where(Contract.id == self.contract).values(**values))

    async def offer(self, terms: int = 3) -> AgreementView:
        answer = await self.proposals.propose_arrangement(self.contract, Wish(terms=terms), TELLER, Asker())
        assert answer.agreement is not None, answer
        return answer.agreement

    async def yes(self, view: AgreementView, source: str = "message 1") -> AgreementView:
        return await self.agreements.agree(view.id, view.text_digest, person_id=self.person, source=source)

    async def agreed(self, terms: int = 3) -> AgreementView:
        return await self.yes(await self.offer(terms))

    async def at_stage(self, stage: Stage) -> None:
        await self.stand(stage=stage, stage_since=self.ground.today)

    async def events(self) -> list[str]:
        return [event.kind for event in await self.agreements.history(self.contract)]


@pytest.fixture
async def scene(database: Database, clock: FixedClock) -> Scene:
    made = Scene(database, clock)
    await made.move_in()
    return made
