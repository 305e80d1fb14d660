"""The providers' limits of pace, as they keep them: so many at once to one person, so many a second in all."""

import time
from collections import deque
from datetime import datetime, timedelta

#: Calls do not arrive as evenly as they were sent; the providers do not count in thousandths either.
TOLERANCE = timedelta(milliseconds=250)


class PerPerson:
    """`burst` messages may come at once; each is paid back by `each`."""

    def __init__(self, burst: int, each: timedelta) -> None:
        self._each = each
        self._most = burst * each + TOLERANCE
        self._until: dict[str, datetime] = {}
        self.refused = 0

    def take(self, person: str, now: datetime) -> bool:
        """Whether there is room for one more; it is used up by asking."""
        until = max(self._until.get(person, now), now) + self._each
        if until - now > self._most:
            self.refused += 1
            return False
        self._until[person] = until
        return True


class PerSecond:
    """Counted in real time, whatever the demo's clock says: it is about load."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken: deque[float] = deque()
        self.refused = 0
        #: The most that ever came within one second.
        self.peak = 0

    def take(self) -> bool:
        now = time.monotonic()
        while self._taken and self._taken[0] <= now - 1:
            self._taken.popleft()
        if len(self._taken) >= self._most:
            self.refused += 1
            return False
        self._taken.append(now)
        self.peak = max(self.peak, len(self._taken))
        return True
