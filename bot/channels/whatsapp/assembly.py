"""WhatsApp put together: sending, the webhook, and what its codes ask of the number and of one message."""

from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.contract import OutboundMessage, SendResult
from bot.channels.courtesy import Courtesy
from bot.channels.deliveries import Deliveries
from bot.channels.elements import Approval, Reported
from bot.channels.ground import Ground
from bot.channels.halts import Halts, fingerprint_of
from bot.channels.media import Fetch
from bot.channels.module import Inside, Kind
from bot.channels.notice_kinds import EVERYTHING_BEGUN, NoticeKind
from bot.channels.notices import Raised
from bot.channels.reception import Reception
from bot.channels.settings import plain
from bot.channels.throughput import Pace
from bot.channels.whatsapp.approved import Approved
from bot.channels.whatsapp.channel import A_DAY, WhatsAppChannel
from bot.channels.whatsapp.client import WhatsAppClient
from bot.channels.whatsapp.errors import Reaction, reaction_to, words_for
from bot.channels.whatsapp.rendering import CAPABILITIES, body_of
from bot.channels.whatsapp.rendering import NAME as WHATSAPP
from bot.channels.whatsapp.settings import WhatsAppSettings
from bot.channels.whatsapp.statuses import status
from bot.channels.whatsapp.views import WhatsAppWebhook


class WhatsApp:
    def __init__(self, ground: Ground, settings: WhatsAppSettings, approved: Approved) -> None:
        self._ground = ground
        self._settings = settings
        self._approved = approved
        token = plain(settings.access_token)
        self.client = WhatsAppClient(ground.http, settings.api_base, settings.number, token)
        # Within any one second: a tenth of it at once, and then evenly.
        at_once = max(1, int(settings.per_second / 10))
        pace = Pace(ground.database, f"{WHATSAPP}:{settings.number}", settings.per_second, at_once)
        fingerprint = fingerprint_of(token, settings.number)
        self.halts = Halts(WHATSAPP, fingerprint, ground.metrics, notices=ground.notices)
        begun = f"{WHATSAPP}:{EVERYTHING_BEGUN}"
        self.begun = Halts(begun, fingerprint, ground.metrics, A_DAY, notices=ground.notices)
        self._courtesy = Courtesy(self._show_typing)
        self._reception: Reception | None = None
        self.channel = WhatsAppChannel(
            ground.database,
            ground.clock,
            self.client,
            pace,
            ground.contacts,
            self.halts,
            self.begun,
            approved,
            ground.notices,
        )

    def receive(self, inside: Inside) -> Reception:
        ground = self._ground
        self._reception = Reception(
            WHATSAPP,
            ground,
            inside.saying,
            inside.minds,
            deliveries=Deliveries(
                ground.clock,
                ground.new_id,
                ground.metrics,
                WHATSAPP,
                self._settings.number,
                self._settings.free_messages_per_month,
                inside.wake,
                ground.notices,
            ),
            on_failure=self._on_failure,
            on_trouble=self._on_trouble,
            on_approval=self._on_approval,
            read_again=self._read_again,
        )
        return self._reception

    def routes(self) -> list[web.RouteDef]:
        assert self._reception is not None
        webhook = WhatsAppWebhook(
            self._reception,
            self._courtesy,
            self._ground.clock,
            number=self._settings.number,
            app_secrets=self._settings.app_secrets,
            verify_token=plain(self._settings.verify_token),
        )
        return webhook.routes()

    @property
    def fetch(self) -> Fetch:
        return self.client.fetch

    def start(self, public_url: str | None) -> None:
        """WhatsApp is told at Meta's own page where to call."""

    async def stop(self) -> None:
        await self._courtesy.stop()

    async def _show_typing(self, address: str, message_id: str) -> None:
        await self.client.show_typing(message_id.partition(":")[2])

    async def _on_failure(self, session: AsyncSession, message: OutboundMessage, code: int | None) -> SendResult:
        reaction = reaction_to(code)
        return await self.channel.react(session, message, reaction, words_for(reaction, code), str(code))

    async def _on_trouble(self, session: AsyncSession, code: int | None, detail: str) -> None:
        """Of the number or the account as a whole: only what stops or slows all of it follows from it."""
        reaction = reaction_to(code)
        if reaction in (Reaction.HALT, Reaction.SLOW_DOWN, Reaction.UNWANTED):
            await self.channel.react(session, None, reaction, words_for(reaction, code), str(code))
        elif code is not None and reaction is not Reaction.RETRY:
            facts = {"code": str(code), "detail": detail}
            await self._ground.notices.tell(session, Raised(WHATSAPP, NoticeKind.TROUBLE, str(code), facts))

    async def _on_approval(self, session: AsyncSession, told: Approval) -> None:
        await self._approved.told(session, told.name, told.usable, told.reason, self._ground.clock())

    def _read_again(self, raw: Any) -> Reported | None:
        element = status(raw, self._ground.clock()) if isinstance(raw, dict) else None
        return element if isinstance(element, Reported) else None


def _rendered(message: OutboundMessage) -> Any:
    return body_of(message, phone=message.address, user_id=None)


KIND = Kind(WHATSAPP, CAPABILITIES, _rendered, WhatsAppSettings, WhatsApp)
