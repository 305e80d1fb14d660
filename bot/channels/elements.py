"""What a webhook can tell us, in our own terms and the same for every channel. Nothing here does anything."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.channels.notice_kinds import NoticeKind
from bot.conversation.models import Kind, State


@dataclass(frozen=True)
class Sender:
    """Who wrote, under every id the provider gave; at least one of the two is there."""

    phone: str | None = None
    user_id: str | None = None
    #: Ids under which the same person was known before, where the provider says so.
    previous: tuple[str, ...] = ()

    @property
    def aliases(self) -> tuple[str, ...]:
        return tuple(alias for alias in (self.phone, self.user_id, *self.previous) if alias)


@dataclass(frozen=True)
class File:
    """A file that can be fetched from the provider."""

    remote_id: str
    type: str = ""
    hash: str = ""
    name: str = ""


@dataclass(frozen=True)
class Element:
    """One thing in a webhook. `key` is the same whenever the provider tells the same thing again."""

    key: str
    raw: Any = field(repr=False, default=None)


@dataclass(frozen=True)
class Said(Element):
    """A person said, pressed or sent something: it belongs in the transcript and gets an answer."""

    message_id: str = ""
    sender: Sender = Sender()
    kind: Kind = Kind.TEXT
    subtype: str = ""
    text: str = ""
    at: datetime | None = None
    #: Its place in the provider's order (`bot/conversation/lateness.py`), where the provider tells.
    order: int | None = None
    #: What a pressed button carries.
    pressed: str | None = None
    #: What a command of ours means, where the channel has commands.
    intent: str | None = None
    files: tuple[File, ...] = ()
    #: A phone number the person shared; `own_phone` only where the provider proves that it is theirs.
    own_phone: str | None = None
    #: What a link carried with which they came.
    link_code: str | None = None


@dataclass(frozen=True)
class Reported(Element):
    """What became of a message of ours."""

    sent_id: str = ""
    #: Our own id of it, where the provider gives it back.
    reference: str | None = None
    state: State | None = None
    at: datetime | None = None
    code: int | None = None
    detail: str = ""
    #: Counts against the allowance, if this is the first word of its delivery.
    billable: bool = True
    #: The key under which the provider tells that this very attempt failed, where it tells so.
    failure_key: str = ""


@dataclass(frozen=True)
class Edited(Element):
    sender: Sender = Sender()
    message_id: str = ""
    text: str = ""
    at: datetime | None = None
    #: The provider's order of edits of one message: a later one has a greater number, in whatever order they arrive.
    order: int = 0
    #: The message as it now is. It stands for the original where that has not come, and may never come.
    whole: Said | None = None


@dataclass(frozen=True)
class Withdrawn(Element):
    sender: Sender = Sender()
    message_id: str = ""


@dataclass(frozen=True)
class Reached(Element):
    """The person blocked us, or let us in again."""

    sender: Sender = Sender()
    reachable: bool = True
    reason: str = ""
    #: Its place in the provider's order: what comes late does not undo what was told after it.
    order: int | None = None


@dataclass(frozen=True)
class Renamed(Element):
    """The same person under another number or id."""

    sender: Sender = Sender()
    at: datetime | None = None


@dataclass(frozen=True)
class NewHolder(Element):
    """Somebody else may hold this address now."""

    sender: Sender = Sender()


@dataclass(frozen=True)
class Wished(Element):
    """The person told the provider itself whether they want what we begin."""

    sender: Sender = Sender()
    out: bool = True
    at: datetime | None = None
    #: Its place in the provider's order, where the provider tells.
    order: int | None = None


@dataclass(frozen=True)
class Trouble(Element):
    """The provider reports trouble of the number or the account."""

    #: None where the provider gave none that can be read: then nothing follows from it.
    code: int | None = None
    detail: str = ""


@dataclass(frozen=True)
class Warned(Element):
    """The provider reports something of a number, the account or a template that an admin must see, or its end."""

    warning: NoticeKind = NoticeKind.TROUBLE
    subject: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    over: bool = False
    at: datetime | None = None


@dataclass(frozen=True)
class Approval(Warned):
    """The provider reports that a template may be used again, or may not."""

    name: str = ""
    usable: bool = True
    reason: str = ""


@dataclass(frozen=True)
class Noted(Element):
    """Kept and otherwise left alone: what it is, and perhaps why it could not be read."""

    kind: str = "unknown"
    note: str = ""


#: How the key begins of what tells that a group was told where we help. It is kept as long as we are in that group.
GROUP = "group:"


@dataclass(frozen=True)
class GroupCalled(Element):
    """Somebody addressed us where several people read along."""

    chat: str = ""


@dataclass(frozen=True)
class GroupLeft(Element):
    """We are in that group no longer; who asks us in again is told again."""

    chat: str = ""
