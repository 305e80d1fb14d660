"""The moment a message was written: handed in with it, else the clock of this machine, in Dutch time."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Mapping, Optional, Text
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def moment(metadata: Optional[Mapping[Text, Any]]) -> datetime:
    """`metadata["now"]` (ISO 8601; without an offset it is Dutch time), or now. Nonsense counts as not given."""
    written = (metadata or {}).get("now")
    if isinstance(written, str):
        try:
            given = datetime.fromisoformat(written.replace("Z", "+00:00"))
        except ValueError:
            return datetime.now(AMSTERDAM)
        return given.astimezone(AMSTERDAM) if given.tzinfo else given.replace(tzinfo=AMSTERDAM)
    return datetime.now(AMSTERDAM)
