"""Pure rules of the arrangement in the chat: what a message wishes, and what counts as a yes. Amounts in cents."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.arrangements.rules import days
from bot.arrangements.rules.affordability import Means
from bot.arrangements.rules.facts import TOLD_BY_TENANT, Fact
from bot.arrangements.rules.schedule import Wish
from bot.dialogue.money import cents
from bot.guidance.rules import Reply, ahead
from bot.identity.numerals import with_digits

#: What somebody can be after. The words stand in the flow's state.
ARRANGEMENT, DEFERRAL, PAY_DATE = "arrangement", "deferral", "pay_date"
#: Keys of the flow's state. Those of the means are dropped as soon as the room is known.
GOAL, TERMS, AMOUNT, DAY, MONTH_DAY = "goal", "terms", "amount", "day", "month_day"
#: The month to begin in, another amount the first time, and the highest of a range.
MONTH, FIRST, MOST = "month", "first", "most"
INCOME_DAY, LEFT, DEBTS, ROOM = "income_day", "left", "debts", "room"
CONTRACT, AGREEMENT, DIGEST, NUMBER = "contract", "agreement", "digest", "number"
#: Where a plan begins, and how much at a time: one is kept where only the other is said anew.
OF_BEGINNING, OF_SIZE = (DAY, MONTH), (TERMS, AMOUNT, FIRST, MOST)
OF_WISH = (GOAL, *OF_SIZE, *OF_BEGINNING)
OF_MEANS = (LEFT, DEBTS)
#: What lies before somebody: the text that a yes would be to, and the plans that were shown.
OFFERED, SHOWN, TURNED = "offered", "shown", "turned"
OF_TABLE = (AGREEMENT, DIGEST, OFFERED)
#: Before the keys of a single plan that was shown, so that a yes to it is a yes to all of it.
OFFER_PREFIX = "offer_"
UNKNOWN = "unknown"
#: What somebody with a running agreement is after, where that is more than how it stands.
WAY, PAYOFF, MERGE = "way", "payoff", "merge"
#: A change of what runs that is being talked about: a new month in it, or what is left spread anew.
CHANGE, SPREAD = "change", "spread"
CONSENT_WORDS = 12

_LENGTH = re.compile(r"P(\d+)([DWMY])")
_DIGITS = re.compile(r"(?<![\d.,€])(\d{1,2})(?![\d.,]?\d)")
_PAYS = re.compile(r"\b(?:aflos|afbetal|betaa?l|voldoe)", re.IGNORECASE)
_AT_ONCE = re.compile(r"\b(?:ineens|(?:in|met) (?:een|één|1) (?:keer|klap))\b", re.IGNORECASE)
_ALL_OF_IT = re.compile(r"\b(?:alles|hele (?:bedrag|schuld)|rest|restant)\b.*\b(?:aflos|afbetal)", re.IGNORECASE)
_NOT_PAYOFF = re.compile(r"\b(?:niet|geen|nooit)\b", re.IGNORECASE)
_INTO_IT = r"er ?bij|erin|bijvoegen|meenemen|toevoegen|samenvoegen|bij (?:de|mijn|deze) (?:regeling|afspraak)"
_MERGE = re.compile(rf"\b(?:{_INTO_IT})\b", re.IGNORECASE)
_ARTICLE = re.compile(r"\been\b", re.IGNORECASE)
_NTH = re.compile(r"(?<!\d)(\d{1,2})\s?(?:e|ste|de)\b", re.IGNORECASE)
_LEAVES_IT = re.compile(
    r"\b(?:wat (?:stel|stelt|stellen) (?:je|jij|u|jullie)\b|(?:doe|doen) (?:jij|u|jullie) (?:maar )?een voorstel"
    r"|(?:zeg|zegt) (?:jij|u|jullie) (?:het |t )?maar|wat (?:kan|is er mogelijk|is mogelijk|raad\w* (?:je|u))\b"
    r"|(?:weet|zou) (?:ik )?(?:het |t |dat )?(?:echt |zo |nog |ook )*niet)",
    re.IGNORECASE,
)
#: In so few words a number is the day that was asked.
FEW_WORDS = 8
_COUNT = re.compile(r"\b(\d{1,2})\s*(?:termijnen|termijn|keer|x|delen|stukken|maanden|mnd)\b", re.IGNORECASE)
_YES_TO_TEXT = re.compile(r"\b(?:ga|ben|geef)?\s*(?:er\s*mee\s*|hiermee\s*)?akkoord\b", re.IGNORECASE)
_NOT_TO_TEXT = re.compile(r"\b(?:niet|geen|nog niet|pas|als|maar|tenzij|mits|nooit)\b|\?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long somebody thinks of: whole months, or days."""

    months: int = 0
    days: int = 0


def lasting(value: str) -> Lasting | None:
    """An ISO length as it is heard: `P3M` is three months, `P2W` is fourteen days."""
    found = _LENGTH.fullmatch(value)
    if found is None:
        return None
    count = int(found[1])
    return {
        "D": Lasting(days=count),
        "W": Lasting(days=7 * count),
        "M": Lasting(months=count),
        "Y": Lasting(months=12 * count),
    }[found[2]]


def wish_in(reply: Reply, today: date) -> dict[str, str]:
    """What a message proposes, as it is kept in the flow's state; empty when it proposes nothing."""
    wish: dict[str, str] = {}
    amount = next((value for one in reply.values("amount") if (value := cents(one))), None)
    length = next((found for one in reply.values("duration") if (found := lasting(one))), None)
    day = day_in(reply, today)
    counted = _COUNT.search(reply.text)
    if counted and int(counted[1]) > 1:
        wish = {GOAL: ARRANGEMENT, TERMS: counted[1]}
    elif length is not None and length.months > 1:
        wish = {GOAL: ARRANGEMENT, TERMS: str(length.months)}
    elif length is not None and amount is None:
        until = days.in_month(*_month_after(today), today.day) if length.months else today + timedelta(length.days)
        wish = {GOAL: DEFERRAL, DAY: until.isoformat()}
    if amount is not None:
        wish = {GOAL: ARRANGEMENT, AMOUNT: str(amount)}
        if day is not None:
            wish[DAY] = day.isoformat()
    elif day is not None and TERMS not in wish:
        wish = {GOAL: DEFERRAL, DAY: day.isoformat()}
    return wish


def _month_after(today: date) -> tuple[int, int]:
    return (today.year, today.month + 1) if today.month < 12 else (today.year + 1, 1)


def way_in(text: str) -> str | None:
    """Whether somebody wants to be done with a running agreement at once, or a new month in it; None when neither."""
    at_once = _AT_ONCE.search(text) and _PAYS.search(text)
    if (at_once or _ALL_OF_IT.search(text)) and not _NOT_PAYOFF.search(text):
        return PAYOFF
    return MERGE if _MERGE.search(text) else None


def moved_to(reply: Reply, wished: date, due: date) -> date:
    """The day on which an instalment of `due` is wished: "een week later" counts from its own day.

    From today it would be earlier than it stands; nobody who cannot pay on a day means a day before it.
    """
    length = next((found for one in reply.values("duration") if (found := lasting(one))), None)
    if wished > due or length is None:
        return wished
    later = due
    for _ in range(length.months):
        later = days.in_month(*_month_after(later), due.day)
    return later + timedelta(length.days)


def day_in(reply: Reply, today: date) -> date | None:
    """A coming day that a message names: a date, or "de 24e"."""
    for value in reply.values("date"):
        try:
            day = date.fromisoformat(ahead(value, today))
        except ValueError:
            continue
        return day
    number = month_day_in(reply)
    return next_on(number, today) if number else None


def month_day_in(reply: Reply) -> int | None:
    """A day of the month: named as such, in a date, or as a bare number."""
    for value in reply.values("day_of_month"):
        if value.isdigit() and 1 <= int(value) <= 31:
            return int(value)
    for value in reply.values("date"):
        try:
            return date.fromisoformat(value).day
        except ValueError:
            continue
    return None


def bare_number(reply: Reply) -> int | None:
    """The one small number of a short message ("24", "de derde keer niet")."""
    found = _DIGITS.findall(reply.text)
    return int(found[0]) if len(found) == 1 and len(reply.text.split()) <= 6 else None


def income_day(reply: Reply) -> int | None:
    """The day of the month on which money comes. Where several are named ("soms de 10e, soms de 20e"), the latest."""
    return latest(income_days(reply))


def latest(numbers: Collection[int]) -> int | None:
    """The last of days of the month that lie together: the 20th of 10 and 20, but the 2nd of 28 and 2."""
    spans = [(max((day - first) % 31 for day in numbers), first) for first in numbers]
    return (min(spans)[1] + min(spans)[0] - 1) % 31 + 1 if spans else None


def income_days(reply: Reply) -> frozenset[int]:
    """Every day of the month that a message names as one, or as a bare number in a few words."""
    named = {int(value) for value in reply.values("day_of_month") if value.isdigit()}
    named |= {int(number) for number in _NTH.findall(reply.text)}
    if not named and (number := month_day_in(reply) or bare_number(reply)):
        named = {number}
    if not named and len(reply.text.split()) <= FEW_WORDS:
        # "Een" is an article far more often than a first of the month.
        named = {int(number) for number in _DIGITS.findall(with_digits(_ARTICLE.sub(" ", reply.text))[0])}
    return frozenset(day for day in named if 1 <= day <= 31)


def next_on(number: int, today: date) -> date:
    """The first coming day with this number; the last of the month where it is shorter."""
    months = days.months_from(today)
    while True:
        day = days.in_month(*next(months), number)
        if day > today:
            return day


def leaves_it_to_us(reply: Reply) -> bool:
    """Whether somebody who is asked what would work asks us to say it ("weet ik niet, wat stelt u voor")."""
    return bool(_LEAVES_IT.search(reply.text)) and not reply.values("amount") and not reply.values("date")


def wish_of(known: Mapping[str, str]) -> Wish:
    """The plan that the state asks for."""
    amount, terms, day, month = (known.get(key) for key in (AMOUNT, TERMS, DAY, MONTH))
    first, most = known.get(FIRST), known.get(MOST)
    return Wish(
        terms=int(terms) if terms and not amount else None,
        amount_cents=int(amount) if amount else None,
        first_on=date.fromisoformat(day) if day else None,
        month=date.fromisoformat(month) if month and not day else None,
        first_cents=int(first) if first else None,
        most_cents=int(most) if most and amount else None,
    )


def kept(wish: Wish) -> dict[str, str]:
    """The reverse: a plan as it stands in the state."""
    days_ = {DAY: wish.first_on, MONTH: wish.month}
    sums = {TERMS: wish.terms, AMOUNT: wish.amount_cents, FIRST: wish.first_cents, MOST: wish.most_cents}
    told = {key: day.isoformat() for key, day in days_.items() if day is not None}
    return {GOAL: ARRANGEMENT, **told, **{key: str(value) for key, value in sums.items() if value is not None}}


def has_wish(known: Mapping[str, str]) -> bool:
    return TERMS in known or AMOUNT in known


def begins(known: Mapping[str, str]) -> bool:
    """Whether a plan's beginning was told: a day or a month, and of no deferral."""
    return known.get(GOAL) != DEFERRAL and (DAY in known or MONTH in known)


def means_of(known: Mapping[str, str]) -> Means | None:
    """The answers about means; None where what is left was not told."""
    left = known.get(LEFT, UNKNOWN)
    if not left.isdigit():
        return None
    day = known.get(INCOME_DAY, UNKNOWN)
    return Means(int(day) if day.isdigit() else None, int(left), known.get(DEBTS) == "yes")


def without(known: Mapping[str, str], *keys: str) -> dict[str, str]:
    return {key: value for key, value in known.items() if key not in keys}


FACT_PREFIX = "fact_"


def told_facts(known: Mapping[str, str]) -> tuple[dict[Fact, bool], tuple[Fact, ...]]:
    """What the tenant told for the policy, and what they could not tell."""
    given = {fact: known[f"{FACT_PREFIX}{fact}"] for fact in TOLD_BY_TENANT if f"{FACT_PREFIX}{fact}" in known}
    facts = {fact: value == "yes" for fact, value in given.items() if value != UNKNOWN}
    return facts, tuple(fact for fact, value in given.items() if value == UNKNOWN)


def agrees(text: str) -> bool:
    """Whether a typed message is a clear yes to the text above it. "Ja" alone is not; nor is a yes with a condition."""
    flat = " ".join(text.split())
    if len(flat.split()) > CONSENT_WORDS or _NOT_TO_TEXT.search(flat):
        return False
    return bool(_YES_TO_TEXT.search(flat))


def chosen(options: Iterator[int] | list[int], reply: Reply) -> int | None:
    """Which of the numbers of terms somebody means."""
    numbers = list(options)
    if reply.choice is not None:
        return int(reply.choice) if reply.choice.isdigit() and int(reply.choice) in numbers else None
    for value in reply.values("duration"):
        length = lasting(value)
        if length is not None and length.months in numbers:
            return length.months
    number = bare_number(reply)
    if number in numbers:
        return number
    places = {"eerste": 0, "bovenste": 0, "tweede": 1, "derde": 2, "laatste": -1, "onderste": -1}
    for word, place in places.items():
        if re.search(rf"\b{word}\b", reply.text, re.IGNORECASE) and -1 <= place < len(numbers):
            return numbers[place]
    return None


def bar(parts: list[int], width: int = 12) -> list[str]:
    """One drawn bar a part, the longest of this width; a part above zero is always seen."""
    longest = max(parts, default=0)
    return ["▇" * max(1, round(width * part / longest)) if part > 0 else "" for part in parts]


def year_before(day: date) -> date:
    """The same day a year earlier; the last of February for a leap day."""
    return days.in_month(day.year - 1, day.month, day.day)


def days_from(day: int, offered: Sequence[int]) -> list[int]:
    """The offered days of the month, the first on or after `day` first: after the 28th comes the 1st."""
    ordered = sorted(offered)
    return [one for one in ordered if one >= day] + [one for one in ordered if one < day]
