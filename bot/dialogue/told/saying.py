"""What was told, in words and sums as a tenant reads them. Pure."""

from datetime import date

from bot.dialogue.told.notes import Notes
from bot.guidance.words import day_in_words, euros


def moment(when: str, today: date) -> str:
    """`op vrijdag 4 december` for a day; other words as they were said."""
    try:
        return f"op {day_in_words(date.fromisoformat(when), today)}"
    except ValueError:
        return when


def payment(notes: Notes, today: date) -> str:
    """`€ 687,00 betaald op maandag 2 november`."""
    parts = [euros(notes.paid) if notes.paid else "", "betaald", moment(notes.paid_on, today)]
    return " ".join(filter(None, parts))


def offer(notes: Notes, today: date) -> str:
    """`€ 300,00 nu en daarna € 150,00 per maand`, `€ 200,00 op vrijdag 4 december en de rest in december`."""
    parts = []
    if notes.once:
        parts.append(" ".join(filter(None, [euros(notes.once), moment(notes.once_when, today)])))
    if notes.monthly:
        parts.append(f"{'daarna ' if parts else ''}{euros(notes.monthly)} per maand")
    elif notes.offered and not parts:
        parts.append(euros(notes.offered))
    if notes.rest:
        parts.append(" ".join(filter(None, ["de rest", moment(notes.rest_when, today)])))
    return " en ".join(parts)
