"""Days, spans and money as a tenant reads them."""

from datetime import date

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


def day_in_words(day: date, today: date) -> str:
    """`donderdag 3 december`; with its year when that is another than today's."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}{year}"


def span_in_words(days: int) -> str:
    """`vandaag`, `morgen`, `over 5 dagen`, `gisteren`, `5 dagen geleden`."""
    near = {0: "vandaag", 1: "morgen", -1: "gisteren"}
    return near.get(days) or (f"over {days} dagen" if days > 0 else f"{-days} dagen geleden")


#: Between the sign and the figures: no line of a narrow screen ends between them.
FIRM_SPACE = "\u00a0"


def euros(cents: int) -> str:
    """`€ 1.304,80`, which no screen breaks in two."""
    whole, rest = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    return f"€{FIRM_SPACE}{sign}{whole:,}".replace(",", ".") + f",{rest:02d}"
