"""Where the counts of the rate limits are kept: the library's memory, cleared out now and then, not at every hit."""

import time

from limits.storage import MemoryStorage

CLEAR_EVERY_SECONDS = 20.0


class WindowStorage(MemoryStorage):
    """The library starts a thread at nearly every hit, which looks through all counts there are: with ten thousand
    addresses that costs more than the answer. Here the event loop does it every twenty seconds.

    The two names below are the library's private ones; tests/unit/web/test_window_storage.py fails when they change.
    """

    def __init__(self) -> None:
        super().__init__()
        # The library starts its first thread itself.
        self.timer.join()
        self._cleared = time.monotonic()

    def _MemoryStorage__schedule_expiry(self) -> None:  # noqa: N802 - the library's own name
        now = time.monotonic()
        if now - self._cleared >= CLEAR_EVERY_SECONDS:
            self._cleared = now
            self._MemoryStorage__expire_events()  # type: ignore[attr-defined]
            # It leaves an empty list behind for everybody who ever came by.
            for key in [key for key, events in self.events.items() if not events]:
                del self.events[key]
