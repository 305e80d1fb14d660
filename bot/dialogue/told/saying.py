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
    if notes.whole:
        return " ".join(filter(None, ["alles in één keer", moment(notes.whole_when, today)]))
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


def everything(notes: Notes, today: date) -> list[str]:
    """All that is kept, each in a few words, for who asks what was taken down."""
    reach = notes.reach
    told = [
        f"een schuld van {euros(notes.owed)}" if notes.owed else "",
        payment(notes, today) if notes.paid or notes.paid_on else "",
        f"je voorstel: {offer(notes, today)}" if notes.offers and offer(notes, today) else "",
        f"voor het bellen: {reach.call}" if reach.call else "",
        f"voor een bezoek: {reach.visit}" if reach.visit else "",
    ]
    return [one for one in told if one]
