"""Whether somebody wants to pay the rent later, all of it on one day, and on which: this once, or from now on. Pure.

Who says so has no debt yet: it is about the rent itself. What a letter says, what was paid and what cannot be paid is
something else, and so is another day for each month.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.dialogue.dates import MONTH_NAMES, day_in, next_such
from bot.dialogue.entities import of_kind

_I = re.IGNORECASE
#: A day that is so near is no deferral, but paying on time.
NEAR = timedelta(days=2)

#: In so many words a day that was asked for stands alone.
DAY_ALONE = 4

_PART = re.compile(
    r"(?<=[.?!;])\s+|\n+|,\s+(?=(?:maar|en|dan|of|want)\b)|\s+(?=\ben kan (?:dat|het)\b)"
    rf"|,?\s+(?=en (?:dan )?(?:vanaf|voortaan|daarna|(?:{MONTH_NAMES}) en)\b)",
    _I,
)
_PAYS = re.compile(
    r"\b(?:betaal\w*|betalen|betaling|overmaken|overboeken|voldoen|afrekenen|huur|uitstel|afspreken|wachten"
    r"|wacht (?:met|tot)|schuif|schuiven|uitstellen)\b"
    r"|\b(?:ineens|in (?:één|een|1) ?(?:x|keer|maal))(?!\w)",
    _I,
)
#: "Is 15 december oke dan", "kan het ook de 24e", "maar de 24e".
_PROPOSES = re.compile(
    r"\b(?:is|kan|mag|lukt|wordt|past|zullen we|doe)\b[^.?!]{0,25}\b(?:goed|ok[eé]?|oke|prima|afgesproken|mogelijk|toch"
    r"|dan|ook|deze maand)\b|\bniet (?:op )?de (?:1e|eerste)\b|\bgewoon\b|\bpas\b|\bdeze maand\b",
    _I,
)
_INCOME = re.compile(
    r"\b(?:loon|salaris|uitkering\w*|uwv|ww|bijstand|toeslag\w*|kinderbijslag|aow|pensioen\w*|geld|uitbetaald|stufi"
    r"|studiefinanciering|duo|vakantiegeld|klant(?:en)?|opdrachtgever|factu\w+)\b",
    _I,
)
#: Money that comes every month on one day.
_REGULAR = re.compile(
    r"\b(?:loon|salaris|uitkering\w*|uwv|ww|bijstand|toeslag\w*|kinderbijslag|aow|pensioen\w*|stufi|duo"
    r"|studiefinanciering)\b",
    _I,
)
_ARRIVES = re.compile(r"\b(?:kom(?:t|en)|krijg\w*|binnen|gestort|heb|pas|betaald|uitbetaald)\b", _I)
#: What else a day may belong to.
_OTHER = re.compile(
    r"\b(?:deurwaarder|dagvaarding|vonnis|zitting|rechter|rechtbank|ontruim\w*|aanmaning|herinnering|sommatie|aanzegging|verzet"
    r"|(?:de|een|die|jullie|mijn|mn) brief (?:is|van|zegt|kwam|komt|staat)|brief (?:van|zegt|kwam)|moet(?:en)?"
    r"|bellen|gebeld|terugbel\w*|belt?|langskomen|langs|bezoek|reparatie|verhuis\w*|opzeggen|afgeschreven|regeling"
    r"|termijn\w*|delen|stukjes|elke week|per week|inkomsten|boete van)\b",
    _I,
)
_PAID = re.compile(r"\b(?:heb|hebben|is|was|al|had)\b[^.?!]{0,30}\bbetaald\b|\bbetaalde\b|\bbetaald op\b", _I)
_CANNOT = re.compile(
    r"\b(?:kan|kunnen|lukt|ga|betaal|wil)\b[^.?!]{0,30}(?<!\bof )\bniet\b"
    r"(?! (?:de|op de|eerder|voor|vóór|gewoon|pas)\b)"
    r"|\bniet (?:betalen|lukken)\b",
    _I,
)
#: Another day for each month, and not this once.
_STANDING = re.compile(
    r"\bbetaal ?(?:dag|datum|moment)\b|\b(?:elke|iedere|alle) maand\b|\bvoortaan\b|\bvanaf nu\b|\bstructureel\b"
    r"|\bvast(?:e)? (?:naar|op|dag|de)\b|\bper maand\b",
    _I,
)
#: What somebody does already is no wish: "ik betaal elke maand de 15e".
_HABIT = re.compile(
    r"\bik (?:betaal|betaalde|maak)\b(?! (?:graag|liever|voortaan|vanaf|dan))[^.?!]{0,20}"
    r"\b(?:elke|iedere|alle|altijd|steeds) ?(?:maand)?\b(?![^.?!]*\b(?:voortaan|vanaf|graag|wil|kan|mag)\b)",
    _I,
)
#: Who asks what comes of paying late does not ask to pay late.
_WHAT_IF = re.compile(r"\b(?:als|wanneer|indien) (?:ik|we|wij|je|de huur|het)\b[^.?!]{0,40}\bte laat\b", _I)
#: The same where the sentence pays: "januari en verder op de 25e", "vanaf volgende maand".
_ONWARD = re.compile(
    rf"\b(?:vanaf|met ingang van) (?:de )?(?:{MONTH_NAMES}|volgende maand|volgend jaar|dan|daarna)\b"
    rf"|\b(?:{MONTH_NAMES}|daarna|dan|volgende maand|volgend jaar) en (?:verder|later|daarna|erna|alles)\b"
    r"|\b(?:in het vervolg|in de toekomst|de maanden (?:erna|daarna)|verder altijd)\b"
    r"|\bdaarna (?:altijd|steeds|elke keer)\b",
    _I,
)
_THIS_ONCE = re.compile(r"\b(?:deze|alleen (?:deze|dit)|nu|één|1) (?:maand|keer|een keer)\b|\bhuur van \w+", _I)
_DELAY = re.compile(
    r"\b(een|één|1|twee|2|drie|3|vier|4|\d{1,2})(?: of (?:twee|drie|2|3))? (dag|dagen|week|weken)(?:je|jes)? "
    r"(?:later|wachten|uitstel|extra|respijt|na de eerste|te laat)\b"
    r"|\b(?:later|uitstel|wachten)\b(?: van)? (een|één|1|twee|2|drie|3|vier|4|\d{1,2}) (dag|dagen|week|weken)\b",
    _I,
)
_SOME_DAYS = re.compile(
    r"\b(?:een )?(?:paar|aantal|enkele|klein beetje) (?:dagen|dagjes|weken|weekjes) (?:later|wachten|uitstel|te laat)\b"
    r"|\bna de \d{1,2}e\b"
    r"|\b(?:iets|wat|beetje) later (?:betalen|betaal|kom\w*|mag|kan)\b",
    _I,
)
_COUNTS = {"een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4}
_RENT = re.compile(
    rf"\b(?:huur|maand) van (?P<of>{MONTH_NAMES}|deze maand|volgende maand)\b"
    rf"|\b(?P<this>{MONTH_NAMES})(?:huur| huur)\b|\bhuur (?:voor |in )?(?P<next>{MONTH_NAMES})\b"
    r"|\bhuur (?P<now>deze maand)\b"
    rf"|\bhuur\b[^?!]{{0,15}}\bdie van (?P<that>{MONTH_NAMES})\b",
    _I,
)
_ANY_RENT = re.compile(r"\b(?:gewone |hele |maand)?huur\b(?!schuld|achterstand)", _I)
_DEBT = re.compile(
    r"(?<!geen )\b(?:huur)?(?:schuld|achterstand)\w*\b|\bachterstallig\w*|\bopenstaand\w*|\bachterloop\b", _I
)


@dataclass(frozen=True, slots=True)
class Later:
    """`day`: as an ISO day, where one was named. `delay`: so many days after the rent is due, where that was said."""

    wanted: bool = False
    day: str = ""
    delay: int | None = None
    #: Which rent, in words: "de huur van december", "de huur"; empty where that was not said.
    rent: str = ""
    #: The day of the month that somebody wants for every month, where they do.
    standing: int | None = None
    wants_standing: bool = False
    #: The day of the month on which money comes in, beside that wish.
    income_day: int | None = None
    #: Money that comes in every month goes with it.
    of_income: bool = False


def read(text: str, entities: Sequence[Mapping[str, Any]], today: date, asked_when: bool) -> Later:
    """`asked_when`: the talk is about paying later already, so that a day alone says it."""
    parts = [(at, words) for at, words in stretches(text) if words.strip() and not _is_no_wish(words)]
    days = list(_days(text, entities, today))
    wants_standing = any(_is_standing(words) for _, words in parts)
    pays = _PAYS.search(text) is not None or asked_when
    found: list[date] = []
    for start, words in parts:
        if _is_standing(words) or not _may_tell(words):
            continue
        alone = asked_when and (len(words.split()) <= DAY_ALONE or _PROPOSES.search(words) is not None)
        told = alone or _PAYS.search(words) is not None or _tells_income(words)
        if told and pays:
            found += [day for at, day in days if start <= at < start + len(words) + 1]
    ahead = {day for day in found if day > today + NEAR}
    delay = None if ahead else next((n for _, w in parts if not _is_standing(w) if (n := _delay(w)) is not None), None)
    some = delay is None and not ahead and any(_SOME_DAYS.search(w) and not _is_standing(w) for _, w in parts)
    wanted = pays and (len(ahead) == 1 or delay is not None or some)
    return Later(
        wanted=wanted,
        day=next(iter(ahead)).isoformat() if len(ahead) == 1 else "",
        delay=delay,
        rent=rent_named(text),
        standing=_day_of_month(parts, entities, _names_standing) if wants_standing else None,
        income_day=_day_of_month(parts, entities, _tells_income) if wants_standing else None,
        wants_standing=wants_standing,
        of_income=_REGULAR.search(text) is not None,
    )


def _is_no_wish(words: str) -> bool:
    return _HABIT.search(words) is not None or _WHAT_IF.search(words) is not None


def rent_named(text: str) -> str:
    """`de huur van december`; `de huur` where no month is named; empty where a debt is spoken of, or no rent."""
    if _DEBT.search(text):
        return ""
    if (named := _RENT.search(text)) is not None:
        which = next(filter(None, named.groups())).lower()
        return f"de huur van {which}"
    return "de huur" if _ANY_RENT.search(text) else ""


def speaks_of_paying(text: str) -> bool:
    """Whether the words are about paying at all; a day in others is no day of paying, unless we asked for one."""
    return _PAYS.search(text) is not None


def names_only_order(text: str) -> bool:
    """Whether a day is named as one of any month ("de 15e"), and no month nor "this once" with it."""
    return re.search(r"\bde \d{1,2}e\b", text, _I) is not None and not is_of_one_month(text)


def is_of_one_month(text: str) -> bool:
    """Whether a day is named as one of a month by its name, or for this once."""
    month = re.search(rf"\b(?:{MONTH_NAMES}|\d (?:jan|feb|mrt|apr|jun|jul|aug|sep|okt|nov|dec))\b", text, _I)
    return month is not None or _THIS_ONCE.search(text) is not None


def speaks_of_debt(text: str) -> bool:
    return _DEBT.search(text) is not None


def due_after(days: int, due: int, today: date) -> date:
    """So many days after the rent is due, on the `due`th of a month: the next one, where that is near; else from today.

    On 29 November "twee weken later" is 15 December; on the tenth, when the rent is late already, it is the 24th.
    """
    ahead = next(today + timedelta(n) for n in range(40) if (today + timedelta(n)).day == due)
    start = ahead if ahead - today <= timedelta(days=14) else today
    return start + timedelta(days)


def stretches(text: str) -> list[tuple[int, str]]:
    """The sentences, and where each begins."""
    found, at = [], 0
    for end in _PART.finditer(text):
        found.append((at, text[at : end.start()]))
        at = end.end()
    return [*found, (at, text[at:])]


def _is_standing(words: str) -> bool:
    goes_on = _PAYS.search(words) is not None or words.lstrip().lower().startswith("en ")
    onward = goes_on and _ONWARD.search(words) is not None
    return (onward or _STANDING.search(words) is not None) and not (
        _THIS_ONCE.search(words) or re.search(r"\bdeze maand\b", words)
    )


def _may_tell(words: str) -> bool:
    return not (_OTHER.search(words) or _PAID.search(words) or _CANNOT.search(words))


def _tells_income(words: str) -> bool:
    return _INCOME.search(words) is not None and _ARRIVES.search(words) is not None


def _days(text: str, entities: Sequence[Mapping[str, Any]], today: date) -> list[tuple[int, date]]:
    """Each day that is named, and where; not the one of "de huur van 1 december", which says when it is due."""
    found = []
    for entity in of_kind(entities, "date", "day_of_month"):
        value, at = str(entity.get("value")), entity.get("start")
        start = at if isinstance(at, int) else 0
        if re.search(r"\b(?:van|na) (?:de )?$", text[:start], _I):
            continue
        day = day_in(value) if entity.get("entity") == "date" else next_such(value, today)
        if day is not None and day <= today + timedelta(days=200):
            found.append((start, day))
    return found


def _delay(words: str) -> int | None:
    """In days: "2 weken later" is fourteen."""
    found = _DELAY.search(words)
    if found is None or not _may_tell(words):
        return None
    count, unit = (found[1], found[2]) if found[1] else (found[3], found[4])
    number = _COUNTS.get(count.lower()) or int(count)
    return number * (7 if unit.lower().startswith("we") else 1)


def _names_standing(words: str) -> bool:
    to = re.search(r"\b(?:naar|op|wordt|is|liever|kan|mag|de \d{1,2}e)\b", words, _I)
    return _is_standing(words) and to is not None and not _tells_income(words)


def _day_of_month(
    parts: Sequence[tuple[int, str]], entities: Sequence[Mapping[str, Any]], holds: Callable[[str], bool]
) -> int | None:
    """The day of the month that is named in a sentence of this kind."""
    for start, words in parts:
        for entity in of_kind(entities, "date", "day_of_month") if holds(words) else ():
            at, value = entity.get("start"), str(entity.get("value"))
            if isinstance(at, int) and start <= at <= start + len(words):
                return int(value) if value.isdigit() else day.day if (day := day_in(value)) else None
    return None
