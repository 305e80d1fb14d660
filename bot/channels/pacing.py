"""Pure rules of pace and of the window for free replies."""

from datetime import datetime, timedelta


def after_sending(paced_until: datetime | None, now: datetime, each: timedelta) -> datetime:
    """Until when the room is used up, once one more message has gone out."""
    return max(paced_until or now, now) + each


def wait_before(paced_until: datetime | None, now: datetime, each: timedelta, burst: int) -> timedelta:
    """How long to wait for room: `burst` messages may go at once, after that one per `each`; zero: there is room."""
    if paced_until is None:
        return timedelta(0)
    return max(timedelta(0), paced_until + each - now - burst * each)


#: No trouble is tried less often than this.
LONGEST_PAUSE = timedelta(hours=24)


def pause_before(tries: int, first: timedelta) -> timedelta:
    """How long to leave something alone that was tried so often in vain: twice as long each time, a day at most."""
    return min(LONGEST_PAUSE, first * (1 << min(tries, 16)))


#: Clocks differ a little, and a message takes a moment to arrive.
MARGIN = timedelta(minutes=1)


def window_is_open(last_inbound_at: datetime | None, now: datetime, hours: int) -> bool:
    """Whether we may write freely. The provider's own time of their last word counts, not when it reached us."""
    if not hours:
        return True
    return last_inbound_at is not None and now < last_inbound_at + timedelta(hours=hours) - MARGIN


def allowance_alarm(delivered: int, allowance: int, part: float = 0.8) -> bool:
    """Whether so many delivered messages ask for a warning; an allowance of 0 means that there is none."""
    return allowance > 0 and delivered >= allowance * part
