"""Undoing a change of contact data: by the link in the message to the old address, or by a person at the desk.

Who undoes says that somebody else was at work. So everything that rests on having been that person ends, and a person
looks.
"""

import base64
import binascii
import struct
from datetime import datetime
from typing import Any
from uuid import UUID

from itsdangerous import BadSignature, Signer
from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.conversation.models import Conversation
from bot.database.engine import Database
from bot.database.session import NewId
from bot.handoff.models import Reason
from bot.handoff.services import HandoffService
from bot.identity.access import AccessLog, Who
from bot.identity.contact_changes import EVENT
from bot.identity.contact_rules import UNDO_WITHIN, ChangeState
from bot.identity.models import ContactChange, IdentityCode, IdentitySession
from bot.tenancy.linking import Linking
from bot.tenancy.models import ContactPoint, ContractParty

PURPOSE = "huurkompas.contact.undo"
PATH = "/contactgegevens"
LONGEST = 200
_SHAPE = struct.Struct(">16sQ")
#: For the desk; it names nothing that was changed.
SUMMARY = "Iemand wijzigde hier contactgegevens, en de huurder draaide dat terug. Bel de huurder op het oude nummer."


class CannotUndo(Exception):
    """It cannot be done (any more); the text says why, in Dutch."""


class UndoLinks:
    """Signed, so that nothing has to be kept. `base_url`: where the world reaches the public pages."""

    def __init__(self, secret: bytes, clock: Clock, base_url: str) -> None:
        self._signer = Signer(secret, salt=PURPOSE)
        self._clock = clock
        self._base = base_url.rstrip("/")

    def link(self, change_id: UUID, done_at: datetime) -> str:
        packed = _SHAPE.pack(change_id.bytes, int((done_at + UNDO_WITHIN).timestamp()))
        return f"{self._base}{PATH}/{self._signer.sign(base64.urlsafe_b64encode(packed).rstrip(b'=')).decode()}"

    def read(self, token: str) -> UUID:
        """Raises CannotUndo for anything that is not a living link of ours."""
        gone = CannotUndo("Deze link werkt niet meer.")
        if len(token) > LONGEST:
            raise gone
        try:
            body = self._signer.unsign(token.encode())
            change, until = _SHAPE.unpack(base64.urlsafe_b64decode(body + b"=" * (-len(body) % 4)))
        except (BadSignature, UnicodeEncodeError, binascii.Error, struct.error) as error:
            raise gone from error
        if until <= self._clock().timestamp():
            raise gone
        return UUID(bytes=change)


class ContactUndo:
    def __init__(
        self, database: Database, clock: Clock, new_id: NewId, linking: Linking, handoffs: HandoffService
    ) -> None:
        self._database = database
        self._clock = clock
        self._log = AccessLog(new_id)
        self._linking = linking
        self._handoffs = handoffs

    async def is_open(self, change_id: UUID) -> bool:
        """Whether there is still something to undo."""
        async with self._database.reading() as session:
            change = await session.get(ContactChange, change_id)
        return change is not None and self._may(change)

    async def undo(self, change_id: UUID, *, staff_id: UUID | None = None, contract_id: UUID | None = None) -> None:
        """Put back what was on file. `contract_id`: only where it is of somebody on it. Raises CannotUndo."""
        async with self._database.transaction() as session:
            change = await session.get(ContactChange, change_id, with_for_update=True)
            if change is None or not await self._is_of(session, change, contract_id) or not self._may(change):
                raise CannotUndo("Dit kan niet meer worden teruggedraaid.")
            await self._put_back(session, change)
            change.state, change.undone_at = str(ChangeState.UNDONE), self._clock()
            change.undone_by_id = staff_id
            await self._end_what_was_proven(session, change, staff_id)

    def _may(self, change: ContactChange) -> bool:
        done = change.done_at
        return done is not None and change.undone_at is None and self._clock() - done < UNDO_WITHIN

    @staticmethod
    async def _is_of(session: AsyncSession, change: ContactChange, contract_id: UUID | None) -> bool:
        if contract_id is None:
            return True
        return await session.get(ContractParty, (contract_id, change.person_id)) is not None

    @staticmethod
    async def _put_back(session: AsyncSession, change: ContactChange) -> None:
        if change.contact_id is not None:
            new = change.contact_id
            change.contact_id = None
            await session.flush()
            await session.execute(delete(ContactPoint).where(ContactPoint.id == new))
        await session.execute(
            update(ContactPoint)
            .where(ContactPoint.replaced_by_id == change.id)
            .values(retires_at=None, replaced_by_id=None)
        )

    async def _end_what_was_proven(self, session: AsyncSession, change: ContactChange, staff_id: UUID | None) -> None:
        """Wherever somebody is known as this person now; and the chat in which it was changed is nobody's any more."""
        now, person = self._clock(), change.person_id
        nothing: dict[str, Any] = {"level": 0, "proofs": [], "claims": []}
        for column in ("person_id", "on_behalf_of_id", "proven_at", "claimed_person_id", "asked", "code_until"):
            nothing[column] = None
        await session.execute(
            update(IdentitySession)
            .where((IdentitySession.person_id == person) | (IdentitySession.claimed_person_id == person))
            .values(**nothing)
        )
        await session.execute(
            update(IdentityCode)
            .where(IdentityCode.person_id == person, IdentityCode.closed_at.is_(None))
            .values(closed_at=now)
        )
        where = select(Conversation).where(Conversation.id == change.conversation_id)
        where = where.with_for_update(key_share=True)
        conversation: Conversation | None = await session.scalar(where)
        if conversation is None:
            return
        await self._linking.release(session, conversation.channel, conversation.address, staff_id)
        who = Who(conversation.id, conversation.channel)
        self._log.note(session, who, now, EVENT, "undone", person_id=person)
        await self._handoffs.request_within(session, conversation, Reason.OTHER, SUMMARY)
