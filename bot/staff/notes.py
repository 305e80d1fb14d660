"""Notes of staff for each other, about a conversation or about a tenancy. Nothing ever sends one to a tenant."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock, in_amsterdam
from bot.conversation.models import Conversation
from bot.database.engine import Database
from bot.database.session import announce
from bot.staff.models import Note, Staff
from bot.staff.tenant_file import conversations_of
from bot.staff.who import linked_here
from bot.tenancy.models import ChannelIdentity, ContractParty

LONGEST = 2000
#: More notes than this are no notes any more but a file; the newest are what a colleague needs.
MOST = 100


class Where(enum.StrEnum):
    """What a note is about, seen from the page that shows it."""

    HERE = "here"
    TENANCY = "tenancy"
    CONVERSATION = "conversation"


@dataclass(frozen=True)
class NoteLine:
    id: UUID
    text: str
    at: datetime
    name: str | None
    #: Written by who looks, and so theirs to take away.
    mine: bool
    where: Where
    conversation_id: UUID | None


class Notes:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def write(
        self,
        note_id: UUID,
        staff_id: UUID,
        text: str,
        *,
        conversation: UUID | None = None,
        contract: UUID | None = None,
    ) -> None:
        """Keep a note about the one or the other. The same note sent twice (`note_id`) is kept once."""
        values = {"conversation_id": conversation, "contract_id": contract, "staff_id": staff_id, "text": text}
        async with self._database.transaction() as session:
            statement = insert(Note).values(id=note_id, at=self._clock(), **values).on_conflict_do_nothing()
            await session.execute(statement)
            if conversation is not None:
                await announce(session, "note", conversation)

    async def remove(
        self, note_id: UUID, staff_id: UUID, *, conversation: UUID | None = None, contract: UUID | None = None
    ) -> None:
        """Take away what you wrote yourself; of another's nothing happens."""
        about = Note.conversation_id == conversation if conversation is not None else Note.contract_id == contract
        async with self._database.transaction() as session:
            await session.execute(delete(Note).where(Note.id == note_id, Note.staff_id == staff_id, about))
            if conversation is not None:
                await announce(session, "note", conversation)

    async def of_conversation(
        self, conversation_id: UUID, staff_id: UUID, person_id: UUID | None = None
    ) -> Sequence[NoteLine]:
        """Newest first; with a person also what stands at their tenancy and in their other conversations."""
        about: list[ColumnElement[bool]] = [Note.conversation_id == conversation_id]
        if person_id is not None:
            today = in_amsterdam(self._clock()).date()
            homes = select(ContractParty.contract_id).where(
                ContractParty.person_id == person_id,
                or_(ContractParty.until.is_(None), ContractParty.until > today),
            )
            talks = select(Conversation.id).join(ChannelIdentity, linked_here())
            about += [
                Note.contract_id.in_(homes),
                Note.conversation_id.in_(talks.where(ChannelIdentity.person_id == person_id)),
            ]
        async with self._database.reading() as session:
            return await _found(session, or_(*about), staff_id, here=conversation_id)

    async def of_contract(self, contract_id: UUID, staff_id: UUID) -> Sequence[NoteLine]:
        """Newest first: what stands at the tenancy, and in conversations with who rents it."""
        talks = select(Conversation.id).where(conversations_of(contract_id, in_amsterdam(self._clock()).date()))
        about = or_(Note.contract_id == contract_id, Note.conversation_id.in_(talks))
        async with self._database.reading() as session:
            return await _found(session, about, staff_id, here=contract_id)


async def _found(
    session: AsyncSession, about: ColumnElement[bool], staff_id: UUID, *, here: UUID
) -> Sequence[NoteLine]:
    statement = (
        select(Note, Staff.name)
        .outerjoin(Staff, Staff.id == Note.staff_id)
        .where(about)
        .order_by(Note.at.desc(), Note.id)
        .limit(MOST)
    )
    rows = (await session.execute(statement)).all()
    return [
        NoteLine(
            id=note.id,
            text=note.text,
            at=note.at,
            name=name,
            mine=note.staff_id == staff_id,
            where=_where(note, here),
            conversation_id=note.conversation_id,
        )
        for note, name in rows
    ]


def _where(note: Note, here: UUID) -> Where:
    if here in (note.conversation_id, note.contract_id):
        return Where.HERE
    return Where.TENANCY if note.conversation_id is None else Where.CONVERSATION


def note_values(found: Sequence[NoteLine], new_id: UUID, problem: str | None, draft: str) -> dict[str, Any]:
    """What the part of a page with notes is made of; with why one was refused, and what was typed."""
    return {
        "notes": found,
        "notes_key": f"{len(found)}.{found[0].id if found else ''}",
        "notes_changed": False,
        "note_id": new_id,
        "note_limit": LONGEST,
        "note_problem": problem,
        "note_draft": draft,
    }
