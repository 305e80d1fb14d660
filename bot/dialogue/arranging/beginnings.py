"""Pure rules of where a plan is to begin: a day, a month, or later than it stands."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.arrangements.rules import days
from bot.dialogue.arranging import named_days, rules
from bot.dialogue.arranging.wished import Shown, Wished
from bot.dialogue.asking import asks
from bot.guidance.rules import Reply
from bot.guidance.words import MONTHS

FEW_WORDS = 8
_I = re.IGNORECASE
_STARTS = r"\b(?:beginnen|begint|begonnen|start(?:en|t)?|ingaan)\b|\bbegin (?:ik|we|dan|pas)\b"
_FIRST_OF = r"\b(?:eerste|1e|1ste) (?:betaling|termijn|afbetaling|keer)\b"
_BEGINS = re.compile(rf"{_STARTS}|{_FIRST_OF}|\bvanaf\b|\b(?:eerste|1e|1ste) (?:pas |graag |dan )?in\b", _I)
#: Where the day of an income is asked, "vanaf de 24e" is that day.
_SURELY_BEGINS = re.compile(rf"{_STARTS}|{_FIRST_OF}", _I)
_ALL_OF_IT = re.compile(r"\b(?:alles|hele|ineens|uitstel)\b|\bin (?:een|één|1) ?(?:keer|x)\b", _I)
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


def surely(text: str) -> bool:
    """Whether words are about the beginning of a plan, whatever was asked."""
    return any(words.search(text) for words in (_SURELY_BEGINS, _ONLY_THEN, _LATER))


def names_next_month(text: str) -> bool:
    return bool(_NEXT_MONTH.search(text))


def without_next_month(text: str) -> str:
    return _NEXT_MONTH.sub(" ", text)


def beginning(reply: Reply, today: date) -> Wished | None:
    """Where the plan is to begin: a day, a month, or later than it stands."""
    text = reply.text
    begins = bool(_BEGINS.search(_EARLY.sub(" ", text)))
    day = named_days.day_in(reply, today) if begins and reply.values("date") else None
    if day is not None and not _NAMED.fullmatch(text.strip()):
        return Wished({rules.GOAL: rules.ARRANGEMENT, rules.DAY: day.isoformat()})
    if begins or (_ONLY_THEN.search(text) and not reply.values("date")):
        month = month_of(text, today)
        if month is not None:
            return Wished({rules.GOAL: rules.ARRANGEMENT, rules.MONTH: month.isoformat()})
    if _LATER.search(text):
        return put_off(reply) or Wished(later=True)
    return None


def put_off(reply: Reply) -> Wished | None:
    """ "Kan het een week later", of what was shown; how much later, where that was said."""
    if not _PUT_OFF.search(reply.text) or len(reply.text.split()) > FEW_WORDS or reply.values("date"):
        return None
    length = named_days.length_in(reply)
    if length is not None:
        by = f"+{length.months}m" if length.months else f"+{length.days}d"
        return Wished({rules.DAY: by}, later=True)
    return Wished(later=True) if len(reply.text.split()) <= _BARE_WORDS else None


def day_alone(reply: Reply, told: Mapping[str, str]) -> Wished | None:
    """ "Dan de 24e", of a plan that was shown: its first day, unless all of it is meant."""
    few = len(reply.text.split()) <= FEW_WORDS and not asks(reply.text)
    if rules.DAY not in told or reply.values("duration") or _ALL_OF_IT.search(reply.text) or not few:
        return None
    return Wished({rules.GOAL: rules.ARRANGEMENT, rules.DAY: told[rules.DAY]}, alone=True)


def month_alone(reply: Reply, today: date) -> Wished | None:
    """ "Liever januari", of what was shown."""
    month = month_of(reply.text, today) if len(reply.text.split()) <= FEW_WORDS - 2 else None
    if month is None or reply.values("date"):
        return None
    return Wished({rules.GOAL: rules.ARRANGEMENT, rules.MONTH: month.isoformat()})


def month_of(text: str, today: date) -> date | None:
    """The first day of the month that is named, the coming one of that name."""
    if _NEXT_MONTH.search(text):
        return days.next_month(today)
    found = _NAMED.search(text)
    if found is None:
        return None
    number = MONTHS.index(found[1].lower()) + 1
    return date(today.year if number >= today.month else today.year + 1, number, 1)


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
