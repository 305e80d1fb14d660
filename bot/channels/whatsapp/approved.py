"""The corporation's templates at work: which may go out now, and what stops one that WhatsApp no longer takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.announcing import SHOW
from bot.channels.contract import Announcement, Button, OutboundMessage
from bot.channels.halts import Halts, fingerprint_of
from bot.channels.whatsapp.templates import ANSWER_WAITS, Template, Templates
from bot.metrics import Metrics


@dataclass(frozen=True)
class Approved:
    templates: Templates
    #: What the variables stand for.
    values: Mapping[str, str]
    metrics: Metrics

    @property
    def announcement(self) -> Announcement | None:
        """What tells somebody that an answer waits; None where the corporation has no template for it."""
        template = self.templates.for_use(ANSWER_WAITS)
        if template is None:
            return None
        buttons = (Button(template.button, SHOW),) if template.button else ()
        return Announcement(template.words(self.values), template.name, buttons)

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

    async def stop_all(self, session: AsyncSession, code: str, reason: str, now: datetime) -> None:
        for template in self.templates.templates:
            await self._halts(template).set(session, code, reason, now)

    def _halts(self, template: Template) -> Halts:
        return Halts(f"whatsapp:{template.name}", fingerprint_of(template.model_dump_json()), self.metrics)
