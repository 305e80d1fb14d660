"""Old conversations, full of what has to go."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from bot.arrangements.news import News, TenantNews
from bot.channels.models import Contact, Media, MediaContent, MediaState
from bot.conversation.models import Author, Conversation, Kind, Message, State, Turn, message_seq
from bot.database.engine import Database
from bot.dialogue.models import DialogueState, WarmReferral
from bot.handoff.models import Handoff, Reason
from bot.identity.models import IdentitySession
from bot.privacy.clearing import ClearingService
from tests.integration.arrangements.conftest import Scene
from tests.support.clock import FixedClock

#: Stands in everything that has to go, and nowhere else.
WORDS = "Kruisbessenmoes"
PHONE = "31612340987"
KEPT_FOR = timedelta(days=365)


@dataclass
class Archive:
    database: Database
    clock: FixedClock
    clearing: ClearingService

    async def conversation(self, *, days: int = 366, channel: str = "whatsapp", address: str = "", **more: Any) -> UUID:
        """A closed one of so many days ago, with words of the tenant in every place that holds them."""
        at = self.clock() - timedelta(days=days)
        conversation = Conversation(
            id=uuid4(), channel=channel, address=address or uuid4().hex, created_at=at, last_activity_at=at,
            engine_session=uuid4().hex, outcome="answered", **more,
        )  # fmt: skip
        async with self.database.transaction() as session:
            session.add(conversation)
            await session.flush()
            turn = Turn(
                id=uuid4(), conversation_id=conversation.id, at=at, intent="ask_help", confidence=0.9,
                outcome="answered", took_ms=10, entities=[{"value": WORDS}], signals=[{"name": "fear", "text": WORDS}],
            )  # fmt: skip
            session.add(turn)
            await session.flush()
            said = await self._message(session, conversation, Author.TENANT, turn_id=turn.id, handled_at=at)
            await self._message(session, conversation, Author.ASSISTANT, state=State.READ, sent_id=f"wamid.{PHONE}")
            media = Media(
                id=uuid4(), message_id=said, channel=channel, remote_id="1", filename=f"{WORDS}.jpg", at=at,
                state=MediaState.STORED, transcript=WORDS,
            )  # fmt: skip
            session.add(media)
            await session.flush()
            session.add_all(
                [
                    MediaContent(media_id=media.id, content=WORDS.encode()),
                    DialogueState(
                        conversation_id=conversation.id, known={"x": WORDS}, notes={"once_when": WORDS}, touched_at=at
                    ),
                    IdentitySession(conversation_id=conversation.id, touched_at=at),
                    Handoff(
                        id=uuid4(), conversation_id=conversation.id, reason=Reason.ASKED, summary=WORDS,
                        reach={"phone": PHONE}, requested_at=at, promised_at=at, closed_at=at,
                    ),
                    WarmReferral(
                        id=(referral := uuid4()), conversation_id=conversation.id, referral_id="x",
                        organisation="Buurtteam", passed_on=WORDS, consented_at=at, done_at=at, done_note=WORDS,
                    ),
                ]
            )  # fmt: skip
            await session.flush()
            session.add(
                TenantNews(
                    id=uuid4(), kind=News.REFERRED, referral_id=referral, conversation_id=conversation.id,
                    reason=WORDS, left_at=at, told_at=at,
                )
            )  # fmt: skip
        return conversation.id

    async def contact(self, address: str, **more: Any) -> None:
        async with self.database.transaction() as session:
            session.add(Contact(id=uuid4(), channel="whatsapp", address=address, phone=PHONE, **more))

    async def read(self, conversation_id: UUID) -> Conversation:
        async with self.database.transaction() as session:
            return await session.get_one(Conversation, conversation_id)

    async def places_of(self, *needles: str) -> set[str]:
        """Every table of every schema, the engine's among them, in which any of these words stands."""
        found = set()
        listing = "SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('public', 'engine')"
        async with self.database.transaction() as session:
            for schema, table in (await session.execute(text(listing))).all():
                rows = f'SELECT convert_to(t::text, $q$UTF8$q$) FROM "{schema}"."{table}" t'
                for (row,) in (await session.execute(text(rows))).all():
                    if any(needle.encode() in row or needle.encode().hex().encode() in row for needle in needles):
                        found.add(table)
        return found

    async def add(self, *rows: Any) -> None:
        async with self.database.transaction() as session:
            session.add_all(rows)

    async def _message(self, session: Any, conversation: Conversation, author: Author, **more: Any) -> UUID:
        message = Message(
            id=uuid4(), conversation_id=conversation.id, seq=await session.scalar(message_seq.next_value().select()),
            author=author, kind=Kind.TEXT, text=WORDS, payload=WORDS, buttons=[{"title": WORDS, "payload": WORDS}],
            figure={"x": WORDS}, raw={"x": WORDS}, error=WORDS, at=conversation.last_activity_at,
            provider_id=f"{WORDS}{uuid4().hex}", **more,
        )  # fmt: skip
        session.add(message)
        await session.flush()
        return message.id


@pytest.fixture
async def scene(database: Database, clock: FixedClock) -> Scene:
    """A tenant with a debt, for whom something can be agreed."""
    made = Scene(database, clock)
    await made.move_in()
    return made


@pytest.fixture
def archive(database: Database, clock: FixedClock) -> Archive:
    return Archive(database, clock, ClearingService(database, clock, KEPT_FOR))
