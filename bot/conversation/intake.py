"""Taking in what a channel brings: stored and queued in one transaction, before anybody is told 200."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Text, Uuid, bindparam, func, select, text
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.contract import InboundMessage
from bot.clock import Clock
from bot.conversation.models import Author, Conversation, Kind, Message, Owner
from bot.database.engine import Database
from bot.database.session import NewId, announce

#: Puts the job for one conversation in the queue, inside the given transaction.
QueueTurn = Callable[[AsyncSession, UUID], Awaitable[None]]

# Statements of every message are built once: building one takes longer than asking the database.
_FIND = (
    select(Conversation.id)
    .where(Conversation.channel == bindparam("channel"), Conversation.address == bindparam("address"))
    .with_for_update(key_share=True)
)
#: Finds the conversation, locks its row, stores the message there, and notes that something happened. `seq` is drawn
#: behind the lock: its order is the order in which messages become visible. No row: there is no conversation yet.
#: `stored` is null where the message had been stored before: the unique key on the provider's id decides, no look-up.
_STORE = (
    text("""
    WITH found AS (
        SELECT id FROM conversations WHERE channel = :channel AND address = :address FOR NO KEY UPDATE
    ), stored AS (
        INSERT INTO messages (
            id, conversation_id, seq, author, kind, subtype, text, payload, buttons, facts, raw, at, said_at,
            said_order, provider_id, handled_at, attempts)
        SELECT CAST(:id AS uuid), found.id, nextval('message_seq'), 'tenant', :kind, :subtype, :text, :payload,
            '[]', '[]', CAST(:raw AS jsonb), :at, :said_at, :said_order, :provider_id, :handled_at, 0
        FROM found
        ON CONFLICT DO NOTHING RETURNING id
    ), noted AS (
        UPDATE conversations SET last_activity_at = :now
        WHERE id = (SELECT id FROM found) AND EXISTS (SELECT FROM stored)
    )
    SELECT found.id, stored.id AS stored FROM found LEFT JOIN stored ON true
""")
    .bindparams(
        *(
            bindparam(name, type_=Text)
            for name in ("channel", "address", "kind", "subtype", "text", "payload", "provider_id")
        ),
        bindparam("raw", type_=JSONB(none_as_null=True)),
        *(bindparam(name, type_=DateTime(timezone=True)) for name in ("at", "said_at", "handled_at", "now")),
        bindparam("said_order", type_=BigInteger),
    )
    .columns(id=Uuid, stored=Uuid)
)


class Withheld(Protocol):
    """A message as it may be kept, after something was taken out of it."""

    @property
    def text(self) -> str: ...


class Withholds(Protocol):
    """Takes what must not stand in a transcript out of a message, before it is stored and anybody reads it."""

    def may_hold(self, text: str) -> bool:
        """A cheap look at the words alone: whether there is anything to look up at all."""

    async def sift(self, session: AsyncSession, conversation_id: UUID, text: str) -> Any | None:
        """What may be kept, or None for a message that may be kept as it is."""

    async def keep(
        self, session: AsyncSession, conversation_id: UUID, message_id: UUID, sifted: Any, origin: str
    ) -> None:
        """Put aside what was taken out, once it is sure that the message is new."""


@dataclass(frozen=True)
class Receipt:
    conversation_id: UUID
    message_id: UUID
    #: True when the same message had been stored before; nothing was done this time.
    duplicate: bool
    #: Something was taken out of it; what else holds its words must let go of them.
    withheld: bool = False


class Intake:
    """Stores inbound messages. The unique key on the provider's id decides duplicates, not a look-up."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        new_id: NewId,
        queue_turn: QueueTurn,
        withholds: Withholds | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._new_id = new_id
        self._queue_turn = queue_turn
        self._withholds = withholds

    @property
    def withholds(self) -> Withholds | None:
        return self._withholds

    async def open_conversation(self, channel: str, address: str) -> UUID:
        """The conversation at this address, made if there is none."""
        async with self._database.transaction() as session:
            return await self._conversation(session, channel, address)

    async def receive(self, inbound: InboundMessage) -> Receipt:
        async with self._database.transaction() as session:
            return await self.receive_within(session, inbound)

    async def receive_within(self, session: AsyncSession, inbound: InboundMessage, *, handled: bool = False) -> Receipt:
        """The same inside the caller's transaction. `handled`: it needs no turn, its answer is already composed."""
        message_id, now = inbound.id or self._new_id(), self._clock()
        sifted = None if handled else await self._sifted(session, inbound)
        values = {
            "id": message_id,
            "channel": inbound.channel,
            "address": inbound.address,
            "kind": inbound.kind,
            "subtype": inbound.subtype,
            "text": inbound.text if sifted is None else sifted.text,
            "payload": inbound.payload,
            "raw": dict(inbound.raw) if inbound.raw is not None and sifted is None else None,
            "at": inbound.at,
            "said_at": inbound.said_at,
            "said_order": inbound.said_order,
            "provider_id": f"{inbound.channel}:{inbound.provider_id}",
            "handled_at": now if handled else None,
            "now": now,
        }
        found = (await session.execute(_STORE, values)).one_or_none()
        if found is None:
            await self._conversation(session, inbound.channel, inbound.address)
            found = (await session.execute(_STORE, values)).one()
        if found.stored is None:
            return Receipt(found.id, message_id, duplicate=True)
        if sifted is not None and self._withholds is not None:
            await self._withholds.keep(session, found.id, message_id, sifted, inbound.origin)
        await announce(session, "message", found.id, author=Author.TENANT)
        await self._queue_turn(session, found.id)
        return Receipt(found.id, message_id, duplicate=False, withheld=sifted is not None)

    async def _sifted(self, session: AsyncSession, inbound: InboundMessage) -> Withheld | None:
        if self._withholds is None or inbound.kind is not Kind.TEXT or not self._withholds.may_hold(inbound.text):
            return None
        conversation_id = await self._conversation(session, inbound.channel, inbound.address)
        found: Withheld | None = await self._withholds.sift(session, conversation_id, inbound.text)
        return found

    async def conversation_at(self, session: AsyncSession, channel: str, address: str) -> Conversation:
        """The conversation at this address, made if there is none, its row locked until the transaction ends."""
        conversation_id = await self._conversation(session, channel, address)
        return await session.get_one(Conversation, conversation_id, populate_existing=True)

    async def _conversation(self, session: AsyncSession, channel: str, address: str) -> UUID:
        """Finds it and locks its row: the order of `seq` is then the order in which messages become visible."""
        where = {"channel": channel, "address": address}
        found: UUID | None = await session.scalar(_FIND, where)
        if found is not None:
            return found
        now = self._clock()
        await session.execute(
            insert(Conversation)
            .values(
                id=self._new_id(),
                channel=channel,
                address=address,
                created_at=now,
                last_activity_at=now,
                owner=Owner.ASSISTANT,
                owner_version=0,
                taken_version=0,
                engine_session=self._new_id().hex,
                engine_turns=0,
                introduced=False,
            )
            .on_conflict_do_nothing()
        )
        return await session.scalar(_FIND, where) or self._fail(channel)

    @staticmethod
    def _fail(channel: str) -> UUID:
        raise RuntimeError(f"conversation on {channel} could not be made")


async def waiting_count(session: AsyncSession) -> int:
    """How many inbound messages nobody has taken up yet."""
    statement = select(func.count()).where(Message.author == Author.TENANT, Message.handled_at.is_(None))
    return await session.scalar(statement) or 0
