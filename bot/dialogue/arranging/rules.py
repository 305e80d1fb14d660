"""Pure rules of the arrangement in the chat: what a message wishes, and what counts as a yes. Amounts in cents."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from bot.arrangements.rules.affordability import Means
from bot.arrangements.rules.facts import TOLD_BY_TENANT, Fact
from bot.arrangements.rules.schedule import Wish
from bot.dialogue.arranging import named_days
from bot.dialogue.money import cents
from bot.guidance.rules import Reply

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

_PAYS = re.compile(r"\b(?:aflos|afbetal|betaa?l|voldoe)", re.IGNORECASE)
_AT_ONCE = re.compile(r"\b(?:ineens|(?:in|met) (?:een|één|1) (?:keer|klap))\b", re.IGNORECASE)
_ALL_OF_IT = re.compile(r"\b(?:alles|hele (?:bedrag|schuld)|rest|restant)\b.*\b(?:aflos|afbetal)", re.IGNORECASE)
_NOT_PAYOFF = re.compile(r"\b(?:niet|geen|nooit)\b", re.IGNORECASE)
_INTO_IT = r"er ?bij|erin|bijvoegen|meenemen|toevoegen|samenvoegen|bij (?:de|mijn|deze) (?:regeling|afspraak)"
_MERGE = re.compile(rf"\b(?:{_INTO_IT})\b", re.IGNORECASE)
_LEAVES_IT = re.compile(
    r"\b(?:wat (?:stel|stelt|stellen) (?:je|jij|u|jullie)\b|(?:doe|doen) (?:jij|u|jullie) (?:maar )?een voorstel"
    r"|(?:zeg|zegt) (?:jij|u|jullie) (?:het |t )?maar|wat (?:kan|is er mogelijk|is mogelijk|raad\w* (?:je|u))\b"
    r"|(?:weet|zou) (?:ik )?(?:het |t |dat )?(?:echt |zo |nog |ook )*niet)",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\b(\d{1,2})\s*(?:termijnen|termijn|keer|x|delen|stukken|maanden|mnd)\b", re.IGNORECASE)
_YES_TO_TEXT = re.compile(r"\b(?:ga|ben|geef)?\s*(?:er\s*mee\s*|hiermee\s*)?akkoord\b", re.IGNORECASE)
_NOT_TO_TEXT = re.compile(r"\b(?:niet|geen|nog niet|pas|als|maar|tenzij|mits|nooit)\b|\?", re.IGNORECASE)


def wish_in(reply: Reply, today: date) -> dict[str, str]:
    """What a message proposes, as it is kept in the flow's state; empty when it proposes nothing."""
    wish: dict[str, str] = {}
    amount = next((value for one in reply.values("amount") if (value := cents(one))), None)
    length = named_days.length_in(reply)
    day = named_days.day_in(reply, today)
    counted = _COUNT.search(reply.text)
    if counted and int(counted[1]) > 1:
        wish = {GOAL: ARRANGEMENT, TERMS: counted[1]}
    elif length is not None and length.months > 1:
        wish = {GOAL: ARRANGEMENT, TERMS: str(length.months)}
    elif length is not None and amount is None:
        wish = {GOAL: DEFERRAL, DAY: named_days.after(today, length).isoformat()}
    if amount is not None:
        wish = {GOAL: ARRANGEMENT, AMOUNT: str(amount)}
        if day is not None:
            wish[DAY] = day.isoformat()
    elif day is not None and TERMS not in wish:
        wish = {GOAL: DEFERRAL, DAY: day.isoformat()}
    return wish


def way_in(text: str) -> str | None:
    """Whether somebody wants to be done with a running agreement at once, or a new month in it; None when neither."""
    at_once = _AT_ONCE.search(text) and _PAYS.search(text)
    if (at_once or _ALL_OF_IT.search(text)) and not _NOT_PAYOFF.search(text):
        return PAYOFF
    return MERGE if _MERGE.search(text) else None


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
        length = named_days.lasting(value)
        if length is not None and length.months in numbers:
            return length.months
    number = named_days.bare_number(reply)
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
