"""Telling the old addresses that contact data were changed, and forgetting in time what was typed for it.

The words say that something changed and how to undo it, never to what: the old telephone may be somebody else's by now.
"""

from collections.abc import Mapping

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.conversation.models import Conversation
from bot.database.engine import Database
from bot.handoff.models import Reason
from bot.handoff.services import HandoffService
from bot.identity.contact_rules import NOBODY, UNDO_WITHIN, WAY_OF, gets_sms
from bot.identity.contact_undo import UndoLinks
from bot.identity.models import ContactChange
from bot.identity.rules import Way
from bot.identity.sending import CodeMessage, Post
from bot.knowledge.services import AnswerBook
from bot.tenancy.models import ContactKind, ContactPoint

#: For the desk, in the queue.
CHANGED = {
    ContactKind.PHONE: "Nieuw telefoonnummer, in de chat bewezen. Zet het ook in jullie eigen systeem.",
    ContactKind.EMAIL: "Nieuw e-mailadres, in de chat bewezen. Zet het ook in jullie eigen systeem.",
}
UNTOLD = " Het oude adres kreeg geen bericht: bel de huurder om te vragen of dit klopt."
WHAT = {ContactKind.PHONE: "telefoonnummer", ContactKind.EMAIL: "e-mailadres"}


class ContactNotices:
    called = "telling a change of contact data"
    every_seconds = 15.0

    def __init__(
        self,
        database: Database,
        clock: Clock,
        post: Post,
        handoffs: HandoffService,
        links: UndoLinks,
        book: AnswerBook,
        values: Mapping[str, str],
    ) -> None:
        self._database = database
        self._clock = clock
        self._post = post
        self._handoffs = handoffs
        self._links = links
        self._book = book
        self._values = dict(values)

    async def once(self) -> int:
        """One round; how many changes were told, or handed to a person.

        Any number of processes may do so: a change that is being told is held.
        """
        await self._forget()
        told = 0
        while await self._next():
            told += 1
        return told

    async def _next(self) -> bool:
        """Held while it is sent: told again after a crash rather than never."""
        waiting = (
            select(ContactChange)
            .where(ContactChange.done_at.is_not(None), ContactChange.told_at.is_(None))
            .order_by(ContactChange.done_at)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        async with self._database.transaction() as session:
            change: ContactChange | None = await session.scalar(waiting)
            if change is None:
                return False
            ways = sorted({way for way, to in await self._before(session, change) if await self._send(change, way, to)})
            change.told_at, change.told_by = self._clock(), "+".join(ways) or NOBODY
            await self._tell_desk(session, change)
        return True

    async def _before(self, session: AsyncSession, change: ContactChange) -> list[tuple[Way, str]]:
        """Everything that was on file before, and can be written to."""
        found = select(ContactPoint.kind, ContactPoint.value).where(
            ContactPoint.person_id == change.person_id,
            ContactPoint.id != (change.contact_id or change.id),
            ContactPoint.in_use(self._clock()),
        )
        rows = (await session.execute(found)).all()
        return [
            (WAY_OF[kind], value)
            for kind, value in rows
            if WAY_OF[kind] in self._post.ways and (kind is ContactKind.EMAIL or gets_sms(value))
        ]

    async def _send(self, change: ContactChange, way: Way, to: str) -> bool:
        assert change.done_at is not None
        values = {**self._values, "what": WHAT[ContactKind(change.kind)]}
        values["link"] = self._links.link(change.id, change.done_at)
        subject = self._book.line("contact_changed_subject", values=values)
        text = self._book.line(f"contact_changed_{way}", values=values)
        return await self._post.deliver(CodeMessage(way, to, subject, text))

    async def _tell_desk(self, session: AsyncSession, change: ContactChange) -> None:
        where = select(Conversation).where(Conversation.id == change.conversation_id)
        where = where.with_for_update(key_share=True)
        conversation: Conversation | None = await session.scalar(where)
        if conversation is not None:
            summary = CHANGED[ContactKind(change.kind)] + (UNTOLD if change.told_by == NOBODY else "")
            await self._handoffs.request_within(session, conversation, Reason.OTHER, summary)

    async def _forget(self) -> None:
        """What was typed goes with its code; an old address of the chat's own once nothing can be undone any more."""
        now = self._clock()
        async with self._database.transaction() as session:
            await session.execute(
                update(ContactChange)
                .where(ContactChange.value.is_not(None), ContactChange.code_until <= now)
                .values(value=None, shown="", code_hash="")
            )
            over = (ContactPoint.retires_at < now - UNDO_WITHIN, ContactPoint.imported.is_(False))
            await session.execute(delete(ContactPoint).where(*over))
