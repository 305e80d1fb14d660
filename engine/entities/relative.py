"""Days named by their distance: `morgen`, `vrijdag`, `volgende week vrijdag`, `over 2 weken`, `na het weekend`, `kerst`."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Iterator, Optional

from engine.entities import days
from engine.entities.canonical import Canonical
from engine.entities.durations import LENGTH, length
from engine.entities.feasts import FEASTS, occurrence
from engine.entities.forms import MONTHS, WEEKDAYS
from engine.entities.found import NOTHING, Found
from engine.entities.tense import is_past

RANK = 10

_DAY = "|".join(WEEKDAYS)
_PART = r"(?: ?(?:ochtend|middag|avond|morgen|nacht))?"
_DISTANCE = {"eergisteren": -2, "gisteren": -1, "vandaag": 0, "morgen": 1, "overmorgen": 2}
_SIMPLE = re.compile(
    r"(?<![\w'])(?P<word>eergisteren|gisteren|vandaag|overmorgen|morgen)(?P<part>ochtend|middag|avond|vroeg|nacht)?(?: (?:ochtend|middag|avond|vroeg))?(?!\w)"
    r"|(?<![\w'])(?P<compound>(?:over)?(?:morgen|mrgn|morge)|gister|gisteren|eergister)(?P<part2>ochtend|ochtent|ochend|middag|middach|avond|avont|nacht|morgen)(?!\w)"
    r"|(?<![\w'])(?P<today>vanavond|vanmiddag|vanochtend|vanmorgen|vanaaf|vanavont|vnv|vanochtent|vanafond|vannacht|hedenmorgen|hedenmiddag|hedenavond|hedenochtend|tonight)(?!\w)"
)
_NOT_TOMORROW = re.compile(
    r"(?:\bde|\belke|\bgoede|\bgoeie|\bgoei|\bgoeden|\bs|\bieder|\bgoed|\bop een|\bgood|\bdeze|\been|\bguten) $"
)

_WEEKDAY = re.compile(
    rf"(?<![\w-])(?:(?P<which>aanstaande|afgelopen|vorige|volgende|deze|dees|jongstleden) )?(?P<name>{_DAY})(?P<part>ochtend|ochtent|middag|middach|avond|avont|morgen|nacht)?(?! ?(?:tot|t/m|tot en met|-) (?:{_DAY}))(?!\w)"
    r"(?P<late> (?:jl|jongstleden|laatstleden)(?!\w))?(?: (?:ochtend|middag|avond)(?!\w))?"
)
_OF_WEEK = re.compile(
    rf"(?<!\w)(?:in )?(?P<which>aanstaande|afgelopen|vorige|volgende|deze|dees) (?:week|weken) (?:op )?(?:de )?(?P<name>{_DAY}|ma|di|wo|do|vr|vrij|za|zo)(?:ochtend|middag|avond)?(?!\w)"
    rf"|(?<!\w)(?P<name2>{_DAY})(?:ochtend|middag|avond)? (?:van |in )?(?P<which2>volgende|vorige|deze|afgelopen|aanstaande|dees) week(?!\w)"
)
_NEXT_BUT_ONE = re.compile(
    rf"(?<!\w)(?P<name>{_DAY}) over (?:(?P<weeks>een|\d)) ?(?:week|weken)(?!\w)|(?<!\w)over (?:(?P<weeks2>een|\d)) (?:week|weken) (?:op )?(?P<name2>{_DAY})(?!\w)"
)
_SHORT_DAY = re.compile(
    r"(?<!\w)(?:(?:aanstaande|afgelopen|komende|op|deze) (?P<name>ma|di|wo|do|vr|vrij|za|zo)(?!\w|'| \d| een)"
    r"|(?:tot|tm|t/m|vanaf|sinds|na|rest|restant|pas|liever|uiterlijk|lukt|anders) (?P<after>ma|di|wo|do|vr|vrij|za|zat)(?= ?(?:$|[^\w\s']| (?!\d|dan|ook|die)\w))"
    r"|(?:tot|tm|vanaf|sinds|rest|uiterlijk) (?P<sunday>zo)(?= ?(?:$|[.,!?]| (?:dan|ff|aub|pls|svp|is|heb)(?!\w)))(?!$)"
    r"|(?:start|strt) (?P<begin>ma|di|wo|do|vr|vrij|za|zat)(?= ?(?:$|[.,!?]))"
    r"|(?<=\d voor )(?P<due>ma|di|wo|do|vr|za)(?= ?(?:$|[.,!?]))"
    r"|^(?P<start>ma|di|wo|do|vr|za)(?= (?:krijg|krijgt|komt|kom|betaal|stort|maak|is me|is mn|is mijn|geld|loon|heb ik|heb k|kan ik|kan k)(?!\w))"
    r"|(?P<one>ma|di|wo|do|vr|za)(?= ?(?:of|/|en) ?(?:ma|di|wo|do|vr|za|zo)(?!\w))|(?<=ma of |di of |wo of |do of |vr of |ma en |di en |wo en |do en )(?P<two>di|wo|do|vr|za|zo)(?!\w))"
)
_SHORT_GROUPS = ("name", "after", "sunday", "due", "begin", "start", "one", "two")
_NTH = re.compile(
    rf"(?<!\w)(?:de )?(?P<nth>1|2|3|4|laatste)e? (?P<name>{_DAY}) (?:van|in|v) (?:de )?(?:(?P<month>{'|'.join(MONTHS)})|(?P<which>deze|volgende) maand)(?!\w)"
)
_WISH = re.compile(
    r"(?<!\w)(?:gelukkig|fijne|fijn|prettige|prettig|zalig|zalige|vrolijk|vrolijke|happy|goed|goede|merry|gezegend|gezegende) (?:kerst en )?(?:een )?$"
)
_DAY_ALONE = re.compile(
    r"(?<!\w)(?:elke|alle|per|iedere|op een|sommige|fijne|goede|mooie|prettige|zonnige|gezellige|rustige|drukke) $"
)
_IT_IS = re.compile(r"(?<!\w)(?:omdat|want|nu|vandaag|dat) (?:het|t) $|(?<!\w)(?:het|t) is (?:nu |vandaag |ook nog )?$")
_SHORT = {"ma": 0, "di": 1, "wo": 2, "do": 3, "vr": 4, "vrij": 4, "zat": 5, "za": 5, "zo": 6}

_HENCE = re.compile(
    rf"(?<!\w)(?:(?P<from>vandaag|morgen) )?over (?:(?:ongeveer|zo'n|precies|circa|hooguit|ca|nog|pas|max|maximaal|minimaal|zon) )*{LENGTH}(?!\w)(?! (?:huur|achterstand|huurachterstand|achter|schuld|kosten))"
)
#: What is paid off over that time lasts it: no day is named.
_SPREAD = re.compile(
    r" ?(?:\w+ ){0,2}(?:uitgesmeerd|uitsme?e?r\w*|sme?e?re?n?|verdee?l\w*|gespreid|spreid\w*)(?!\w)|(?<!\w)(?:rente|koste?n?|boete)(?: \w+)?\W{1,3}$"
)
_AGO = re.compile(
    rf"(?<!\w)(?:(?:ongeveer|zo'n|precies|circa|al) )*{LENGTH} (?:geleden|terug(?! ?(?:betalen|te|krijgen)))(?!\w)"
)
_WEEKEND = re.compile(
    r"(?<!\w)(?P<when>na|voor) (?:het |t |'t |dit |dat |'et )?(?:(?P<which>volgende|komende|aanstaande|dit|afgelopen) )?(?:weekend)(?!\w)"
)
_OF_THE_WEEK = re.compile(
    r"(?<!\w)(?:aan )?(?:het |t )?(?P<part>begin|half|eind) (?:van )?(?:de |het )?(?:(?P<which>deze|volgende|dees|vorige|aanstaande) )?week(?!\w)"
)
_OF_YEAR = re.compile(
    r"(?<!\w)(?:aan )?(?:het )?(?P<part>begin|half(?= van| volgend)|eind) (?:van )?(?:het |dit |t )?(?:(?P<which>volgende|volgend|dit|vorige|nieuwe|aanstaande) )?jaar(?!\w)"
)


def relative_dates(text: Canonical, today: date) -> Iterator[Found]:
    """Everything of the kind."""
    yield from _simple(text, today)
    yield from _weekdays(text, today)
    yield from _weeks(text, today)
    yield from _distances(text, today)
    for pattern, day in FEASTS:
        for match in pattern.finditer(text.text):
            if _WISH.search(text.text[: match.start()]):
                continue
            past = is_past(text.text, match.start(), match.end())
            yield _one(text, match, occurrence(day, today, past))


def _simple(text: Canonical, today: date) -> Iterator[Found]:
    for match in _SIMPLE.finditer(text.text):
        if match["today"]:
            yield _one(text, match, today)
            continue
        word = match["word"] or match["compound"]
        word = {
            "mrgn": "morgen",
            "morge": "morgen",
            "overmrgn": "overmorgen",
            "overmorge": "overmorgen",
            "gister": "gisteren",
            "eergister": "eergisteren",
        }.get(word, word)
        if word == "morgen" and _is_greeting(text, match):
            continue
        yield _one(text, match, today + timedelta(days=_DISTANCE[word]))


def _is_greeting(text: Canonical, match: "re.Match[str]") -> bool:
    before, after = text.text[: match.start()], text.text[match.end() :]
    if _NOT_TOMORROW.search(before):
        return True
    alone = (
        not before.strip()
        and bool(re.match(r"\s*(?:[,!.]|$|\n|allemaal|iedereen|mevrouw|meneer|beste|met )", after))
        and bool(after.strip())
    )
    return alone and not match["part"]


def _weekdays(text: Canonical, today: date) -> Iterator[Found]:
    for match in _WEEKDAY.finditer(text.text):
        before = text.text[max(0, match.start() - 16) : match.start()]
        if (
            _DAY_ALONE.search(before)
            or _IT_IS.search(before)
            and not match["which"]
            or re.match(r"(?:en|s)(?!\w)", text.text[match.end() :])
        ):
            start, end = text.span(match.start(), match.end())
            yield Found(NOTHING, "", start, end, RANK)
            continue
        if re.search(rf"(?:{_DAY}) (?:tot en met|tot|t/m|-) ?$", text.text[max(0, match.start() - 26) : match.start()]):
            continue
        index = WEEKDAYS.index(match["name"])
        yield _one(text, match, _weekday(text, match, index, today))
    for match in _SHORT_DAY.finditer(text.text):
        kind = next(group for group in _SHORT_GROUPS if match[group])
        past = match[0].startswith(("afgelopen", "sinds"))
        start, end = text.span(match.start(kind), match.end())
        yield Found("date", days.weekday(_SHORT[match[kind]], today, past).isoformat(), start, end, RANK)
    for match in _NTH.finditer(text.text):
        value = _nth_weekday(match, today, is_past(text.text, match.start(), match.end()))
        if value:
            yield _one(text, match, value)


def _nth_weekday(match: "re.Match[str]", today: date, past: bool) -> Optional[date]:
    """ "de eerste maandag van december": of the next December, or of the last one."""

    def day(year: int, month: int) -> date:
        first = date(year, month, 1)
        found = first + timedelta(days=(WEEKDAYS.index(match["name"]) - first.weekday()) % 7)
        if match["nth"] == "laatste":
            return found + timedelta(weeks=(days.month_end(year, month) - found).days // 7)
        return found + timedelta(weeks=int(match["nth"]) - 1)

    if match["which"]:
        month = days.add_months(today.replace(day=1), 1 if match["which"] == "volgende" else 0)
        return day(month.year, month.month)
    number = MONTHS.index(match["month"]) + 1
    here = day(today.year, number)
    if past:
        return here if here <= today else day(today.year - 1, number)
    return here if here >= today else day(today.year + 1, number)


def _weekday(text: Canonical, match: "re.Match[str]", index: int, today: date) -> date:
    which = match["which"]
    if match["late"] or which in ("afgelopen", "vorige", "jongstleden"):
        return days.weekday(index, today, past=True)
    if which == "volgende":
        # Said beside "aanstaande" it is the day of next week, which is how most people in the Netherlands mean it.
        return days.of_week(index, today, 1)
    if which == "aanstaande":
        return days.weekday(index, today, past=False)
    past = which not in ("deze", "dees") and is_past(text.text, match.start(), match.end())
    return days.weekday(index, today, past)


def _weeks(text: Canonical, today: date) -> Iterator[Found]:
    for match in _OF_WEEK.finditer(text.text):
        which = match["which"] or match["which2"]
        name = match["name"] or match["name2"]
        index = _SHORT[name] if name in _SHORT else WEEKDAYS.index(name)
        weeks = {"volgende": 1, "aanstaande": 1, "vorige": -1, "afgelopen": -1}.get(which, 0)
        yield _one(text, match, days.of_week(index, today, weeks))
    for match in _NEXT_BUT_ONE.finditer(text.text):
        weeks = match["weeks"] or match["weeks2"]
        index = WEEKDAYS.index(match["name"] or match["name2"])
        count = 1 if weeks == "een" else int(weeks)
        if match["name"]:
            yield _one(text, match, days.weekday(index, today, past=False) + timedelta(weeks=count))
        else:
            yield _one(text, match, days.of_week(index, today, count))
    for match in _WEEKEND.finditer(text.text):
        extra = 1 if match["which"] == "volgende" and today.weekday() < 5 else 0
        coming = days.monday(today) + timedelta(weeks=1 + extra)
        past = match["which"] == "afgelopen"
        friday = coming - timedelta(days=3)
        before = friday if friday >= today else friday + timedelta(weeks=1)
        yield _one(text, match, days.monday(today) if past else coming if match["when"] == "na" else before)
    for match in _OF_THE_WEEK.finditer(text.text):
        weeks = {"volgende": 1, "aanstaande": 1, "vorige": -1}.get(match["which"] or "", 0)
        index = {"begin": 0, "half": 2, "eind": 4}[match["part"]]
        value = days.of_week(index, today, weeks)
        if match["which"] is None and value < today:
            value += timedelta(weeks=1)
        yield _one(text, match, value)
    for match in _OF_YEAR.finditer(text.text):
        yield _one(text, match, _part_of_year(match["part"], match["which"], today))


def _part_of_year(part: str, which: Optional[str], today: date) -> date:
    year = today.year + {"volgend": 1, "volgende": 1, "nieuwe": 1, "aanstaande": 1, "vorige": -1}.get(which or "", 0)
    return {"begin": date(year, 1, 1), "half": date(year, 7, 1), "eind": date(year, 12, 31)}[part]


def _distances(text: Canonical, today: date) -> Iterator[Found]:
    for match in _HENCE.finditer(text.text):
        if _SPREAD.search(text.text, max(0, match.start() - 40), match.start()) or _SPREAD.match(
            text.text, match.end()
        ):
            continue
        value = _moved(match, today, 1)
        if value:
            yield _one(text, match, value + timedelta(days=1 if match["from"] == "morgen" else 0))
    for match in _AGO.finditer(text.text):
        value = _moved(match, today, -1)
        if value:
            yield _one(text, match, value)


def _moved(match: "re.Match[str]", today: date, sign: int) -> Optional[date]:
    measured = length(match)
    if measured is None:
        return None
    number, unit = measured
    if unit.startswith("kwarta"):
        number, unit = number * 3, "maanden"
    if unit.startswith("jaar") or unit == "jaren":
        number, unit = number * 12, "maanden"
    if unit.startswith("maand"):
        whole = int(number)
        rest = timedelta(days=int((number - whole) * 30))
        return days.add_months(today, sign * whole) + sign * rest if whole < 600 else None
    return today + sign * timedelta(days=int(number * (Decimal(7) if unit in ("week", "weken") else 1)))


def _one(text: Canonical, match: "re.Match[str]", value: date) -> Found:
    start, end = text.span(match.start(), match.end())
    return Found("date", value.isoformat(), start, end, RANK)
