"""Pure rules of a wish in the middle of making a plan: what is asked beside what the engine understood, and of what.

Somebody who is shown a plan says "minder", "pas in januari" or "eerst 300": words that mean something only beside it.
"""

import enum
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bot.arrangements.rules import days
from bot.dialogue.arranging import rules
from bot.dialogue.asking import asks, asks_within
from bot.guidance.rules import UNCLEAR, Reply
from bot.guidance.words import MONTHS

#: Questions before which a plan takes shape: a wish for it is heard beside whatever is asked.
MEANS = frozenset({"arranging.income_day", "arranging.left", "arranging.other_debts"})
SIZES = frozenset({"arranging.own", "arranging.choose", "arranging.choose_one", "arranging.consent"})
#: Of what runs: a number or a beginning there is a day on which it will do.
TROUBLE = "arranging.trouble"
#: What a wish is heard as: the engine knows such words in other places.
HEARS = UNCLEAR | {
    *("request_payment_arrangement", "request_deferral", "request_paydate_change", "ask_arrangement_terms"),
    *("report_cannot_pay", "report_arrangement_trouble", "ask_rent_reduction", "give_feedback", "ask_how_to_pay"),
}
#: A wish in more words than this is a story, in which other things may stand.
MOST_WORDS = 14
FEW_WORDS = 8
#: Weeks in a year, and what a year has of each other pace.
_PACES = {"week": 52, "two_weeks": 26, "four_weeks": 13}

_I = re.IGNORECASE
_PER_MONTH = re.compile(r"\b(?:per|elke|iedere|in de|de) (?:maand|mnd)\b|\bp/?m\b|\bmaandelijks\b", _I)
_PACE = {
    "two_weeks": re.compile(r"\bom de (?:andere )?week\b|\b(?:per|elke|iedere|om de) (?:2|twee) weken\b", _I),
    "four_weeks": re.compile(r"\b(?:per|elke|iedere) (?:4|vier) weken\b", _I),
    "week": re.compile(r"\b(?:per|elke|iedere|in de) week\b|\bwekelijks\b|\bp/?w\b", _I),
}
_ASKS_PACE = re.compile(r"\b(?:kan|mag|liever|wil)\b", _I)
_RANGE = re.compile(r"\btussen\b.*\d.*\ben\b.*\d|\d\s*(?:euro|€)?\s*(?:a|à|tot|of|-|–)\s*(?:€\s*)?\d", _I)
_BEGINS = re.compile(
    r"\b(?:beginnen|begint|begonnen|beginn?|start(?:en|t)?|ingaan|vanaf|eerste|1e|1ste)\b(?! van de maand)", _I
)
_EARLY = re.compile(rf"\bbegin (?:van )?(?:{'|'.join(MONTHS)}|de maand|volgende)\b", _I)
_NAMED = re.compile(rf"\b({'|'.join(MONTHS)})\b", _I)
_NEXT_MONTH = re.compile(r"\b(?:volgende|komende) maand\b|\b(?:over )?(?:een|één|1) maand(?:je)? later\b", _I)
_ONLY_THEN = re.compile(r"\b(?:pas|niet eerder dan|niet voor)\b", _I)
_LATER = re.compile(
    r"\b(?:eerste|1e|1ste|beginn\w*|start\w*)\b.*\b(?:later|opschuiven|uitstellen|verzetten)\b"
    r"|\blater\b.*\b(?:beginn\w*|start\w*)\b",
    _I,
)
_PUT_OFF = re.compile(r"\b(?:later|opschuiven|uitstellen|verzetten)\b", _I)
_BARE_WORDS = 4
_FIRST_THEN = re.compile(r"\d.*\b(?:en|,)?\s*(?:daarna|dan|vervolgens|de rest)\b.*\d", _I)
_ONCE = re.compile(
    r"\b(?:volgende|komende|deze) maand\b|\b(?:eerst|eenmalig|nu|meteen|alvast)\b"
    r"|\beerste (?:keer|maand|termijn|betaling)\b",
    _I,
)
_LEAST = re.compile(
    r"\b(?:het )?(?:minste?|minimum|minimaal|minimale|laagste|kleinste)\b"
    r"|\bzo (?:laag|min|weinig|klein) mogelijk\b",
    _I,
)
_FEWER = re.compile(r"\b(?:minder|kortere?|te veel) (?:maanden|termijnen|tijd)\b|\bduurt (?:me |mij )?te lang\b", _I)
_LONGER = re.compile(r"\b(?:meer|langere?) (?:maanden|termijnen|tijd)\b|\bte (?:kort|snel)\b", _I)
_LESS = re.compile(r"\b(?:minder|lager|kleiner|te (?:veel|hoog|duur|zwaar|gortig)|langer|uitsmeren|rustiger)\b", _I)
_MORE = re.compile(r"\b(?:hoger|sneller|korter|eerder klaar|te (?:lang|laag|weinig)|meer per maand|iets meer)\b", _I)
_ABOUT_DEBT = re.compile(r"\b(?:huur|schuld|achterstand|rekening|kosten)\b", _I)
_PUTS_FORWARD = re.compile(
    r"\b(?:kan|kon|lukt|mag|wil|zou|doe|max\w*|liever)\b|\bper (?:maand|mnd)\b|\btermijnen\b|\bmaanden\b", _I
)
#: "Het wordt me allemaal te veel" is about more than a plan.
_TOO_MUCH_OF_ALL = re.compile(r"\bword(?:t|en)\b.*\bte (?:veel|zwaar)\b|\balle(?:maal|s)\b.*\bte (?:veel|zwaar)\b", _I)
_BARE = re.compile(
    r"(?:(?:nee|ja|doe|dan|maar|ok|oké|oke|en|of|liever|misschien|max|maximaal|hooguit|ongeveer)[ ,]+)*"
    r"(\d{1,4})(?:[ ,]+(?:dan|graag|hoor|misschien|lukt|kan|ofzo|zo))*[ .!?]*",
    _I,
)


class Turn(enum.StrEnum):
    """Which way from the plan that was shown."""

    LOWER = "lower"
    HIGHER = "higher"
    LOWEST = "lowest"


@dataclass(frozen=True, slots=True)
class Shown:
    """A plan that was shown last: how many terms, the usual instalment in cents, and the first day."""

    terms: int
    cents: int
    first_on: date


@dataclass(frozen=True, slots=True)
class Wished:
    """What a message wishes of a plan. `wish` holds keys of the flow's state; what it does not name stays as it was."""

    wish: Mapping[str, str] = field(default_factory=dict)
    turn: Turn | None = None
    #: The first payment is to be later than it stands, and no day was named.
    later: bool = False
    #: Paid by another pace than by the month, and how much each time (cents; 0 where that was not said).
    pace: str = ""
    pace_cents: int = 0
    #: A number that may be an amount, months or a day.
    number: int = 0


def of_state(told: str) -> list[Shown]:
    """The plans that were shown, as they stand in the state; see `in_state`."""
    parts = (one.split(":") for one in told.split(";") if one)
    return [Shown(int(terms), int(cents), date.fromisoformat(day)) for terms, cents, day in parts]


def in_state(shown: Sequence[Shown]) -> str:
    return ";".join(f"{one.terms}:{one.cents}:{one.first_on.isoformat()}" for one in shown)


def read(question: str, reply: Reply, today: date, *, shown: bool = True) -> Wished | None:
    """What a message wishes of the plan that is being made; None where it wishes nothing of the kind.

    `shown`: whether a plan was shown before, beside which "minder" means something.
    """
    if reply.choice is not None or len(reply.text.split()) > MOST_WORDS:
        return None
    if question in MEANS:
        # An amount here is an answer about means; where a plan begins can be nothing else.
        paced = _paced(reply, ()) if _ASKS_PACE.search(reply.text) and not _amounts(reply) else None
        return paced or _beginning(reply, today) or _counted(reply)
    if question == TROUBLE:
        amounts = _amounts(reply)
        return _paced(reply, amounts) or _in_range(reply, amounts) or (None if amounts else _turned(reply, shown=True))
    if question not in SIZES:
        return None
    return next((found for found in _read(question, reply, today, shown) if found is not None), None)


def _read(question: str, reply: Reply, today: date, shown: bool) -> Iterator[Wished | None]:
    amounts = _amounts(reply)
    yield _paced(reply, amounts)
    yield _in_range(reply, amounts)
    yield _first_apart(reply, amounts, today)
    yield _with_beginning(reply, amounts, today)
    if question != "arranging.own" and not amounts:
        yield _put_off(reply) or _month_alone(reply, today)
    told = rules.wish_in(reply, today)
    if not told:
        yield _turned(reply, shown=shown)
        yield _numbered(reply)
    elif question != "arranging.own" and told[rules.GOAL] == rules.ARRANGEMENT and _proposes(reply):
        # The same amount once more, as a question or as a plea.
        yield Wished(told)


def _proposes(reply: Reply) -> bool:
    """Whether a sum is put forward, also as a question; "krijg ik dan 50 euro boete?" is none."""
    return not (asks(reply.text) or asks_within(reply.text)) or bool(_PUTS_FORWARD.search(reply.text))


def _amounts(reply: Reply) -> list[int]:
    return [value for one in reply.values("amount") if (value := rules.cents(one))]


def _paced(reply: Reply, amounts: Sequence[int]) -> Wished | None:
    """ "20 per week": as near as whole euros come to it by the month, and not above it."""
    pace = next((name for name, words in _PACE.items() if words.search(reply.text)), None)
    if pace is None or len(amounts) > 1:
        return None
    if not amounts:
        return Wished(pace=pace) if len(reply.text.split()) <= FEW_WORDS else None
    monthly = amounts[0] * _PACES[pace] // 1200 * 100
    wish = {rules.GOAL: rules.ARRANGEMENT, rules.AMOUNT: str(monthly)}
    return Wished(wish, pace=pace, pace_cents=amounts[0]) if monthly else None


def _in_range(reply: Reply, amounts: Sequence[int]) -> Wished | None:
    if len(amounts) != 2 or not _RANGE.search(reply.text) or _FIRST_THEN.search(reply.text):
        return None
    low, high = sorted(amounts)
    if low == high:
        return None
    return Wished({rules.GOAL: rules.ARRANGEMENT, rules.AMOUNT: str(low), rules.MOST: str(high)})


def _first_apart(reply: Reply, amounts: Sequence[int], today: date) -> Wished | None:
    """ "Eerst 300 en dan 100", "en als ik volgende maand 300 doe"."""
    text = reply.text
    if len(amounts) == 2 and _FIRST_THEN.search(text):
        wish = {rules.FIRST: str(amounts[0]), rules.AMOUNT: str(amounts[1])}
    elif len(amounts) == 1 and _ONCE.search(text) and not _PER_MONTH.search(_NEXT_MONTH.sub(" ", text)):
        wish = {rules.FIRST: str(amounts[0])}
    else:
        return None
    begun = _month_of(text, today) if _NEXT_MONTH.search(text) else None
    month = {rules.MONTH: begun.isoformat()} if begun else {}
    return Wished({rules.GOAL: rules.ARRANGEMENT, **wish, **month})


def _with_beginning(reply: Reply, amounts: Sequence[int], today: date) -> Wished | None:
    begun = _beginning(reply, today)
    if begun is None:
        return None
    counted = _counted(reply)
    size = dict(counted.wish) if counted else {}
    if len(amounts) == 1:
        size = {rules.AMOUNT: str(amounts[0])}
    return Wished({**begun.wish, **size, rules.GOAL: rules.ARRANGEMENT}, later=begun.later)


def _beginning(reply: Reply, today: date) -> Wished | None:
    """Where the plan is to begin: a day, a month, or later than it stands."""
    text = reply.text
    begins = bool(_BEGINS.search(_EARLY.sub(" ", text)))
    day = rules.day_in(reply, today) if begins and reply.values("date") else None
    if day is not None and not _NAMED.fullmatch(text.strip()):
        return Wished({rules.GOAL: rules.ARRANGEMENT, rules.DAY: day.isoformat()})
    if begins or (_ONLY_THEN.search(text) and not reply.values("date")):
        month = _month_of(text, today)
        if month is not None:
            return Wished({rules.GOAL: rules.ARRANGEMENT, rules.MONTH: month.isoformat()})
    if _LATER.search(text):
        return _put_off(reply) or Wished(later=True)
    return None


def _put_off(reply: Reply) -> Wished | None:
    """ "Kan het een week later", of what was shown; how much later, where that was said."""
    if not _PUT_OFF.search(reply.text) or len(reply.text.split()) > FEW_WORDS or reply.values("date"):
        return None
    length = next((found for one in reply.values("duration") if (found := rules.lasting(one))), None)
    if length is not None:
        by = f"+{length.months}m" if length.months else f"+{length.days}d"
        return Wished({rules.DAY: by}, later=True)
    return Wished(later=True) if len(reply.text.split()) <= _BARE_WORDS else None


def _month_alone(reply: Reply, today: date) -> Wished | None:
    """ "Liever januari", of what was shown."""
    month = _month_of(reply.text, today) if len(reply.text.split()) <= FEW_WORDS - 2 else None
    if month is None or reply.values("date"):
        return None
    return Wished({rules.GOAL: rules.ARRANGEMENT, rules.MONTH: month.isoformat()})


def _month_of(text: str, today: date) -> date | None:
    """The first day of the month that is named, the coming one of that name."""
    if _NEXT_MONTH.search(text):
        return days.next_month(today)
    found = _NAMED.search(text)
    if found is None:
        return None
    number = MONTHS.index(found[1].lower()) + 1
    return date(today.year if number >= today.month else today.year + 1, number, 1)


def _counted(reply: Reply) -> Wished | None:
    """A number of terms or months that is named as such."""
    lengths = [entity for entity in reply.entities if entity.get("entity") == "duration"]
    told = rules.wish_in(replace(reply, entities=lengths), date.min)
    return Wished({rules.GOAL: rules.ARRANGEMENT, rules.TERMS: told[rules.TERMS]}) if rules.TERMS in told else None


def _turned(reply: Reply, *, shown: bool) -> Wished | None:
    text = reply.text
    if len(text.split()) > FEW_WORDS or _ABOUT_DEBT.search(text) or _TOO_MUCH_OF_ALL.search(text):
        return None
    if _LEAST.search(text):
        return Wished(turn=Turn.LOWEST)
    if not shown:
        # Lower than what?
        return None
    if _FEWER.search(text):
        return Wished(turn=Turn.HIGHER)
    if _LONGER.search(text) or _LESS.search(text):
        return Wished(turn=Turn.LOWER)
    return Wished(turn=Turn.HIGHER) if _MORE.search(text) else None


def _numbered(reply: Reply) -> Wished | None:
    found = _BARE.fullmatch(reply.text.strip())
    return Wished(number=int(found[1])) if found and int(found[1]) else None


def sized(number: int, smallest_cents: int, most_terms: int) -> dict[str, str] | None:
    """What a bare number can only be under this policy: an amount, or a number of terms; None where it is neither."""
    if number * 100 >= max(smallest_cents, 100 * (most_terms + 1)):
        return {rules.GOAL: rules.ARRANGEMENT, rules.AMOUNT: str(number * 100)}
    if 2 <= number <= most_terms:
        return {rules.GOAL: rules.ARRANGEMENT, rules.TERMS: str(number)}
    return None


def begun_later(wished: Wished, shown: Sequence[Shown], today: date) -> dict[str, str]:
    """A later beginning, counted from what was shown: so many days, or the month after it."""
    first = min((one.first_on for one in shown), default=None)
    told = wished.wish.get(rules.DAY, "")
    if not told.startswith("+"):
        return {rules.MONTH: days.next_month(first or today).isoformat()}
    count, day = int(told[1:-1]), first or today
    if told.endswith("d"):
        return {rules.DAY: (day + timedelta(days=count)).isoformat()}
    month = day.month - 1 + count
    return {rules.DAY: days.in_month(day.year + month // 12, month % 12 + 1, day.day).isoformat()}
