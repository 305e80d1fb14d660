"""Birth dates: "geboren op 12-3-1984", "geb. 4 mei 1951", or a full date that lies a life back and is given as an answer."""

from __future__ import annotations

import re
from datetime import date
from typing import Iterator

from engine.entities import days
from engine.entities.canonical import Canonical
from engine.entities.forms import MONTHS
from engine.entities.found import Found

RANK = 35
YOUNGEST_TENANT = 15
OLDEST_TENANT = 110

_MONTH = "|".join(MONTHS)
_FULL = re.compile(
    rf"(?<![\w/-])(?P<day>\d{{1,2}})(?:e)?(?: ?(?:[-/. ]|-|van) ?)(?P<month>{_MONTH}|\d{{1,2}})(?: ?[-/., ] ?(?:van )?)'?(?P<year>(?:18|19|20)\d{{2}}|\d{{2}})(?![\w/-]|[.,]\d| ?euro)"
    r"|(?<![\w/-])(?P<year2>(?:18|19|20)\d{2})[-/](?P<month2>\d{1,2})[-/](?P<day2>\d{1,2})(?![\w/-])"
    r"|(?<![\w/.,-])(?P<packed>(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d{2})(?!\w)"
)
_CUE = re.compile(
    r"(?<!\w)(?:geboren|gebore|geb|gebdat|geb\.? ?dat|geboorte ?dat[ua]m|geboortedag|geboorte|verjaardag|jarig|born|birth ?date|date of birth|dob|bday|gbd|urodzona|urodzony|"
    r"geborn|gebaore|geboorn)(?!\w)[^.!?\n]{0,34}$|(?<!\w)geb\.[^!?\n]{0,25}$"
)
_CUE_AFTER = re.compile(
    r" ?(?:,|\()? ?(?:geboren|is (?:mijn|me|zijn|haar) (?:geboortedatum|geboortedag|verjaardag)|geboortedatum|ben ik geboren|= ?geb)"
)
#: A full date long ago that is something else.
_OTHER = re.compile(
    r"(?<!\w)(?:sinds|sedert|vanaf|contract|huurcontract|getrouwd|gescheiden|huwelijk|overleden|gestorven|woon|woont|wonen|huur|huren|ingang|ingegaan|betaald|"
    r"overgemaakt|brief|vonnis|dagvaarding|factuur|ontvangen|tekende|getekend|verhuisd|opgezegd|per|dd)(?!\w)[^.!?\n]{0,30}$"
)


def birthdates(text: Canonical, today: date) -> Iterator[Found]:
    if not text.has_digits:
        return
    for match in _FULL.finditer(text.text):
        cue = bool(_CUE.search(text.text[: match.start()][-48:]) or _CUE_AFTER.match(text.text, match.end()))
        born = _born(match, today)
        if born is None or born > today or match["packed"] and not cue:
            continue
        age = (today - born).days / 365.25
        written_out = len(match["year"] or match["year2"] or "1900") == 4
        lone = YOUNGEST_TENANT < age < OLDEST_TENANT and (written_out or len(text.text.split()) <= 3)
        if cue or lone and not _OTHER.search(text.text[: match.start()][-60:]):
            start, end = text.span(match.start(), match.end())
            yield Found("birthdate", born.isoformat(), start, end, RANK + 10)


def _born(match: "re.Match[str]", today: date) -> date | None:
    if match["packed"]:
        digits = match["packed"]
        return days.safe(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    year, month, day = (
        match["year"] or match["year2"],
        match["month"] or match["month2"],
        match["day"] or match["day2"],
    )
    number = int(month) if month.isdigit() else MONTHS.index(month) + 1
    return days.safe(days.full_year(int(year), today, birth=True), number, int(day))
