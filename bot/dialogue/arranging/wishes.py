"""Pure rules of a wish in the middle of making a plan: what is asked beside what the engine understood, and of what.

Somebody who is shown a plan says "minder", "pas in januari" or "eerst 300": words that mean something only beside it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from bot.dialogue.arranging import beginnings, rules
from bot.dialogue.arranging.beginnings import FEW_WORDS
from bot.dialogue.arranging.wished import Turn, Wished
from bot.dialogue.asking import asks, asks_within
from bot.dialogue.entities import of_kind
from bot.dialogue.money import cents
from bot.guidance.rules import UNCLEAR, Reply

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
#: Beside a plan that was shown, "te veel" says something of the plan, whatever it sounds like by itself.
SOUNDS_LIKE = frozenset({"dispute_debt", "inform_income_change"})
SOUNDS_WORDS = 4
_OF_AMOUNT = re.compile(r"\b(?:bedrag|klopt|fout|verkeerd)\b", re.IGNORECASE)
#: A wish in more words than this is a story, in which other things may stand.
MOST_WORDS = 14
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
_RATHER = re.compile(r"\b(?:liever|toch|doe (?:maar|dan)|maak er|in plaats)\b", _I)
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


def may_wish(intent: str, text: str, *, shown: bool) -> bool:
    """Whether a message so understood may be a wish for the plan."""
    few = len(text.split()) <= SOUNDS_WORDS and not _OF_AMOUNT.search(text)
    return intent in HEARS or (shown and intent in SOUNDS_LIKE and few)


def read(question: str, reply: Reply, today: date, *, shown: bool = True) -> Wished | None:
    """What a message wishes of the plan that is being made; None where it wishes nothing of the kind.

    `shown`: whether a plan was shown before, beside which "minder" means something.
    """
    if reply.choice is not None or len(reply.text.split()) > MOST_WORDS:
        return None
    if question in MEANS:
        # An amount here is an answer about means; where a plan begins can be nothing else.
        return _among_means(question, reply, today)
    if question == TROUBLE:
        amounts = _amounts(reply)
        return _paced(reply, amounts) or _in_range(reply, amounts) or (None if amounts else _turned(reply, shown=True))
    if question not in SIZES:
        return None
    return next((found for found in _read(question, reply, today, shown) if found is not None), None)


def _among_means(question: str, reply: Reply, today: date) -> Wished | None:
    amounts = _amounts(reply)
    if not amounts and _ASKS_PACE.search(reply.text) and (paced := _paced(reply, ())) is not None:
        return paced
    if len(amounts) == 1 and question != "arranging.left" and _RATHER.search(reply.text):
        return Wished({rules.GOAL: rules.ARRANGEMENT, rules.AMOUNT: str(amounts[0])})
    return (beginnings.beginning(reply, today) if beginnings.surely(reply.text) else None) or _counted(reply)


def _read(question: str, reply: Reply, today: date, shown: bool) -> Iterator[Wished | None]:
    amounts = _amounts(reply)
    yield _paced(reply, amounts)
    yield _in_range(reply, amounts)
    yield _first_apart(reply, amounts, today)
    yield _with_beginning(reply, amounts, today)
    if question != "arranging.own" and not amounts:
        yield beginnings.put_off(reply) or beginnings.month_alone(reply, today)
    told = rules.wish_in(reply, today)
    if not told:
        yield _turned(reply, shown=shown)
        yield _numbered(reply)
    elif question != "arranging.own" and told[rules.GOAL] == rules.ARRANGEMENT and _proposes(reply):
        # The same amount once more, as a question or as a plea.
        yield Wished(told)
    elif question != "arranging.own" and shown and reply.intent != "request_deferral":
        yield beginnings.day_alone(reply, told)


def _proposes(reply: Reply) -> bool:
    """Whether a sum is put forward, also as a question; "krijg ik dan 50 euro boete?" is none."""
    return not (asks(reply.text) or asks_within(reply.text)) or bool(_PUTS_FORWARD.search(reply.text))


def _amounts(reply: Reply) -> list[int]:
    return [value for one in reply.values("amount") if (value := cents(one))]


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
    elif len(amounts) == 1 and _ONCE.search(text) and not _PER_MONTH.search(beginnings.without_next_month(text)):
        wish = {rules.FIRST: str(amounts[0])}
    else:
        return None
    begun = beginnings.month_of(text, today) if beginnings.names_next_month(text) else None
    month = {rules.MONTH: begun.isoformat()} if begun else {}
    return Wished({rules.GOAL: rules.ARRANGEMENT, **wish, **month})


def _with_beginning(reply: Reply, amounts: Sequence[int], today: date) -> Wished | None:
    begun = beginnings.beginning(reply, today)
    if begun is None:
        return None
    counted = _counted(reply)
    size = dict(counted.wish) if counted else {}
    if len(amounts) == 1:
        size = {rules.AMOUNT: str(amounts[0])}
    return Wished({**begun.wish, **size, rules.GOAL: rules.ARRANGEMENT}, later=begun.later)


def _counted(reply: Reply) -> Wished | None:
    """A number of terms or months that is named as such."""
    lengths = of_kind(reply.entities, "duration")
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
