"""The channels that are switched on, put together: what the outbox sends by, and what the webhooks hand on to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.changes_of_mind import ChangesOfMind
from bot.channels.contacts import Contacts
from bot.channels.contract import Channel, Channels, SendResult
from bot.channels.courtesy import Courtesy
from bot.channels.deliveries import Deliveries
from bot.channels.elements import Reported
from bot.channels.ground import Ground
from bot.channels.halts import Halts, fingerprint_of
from bot.channels.media import Fetch
from bot.channels.proofs import proofs
from bot.channels.reception import Reception
from bot.channels.saying import Line, Saying
from bot.channels.settings import WhatsAppSettings, plain
from bot.channels.telegram.assembly import Telegram
from bot.channels.upkeep import Upkeep
from bot.channels.web import NAME as WEB
from bot.channels.web import WebChannel
from bot.channels.whatsapp.approved import Approved
from bot.channels.whatsapp.channel import WhatsAppChannel
from bot.channels.whatsapp.client import WhatsAppClient
from bot.channels.whatsapp.errors import Reaction, reaction_to, words_for
from bot.channels.whatsapp.rendering import NAME as WHATSAPP
from bot.channels.whatsapp.statuses import status
from bot.channels.whatsapp.templates import Templates
from bot.channels.whatsapp.views import WhatsAppWebhook
from bot.clock import Clock
from bot.conversation.intake import Intake
from bot.conversation.outbox import Outbox, Wake
from bot.database.engine import Database
from bot.database.session import NewId
from bot.metrics import Metrics
from bot.settings import Settings
from bot.tenancy.linking import Linking


class WhatsApp:
    """Sending is ready at once; receiving is, once the rest of the house stands."""

    def __init__(self, ground: Ground, settings: WhatsAppSettings, approved: Approved) -> None:
        self._ground = ground
        self._settings = settings
        token = plain(settings.access_token)
        self.client = WhatsAppClient(ground.http, settings.api_base, settings.number, token, settings.per_second)
        self.halts = Halts(WHATSAPP, fingerprint_of(token, settings.number), ground.metrics)
        self.channel = WhatsAppChannel(
            ground.database, ground.clock, self.client, ground.contacts, self.halts, approved
        )

    def reception(self, saying: Saying, minds: ChangesOfMind, wake: Wake) -> Reception:
        ground = self._ground
        return Reception(
            channel=WHATSAPP,
            database=ground.database,
            clock=ground.clock,
            new_id=ground.new_id,
            contacts=ground.contacts,
            saying=saying,
            minds=minds,
            metrics=ground.metrics,
            deliveries=Deliveries(
                ground.clock,
                ground.new_id,
                ground.metrics,
                WHATSAPP,
                self._settings.number,
                self._settings.free_messages_per_month,
                wake,
            ),
            on_failure=self._on_failure,
            on_trouble=self._on_trouble,
            read_again=self._read_again,
        )

    def webhook(self, reception: Reception) -> WhatsAppWebhook:
        return WhatsAppWebhook(
            reception,
            Courtesy(self._show_typing),
            self._ground.clock,
            number=self._settings.number,
            app_secrets=self._settings.app_secrets,
            verify_token=plain(self._settings.verify_token),
        )

    async def _show_typing(self, address: str, message_id: str) -> None:
        await self.client.show_typing(message_id.partition(":")[2])

    async def _on_failure(
        self, session: AsyncSession, address: str, code: int | None, template: str | None
    ) -> SendResult:
        reaction = reaction_to(code)
        return await self.channel.react(session, address, reaction, words_for(reaction, code), str(code), template)

    async def _on_trouble(self, session: AsyncSession, code: int, detail: str) -> None:
        reaction = reaction_to(code, 401 if code == 0 else 0)
        if reaction is Reaction.HALT:
            await self.halts.set(session, str(code), words_for(reaction, code), self._ground.clock())

    def _read_again(self, raw: Any) -> Reported | None:
        element = status(raw, self._ground.clock()) if isinstance(raw, dict) else None
        return element if isinstance(element, Reported) else None


@dataclass
class Connected:
    """The channels of this program."""

    channels: Channels
    ground: Ground
    linking: Linking
    whatsapp: WhatsApp | None = None
    telegram: Telegram | None = None
    routes: list[web.RouteDef] = field(default_factory=list)
    upkeep: Upkeep | None = None

    def receive(self, intake: Intake, outbox: Outbox, line: Line) -> None:
        """Open the webhooks' way in."""
        ground = self.ground
        saying = Saying(
            clock=ground.clock,
            new_id=ground.new_id,
            intake=intake,
            outbox=outbox,
            contacts=ground.contacts,
            channels=self.channels,
            line=line,
            on_proof=proofs(self.linking, line),
        )
        minds = ChangesOfMind(ground.clock, ground.contacts, intake)
        receptions: list[Reception] = []
        fetchers: dict[str, Fetch] = {}
        if self.whatsapp is not None:
            reception = self.whatsapp.reception(saying, minds, outbox.wake)
            self.routes += self.whatsapp.webhook(reception).routes()
            fetchers[WHATSAPP] = self.whatsapp.client.fetch
            receptions.append(reception)
        if self.telegram is not None:
            reception = self.telegram.receive(saying, minds, line)
            self.routes += self.telegram.routes()
            fetchers["telegram"] = self.telegram.client.fetch
            receptions.append(reception)
        self.upkeep = Upkeep(ground.database, ground.clock, receptions, fetchers)

    async def start(self, public_url: str | None) -> None:
        """Begin what runs beside the webhooks."""
        if self.upkeep is not None:
            self.upkeep.start()
        if self.telegram is not None:
            self.telegram.start(public_url)

    async def stop(self) -> None:
        if self.telegram is not None:
            await self.telegram.stop()
        if self.upkeep is not None:
            await self.upkeep.stop()


def connect(
    settings: Settings,
    *,
    database: Database,
    clock: Clock,
    new_id: NewId,
    http: aiohttp.ClientSession,
    metrics: Metrics,
    templates: Templates | None = None,
    values: Mapping[str, str] | None = None,
) -> Connected:
    """Switch on what is set. Nothing is called yet."""
    ground = Ground(database, clock, new_id, http, metrics, Contacts(new_id))
    approved = Approved(templates or Templates(), values or {}, metrics)
    whatsapp = WhatsApp(ground, settings.whatsapp, approved) if settings.whatsapp else None
    telegram = Telegram(ground, settings.telegram) if settings.telegram else None
    by_name: dict[str, Channel] = {WEB: WebChannel()}
    if whatsapp is not None:
        by_name[WHATSAPP] = whatsapp.channel
    if telegram is not None:
        by_name[telegram.channel.name] = telegram.channel
    return Connected(Channels(by_name), ground, Linking(database, clock, new_id), whatsapp, telegram)
