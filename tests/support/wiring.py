"""The real services on a real database, with a stand-in for the engine."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import aiohttp

from bot import bootstrap
from bot.channels.contract import InboundMessage
from bot.clock import Clock
from bot.content import Content, load_content
from bot.conversation.models import Kind
from bot.conversation.transcript import Line, Transcript
from bot.database.engine import Database
from bot.identity.rules import Way
from bot.identity.sending import CodeSender
from bot.settings import PROJECT, Settings, settings_with
from tests.support.engine import TOKEN, StubEngine

SECRET = b"a secret for tests that is long enough to be one"
CONTENT = load_content(PROJECT / "content" / "demo")


@dataclass
class Desk:
    """A wired bot whose jobs are worked off by hand, so that a test decides what happens when."""

    services: bootstrap.Services
    engine: StubEngine
    settings: Settings

    async def say(self, address: str, text: str, *, work: bool = True, **more: Any) -> UUID:
        """A tenant writes; the turn is taken at once unless `work` is off. Returns the conversation's id."""
        inbound = InboundMessage(
            channel="web",
            address=address,
            provider_id=more.pop("provider_id", uuid4().hex),
            kind=more.pop("kind", Kind.TEXT),
            text=text,
            at=self.services.clock(),
            **more,
        )
        receipt = await self.services.intake.receive(inbound)
        if work:
            await self.services.turns.handle(receipt.conversation_id)
        return receipt.conversation_id

    async def transcript(self, conversation_id: UUID) -> list[Line]:
        return await Transcript(self.services.database).lines(conversation_id)


@asynccontextmanager
async def desk_on(
    database: Database,
    engine: StubEngine,
    clock: Clock,
    senders: Mapping[Way, CodeSender] | None = None,
    **settings: Any,
) -> AsyncIterator[Desk]:
    content: Content = settings.pop("content", CONTENT)
    kind = settings_with(settings.get("more_channels", ""))
    chosen = kind(merge_window_ms=settings.pop("merge_window_ms", 0), **settings)
    async with aiohttp.ClientSession() as http:
        services = bootstrap.wire(
            chosen,
            database=database,
            content=content,
            http=http,
            engine_url=engine.url,
            engine_token=TOKEN,
            clock=clock,
            secret=SECRET,
            senders=senders,
        )
        await services.changes.start()
        await services.jobs.open()
        try:
            yield Desk(services, engine, chosen)
        finally:
            await services.post.stop()
            await services.connected.stop()
            await services.jobs.stop()
            await services.changes.stop()
