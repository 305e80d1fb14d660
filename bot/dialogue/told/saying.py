"""What was told, in words and sums as a tenant reads them. Pure."""

from collections.abc import Mapping, Sequence
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
        of = f"{notes.rent}, in één keer" if notes.rent else "alles in één keer"
        return " ".join(filter(None, [of, moment(notes.whole_when, today)]))
    if notes.monthly and notes.part_days and not notes.once:
        return f"{euros(notes.monthly)} {together([moment(day, today) for day in notes.part_days])}"
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


#: A day of a letter, by the kind of deadline that hangs on it.
_DAY_OF: Mapping[str, str] = {
    "eviction": "de ontruiming is",
    "hearing": "de zitting is",
    "notice": "de brief kwam",
    "opposition": "het vonnis kwam",
}


def days_of(notes: Notes, dates: Mapping[str, str], today: date) -> list[str]:
    """The days that were told, each with what it is the day of: `de ontruiming is op dinsdag 8 december`."""
    told = [f"{words} {moment(dates[kind], today)}" for kind, words in _DAY_OF.items() if dates.get(kind)]
    if notes.written_on:
        told.append(f"de brief is van {moment(notes.written_on, today).removeprefix('op ')}")
    if notes.money_on:
        told.append(f"je geld komt {moment(notes.money_on, today)}")
    return told


def everything(notes: Notes, dates: Mapping[str, str], today: date) -> list[str]:
    """All that is kept, each in a few words, for who asks what was taken down."""
    reach = notes.reach
    told = [
        f"een schuld van {euros(notes.owed)}" if notes.owed else "",
        payment(notes, today) if notes.paid or notes.paid_on else "",
        f"je voorstel: {offer(notes, today)}" if notes.offers and offer(notes, today) else "",
        f"een vaste betaaldag op de {notes.pay_date}e" if notes.pay_date else "",
        *days_of(notes, dates, today),
        f"voor het bellen: {reach.call}" if reach.call else "",
        f"voor een bezoek: {reach.visit}" if reach.visit else "",
    ]
    return [one for one in told if one]


def together(told: Sequence[str]) -> str:
    """`een`, `een en twee`, `een, twee en drie`; each told once."""
    once = list(dict.fromkeys(told))
    return " en ".join(filter(None, [", ".join(once[:-1]), *once[-1:]]))
