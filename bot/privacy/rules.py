"""When conversations have been kept long enough, and at what hour they are cleared. Pure."""

from datetime import datetime, timedelta

from bot.clock import in_amsterdam

#: Clearing reads and writes much; in these hours of the night nobody waits for it.
NIGHT_HOURS = range(2, 5)
#: A machine that is switched off every night clears by day, rather than never.
NOT_LATER_THAN = timedelta(hours=36)


def is_time(now: datetime, last: datetime | None) -> bool:
    """Whether to clear now: at night, or whenever two nights went by without. `last`: when it was done last."""
    return in_amsterdam(now).hour in NIGHT_HOURS or last is None or now - last > NOT_LATER_THAN


def address_after(conversation: str) -> str:
    """What stands in the place of a telephone number or chat id; whoever writes from there again begins anew."""
    return f"gewist:{conversation}"
