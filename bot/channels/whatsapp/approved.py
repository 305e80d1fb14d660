"""The corporation's templates at work: which may go out now, and what stops one that WhatsApp no longer takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.announcing import SHOW
from bot.channels.contract import Announcement, Button, OutboundMessage
from bot.channels.halts import Halts, fingerprint_of
from bot.channels.notices import Notices
from bot.channels.whatsapp.errors import Reaction, words_for
from bot.channels.whatsapp.templates import ANSWER_WAITS, OUTREACH, Template, Templates, Use
from bot.database.engine import Database
from bot.metrics import Metrics

#: WhatsApp pauses a template for hours; until then, or until it says otherwise, ours is not tried again.
RESTS = timedelta(hours=6)


@dataclass
class Approved:
    #: Put in the place of the old ones where the switch for outreach is turned while we run.
    templates: Templates
    #: What the variables stand for.
    values: Mapping[str, str]
    metrics: Metrics
    notices: Notices

    @property
    def announcement(self) -> Announcement | None:
        """What tells somebody that an answer waits; None where the corporation has no template for it."""
        return self._announced(ANSWER_WAITS)

    @property
    def first_word(self) -> Announcement | None:
        """What tells somebody that we have something to say; None where we do not begin ourselves."""
        return self._announced(OUTREACH)

    def _announced(self, use: Use) -> Announcement | None:
        template = self.templates.for_use(use)
        if template is None:
            return None
        buttons = (Button(template.button, SHOW),) if template.button else ()
        return Announcement(template.words(self.values), template.name, buttons)

    def begins(self, message: OutboundMessage) -> bool:
        """Whether nobody asked for it: it tells of no answer that waits, and is none."""
        template = self.templates.kept(message.template or "")
        return message.begun or (template is not None and template.use == OUTREACH)

    def content(self, message: OutboundMessage) -> dict[str, Any] | None:
        """The template's part of the call; None when it is not (or no longer) one that may go out."""
        template = self.templates.named(message.template or "")
        return template.content(self.values, message.id) if template is not None else None

    async def stopped(self, session: AsyncSession, name: str, now: datetime) -> str | None:
        """Why this template rests, if it does. It is tried again after a while, and at once when it was changed."""
        template = self.templates.named(name)
        halt = await self._halts(template).stands(session, now) if template is not None else None
        return halt.reason if halt is not None else None

    async def stop(self, session: AsyncSession, name: str, code: str, reason: str, now: datetime) -> None:
        template = self.templates.named(name)
        if template is not None:
            await self._halts(template).set(session, code, reason, now)

    async def told(self, session: AsyncSession, name: str, usable: bool, reason: str, now: datetime) -> None:
        """WhatsApp says of itself that a template rests, or may be used again."""
        template = self.templates.kept(name)
        if template is None:
            return
        if usable:
            await self._halts(template).lift(session)
        else:
            # The provider's own word of it has raised the alarm.
            await self._halts(template, quiet=True).set(session, reason, words_for(Reaction.TEMPLATE, None), now)

    async def worked(self, database: Database, name: str) -> None:
        """It was taken again: the next refusal raises its own alarm."""
        template = self.templates.named(name)
        if template is not None:
            async with database.transaction() as session:
                await self._halts(template).lift(session)

    def _halts(self, template: Template, quiet: bool = False) -> Halts:
        fingerprint = fingerprint_of(template.model_dump_json())
        notices = None if quiet else self.notices
        return Halts(f"whatsapp:{template.name}", fingerprint, self.metrics, RESTS, notices=notices)
