"""What the use cases of this room share: their tools, and making a row with its text from a plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.arrangements.book import Book, Kept
from bot.arrangements.hindrances import Hindrances
from bot.arrangements.models import Actor, Agreement, ArrangementRequest, EventKind, Subject
from bot.arrangements.news import News, TenantNews
from bot.arrangements.reading import Picture, ledger, read_picture, rent_days
from bot.arrangements.rules.eligibility import Kind, Outcome, Verdict
from bot.arrangements.rules.facts import Fact, Facts, to_json
from bot.arrangements.rules.life import Event, State, after
from bot.arrangements.rules.paying import PayLink
from bot.arrangements.rules.policy import Breach, Policy
from bot.arrangements.rules.schedule import Plan
from bot.arrangements.writing import document as writing
from bot.arrangements.writing.texts import Texts
from bot.clock import Clock, in_amsterdam
from bot.database.engine import Database
from bot.database.session import NewId
from bot.tenancy.models import Contract, MarkerKind


@dataclass(frozen=True)
class Asker:
    """Who proposes, and where: goes with the row and its history."""

    actor: Actor = Actor.TENANT
    conversation_id: UUID | None = None
    staff_id: UUID | None = None
    #: A collector's words for the tenant, where this takes the place of what they proposed.
    reason: str = ""


@dataclass(frozen=True)
class Told:
    """What the tenant told for this proposal. Only what the plan itself needs is kept: not the means."""

    facts: Facts = field(default_factory=dict)
    #: Facts that were asked and could not be told.
    unknown: tuple[Fact, ...] = ()
    income_day: int | None = None
    #: The highest instalment that somebody can miss, in cents; None when that was not asked.
    room_cents: int | None = None
    #: Whether that was asked at all; somebody may not know it.
    room_asked: bool = False


@dataclass(frozen=True)
class Ground:
    """Handed to every service of the room. `values`: corporation, account, phone, hours (Corporation.values())."""

    database: Database
    clock: Clock
    new_id: NewId
    policy: Policy
    texts: Texts
    values: Mapping[str, str]
    hindrances: Hindrances
    #: Where one can pay with a tap; None: by transfer only.
    pay_link: PayLink | None = None
    book: Book = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "book", Book(self.new_id))

    @property
    def today(self) -> date:
        return in_amsterdam(self.clock()).date()

    async def picture(self, session: AsyncSession, contract_id: UUID, *, apart: str = "") -> Picture:
        """The contract today; `apart` leaves out the agreement of that reference, which is to be changed."""
        found = await self.hindrances.of(session, contract_id)
        rules = self.policy.arrangement
        covers = rules.covers_costs if rules else True
        return await read_picture(session, contract_id, self.today, found, covers_costs=covers, apart=apart)

    async def rent_missed(self, session: AsyncSession, kept: Kept) -> bool:
        """Whether something that fell due while the agreement ran is open beyond its days of grace."""
        booked = await ledger(session, kept.row.contract_id, self.today)
        grace = self.breach(kept.row.kind).grace_days
        known = await rent_days(session, [kept.row.contract_id])
        found = kept.matched(booked, known[kept.row.contract_id])
        return any(charge.missed(self.today, grace) for charge in found.running)

    async def contract_number(self, session: AsyncSession, contract_id: UUID) -> str:
        return await session.scalar(select(Contract.number).where(Contract.id == contract_id)) or ""

    def breach(self, kind: Kind) -> Breach:
        part = self.policy.deferral if kind is Kind.DEFERRAL else self.policy.arrangement
        return part.breach if part else Breach()

    def particulars(self, picture: Picture, reference: str, change: int, *, by_collector: bool) -> writing.Particulars:
        known = picture.overview
        return writing.Particulars(
            corporation=self.values["corporation"],
            account=self.values["account"],
            phone=self.values["phone"],
            hours=self.values["hours"],
            number=known.number,
            tenants=known.tenants,
            address=known.address,
            rent_cents=known.rent_cents,
            direct_debit=known.direct_debit,
            reference=reference,
            change=change,
            today=self.today,
            valid_until=self.today + timedelta(days=self.policy.offer_days),
            by_collector=by_collector,
            objects=any(marker.kind is MarkerKind.EARLY_SIGNAL_OBJECTION for marker in known.markers),
        )

    async def lay_down(
        self,
        session: AsyncSession,
        picture: Picture,
        matter: "Plan | PayDay",
        verdict: Verdict,
        asker: Asker,
        *,
        replaces: Kept | None = None,
        covers: tuple[str, ...] | None = None,
        counted: tuple[str, ...] | None = None,
    ) -> Kept:
        """Put a proposal on the table, with its text; what lay there before is taken off.

        With a collector behind it, or where the assistant may agree alone, it is offered; else it waits for one.
        """
        contract_id = picture.overview.contract_id
        subject = Subject.PAY_DAY if isinstance(matter, PayDay) else Subject.DEBT
        await self.clear_table(session, contract_id, subject, asker)
        offered = asker.actor is Actor.STAFF or verdict.outcome is Outcome.ALONE
        reference = replaces.row.reference if replaces else self.book.reference()
        change = replaces.row.change + 1 if replaces else 0
        about = self.particulars(picture, reference, change, by_collector=asker.actor is Actor.STAFF)
        row = self._row(matter, about, asker)
        row.contract_id, row.subject = contract_id, subject
        row.replaces_id = replaces.row.id if replaces else None
        row.state = after(State.PROPOSED, Event.OFFER if offered else Event.ASK_APPROVAL)
        row.covers = list(picture.covers if covers is None else covers)
        row.counted = list(picture.counted(self.today) if counted is None else counted)
        row.looks = list(verdict.collector)
        kept = await self.book.add(session, row, () if isinstance(matter, PayDay) else matter.terms)
        kind = EventKind.OFFERED if offered else EventKind.AWAITING_APPROVAL
        await self.book.note(session, kept, kind, self.clock(), asker.actor, asker.staff_id, change=change)
        if asker.actor is Actor.STAFF:
            self.leave_news(session, kept, News.OFFERED, asker.reason)
        return kept

    def leave_news(
        self, session: AsyncSession, kept: Kept, kind: News, reason: str = "", *, where: UUID | None = None
    ) -> None:
        """What a collector decided is to be told to the tenant; in the caller's transaction.

        `where`: the conversation that it belongs to, if not the one in which it was proposed.
        """
        session.add(
            TenantNews(
                id=self.new_id(),
                contract_id=kept.row.contract_id,
                kind=kind,
                agreement_id=kept.row.id,
                conversation_id=where or kept.row.conversation_id,
                reason=reason.strip(),
                left_at=self.clock(),
            )
        )

    def _row(self, matter: "Plan | PayDay", about: writing.Particulars, asker: Asker) -> Agreement:
        """With its text, what it is about and who made it; where it stands is the caller's."""
        document = self.document(matter, about)
        return Agreement(
            id=self.new_id(),
            reference=about.reference,
            change=about.change,
            kind=matter.kind,
            total_cents=0 if isinstance(matter, PayDay) else matter.total_cents,
            pay_day=matter.day if isinstance(matter, PayDay) else None,
            policy_version=self.policy.stamp,
            document=document.to_json(),
            text_digest=document.digest,
            valid_until=about.valid_until,
            proposed_by=asker.actor,
            proposed_at=self.clock(),
            conversation_id=asker.conversation_id,
            staff_id=asker.staff_id,
        )

    def document(self, matter: "Plan | PayDay", about: writing.Particulars) -> writing.Document:
        if isinstance(matter, PayDay):
            return writing.of_pay_date(self.texts, matter.day, matter.first, matter.proof, about)
        return writing.of_plan(self.texts, matter, self.breach(matter.kind), about)

    async def clear_table(self, session: AsyncSession, contract_id: UUID, subject: Subject, asker: Asker) -> None:
        """Withdraw the proposal that lies there, if any: a newer wish takes its place."""
        lying = await self.book.on_the_table(session, contract_id, subject)
        if lying is not None:
            lying.put(lying.life.step(Event.WITHDRAW), self.clock())
            await self.book.note(session, lying, EventKind.REPLACED, self.clock(), asker.actor, asker.staff_id)

    def remember(
        self,
        session: AsyncSession,
        picture: Picture,
        stage_facts: Facts,
        kind: Kind,
        outcome: Outcome,
        reasons: tuple[str, ...],
        agreement_id: UUID | None = None,
        wanted: Mapping[str, Any] | None = None,
    ) -> None:
        """Keep what was asked, for trying a changed policy on it later. `wanted`: of a change or a pay day, what."""
        session.add(
            ArrangementRequest(
                id=self.new_id(),
                contract_id=picture.overview.contract_id,
                agreement_id=agreement_id,
                at=self.clock(),
                kind=kind,
                stage=picture.overview.stage,
                facts=to_json(stage_facts),
                outcome=outcome,
                reasons=list(reasons),
                policy_version=self.policy.stamp,
                wanted=dict(wanted) if wanted is not None else None,
            )
        )


@dataclass(frozen=True)
class PayDay:
    """Another day of the month for the rent, from the month of `first` on."""

    day: int
    first: date
    proof: str = ""

    @property
    def kind(self) -> Kind:
        return Kind.PAY_DATE
