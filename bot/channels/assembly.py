"""The channels that are switched on, put together: what the outbox sends by, and what the webhooks hand on to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web

from bot.channels import registry
from bot.channels.asking_again import AskingAgain
from bot.channels.changes_of_mind import ChangesOfMind
from bot.channels.contacts import Contacts
from bot.channels.contract import Channel, Channels
from bot.channels.ground import Ground
from bot.channels.module import Inside, Module
from bot.channels.notices import Notices
from bot.channels.proofs import proofs
from bot.channels.saying import Line, Saying
from bot.channels.transcribing import Transcribe, transcriber
from bot.channels.upkeep import Upkeep
from bot.channels.web import NAME as WEB
from bot.channels.web import WebChannel
from bot.channels.whatsapp.approved import Approved
from bot.channels.whatsapp.templates import Templates
from bot.clock import Clock
from bot.conversation.intake import Intake
from bot.conversation.outbox import Outbox
from bot.database.engine import Database
from bot.database.session import NewId
from bot.metrics import Metrics
from bot.settings import Settings
from bot.tenancy.linking import Linking


@dataclass
class Connected:
    """The channels of this program."""

    channels: Channels
    ground: Ground
    linking: Linking
    approved: Approved
    modules: Mapping[str, Module] = field(default_factory=dict)
    routes: list[web.RouteDef] = field(default_factory=list)
    upkeep: Upkeep | None = None
    transcribe: Transcribe | None = None

    def begins_on(self) -> frozenset[str]:
        """Channels on which we may begin of ourselves, by templates that the corporation switched on."""
        able = {name for name, module in self.modules.items() if module.channel.capabilities.templates}
        return frozenset(able) if self.approved.templates.begins else frozenset()

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
        inside = Inside(saying, ChangesOfMind(ground.clock, ground.contacts, intake), line, outbox.wake)
        receptions = [module.receive(inside) for module in self.modules.values()]
        self.routes += [route for module in self.modules.values() for route in module.routes()]
        fetchers = {name: fetch for name, module in self.modules.items() if (fetch := module.fetch) is not None}
        asking = AskingAgain(ground.database, ground.clock, outbox, line)
        self.upkeep = Upkeep(ground.database, ground.clock, receptions, fetchers, asking, self.transcribe)

    async def start(self, public_url: str | None) -> None:
        """Begin what runs beside the webhooks."""
        if self.upkeep is not None:
            self.upkeep.start()
        for module in self.modules.values():
            module.start(public_url)

    async def stop(self) -> None:
        for module in self.modules.values():
            await module.stop()
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
    ground = Ground(database, clock, new_id, http, metrics, Contacts(new_id), Notices(clock, new_id))
    approved = Approved(templates or Templates(), values or {}, metrics, ground.notices)
    sections, kinds = settings.sections, registry.kinds(settings.more_channels)
    modules = {
        kind.name: kind.connect(ground, sections[kind.name], approved)
        for kind in kinds
        if kind.connect is not None and kind.name in sections
    }
    by_name: dict[str, Channel] = {WEB: WebChannel()} | {name: module.channel for name, module in modules.items()}
    hear = transcriber(settings.transcriber) if settings.transcriber else None
    linking = Linking(database, clock, new_id)
    return Connected(Channels(by_name, registry.known(kinds)), ground, linking, approved, modules, transcribe=hear)
