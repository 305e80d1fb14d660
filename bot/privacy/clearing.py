"""Letting go of conversations after the time that the corporation chose.

What goes: every word, button, file and address, and what the engine remembers of them. What stays: that there was a
conversation, when, about what kind of question and how it ended, and everything that was agreed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Delete,
    Update,
    and_,
    delete,
    exists,
    func,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.arrangements.disputes import Dispute
from bot.arrangements.news import TenantNews
from bot.channels.models import ChannelEvent, Contact, Media
from bot.channels.web import NAME as WEB
from bot.clock import Clock, in_amsterdam
from bot.conversation.models import Conversation, Message, Turn
from bot.database.engine import Database
from bot.dialogue.models import DialogueState, WarmReferral
from bot.handoff.models import Handoff
from bot.identity.models import IdentityCode, IdentityInput, IdentitySession
from bot.privacy.keeping import kept, over
from bot.privacy.models import Clearing
from bot.privacy.rules import address_after
from bot.tenancy.models import ChannelIdentity

#: Conversations that are cleared together; more would hold their rows too long.
BITE = 50

_EMPTY: dict[str, Any] = {
    # Without a place in the transcript nobody reads an empty line.
    "seq": None,
    "text": "",
    "payload": None,
    "buttons": [],
    "figure": None,
    "raw": None,
    "error": None,
    # A provider's id of a message can hold a telephone number.
    "provider_id": None,
    "sent_id": None,
}
#: Of a signal its kind, for the figures; not the words in which it was heard.
_NAMES_ONLY = text(
    "(SELECT coalesce(jsonb_agg(jsonb_build_object('name', heard->'name')), '[]')"
    " FROM jsonb_array_elements(turns.signals) heard)"
)
_ENGINE_HAS_MEMORY = text("SELECT to_regclass('engine.events') IS NOT NULL")
#: Of a conversation that is kept the present session stays; an older one nobody asks for any more.
_FORGET = text("""
    DELETE FROM engine.events e WHERE e.timestamp < :before AND NOT EXISTS (
        SELECT FROM conversations c WHERE c.engine_session = e.sender_id AND c.cleared_at IS NULL)
""")


@dataclass(frozen=True)
class Cleared:
    conversations: int = 0
    messages: int = 0
    files: int = 0

    def __add__(self, other: "Cleared") -> "Cleared":
        return Cleared(
            self.conversations + other.conversations, self.messages + other.messages, self.files + other.files
        )


@dataclass(frozen=True)
class Outlook:
    """How it stands with clearing, for the desk. `last`: None when it was never looked at."""

    kept_days: int
    last: Clearing | None
    #: Over the whole time.
    so_far: Cleared
    due: int
    #: Their time is over, and yet they are kept: open, disputed, in danger or under an agreement.
    held: int


class ClearingService:
    """`kept_for`: how long after the last word a conversation is kept. Any number of processes may clear."""

    def __init__(self, database: Database, clock: Clock, kept_for: timedelta) -> None:
        self._database = database
        self._clock = clock
        self._kept_for = kept_for

    async def once(self) -> Cleared:
        """Clear everything that is due, bite by bite; writes down what it was, also when it was nothing."""
        total, before = Cleared(), self._clock() - self._kept_for
        while True:
            async with self._database.transaction() as session:
                bitten = await self._bite(session, before)
                await self._write_down(session, bitten)
            total += bitten
            if bitten.conversations < BITE:
                break
        await self._let_the_engine_forget(before)
        return total

    async def last(self) -> datetime | None:
        async with self._database.reading() as session:
            return await session.scalar(select(func.max(Clearing.at)))

    async def outlook(self) -> Outlook:
        is_over = over(self._clock() - self._kept_for)
        counted = select(func.count().filter(~kept()), func.count().filter(kept())).where(is_over)
        summed = select(*(func.coalesce(func.sum(column), 0) for column in _COUNTS))
        async with self._database.transaction() as session:
            due, held = (await session.execute(counted.select_from(Conversation))).one()
            so_far = Cleared(*(int(number) for number in (await session.execute(summed)).one()))
            last = await session.scalar(select(Clearing).order_by(Clearing.day.desc()).limit(1))
        return Outlook(self._kept_for.days, last, so_far, due, held)

    async def _bite(self, session: AsyncSession, before: datetime) -> Cleared:
        """Some conversations, the oldest first, held while they are cleared: who writes just then begins anew."""
        statement = (
            select(Conversation)
            .where(over(before), ~kept())
            .order_by(Conversation.last_activity_at)
            .limit(BITE)
            .with_for_update(skip_locked=True, of=Conversation)
        )
        found = (await session.scalars(statement)).all()
        if not found:
            return Cleared()
        ids = [one.id for one in found]
        lines = select(Message.conversation_id, func.count())
        messages = await _number_by(session, lines, ids)
        files = await _number_by(session, lines.join(Media, Media.message_id == Message.id), ids)
        await self._forget_who(session, found)
        for change in _emptied(ids):
            await session.execute(change)
        for one in found:
            self._mark(one, messages.get(one.id, 0), files.get(one.id, 0))
        return Cleared(len(ids), sum(messages.values()), sum(files.values()))

    def _mark(self, conversation: Conversation, messages: int, files: int) -> None:
        """Web chats keep their random address: their token leads nowhere else."""
        before = conversation.cleared or {}
        conversation.cleared = {
            "messages": messages + before.get("messages", 0),
            "files": files + before.get("files", 0),
            "days": self._kept_for.days,
        }
        conversation.cleared_at = self._clock()
        if conversation.channel != WEB:
            conversation.address = address_after(conversation.id.hex)

    async def _forget_who(self, session: AsyncSession, found: Sequence[Conversation]) -> None:
        """Whose chat it was. An opt-out stays, and so does an address that is on file as a tenant's own."""
        web = [one.address for one in found if one.channel == WEB]
        await session.execute(
            delete(ChannelIdentity).where(ChannelIdentity.channel == WEB, ChannelIdentity.address.in_(web))
        )
        known = exists().where(ChannelIdentity.channel == Contact.channel, ChannelIdentity.address == Contact.address)
        for one in found:
            if one.channel != WEB:
                here = and_(Contact.channel == one.channel, Contact.address == one.address)
                await session.execute(delete(Contact).where(here, Contact.opted_out_at.is_(None), ~known))

    async def _write_down(self, session: AsyncSession, cleared: Cleared) -> None:
        now = self._clock()
        numbers = {"conversations": cleared.conversations, "messages": cleared.messages, "files": cleared.files}
        statement = insert(Clearing).values(
            day=in_amsterdam(now).date(), at=now, kept_days=self._kept_for.days, **numbers
        )
        added = {name: getattr(Clearing, name) + number for name, number in numbers.items()}
        await session.execute(
            statement.on_conflict_do_update(
                index_elements=["day"], set_={"at": now, "kept_days": self._kept_for.days, **added}
            )
        )

    async def _let_the_engine_forget(self, before: datetime) -> None:
        """Its tracker is a cache in a schema of its own; without an engine there is none."""
        async with self._database.transaction() as session:
            if await session.scalar(_ENGINE_HAS_MEMORY):
                await session.execute(_FORGET, {"before": before.timestamp()})


_COUNTS = (Clearing.conversations, Clearing.messages, Clearing.files)


async def _number_by(session: AsyncSession, counting: Any, ids: Sequence[UUID]) -> dict[UUID, int]:
    """Of each conversation that has any that were not cleared before."""
    rows = await session.execute(
        counting.where(Message.conversation_id.in_(ids), Message.seq.is_not(None)).group_by(Message.conversation_id)
    )
    return {row[0]: row[1] for row in rows.all()}


def _emptied(ids: Sequence[UUID]) -> tuple[Update | Delete, ...]:
    """Everything that holds words of these conversations, or what was made of them."""

    def of(column: Any) -> ColumnElement[bool]:
        inside: ColumnElement[bool] = column.in_(ids)
        return inside

    messages = select(Message.id).where(of(Message.conversation_id))
    return (
        delete(Media).where(Media.message_id.in_(messages)),
        update(Message).where(of(Message.conversation_id)).values(_EMPTY),
        update(Turn).where(of(Turn.conversation_id)).values(entities=[], signals=_NAMES_ONLY),
        update(Handoff).where(of(Handoff.conversation_id)).values(summary="", reach={}),
        update(WarmReferral).where(of(WarmReferral.conversation_id)).values(passed_on="", done_note="", person_id=None),
        update(TenantNews).where(of(TenantNews.conversation_id), TenantNews.referral_id.is_not(None)).values(reason=""),
        update(Dispute).where(of(Dispute.conversation_id)).values(said=""),
        *(
            delete(table).where(of(table.conversation_id))
            for table in (DialogueState, IdentitySession, IdentityCode, IdentityInput, ChannelEvent)
        ),
    )
