"""A whole number that is told to go slower: everybody waits, longer each time, and not all to the same moment."""

from datetime import datetime, timedelta
from uuid import UUID

LONGEST = timedelta(seconds=64)


class Slowing:
    """Of this process alone; the others are held back by the pace that all share (throughput.py)."""

    def __init__(self) -> None:
        self._until: datetime | None = None
        self._times = 0

    def slower(self, now: datetime) -> timedelta:
        """Told to go slower: 1, 2, 4 … seconds. Many refusals of one moment are one."""
        if self._until is None or now >= self._until:
            self._until = now + min(LONGEST, timedelta(seconds=2**self._times))
            self._times += 1
        return self._until - now

    def worked(self, now: datetime) -> None:
        if self._times and (self._until is None or now >= self._until):
            self._times, self._until = 0, None

    def wait(self, message: UUID, now: datetime) -> timedelta | None:
        """How long this message has to wait; a part of a second of its own spreads them. None: not at all."""
        if self._until is None or now >= self._until:
            return None
        return self._until - now + timedelta(milliseconds=message.int % 1000)
