"""The provider's word on when a message was said: the order of what waits, and what comes too late. Pure."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol, TypeVar

from bot.clock import in_amsterdam
from bot.handoff.rules import MONTHS, WEEKDAYS

#: A message that is this old when we read it is not answered as if it were fresh.
LATE_AFTER = timedelta(hours=3)
#: No provider tries longer than seven days to bring us something: an older moment is no moment.
LONGEST_ON_ITS_WAY = timedelta(days=8)
#: An order counts seconds, and within one second this many places.
PLACES = 1_000_000


class Ordered(Protocol):
    @property
    def said_order(self) -> int | None: ...


_O = TypeVar("_O", bound=Ordered)


def order_of(seconds: int, place: int = 0) -> int:
    """Grows with the provider's moment in Unix seconds, and within one second with `place`."""
    return seconds * PLACES + place % PLACES


def moment_of(order: int) -> datetime:
    return datetime.fromtimestamp(order // PLACES, UTC)


def in_said_order(waiting: Sequence[_O]) -> list[_O]:
    """What waits, given as it arrived, in the order in which it was said.

    What the provider gives no order for stays behind what it followed; so do two that it says nothing between.
    """
    latest, orders = 0, []
    for message in waiting:
        latest = latest if message.said_order is None else message.said_order
        orders.append(latest)
    return [waiting[place] for place in sorted(range(len(orders)), key=lambda place: orders[place])]


def shown_moment(told: datetime, before: datetime | None, now: datetime) -> datetime | None:
    """What people read as its moment: never ahead of us, nor before what the same person said before it arrived.

    None where the provider's word cannot be right.
    """
    if now - told > LONGEST_ON_ITS_WAY:
        return None
    return min(now, max(told, before) if before is not None else told)


def late_since(moments: Sequence[datetime], now: datetime) -> datetime | None:
    """The moment of the oldest of these, where that is so long ago that we say so; None where all is fresh."""
    late = [moment for moment in moments if LATE_AFTER <= now - moment <= LONGEST_ON_ITS_WAY]
    return min(late, default=None)


def in_words(moment: datetime, now: datetime) -> str:
    """`vandaag om 8.15 uur`, `gisteren om 21.40 uur`, `op maandag 30 november om 10.00 uur`."""
    local = in_amsterdam(moment)
    clock = f"om {local.hour}.{local.minute:02d} uur"
    days = (in_amsterdam(now).date() - local.date()).days
    if days in (0, 1):
        return f"{'gisteren' if days else 'vandaag'} {clock}"
    return f"op {WEEKDAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]} {clock}"
