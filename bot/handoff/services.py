"""Bringing a person in: the queue, and the promise that goes with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.conversation.models import Conversation, Owner
from bot.database.engine import Database
from bot.database.session import NewId, announce
from bot.handoff import rules
from bot.handoff.models import SETTLED_ELSEWHERE, Handoff, Reason
from bot.handoff.rules import Hours

URGENCY = {Reason.DANGER: 0, Reason.EVICTION: 1, Reason.ENGINE_DOWN: 2}
ORDINARY = 2
SUMMARY_LENGTH = 280
#: What must still be read at the desk, whatever else the conversation comes to wait for.
NOTES = {Reason.OBJECTION: "Maakt bezwaar tegen melding bij de gemeente."}


@dataclass(frozen=True)
class HandoffReceipt:
    """What the tenant may be told: the promise, and whether a person already has the conversation."""

    promised_by: datetime
    sentence: str
    already_waiting: bool
    with_person: bool


class HandoffService:
    def __init__(self, database: Database, clock: Clock, new_id: NewId, hours: Hours, response: timedelta) -> None:
        self._database = database
        self._clock = clock
        self._new_id = new_id
        self._hours = hours
        self._response = response

    def promise_sentence(self) -> str:
        """When a person would read a message that comes in now."""
        now = self._clock()
        return rules.sentence(rules.promise(now, self._hours, self._response), now)

    def promised_by(self) -> datetime:
        """The moment that goes with that sentence."""
        return rules.promise(self._clock(), self._hours, self._response).by

    def is_open(self) -> bool:
        """Whether somebody is at the desk at this moment."""
        return rules.is_open(self._clock(), self._hours)

    async def request(self, conversation_id: UUID, reason: Reason, summary: str = "") -> HandoffReceipt:
        """Put the conversation in the queue. Asking again keeps the place, and raises the urgency if need be."""
        async with self._database.transaction() as session:
            conversation = await session.get_one(Conversation, conversation_id, with_for_update=True)
            return await self.request_within(session, conversation, reason, summary)

    async def request_within(
        self, session: AsyncSession, conversation: Conversation, reason: Reason, summary: str = ""
    ) -> HandoffReceipt:
        """The same inside the caller's transaction, which holds the conversation's row."""
        now = self._clock()
        promised = rules.promise(now, self._hours, self._response)
        handoff = await session.scalar(
            select(Handoff).where(Handoff.conversation_id == conversation.id, Handoff.closed_at.is_(None))
        )
        already = handoff is not None
        if handoff is None:
            handoff = Handoff(
                id=self._new_id(),
                conversation_id=conversation.id,
                reason=reason,
                urgency=URGENCY.get(reason, ORDINARY),
                summary=noted("", summary, reason),
                requested_at=now,
                promised_at=promised.by,
            )
            session.add(handoff)
        elif URGENCY.get(reason, ORDINARY) < handoff.urgency or _needs_more(handoff.reason, reason):
            handoff.reason, handoff.urgency = reason, min(handoff.urgency, URGENCY.get(reason, ORDINARY))
            handoff.summary = noted(handoff.summary, summary, reason)
        elif reason in NOTES:
            handoff.summary = noted(handoff.summary, "", reason)
        if conversation.owner is Owner.ASSISTANT:
            conversation.owner = Owner.QUEUE
            conversation.owner_version += 1
        await announce(session, "owner", conversation.id)
        return HandoffReceipt(
            promised_by=handoff.promised_at if already else promised.by,
            sentence=rules.sentence(promised, now),
            already_waiting=already,
            with_person=conversation.owner is Owner.PERSON,
        )

    async def reach(self, conversation_id: UUID, told: Mapping[str, str]) -> None:
        """Put with the open handoff where and when somebody wants to be reached; nothing where none is open."""
        async with self._database.transaction() as session:
            waiting = (Handoff.conversation_id == conversation_id, Handoff.closed_at.is_(None))
            await session.execute(update(Handoff).where(*waiting).values(reach=dict(told)))

    async def settled(self, conversation_id: UUID, reason: Reason, staff_id: UUID) -> None:
        """What somebody was asked for is done on a page of its own: its place in the queue goes.

        Not where it waits for something else as well, or where a person has the conversation.
        """
        await self._close(conversation_id, reason, staff_id)

    async def lapsed(self, conversation_id: UUID, reason: Reason) -> None:
        """What somebody was asked for is there no more: its place in the queue goes, and nobody took it up."""
        await self._close(conversation_id, reason, None)

    async def _close(self, conversation_id: UUID, reason: Reason, staff_id: UUID | None) -> None:
        now = self._clock()
        async with self._database.transaction() as session:
            conversation = await session.get_one(Conversation, conversation_id, with_for_update=True)
            waiting = select(Handoff).where(
                Handoff.conversation_id == conversation.id, Handoff.closed_at.is_(None), Handoff.reason == reason
            )
            handoff = await session.scalar(waiting)
            if handoff is None or conversation.owner is not Owner.QUEUE:
                return
            if staff_id is not None:
                handoff.taken_at, handoff.staff_id = handoff.taken_at or now, handoff.staff_id or staff_id
            handoff.closed_at = now
            conversation.owner = Owner.ASSISTANT
            conversation.owner_version += 1
            await announce(session, "owner", conversation.id)


def _needs_more(waits_for: Reason, reason: Reason) -> bool:
    """What is settled on a page of its own must not take along what is asked in the conversation itself."""
    return waits_for in SETTLED_ELSEWHERE and reason not in SETTLED_ELSEWHERE


def noted(known: str, said: str, reason: Reason) -> str:
    """The summary of a handoff: the notes that stay, then what is said now, or what was said where that is nothing."""
    notes = [note for of, note in NOTES.items() if of is reason or note in known]
    kept = known
    for note in NOTES.values():
        kept = kept.replace(note, "").strip()
    return " ".join(filter(None, [*notes, said or kept]))[:SUMMARY_LENGTH]
