"""The counts of the rate limits."""

import threading
import time

import pytest
from limits import parse
from limits.strategies import MovingWindowRateLimiter

from bot.web import window_storage
from bot.web.window_storage import WindowStorage


def test_a_thousand_hits_start_no_thread_and_count() -> None:
    window, limit = MovingWindowRateLimiter(WindowStorage()), parse("2/minute")
    before = threading.active_count()
    verdicts = [[window.hit(limit, str(who)) for _ in range(3)] for who in range(1000)]
    assert verdicts == [[True, True, False]] * 1000
    assert threading.active_count() == before


def test_what_is_over_is_cleared_out(monkeypatch: pytest.MonkeyPatch) -> None:
    storage = WindowStorage()
    window, limit = MovingWindowRateLimiter(storage), parse("1/second")
    for who in range(50):
        assert window.hit(limit, str(who))
    assert len(storage.events) == 50
    later = time.time() + 60
    monkeypatch.setattr("limits.storage.memory.time.time", lambda: later)
    monkeypatch.setattr(window_storage, "CLEAR_EVERY_SECONDS", 0.0)
    assert window.hit(limit, "somebody else")
    assert len(storage.events) <= 1
