"""Rows of agreements to and from their life, inside a transaction that holds the contract's row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from bot.arrangements.models import Actor, Agreement, AgreementEvent, EventKind, Instalment, Subject
from bot.arrangements.reading import Booked, lock_contract
from bot.arrangements.rules.eligibility import Kind
from bot.arrangements.rules.life import LIVE, OPEN, OVER, EndReason, Held, Life, State
from bot.arrangements.rules.matching import Ground, Match, RentDay, match
from bot.arrangements.rules.schedule import Term
from bot.arrangements.writing.document import Document
from bot.clock import in_amsterdam
from bot.database.session import NewId, announce

#: Letters and digits that nobody mixes up when reading them out on the telephone.
READABLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


class UnknownAgreement(Exception):
    """There is no agreement with this id."""


@dataclass(frozen=True)
class AgreementView:
    """An agreement as tenant and collector may see it. Amounts in cents."""

    id: UUID
    contract_id: UUID
    reference: str
    change: int
    replaces_id: UUID | None
    kind: Kind
    state: State
    total_cents: int
    terms: tuple[Held, ...]
    pay_day: int | None
    document: Document
    text_digest: str
    valid_until: date
    policy_version: str
    #: Ids of what a collector has to look at.
    looks: tuple[str, ...]
    proposed_by: Actor
    proposed_at: datetime
    decision_reason: str
    agreed_on: date | None
    trouble: int | None
    end_reason: EndReason | None
    ended_at: datetime | None
    #: What a person still has to do about it; empty when there is nothing.
    task: str = ""

    @property
    def open_cents(self) -> int:
        return sum(term.open_cents for term in self.terms)

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def message(self) -> str:
        """The whole text, as the tenant reads it in a chat before saying yes."""
        return self.document.as_message()


@dataclass
class Kept:
    """A row with its instalments, held by this transaction."""

    row: Agreement
    instalments: Sequence[Instalment]

    @property
    def life(self) -> Life:
        row = self.row
        return Life(
            row.state, self.terms, row.text_digest, row.valid_until, row.consent_digest, row.end_reason, row.trouble
        )

    @property
    def terms(self) -> tuple[Held, ...]:
        return tuple(Held(i.number, i.due_on, i.amount_cents, i.paid_cents, i.paid_on) for i in self.instalments)

    @property
    def agreed_on(self) -> date | None:
        return in_amsterdam(self.row.consented_at).date() if self.row.consented_at else None

    def put(self, life: Life, now: datetime) -> None:
        """Write a life back into the row; the one place where a state changes."""
        row = self.row
        row.state, row.trouble, row.end_reason = life.state, life.trouble, life.end_reason
        row.consent_digest = life.consent_digest
        if life.state in OVER and row.ended_at is None:
            row.ended_at = now
        for instalment, term in zip(self.instalments, life.terms, strict=True):
            instalment.paid_cents, instalment.paid_on = term.paid_cents, term.paid_on

    def matched(self, booked: Iterable[Booked], rent_days: tuple[RentDay, ...] = ()) -> Match:
        """What the ledger says about the instalments; `rent_days`: agreed pay days, where it matters what is late."""
        row, agreed_on = self.row, self.agreed_on
        if agreed_on is None:
            raise ValueError("only what was agreed can be paid")
        booked = tuple(booked)
        named = frozenset(b.entry.key for b in booked if row.reference in b.description.upper())
        ground = Ground(frozenset(row.covers), frozenset(row.counted), agreed_on, named, rent_days)
        return match(self.terms, ground, (one.entry for one in booked))

    def view(self) -> AgreementView:
        row = self.row
        return AgreementView(
            **{
                name: getattr(row, name)
                for name in (
                    *("id", "contract_id", "reference", "change", "replaces_id", "kind", "state", "total_cents"),
                    *("pay_day", "text_digest", "valid_until", "policy_version", "proposed_by", "proposed_at"),
                    *("decision_reason", "trouble", "end_reason", "ended_at", "task"),
                )
            },
            terms=self.terms,
            document=Document.from_json(row.document),
            looks=tuple(row.looks),
            agreed_on=self.agreed_on,
        )


class Book:
    """Finds, adds and notes; everything in the caller's transaction."""

    def __init__(self, new_id: NewId) -> None:
        self._new_id = new_id

    async def held(self, session: AsyncSession, agreement_id: UUID) -> Kept:
        """The agreement, with its contract's row locked. Raises UnknownAgreement."""
        contract_id = await session.scalar(select(Agreement.contract_id).where(Agreement.id == agreement_id))
        if contract_id is None:
            raise UnknownAgreement(str(agreement_id))
        await lock_contract(session, contract_id)
        return await self.kept(session, agreement_id)

    async def kept(self, session: AsyncSession, agreement_id: UUID) -> Kept:
        row = await session.get_one(Agreement, agreement_id, populate_existing=True)
        statement = (
            select(Instalment)
            .where(Instalment.agreement_id == agreement_id)
            .order_by(Instalment.number)
            .execution_options(populate_existing=True)
        )
        return Kept(row, (await session.scalars(statement)).all())

    async def many(self, session: AsyncSession, agreement_ids: Sequence[UUID]) -> list[Kept]:
        """Many as they stand, without their text and without holding anything: to see which to look at closer."""
        rows = await session.scalars(
            select(Agreement).where(Agreement.id.in_(agreement_ids)).options(defer(Agreement.document))
        )
        statement = select(Instalment).where(Instalment.agreement_id.in_(agreement_ids)).order_by(Instalment.number)
        terms: dict[UUID, list[Instalment]] = {}
        for instalment in await session.scalars(statement):
            terms.setdefault(instalment.agreement_id, []).append(instalment)
        return [Kept(row, terms.get(row.id, [])) for row in rows]

    async def lived_before(self, session: AsyncSession, kept: Kept) -> list[Kept]:
        """What lived under the same reference before this, first to last, without its text."""
        row = kept.row
        ids = await session.scalars(
            select(Agreement.id).where(
                Agreement.contract_id == row.contract_id,
                Agreement.subject == row.subject,
                Agreement.reference == row.reference,
                Agreement.consented_at.is_not(None),
                Agreement.change < row.change,
            )
        )
        return sorted(await self.many(session, ids.all()), key=lambda one: one.row.change)

    async def live(self, session: AsyncSession, contract_id: UUID, subject: Subject) -> Kept | None:
        return await self._one(session, contract_id, subject, LIVE)

    async def on_the_table(self, session: AsyncSession, contract_id: UUID, subject: Subject) -> Kept | None:
        return await self._one(session, contract_id, subject, OPEN)

    async def add(self, session: AsyncSession, row: Agreement, terms: Iterable[Term]) -> Kept:
        """A new agreement with its instalments; the database refuses a second one that is open or lives."""
        session.add(row)
        await session.flush()
        instalments = [
            Instalment(
                id=self._new_id(),
                agreement_id=row.id,
                number=term.number,
                due_on=term.due_on,
                amount_cents=term.amount_cents,
                paid_cents=0,
            )
            for term in terms
        ]
        session.add_all(instalments)
        await session.flush()
        return Kept(row, instalments)

    async def note(
        self,
        session: AsyncSession,
        kept: Kept,
        kind: EventKind,
        at: datetime,
        actor: Actor,
        staff_id: UUID | None = None,
        **detail: Any,
    ) -> None:
        """Add a line to the history, and tell whoever watches the conversation."""
        agreement_id = kept.row.id
        last = select(func.coalesce(func.max(AgreementEvent.number), 0)).where(
            AgreementEvent.agreement_id == agreement_id
        )
        number = (await session.scalar(last) or 0) + 1
        session.add(
            AgreementEvent(
                id=self._new_id(),
                agreement_id=agreement_id,
                number=number,
                kind=kind.value,
                at=at,
                actor=actor,
                staff_id=staff_id,
                detail=detail,
            )
        )
        await session.flush()
        if kept.row.conversation_id:
            state = kept.row.state.value
            await announce(
                session,
                "agreement",
                kept.row.conversation_id,
                agreement=str(agreement_id),
                event=kind.value,
                state=state,
            )

    async def ask_person(self, session: AsyncSession, kept: Kept, why: str, at: datetime, **detail: Any) -> None:
        """Something for a person to do about it: on the desk's list of tasks, and in the history."""
        kept.row.task, kept.row.task_since = why, kept.row.task_since or at
        await self.note(session, kept, EventKind.TASK, at, Actor.SYSTEM, None, why=why, **detail)

    def reference(self) -> str:
        """A name to call an agreement by, such as R-4K7M2; random, so that it tells nothing."""
        number = self._new_id().int
        letters = []
        for _ in range(5):
            number, place = divmod(number, len(READABLE))
            letters.append(READABLE[place])
        return "R-" + "".join(letters)

    async def _one(
        self, session: AsyncSession, contract_id: UUID, subject: Subject, states: frozenset[State]
    ) -> Kept | None:
        found = await session.scalar(
            select(Agreement.id).where(
                Agreement.contract_id == contract_id, Agreement.subject == subject, Agreement.state.in_(list(states))
            )
        )
        return await self.kept(session, found) if found else None
