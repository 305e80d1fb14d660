"""Files that tenants send: fetched once, looked at, and kept in the database with the conversation."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import aiohttp
import httpx
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from telegram.error import TelegramError

from bot.channels.media_rules import (
    GONE,
    LARGEST,
    TOO_LARGE,
    FileGone,
    FileTooLarge,
    matches_hash,
    pause_after,
    problem_with,
    type_of,
)
from bot.channels.models import Media, MediaContent, MediaState
from bot.channels.transcribing import Transcribe
from bot.clock import Clock
from bot.conversation.models import Message
from bot.database.engine import Database
from bot.database.session import announce
from bot.ending import end

log = logging.getLogger(__name__)

#: Fetches a file by the provider's id; at most so many bytes.
Fetch = Callable[[str, int], Awaitable[bytes]]

#: A process that died while fetching leaves the file to another after this long.
CLAIM = timedelta(minutes=2)
AT_ONCE = 4


@dataclass(frozen=True)
class Claimed:
    id: UUID
    channel: str
    remote_id: str
    declared_hash: str
    attempts: int


@dataclass(frozen=True)
class Stored:
    """A file as the desk serves it."""

    type: str
    content: bytes


class MediaService:
    def __init__(
        self, database: Database, clock: Clock, fetchers: Mapping[str, Fetch], transcribe: Transcribe | None = None
    ) -> None:
        self._database = database
        self._clock = clock
        self._fetchers = fetchers
        #: Hears voice notes, on this machine; None is switched on by default.
        self._transcribe = transcribe
        #: What is being listened to.
        self.hearing: set[asyncio.Task[None]] = set()
        self._one_at_a_time = asyncio.Lock()

    async def stop(self) -> None:
        await end(self.hearing)

    async def fetch_due(self) -> int:
        """Fetch what waits; several processes share the work. Returns how many were looked at."""
        claimed = await self._claim()
        # At once: one host that hangs must not hold up the files of another.
        await asyncio.gather(*(self._fetch(media) for media in claimed))
        return len(claimed)

    async def _claim(self) -> list[Claimed]:
        now = self._clock()
        async with self._database.transaction() as session:
            statement = (
                select(Media)
                .where(Media.state == MediaState.WAITING, Media.next_attempt_at <= now)
                .where(Media.channel.in_(list(self._fetchers)))
                .order_by(Media.next_attempt_at)
                .limit(AT_ONCE)
                .with_for_update(skip_locked=True)
            )
            found = (await session.scalars(statement)).all()
            for media in found:
                media.attempts += 1
                media.next_attempt_at = now + CLAIM
            return [Claimed(m.id, m.channel, m.remote_id, m.declared_hash, m.attempts) for m in found]

    async def _fetch(self, media: Claimed) -> None:
        try:
            content = await self._fetchers[media.channel](media.remote_id, LARGEST)
        except FileTooLarge:
            await self._end(media.id, MediaState.REFUSED, TOO_LARGE)
        except FileGone:
            await self._end(media.id, MediaState.FAILED, GONE)
        except (aiohttp.ClientError, httpx.HTTPError, TelegramError, TimeoutError, OSError) as error:
            await self._again(media, type(error).__name__)
        except Exception as error:  # one odd file must not hold up the others, nor be tried for ever
            log.exception("a file could not be fetched for a reason that we do not know")
            await self._again(media, type(error).__name__)
        else:
            await self._look_at(media, content)

    async def _look_at(self, media: Claimed, content: bytes) -> None:
        if not matches_hash(content, media.declared_hash):
            await self._again(media, "other bytes than announced", wrong=True)
            return
        # Looking into a document takes a while, and others wait.
        problem = await asyncio.to_thread(problem_with, content)
        if problem is not None:
            await self._end(media.id, MediaState.REFUSED, problem)
            return
        kind = await asyncio.to_thread(type_of, content) or ""
        async with self._database.transaction() as session:
            # The message may have been withdrawn meanwhile: then there is nothing to keep.
            kept = await session.scalar(
                update(Media)
                .where(Media.id == media.id)
                .values(state=MediaState.STORED, type=kind, size=len(content), error="")
                .returning(Media.id)
            )
            if kept is not None:
                values = {"media_id": media.id, "content": content}
                await session.execute(insert(MediaContent).values(**values).on_conflict_do_nothing())
        await self._announce(media.id)
        if self._transcribe is not None and kept is not None and kind.startswith("audio/"):
            # It takes long, and the sound itself is at the desk already.
            task = asyncio.create_task(self._hear(self._transcribe, media.id, content, kind))
            self.hearing.add(task)
            task.add_done_callback(self.hearing.discard)

    async def _hear(self, transcribe: Transcribe, media_id: UUID, content: bytes, kind: str) -> None:
        try:
            async with self._one_at_a_time:
                heard = await transcribe(content, kind)
        except Exception as error:  # without words there is still the sound
            log.warning("a voice note could not be written out: %s", type(error).__name__)
            return
        async with self._database.transaction() as session:
            await session.execute(update(Media).where(Media.id == media_id).values(transcript=heard))
        await self._announce(media_id)

    async def _again(self, media: Claimed, why: str, *, wrong: bool = False) -> None:
        """Its address is asked for anew each time: those work for minutes or an hour."""
        log.warning("a file could not be fetched, attempt %s: %s", media.attempts, why)
        pause = pause_after(media.attempts, wrong=wrong)
        if pause is None:
            await self._end(media.id, MediaState.FAILED, GONE)
            return
        async with self._database.transaction() as session:
            due = self._clock() + pause
            await session.execute(update(Media).where(Media.id == media.id).values(next_attempt_at=due))

    async def _end(self, media_id: UUID, state: MediaState, error: str) -> None:
        async with self._database.transaction() as session:
            await session.execute(
                update(Media).where(Media.id == media_id).values(state=state, error=error, ask_due=True)
            )
        await self._announce(media_id)

    async def _announce(self, media_id: UUID) -> None:
        async with self._database.transaction() as session:
            statement = select(Message.conversation_id).join(Media, Media.message_id == Message.id)
            conversation_id = await session.scalar(statement.where(Media.id == media_id))
            if conversation_id is not None:
                await announce(session, "message", conversation_id, author="tenant")


async def stored_file(database: Database, conversation_id: UUID, media_id: UUID) -> Stored | None:
    """A kept file of this conversation; None for any other."""
    async with database.transaction() as session:
        statement = (
            select(Media.type, MediaContent.content)
            .join(MediaContent, MediaContent.media_id == Media.id)
            .join(Message, Message.id == Media.message_id)
            .where(Media.id == media_id, Message.conversation_id == conversation_id)
            .where(Media.state == MediaState.STORED)
        )
        found = (await session.execute(statement)).one_or_none()
        return Stored(found[0], found[1]) if found else None
