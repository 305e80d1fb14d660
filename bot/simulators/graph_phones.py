"""People with WhatsApp, as the stand-in for the Graph API knows them: what reached their telephone."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

#: "typing…" fades by itself.
TYPING_SECONDS = 25.0


@dataclass
class SentMessage:
    """A message that the phone received."""

    id: str
    to: str
    body: Mapping[str, Any]
    reference: str
    read: bool = False


@dataclass
class Phone:
    """One person with WhatsApp."""

    number: str
    user_id: str | None = None
    last_word: Any = None
    received: list[SentMessage] = field(default_factory=list)
    typing_until: float = 0.0
    blocks: bool = False

    @property
    def typing(self) -> bool:
        return time.monotonic() < self.typing_until
