"""Days that come back every month: `elke 25e`, `altijd de vijfde`, "incasso naar de 10e", and how learners say it."""

from __future__ import annotations

import re
from typing import Iterator

from engine.entities.canonical import Canonical
from engine.entities.found import Found

RANK = 10

_BARE_ORDINAL_DAY = re.compile(
    r"(?<!\w)(?:dag|datum|de) (?P<day>\d{1,2})(?= (?:van de|van elke|van deze|is|van|vd|kan|mag|aub|graag|beter|lukt)(?!\w)|[.,!?]|$)(?! van \d)"
)
_BARE_OF_MONTH = re.compile(r"(?<![\w.,/€-])(?P<day>\d{1,2}) (?:van|v|vd|van de|per) (?:elke |iedere )?maand(?!\w)")
_PAY_COMES = re.compile(
    r"(?<!\w)(?:kom|komt|komen|krijg|krijgt|gestort|stort|betaalt|incasso|afschrijven|afgeschreven|salaris|loon|pensioen|uitkering)(?!\w)"
)
_PAYING_OFF = re.compile(r"(?<!\w)(?:euro|aflos\w*|afbetal\w*|regeling|schuld|achterstand|geven|missen)(?!\w)|€")
_EVERY_MONTH = re.compile(
    r"(?<!\w)(?:elke maand|altijd|elke|per maand|steeds) (?:op )?(?P<day>\d{1,2})(?= ?(?:$|[.,!?;]| (?:mijn|me|m'n|komt?|krijg|loon|salaris|geld|van|is|aub|graag|kan|goed)(?!\w)))"
)
_COMES_ON = re.compile(
    r"(?<!\w)(?:salaris|loon|geld|pensioen|uitkering|aow)(?: \w+)? komt? (?:altijd |pas |elke maand )?(?P<day>\d{1,2})(?= ?(?:$|[.,!?]| (?:niet|elke|alle|van|wij|ik|huur|en)(?!\w)))(?=.*(?<!\w)(?:datum|elke maand|alle maand|altijd)(?!\w))"
)
_FOR_GOOD = re.compile(r"(?<!\w)(?:voortaan|structureel|blijvend|vaste dag|vast op)(?!\w)")
_ALSO_ON = re.compile(
    r"(?<!\w)(?:ook|op|naar|huur|kan|liever|beter|incasso|of|datum|dag) (?:altijd |op |ook |naar )*(?P<day>\d{1,2})(?= ?(?:$|[.,!?;]| (?:kan|is|of|aub|pls|svp|graag|mijn|goed|beter|van)(?!\w)))"
)
_RECURRING = re.compile(
    r"(?<!\w)(?:elke|altijd|steeds|telkens|maandelijks|maandelijkse|voortaan|standaard|nooit|meestal|normaal|normaliter|gewoonlijk|vaste|betaaldag|betaaldatum|"
    r"incassodatum|afschrijfdatum|afschrijving|incassodag|automatische incasso|incasso|vervaldatum|per maand|iedere|permanent|structureel|van maand|doorgaans|in plaats van|ipv|i\.p\.v\.|verschuiven|verzetten|verplaatsen|verschoven|verzet|gewijzigd|wijzigen|veranderen|automatisch|automatische)(?!\w)"
)
#: Said once, the whole message is about a day that comes back every month; unless it is about this month only.
_EVERY = re.compile(
    r"(?<!\w)(?:(?<!euro )(?<!\d )(?:elke|iedere|every) maand(?! ?(?:€|\d|iets|wat|een|mijn|beetje))|elke \d{1,2}e|altijd|aaltied|always|voortaan|structureel|blijvend|permanent|voorgoed|telkens|steeds|standaard|niet langer op de|"
    r"al (?:\w+ ){0,2}(?:jaar|jaren)|vervaldag|vervaldatum|vaste dag|betaaldag|betaaldatum|huurdag|incassodag|afschrijfdag|payment date|verzet die datum|comes on the)(?!\w)"
)
_ONCE = re.compile(r"(?<!\w)(?:deze maand|dit keer|deze keer|eenmalig|dees maand|volgende maand)(?!\w)")
_PAY_OR_CHARGE = re.compile(
    r"(?<!\w)(?:kom|komt|komp|komen|comes|come|krijg|krijgt|krijgen|krieg|geld|loon|salaris|salary|pensioen|uitkering|aow|incasso\w*|incasseert|afschrij\w*|schrijf|schrijven|huur|brief|datum|dag|date|debit|betaal\w*|voldoen|schuif|zet|stort|gestort|bijgeschreven|innen|op|naar|inc)(?!\w)"
)
_SET_DAY = re.compile(r"(?<!\w)(?:incasso\w*|afschrij\w*|betaaldag|betaaldatum|datum)(?!\w)")
#: A day that begins or ends something, or dates a letter, stays one day.
_ONE_DAY = re.compile(
    r"(?<!\w)(?:vanaf|tot|sinds|per|uiterlijk|(?:brief|aanmaning|herinnering|termijn|overboeking|betaling) van) (?:de |den )?$"
)
_SHIFT = re.compile(
    r"(?<!\w)(?:datum|betaaldatum|betaaldag|dag)(?: van de huur| van de incasso)? (?:\w+ ){0,5}(?:naar|op)(?: de)? $|(?<!\w)van de \d{1,2}e naar(?: de)? $"
)
_SHIFTED = re.compile(r"e? ?naar (?:de )?\d{1,2}e(?!\w)")
_CLAUSE = re.compile(r"[.!?;\n]|,(?!\d)|(?<!\w)(?:maar|mar|want|omdat|terwijl|zodat|dus)(?!\w)")


def comes_back(text: Canonical) -> Iterator[Found]:
    """Monthly days without the ending of an ordinal: "15 van de maand", "dag 12", "elke maand 20"."""
    yield from _without_small_words(text)
    for match in _BARE_OF_MONTH.finditer(text.text):
        if 1 <= int(match["day"]) <= 31 and " per " not in match[0]:
            yield from monthly(text, match, int(match["day"]))
    for match in _BARE_ORDINAL_DAY.finditer(text.text):
        day = int(match["day"])
        if 1 <= day <= 31 and (
            match[0].startswith(("dag", "datum")) or re.match(r" van (?:de|elke|deze) ?maand", text.text[match.end() :])
        ):
            yield from monthly(text, match, day)


def speaks_of_every_month(text: str) -> bool:
    """Whether a word anywhere in the message makes its days monthly ones."""
    return bool(_EVERY.search(text))


def part_comes_back(text: str) -> bool:
    """ "halverwege de maand" of every month: "mijn geld is altijd halverwege de maand op"."""
    return bool(_EVERY.search(text)) and not _ONCE.search(text)


def part_is_for_charging(text: str) -> bool:
    """ "incasso voortaan halverwege de maand" names a day to charge on; that money is gone by then does not."""
    return bool(_SET_DAY.search(text))


def is_monthly(text: str, match: "re.Match[str]") -> bool:
    """Whether an ordinal is a day of every month, by its own clause or by the message as a whole."""
    return _by_clause(text, match) or _always(text, match)


def _without_small_words(text: Canonical) -> Iterator[Found]:
    """ "elke maand 20 mijn salaris komt, huur kan ook 21": days with the small words left out, as learners write them."""
    if not (_PAY_COMES.search(text.text) or _FOR_GOOD.search(text.text)) or _PAYING_OFF.search(text.text):
        return
    patterns = (_EVERY_MONTH, _COMES_ON, _BARE_OF_MONTH, _FOR_GOOD)
    if not any(pattern.search(text.text) for pattern in patterns):
        return
    for match in (found for pattern in (_EVERY_MONTH, _COMES_ON, _ALSO_ON) for found in pattern.finditer(text.text)):
        if 1 <= int(match["day"]) <= 31:
            start, end = text.span(match.start("day"), match.end("day"))
            yield Found("day_of_month", match["day"], start, end, RANK)


def _always(text: str, match: "re.Match[str]") -> bool:
    """Whether the message as a whole speaks of a day that comes back."""
    if not _EVERY.search(text) or _ONCE.search(text):
        return False
    before = text[: match.start("day")]
    sentence = text[max(before.rfind(stop) for stop in ".!?\n") + 1 : match.end() + 40]
    return bool(_PAY_OR_CHARGE.search(sentence) or len(text.split()) <= 6) and not _ONE_DAY.search(before)


def _by_clause(text: str, match: "re.Match[str]") -> bool:
    left = 0
    for stop in _CLAUSE.finditer(text, 0, match.start()):
        left = stop.end()
    stop = _CLAUSE.search(text, match.end())
    before, after = text[left : match.start()], text[match.end() : stop.start() if stop else len(text)]
    # "deze maand de 25e" is one day, whatever else the clause says
    if re.search(
        r"(?<!\w)(?:deze|volgende|vorige|dees) (?:maand|keer)(?!\w)|(?<!\w)(?:1 keer|1x|eenmalig|een keer)(?!\w)",
        before + after,
    ):
        return False
    return bool(
        _RECURRING.search(before)
        or _RECURRING.search(after)
        or _SHIFT.search(text[left : match.start("day")])
        or _SHIFTED.match(text, match.end())
    )


def monthly(text: Canonical, match: "re.Match[str]", day: int) -> Iterator[Found]:
    """The match as a day of every month."""
    start, end = text.span(match.start(), match.end())
    yield Found("day_of_month", str(day), start, end, RANK)
