"""The one contract for all channels. What a channel can do is data; how it does it is its module."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from bot.conversation.models import Kind


@dataclass(frozen=True)
class Capabilities:
    """What a channel can show and tell us. Lengths in characters as the provider counts them."""

    buttons: int
    button_title: int
    list_rows: int
    text_length: int
    typing: bool
    media: bool
    read_state: bool
    edits: bool
    templates: bool
    #: Sending is a row in our own database: it cannot fail, and happens in the outbox's transaction.
    local: bool = False
    #: Longest text that may stand above buttons or a list; 0: the same as without.
    choice_text_length: int = 0
    row_title: int = 0
    row_description: int = 0
    #: Lengths are counted in UTF-16 units, in which most emoji are two.
    utf16: bool = False
    #: Has a key by which people share their own number, proven by the provider.
    shares_phone: bool = False
    #: Hours after the person's last word in which we may write freely; 0: always.
    window_hours: int = 0
    #: May carry what we begin ourselves: within the window, and outside it where there are templates for it.
    begins: bool = False
    #: Behind it is a telephone with an account of one's own; else it counts as a browser that others may use too.
    personal: bool = False


@dataclass(frozen=True)
class InboundMessage:
    """One part of what a channel brought, in our own terms. `provider_id` is unique within the channel."""

    channel: str
    address: str
    provider_id: str
    kind: Kind
    text: str
    at: datetime
    payload: str | None = None
    #: What it is within its kind: image, audio, sticker, location …; empty for plain words.
    subtype: str = ""
    raw: Mapping[str, Any] | None = None
    #: The network address it came from, where the channel knows; never stored as it is.
    origin: str = field(default="", repr=False)
    #: When it was said by the provider's word, as people may read it, and its place in the provider's order.
    said_at: datetime | None = None
    said_order: int | None = None
    #: Our own id for it, where the channel lets the sender choose one (the web chat does).
    id: UUID | None = None


#: What a button means that shares one's own number; only shown where the channel can prove that it is one's own.
SHARE_PHONE = "share:phone"


@dataclass(frozen=True)
class Button:
    title: str
    payload: str


@dataclass(frozen=True)
class OutboundMessage:
    """One turn as it goes out: text and buttons together."""

    id: UUID
    address: str
    text: str
    buttons: tuple[Button, ...] = ()
    #: Goes out as this template of the corporation's.
    template: str | None = None
    #: Nobody asked for it: we begin.
    begun: bool = False


@dataclass(frozen=True)
class Announcement:
    """A message that may go out where the answer itself may not: that one waits."""

    text: str
    template: str
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True)
class Sent:
    sent_id: str | None = None


@dataclass(frozen=True)
class TryLater:
    """Nothing was sent; trying again cannot double. `after` is the provider's own wait, if it gave one."""

    error: str
    after: timedelta | None = None
    #: False: it was held back for what is no fault of the message's, so it does not use up an attempt.
    counts: bool = True


@dataclass(frozen=True)
class Refused:
    """Never to be tried again."""

    error: str


@dataclass(frozen=True)
class Unsure:
    """It may or may not have arrived; sending again could double."""

    error: str


@dataclass(frozen=True)
class Parked:
    """The channel's window is closed; the message waits for the person's next word.

    `announcement`: what may be sent now, so that they know that an answer waits; `first_word`: the same for what we
    begin ourselves, where that is switched on.
    """

    error: str
    announcement: Announcement | None = None
    first_word: Announcement | None = None


SendResult = Sent | TryLater | Refused | Unsure | Parked


class Channel(Protocol):
    """What the outbox needs of a channel."""

    name: str
    capabilities: Capabilities

    async def send(self, message: OutboundMessage) -> SendResult: ...

    async def show_typing(self, address: str) -> None: ...


@dataclass
class OffChannel:
    """Stands in for a channel that old conversations came by and that is switched off now."""

    name: str
    capabilities: Capabilities = Capabilities(
        buttons=0,
        button_title=0,
        list_rows=0,
        text_length=4096,
        typing=False,
        media=False,
        read_state=False,
        edits=False,
        templates=False,
    )

    async def send(self, message: OutboundMessage) -> SendResult:
        return Refused("dit kanaal staat uit")

    async def show_typing(self, address: str) -> None:
        """Nobody to show it to."""


@dataclass(frozen=True)
class Known:
    """What the house knows of a registered channel, whether it is switched on or not."""

    #: As people read it.
    title: str
    capabilities: Capabilities


@dataclass(frozen=True)
class Channels:
    """The channels that are switched on, by name; and all that are registered, in their order."""

    by_name: Mapping[str, Channel] = field(default_factory=dict)
    known: Mapping[str, Known] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Channel:
        channel = self.by_name.get(name)
        return channel if channel is not None else OffChannel(name)

    def title(self, name: str) -> str:
        """Its name as people read it; the name as it stands for one that is registered no longer."""
        known = self.known.get(name)
        return known.title if known is not None else name

    @property
    def windows(self) -> Mapping[str, int]:
        """Where we may begin ourselves, with the hours after a word of theirs in which we may; 0: always."""
        return {name: one.capabilities.window_hours for name, one in self.known.items() if one.capabilities.begins}

    @property
    def screens(self) -> frozenset[str]:
        """Our own: somebody sees what stands there when they look, and nothing rings."""
        return frozenset(name for name, one in self.known.items() if one.capabilities.local)

    @property
    def personal(self) -> frozenset[str]:
        return frozenset(name for name, one in self.known.items() if one.capabilities.personal)
