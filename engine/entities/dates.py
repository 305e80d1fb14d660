"""Days named by number: `de 25e`, `1 dec`, `26-11`, `5 januari 2027`, `eind van de maand`, `elke 25e`."""

from __future__ import annotations

import re
from datetime import date
from typing import Iterator, Optional

from engine.entities import days
from engine.entities.canonical import Canonical
from engine.entities.forms import MONTHS, WEEKDAYS
from engine.entities.found import Found
from engine.entities.recurring import (
    comes_back,
    is_monthly,
    monthly,
    part_comes_back,
    part_is_for_charging,
    speaks_of_every_month,
)
from engine.entities.tense import is_past, looks_ahead, tells_of_long_ago

RANK = 10

_MONTH = "|".join(MONTHS)
_DAY = "|".join(WEEKDAYS)
#: A weekday written before the day it names: "vrijdag 27 november", "ma. 30-11", "maandag de 5e".
_NAMED = rf"(?:(?:aanstaande |afgelopen |volgende |op )?(?:{_DAY}|ma|di|wo|do|vr|vrij|za|zat|zo)\.?(?:ochtend|middag|avond)?,? (?:de |dd )?)?"
_NOUN = "maanden|maand|weken|week|dagen|dag|jaar|kinderen|brieven|brief|termijnen|mensen|cent|procent|te"
_YEAR = r"(?:,? ?(?:van (?:het jaar )?)?'?(?P<year>(?:19|20)\d{2}|(?<=')\d{2})(?!\d|[.,]\d|%| ?euro)| (?P<rel>volgend|volgende|vorige|dit|verleden|afgelopen) jaar)?"

_SPELT = re.compile(
    rf"(?<![\w.,/€-]){_NAMED}(?P<day>\d{{1,2}})e?\.?(?: ?van)?(?: ?-? ?| de )(?P<month>{_MONTH})(?!\w)(?:\.(?= ?(?:19|20)\d\d))?{_YEAR}"
)
#: "3 dezer": of this month, in letters.
_OF_THIS_MONTH = re.compile(r"(?<![\w.,/€-])(?:de )?(?P<day>\d{1,2})e? de[sz]er(?!\w)")
_FIRST_OF_TWO = re.compile(
    rf"(?<![\w.,/€-])(?P<day>\d{{1,2}})e? ?(?:en|of|tot|tot en met|a|-|/|,|naar) ?(?:de )?(?=\d{{1,2}}e? (?P<month>{_MONTH})(?!\w))"
)
#: "december 1st", and without the ending where no count or amount can be meant: "before march 5", but "in maart 5 keer".
_SPELT_BACK = re.compile(
    rf"(?<!\w)(?<!\d )(?<!\de )(?P<month>{_MONTH}) (?:de )?(?P<day>\d{{1,2}})(?:e|th|st|nd|rd)(?!\w)"
    rf"|(?<!\w)(?<!\d )(?<!\de )(?<!in )(?<!van )(?<!over )(?<!huur )(?P<month2>{_MONTH}) (?P<day2>\d{{1,2}})(?![\w%€]|[.,:/-]\d| ?(?:euro|uur|x|keer|per|{_NOUN})(?!\w))"
)
_FIGURES = re.compile(
    rf"(?<![\w.,/€:-])(?<!€ ){_NAMED}(?P<day>\d{{1,2}})(?P<sep> ?[-/.] ?)(?P<month>\d{{1,2}})"
    rf"(?:(?P=sep)'?(?P<year>(?:19|20)?\d{{2}}))?(?![\w€/%]|[-.,:]\d|-\w| ?euro| ?(?:uur|keer|weken|maanden|dagen|week|maand|jaar|per\b|x\b|kinderen|cent))"
)
_SPACED = re.compile(r"(?<![\w.,/€-])(?P<day>\d{1,2}) (?P<month>\d{1,2}) (?P<year>(?:19|20)\d{2})(?![\w.,])")
_ISO = re.compile(r"(?<![\w/-])(?P<year>(?:19|20)\d{2})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})(?![\w/-])")

_ORDINAL = re.compile(
    rf"(?<![\w.,/€-])(?:op |van )?{_NAMED}(?:de |den |d' |den )?(?P<day>\d{{1,2}})e(?![\w])"
    r"(?P<of> (?:van |v |der )?(?:de |die )?(?:(?P<which>deze|dees|volgende|vorige|afgelopen|elke|aanstaande|komende|die|andere) )?maand(?!\w))?"
)
_DAY_WEEKDAY = re.compile(
    rf"(?<!\w)(?P<name>{_DAY})(?:ochtend|middag|avond)?,? (?:de |den )?(?P<day>\d{{1,2}})(?:e)?(?![\w]|[.,:/-]\d| ?euro| ?(?:uur|u|{_MONTH}|x|keer|per|{_NOUN})(?!\w))"
)
_OF_MONTH = re.compile(
    rf"(?<!\w)(?:(?:aan |tegen )?(?:het |t |'t )?|de )(?P<part>begin|half|eind)(?: ?van| ?der| ?of)?(?: ?(?:de|the|het))?(?: ?van de)? "
    rf"?(?:(?P<which>deze|dees|volgende|vorige|afgelopen|aanstaande|die|dit) )?(?:(?:maand )?(?P<month>{_MONTH})(?!\w){_YEAR}|(?P<some>maand|dezemaand)(?!\w))"
)
_MONTH_END = re.compile(
    r"(?<!\w)(?:maandeind|maandeinde|eindmaand|de laatste(?: dag)? van (?:de |deze )?(?P<which>volgende |deze |vorige )?maand|laatste dag van (?:de |deze )?(?P<which2>volgende |vorige )?maand)(?!\w)"
)
_LAST_OF = re.compile(rf"(?<!\w)(?:de )?(?:laatste|31e) (?:dag )?van (?P<month>{_MONTH})(?!\w)")

#: After an ordinal below 13 these make it the day; a noun makes it the first letter, the second child.
_GOES_ON = re.compile(
    r" ?(?:$|[.,!?;:)\n…'\"\u2026]|[^\w\s]|(?:van|vd|v|krijg|krijgt|krijgen|kom|komt|komp|kump|kan|ken|kun|kunnen|kin|betaal|betaol|betoal|betaalt|betalen|betale|is|was|heb|hep|heeft|hebben|had|ben|zijn|"
    r"word|wordt|worden|zal|zou|wil|mag|moet|mot|ga|gaat|maak|maakt|stort|staat|sta|lukt|ik|je|jij|we|wij|u|jullie|hij|ze|zij|het|t|er|d'r|dr|dan|en|of|maar|mar|want|als|as|omdat|dus|pas|binnen|mijn|"
    r"m'n|mijn|me|graag|aub|alsjeblieft|svp|niet|nie|nich|neit|geen|gin|ook|ok|wel|nog|al|alles|alle|geld|loon|salaris|elke|overgemaakt|overmaken|betaald|gestort|gekregen|zo|goed|voor|veur|vur|na|op|tot|met|uit|aan|om|in|per|"
    r"bij|naar|door|uitkering|goe|prima|lukken|ofzo|denk|dacht|zeker|meestal|altijd|alleen|haal|red|kunne|kunt|had|nou|nu|toch|even|eerst|hoor|joh|he|iets|wat|dat|die|ff|sws|iig|ipv|instead|zeggen|zegt|zei|doen|redden|halen|geven|gemist|vergeten|(?:af|over|bij|op|in|uit|aan)?ge[a-z]{3,}|gestuurd|ontvangen|verzetten|zetten|"
    r"wss|mss|ong|ongeveer|weer|gewoon|januari|aanstaande|zonder|terug|elk|vanaf|niks|niets|alvast|namelijk|inshallah|te|zit|zitten|gaan|deze|volgende|\d+|€)(?!\w))"
)
#: "de eerste op 28 februari", "de eerste vrijdag 5 maart": what comes first is a payment.
_ON_DAY = re.compile(r"(?<!\w)(?:op|rond|naar|van|na|voor|tot|ipv|die) (?:de |den )?$")
#: "de eerste … de tweede": letters or pages are being told apart.
_COUNTING = re.compile(
    r"(?<!\w)(?:eerste|1e)(?!\w)(?! van| komt).{0,120}$|(?:herinnering|brief|aanmaning|keer|termijn\w*)[^.?!]{0,25}, (?:de )?$"
)
_BEGINS = re.compile(r" ?(?:is|ipv|naar|aub|valt|komt|,)(?!\w)")
_INSTALMENT = re.compile(
    rf" (?:termijn |keer )?(?:op |per |vanaf |in |rond )?(?:de )?(?:(?:{_DAY}) )?(?:\d{{1,2}}e? (?:{_MONTH})|\d{{1,2}}[-/]\d|(?:begin|half|eind) |(?:{_MONTH})(?!\w))"
)
_HOLDS_FROM = re.compile(r"(?<!\w)(?:per|vanaf|met ingang van|ingaand|ingaande) (?:de )?$")
_STATE = re.compile(
    r"(?<!\w)(?:ben|is|zijn|zit|zitten|heb|heeft|krijg|krijgt|ontvang|werk|werkt|woon|woont|sta|staat)(?!\w)"
)
_INTENDED = re.compile(
    r"(?<!\w)(?:wil|willen|zou|kan|kun|kunnen|mag|zal|ga|gaat|gaan|opzeg\w*|betaal\w*|aflos\w*|start\w*|begin\w*|graag|voorstel|stel|nieuw|nieuwe|verhuis|trek|euro|uit|wens\w*)(?!\w)|€"
)
BEGUN_WITHIN_DAYS = 92
LONG_AGO_DAYS = 250
JUST_PAST_DAYS = 31
SHORT_ANSWER = 4


def dates(text: Canonical, today: date) -> Iterator[Found]:
    """Dates and days of the month."""
    if text.has_digits:
        yield from _written(text, today)
        yield from _ordinals(text, today)
    yield from _parts(text, today)


def _written(text: Canonical, today: date) -> Iterator[Found]:
    for pattern in (_SPELT, _SPELT_BACK, _FIRST_OF_TWO):
        for match in pattern.finditer(text.text):
            groups = match.groupdict()
            month = MONTHS.index(match["month"] or groups["month2"]) + 1
            day = int(match["day"] or groups["day2"])
            yield from _found(text, match, _dated(text, match, day, month, today), RANK)
    for match in _FIGURES.finditer(text.text):
        if _is_amount(match, text.text):
            continue
        yield from _found(text, match, _dated(text, match, int(match["day"]), int(match["month"]), today), RANK + 1)
    for pattern in (_ISO, _SPACED):
        for match in pattern.finditer(text.text):
            value = days.safe(int(match["year"]), int(match["month"]), int(match["day"]))
            yield from _found(text, match, value, RANK + 1)


def _is_amount(match: "re.Match[str]", text: str) -> bool:
    """ "12.10" may be money: a day when both parts have two digits, when it is led by a word for days, or has a year."""
    if match["year"] or "." not in match["sep"]:
        led = re.search(
            r"(?:op|voor|tot|vanaf|na|dd|van|datum|uiterlijk|per|sinds|rond|tussen|en|om|start|strt|begin|beginnend|ingaand|ingang) (?:de )?$",
            text[max(0, match.start() - 12) : match.start()],
        )
        # "3-4", "5/6": a range or a fraction unless something says that it is a day
        tight = len(match["day"]) == 2 or len(match["month"]) == 2 or match["year"] or led
        return not tight and len(text.split()) > 2
    led = re.search(r"(?:€ ?|euro |betaald |van )$", text[max(0, match.start() - 8) : match.start()])
    if match[0] == text.strip() and 10 <= int(match["day"]) <= 31 and 1 <= int(match["month"]) <= 12:
        return False  # "26.7" is the whole answer
    return (
        bool(led)
        or " " in match["sep"]
        or not (len(match["day"]) == 2 and len(match["month"]) == 2 or _led_by_day(match, text))
    )


def _led_by_day(match: "re.Match[str]", text: str) -> bool:
    return bool(
        re.search(
            r"(?:op|voor|tot|vanaf|na|dd|uiterlijk|sinds|rond) (?:de )?$",
            text[max(0, match.start() - 10) : match.start()],
        )
    )


def _dated(text: Canonical, match: "re.Match[str]", day: int, month: int, today: date) -> Optional[date]:
    groups = match.groupdict()
    year, relative = groups.get("year"), groups.get("rel")
    if not 1 <= month <= 12:
        return None
    if year:
        return days.safe(days.full_year(int(year), today), month, day)
    if relative:
        step = {"volgend": 1, "volgende": 1, "dit": 0}.get(relative, -1)
        return days.safe(today.year + step, month, day)
    past = is_past(text.text, match.start(), match.end()) or _begun(text.text, match, day, month, today)
    found = days.day_and_month(day, month, today, past)
    if not past and len(text.text.split()) > SHORT_ANSWER and not looks_ahead(text.text, match.start(), match.end()):
        last = days.day_and_month(day, month, today, past=True)
        # "12 november, in twee keer", said on the 22nd: so near a day is not next year's
        return last if last and (today - last).days <= JUST_PAST_DAYS else found
    if past and found and (today - found).days > LONG_AGO_DAYS:
        return (
            found
            if tells_of_long_ago(text.text, match.start(), match.end())
            else days.day_and_month(day, month, today, False)
        )
    return found


def _begun(text: str, match: "re.Match[str]", day: int, month: int, today: date) -> bool:
    """ "per 1 november ben ik geen chauffeur meer", said in that month: what holds now began on the last such day."""
    if not _HOLDS_FROM.search(text[max(0, match.start() - 24) : match.start()]):
        return False
    last = days.day_and_month(day, month, today, past=True)
    near = last is not None and (today - last).days <= BEGUN_WITHIN_DAYS
    sentence = text[max(text.rfind(stop, 0, match.start()) for stop in ".!?\n") + 1 :]
    return (
        near
        and bool(_STATE.search(sentence[: match.end() + 80]))
        and not _INTENDED.search(sentence[: match.end() + 80])
    )


def _ordinals(text: Canonical, today: date) -> Iterator[Found]:
    for match in _ORDINAL.finditer(text.text):
        day = int(match["day"])
        if not 1 <= day <= 31:
            continue
        if not match["of"] and not _stands_alone(match, text.text, day):
            continue
        yield from _ordinal(text, match, day, today)
    for match in _DAY_WEEKDAY.finditer(text.text):
        day = int(match["day"])
        past = is_past(text.text, match.start(), match.end())
        value = days.day_of_month(day, today, past)
        if value and value.weekday() == WEEKDAYS.index(match["name"]):
            yield from _found(text, match, value, RANK)
    for match in _OF_THIS_MONTH.finditer(text.text):
        yield from _found(text, match, days.safe(today.year, today.month, int(match["day"])), RANK)
    yield from comes_back(text)


def _stands_alone(match: "re.Match[str]", text: str, day: int) -> bool:
    if day < 13 and not _GOES_ON.match(text, match.end()):
        return bool(_ON_DAY.search(text, 0, match.start("day"))) and speaks_of_every_month(text)
    if day <= 4 and _COUNTING.search(text[: match.start()]):
        return False
    if re.match(r" (?:keer|maal|half|helft|dag (?!van)|maand|week|eeuw)(?!\w)?", text[match.end() :]):
        return False
    written = re.search(
        r"(?:de|den|d'|op|voor|tot|na|rond|elke|altijd|per|vanaf|tegen|naar|van|dag|steeds|ipv|pas) $",
        text[max(0, match.start("day") - 8) : match.start("day")],
    )
    if day < 13 and _INSTALMENT.match(text, match.end()):
        return False
    if day < 3 and re.search(
        r"(?<!\w)(?:als|ten|de aller|dat is de|dit is de|voor het|niet de) $",
        text[max(0, match.start("day") - 12) : match.start("day")],
    ):
        return False  # "ten eerste", "als eerste", "dit is de tweede"
    return bool(written) or day > 3 or bool(speaks_of_every_month(text) and _BEGINS.match(text, match.end()))


def _ordinal(text: Canonical, match: "re.Match[str]", day: int, today: date) -> Iterator[Found]:
    which = match["which"]
    if which in ("deze", "dees"):
        yield from _found(text, match, days.safe(today.year, today.month, day), RANK)
    elif which in ("volgende", "vorige", "afgelopen", "aanstaande", "komende"):
        month = days.add_months(today.replace(day=1), -1 if which in ("vorige", "afgelopen") else 1)
        yield from _found(text, match, days.safe(month.year, month.month, day), RANK)
    elif which == "elke" or match["of"] and which is None or is_monthly(text.text, match):
        yield from monthly(text, match, day)
    else:
        past = is_past(text.text, match.start(), match.end())
        yield from _found(text, match, days.day_of_month(day, today, past), RANK)


def _parts(text: Canonical, today: date) -> Iterator[Found]:
    for match in _OF_MONTH.finditer(text.text):
        if not match["month"] and not match["which"] and part_comes_back(text.text):
            # "mijn geld is altijd halverwege de maand op", "incasso voortaan halverwege de maand"
            if match["part"] != "eind" and part_is_for_charging(text.text):
                yield from monthly(text, match, 15 if match["part"] == "half" else 1)
            continue
        past = is_past(text.text, match.start(), match.end())
        value: Optional[date]
        if match["month"]:
            value = _named_part(match, today, past)
        elif match["which"] in ("volgende", "aanstaande", "vorige", "afgelopen"):
            month = days.add_months(today.replace(day=1), -1 if match["which"] in ("vorige", "afgelopen") else 1)
            value = days.part_of_month(match["part"], month.year, month.month)
        elif match["which"] in ("deze", "dees", "dit"):
            value = days.part_of_month(match["part"], today.year, today.month)
        else:
            value = days.part_of_some_month(match["part"], today, past)
        yield from _found(text, match, value, RANK)
    for match in _MONTH_END.finditer(text.text):
        which = (match["which"] or match["which2"] or "").strip()
        step = {"volgende": 1, "vorige": -1}.get(which, 0)
        month = days.add_months(today.replace(day=1), step)
        yield from _found(text, match, days.month_end(month.year, month.month), RANK)
    for match in _LAST_OF.finditer(text.text):
        month_number = MONTHS.index(match["month"]) + 1
        past = is_past(text.text, match.start(), match.end())
        yield from _found(text, match, days.part_of_named_month("eind", month_number, today, past), RANK)


def _named_part(match: "re.Match[str]", today: date, past: bool) -> date:
    month = MONTHS.index(match["month"]) + 1
    if match["year"]:
        return days.part_of_month(match["part"], days.full_year(int(match["year"]), today), month)
    if match["rel"]:
        step = {"volgend": 1, "volgende": 1, "dit": 0}.get(match["rel"], -1)
        return days.part_of_month(match["part"], today.year + step, month)
    past = past or match["which"] in ("vorige", "afgelopen")
    return days.part_of_named_month(match["part"], month, today, past)


def _found(text: Canonical, match: "re.Match[str]", value: Optional[date], rank: int) -> Iterator[Found]:
    if value is not None:
        start, end = text.span(match.start(), match.end())
        yield Found("date", value.isoformat(), start, end, rank)
