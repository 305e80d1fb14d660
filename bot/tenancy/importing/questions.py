"""What a file left open: the questions, and what each answer of a person does to the records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select, text

from bot.clock import Clock, in_amsterdam
from bot.database.engine import Database
from bot.tenancy.importing.applying import LOCK
from bot.tenancy.importing.models import Answer, ImportQuestion, QuestionKind
from bot.tenancy.models import Contract, LedgerEntry, Marker, MarkerKind, Person
from bot.tenancy.rules import full_name

PAGE = 50

#: What a person may say to what.
ANSWERS: Mapping[QuestionKind, tuple[Answer, ...]] = {
    QuestionKind.CONTRACT_GONE: (Answer.PAID, Answer.HANDED_OVER, Answer.WRITTEN_OFF, Answer.STILL_OPEN),
    QuestionKind.BOOKING_GONE: (Answer.PAID, Answer.HANDED_OVER, Answer.WRITTEN_OFF, Answer.STILL_OPEN),
    QuestionKind.BOOKING_BACK: (Answer.STILL_OPEN, Answer.PAID),
    QuestionKind.PARTY_GONE: (Answer.LEFT, Answer.STAYS),
    QuestionKind.MARKER_GONE: (Answer.CLEARED, Answer.STAYS),
}

_COUNTER_ENTRY = """
INSERT INTO ledger_entries (id, contract_id, kind, amount_cents, due_on, description, external_key)
SELECT gen_random_uuid(), e.contract_id, 'correction', -e.left_cents, :today, :told, e.external_key || '\\:\\:antwoord'
FROM (
    SELECT e.contract_id, e.external_key, sum(f.amount_cents) AS left_cents
    FROM import_questions q
    JOIN ledger_entries e ON e.contract_id = q.contract_id AND e.imported
        AND (e.id = q.entry_id OR (q.entry_id IS NULL AND e.external_key NOT LIKE '%\\:\\:%'))
    JOIN ledger_entries f ON f.contract_id = e.contract_id
        AND (f.id = e.id OR starts_with(f.external_key, e.external_key || '\\:\\:'))
    WHERE q.id = ANY (:ids) GROUP BY e.contract_id, e.external_key
) e WHERE e.left_cents <> 0
ON CONFLICT (contract_id, external_key) DO UPDATE
    SET amount_cents = ledger_entries.amount_cents + excluded.amount_cents, due_on = :today, description = :told"""
_CALM = """
UPDATE contracts c SET stage = 'none', stage_since = NULL FROM import_questions q
WHERE q.id = ANY (:ids) AND q.kind = 'contract_gone' AND c.id = q.contract_id
    AND (SELECT coalesce(sum(e.amount_cents), 0) FROM ledger_entries e WHERE e.contract_id = c.id) <= 0"""
_BAILIFF = """
INSERT INTO markers (id, contract_id, kind, note, since)
SELECT DISTINCT ON (q.contract_id) gen_random_uuid(), q.contract_id, 'bailiff_file', '', :today
FROM import_questions q WHERE q.id = ANY (:ids) AND NOT EXISTS (
    SELECT FROM markers m WHERE m.contract_id = q.contract_id AND m.kind = 'bailiff_file' AND m.cleared_on IS NULL)"""
_TAKE_BACK = """
DELETE FROM ledger_entries said USING import_questions q, ledger_entries e
WHERE q.id = ANY (:ids) AND q.kind = 'booking_back' AND e.id = q.entry_id AND said.contract_id = e.contract_id
    AND said.external_key = e.external_key || '\\:\\:antwoord'"""
_LEFT = """
UPDATE contract_parties cp SET until = :today FROM import_questions q
WHERE q.id = ANY (:ids) AND cp.contract_id = q.contract_id AND cp.person_id = q.person_id"""
_CLEARED = """
UPDATE markers m SET cleared_on = :today FROM import_questions q WHERE q.id = ANY (:ids) AND m.id = q.marker_id"""

#: Statements by answer, for the kinds that raise a question about what is gone or back.
EFFECTS: Mapping[tuple[QuestionKind, Answer], tuple[str, ...]] = {
    (QuestionKind.CONTRACT_GONE, Answer.PAID): (_COUNTER_ENTRY, _CALM),
    (QuestionKind.CONTRACT_GONE, Answer.WRITTEN_OFF): (_COUNTER_ENTRY, _CALM),
    (QuestionKind.CONTRACT_GONE, Answer.HANDED_OVER): (_BAILIFF,),
    (QuestionKind.BOOKING_GONE, Answer.PAID): (_COUNTER_ENTRY,),
    (QuestionKind.BOOKING_GONE, Answer.WRITTEN_OFF): (_COUNTER_ENTRY,),
    (QuestionKind.BOOKING_GONE, Answer.HANDED_OVER): (_BAILIFF,),
    (QuestionKind.BOOKING_BACK, Answer.STILL_OPEN): (_TAKE_BACK,),
    (QuestionKind.PARTY_GONE, Answer.LEFT): (_LEFT,),
    (QuestionKind.MARKER_GONE, Answer.CLEARED): (_CLEARED,),
}
TOLD = {Answer.PAID: "Betaald volgens een medewerker", Answer.WRITTEN_OFF: "Afgeboekt volgens een medewerker"}


class CannotAnswer(Exception):
    """The answer does not fit the question; the text says why, in Dutch."""


@dataclass(frozen=True)
class OpenQuestion:
    id: UUID
    kind: QuestionKind
    asked_at: datetime
    #: Number of the contract.
    number: str
    #: Cents: of the booking, or of all that is open on the contract.
    cents: int | None
    due_on: date | None
    description: str
    #: Whom it is about, when it is about a person.
    person: str
    marker: MarkerKind | None


class Questions:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def counts(self) -> dict[QuestionKind, int]:
        """How many of each kind wait for an answer."""
        statement = (
            select(ImportQuestion.kind, func.count())
            .where(ImportQuestion.answered_at.is_(None))
            .group_by(ImportQuestion.kind)
        )
        async with self._database.reading() as session:
            return {row[0]: row[1] for row in await session.execute(statement)}

    async def page(self, kind: QuestionKind) -> list[OpenQuestion]:
        """The oldest questions of a kind that wait."""
        balance = (
            select(func.sum(LedgerEntry.amount_cents))
            .where(LedgerEntry.contract_id == ImportQuestion.contract_id)
            .correlate(ImportQuestion)
            .scalar_subquery()
        )
        statement = (
            select(ImportQuestion, Contract.number, LedgerEntry, Person, Marker.kind, balance)
            .join(Contract, Contract.id == ImportQuestion.contract_id)
            .outerjoin(LedgerEntry, LedgerEntry.id == ImportQuestion.entry_id)
            .outerjoin(Person, Person.id == ImportQuestion.person_id)
            .outerjoin(Marker, Marker.id == ImportQuestion.marker_id)
            .where(ImportQuestion.answered_at.is_(None), ImportQuestion.kind == kind)
            .order_by(ImportQuestion.asked_at, Contract.number, LedgerEntry.due_on, ImportQuestion.id)
            .limit(PAGE)
        )
        async with self._database.reading() as session:
            rows = (await session.execute(statement)).all()
        return [
            OpenQuestion(
                id=question.id,
                kind=question.kind,
                asked_at=question.asked_at,
                number=number,
                cents=entry.amount_cents if entry else (owed if kind is QuestionKind.CONTRACT_GONE else None),
                due_on=entry.due_on if entry else None,
                description=entry.description if entry else "",
                person=full_name(person.initials, person.prefix, person.surname) if person else "",
                marker=marker,
            )
            for question, number, entry, person, marker, owed in rows
        ]

    async def answer(self, kind: QuestionKind, ids: Sequence[UUID], answer: Answer, staff_id: UUID | None) -> int:
        """Note what a person says and do what follows from it; returns how many questions that answered.

        Questions that somebody answered meanwhile stay as they are. Raises CannotAnswer.
        """
        if answer not in ANSWERS[kind]:
            raise CannotAnswer("Dit antwoord past niet bij deze vraag.")
        now = self._clock()
        values = {"today": in_amsterdam(now).date(), "told": TOLD.get(answer, "")}
        async with self._database.transaction() as session:
            await session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            still = select(ImportQuestion).where(
                ImportQuestion.id.in_(ids), ImportQuestion.kind == kind, ImportQuestion.answered_at.is_(None)
            )
            questions = (await session.scalars(still.with_for_update())).all()
            chosen = [question.id for question in questions]
            for statement in EFFECTS.get((kind, answer), ()) if chosen else ():
                used = {name: value for name, value in values.items() if f":{name}" in statement}
                await session.execute(text(statement), {**used, "ids": chosen})
            for question in questions:
                question.answered_at, question.answer, question.staff_id = now, answer, staff_id
        return len(chosen)
