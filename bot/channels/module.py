"""What a channel is to the house. A new one brings a KIND in its own module, and nothing else has to know of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from aiohttp import web

from bot.channels.changes_of_mind import ChangesOfMind
from bot.channels.contract import Capabilities, Channel, OutboundMessage
from bot.channels.ground import Ground
from bot.channels.media import Fetch
from bot.channels.reception import Reception
from bot.channels.saying import Line, Saying
from bot.channels.settings import ChannelSection
from bot.channels.whatsapp.approved import Approved
from bot.conversation.outbox import Wake


@dataclass(frozen=True)
class Inside:
    """What receiving needs of the rest of the house."""

    saying: Saying
    minds: ChangesOfMind
    line: Line
    wake: Wake


class Module(Protocol):
    """A channel with a provider behind it. Sending is ready at once; receiving, once the house stands."""

    @property
    def channel(self) -> Channel: ...

    def receive(self, inside: Inside) -> Reception: ...

    def routes(self) -> list[web.RouteDef]:
        """The provider's webhooks, if it has any; asked after `receive`."""

    @property
    def fetch(self) -> Fetch | None:
        """Gets a file that somebody sent, on a channel that has files."""

    def start(self, public_url: str | None) -> None:
        """Begin what runs beside the webhooks."""

    async def stop(self) -> None: ...


@dataclass(frozen=True)
class Kind:
    """A channel as it is registered, whether it is switched on or not."""

    name: str
    capabilities: Capabilities
    #: What a message becomes on its way out; so that every channel can be looked at without its provider.
    rendered: Callable[[OutboundMessage], Any]
    #: Its own section of the settings; None where there is nothing to fill in, as there is no provider.
    section: type[ChannelSection] | None = None
    #: The channel at work, once its section is filled in.
    connect: Callable[[Ground, Any, Approved], Module] | None = None
    #: As people read it, where no section says so.
    written: str = ""

    @property
    def title(self) -> str:
        return self.written or (self.section.written if self.section is not None else "") or self.name
