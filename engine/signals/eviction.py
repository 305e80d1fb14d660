"""Evictions with a day to them: a stage of the law, and a danger when the day is near."""

from __future__ import annotations

import re
from datetime import date
from typing import Iterable, NamedTuple, Optional

from engine.signals.segments import Segment

#: Within so many days an eviction counts as happening now.
NEAR_DAYS = 7

_HOME = r"(?:huis|huus|woning|flat|osso|hok)"
_OUT = r"(?:uit|uut|oet)"
_EVICTION = re.compile(
    rf"(?<!\w)(?:ontruim\w*|ontr(?=\.? \d)|ontrming|uitgezet|uitzetting\w*|uithuiszetting\w*|huisuitzetting\w*|buitengezet|eruit ?gezet|evict\w*|"
    rf"{_OUT} (?:(?:mijn|me|mn|m'n|ons|onze|het|de|dit) )?{_HOME}(?: gezet)?|(?:mijn |ons |het |me )?{_HOME} (?:{_OUT}|leeg)|woning (?:moeten )?verlaten|"
    r"leeg ?(?:te ?)?(?:halen|hale|maken|make|moet)|leeghalen?|aanzegging (?:voor|tegen))(?!\w)"
)
#: Only with a word for having to.
_OUT_OF_IT = re.compile(
    rf"(?<!\w)(?:eruit|eroet|(?:er|der|d'r|dr|t'r) (?:\w+ ){{0,5}}{_OUT}|weg (?:moet\w*|mot\w*)|(?:moet\w*|mot\w*) \w* ?weg)(?!\w| de | het )"
)
_HAVING_TO = re.compile(
    r"(?<!\w)(?:moet\w*|mot\w*|moe'?k|moe'?w|mut\w*|dien|dienen|word\w*|wort|gezet|zet\w*|gegooid|gooi\w*|briefje?|vonnis|rechter|uitspraak|uutsproak)(?!\w)"
)
_KEYS = re.compile(r"(?<!\w)sleutels?(?!\w)")
_LEGAL = re.compile(r"(?<!\w)(?:deur ?waa?r?de?r\w*|vonnis|rechter|ontruim\w*)(?!\w)")
#: Asked, feared, long settled, or another building: no eviction of this tenant on that day.
_NOT_REAL = re.compile(
    r"(?<!\w)(?:kunnen jullie|kan je|kunt u|mogen|mag|als ik (?:\w+ ){0,3}(?:uit|eruit|ontruimd|uitgezet)|wil ik|ik wil|willen we|we willen|wat als|bang|hoe lang|niet door|van de baan|opgeschort|ingetrokken|verhuis\w*|opzeg\w*|opgezegd|"
    r"renovatie|asbest|kelderbox|berging|schuur|zolder|vroeger|vorig jaar|geleden|sleutel kwijt|ex (?:moet|gaat)|zoon (?:moet|gaat)|studeren|"
    r"haal|komt er \w* uit|kom er \w* uit|kom ik er|kwam er|(?:hond|kies|tand) moet|kinderen uit huis|uit huis geplaatst|eruit zie\w*|ziet eruit|zien eruit|uit de regeling)(?!\w)"
)


class Day(NamedTuple):
    """A day that the message names, and where."""

    day: date
    start: int
    end: int


def dated(sentence: Segment, named: Iterable[Day], today: Optional[date] = None) -> Optional[Day]:
    """The day in the sentence, if the sentence is about being put out of the house on it; not one that lies behind `today`."""
    low = sentence.text.lower()
    told = (
        _EVICTION.search(low)
        or _OUT_OF_IT.search(low)
        and _HAVING_TO.search(low)
        or _KEYS.search(low)
        and _LEGAL.search(low)
        and _HAVING_TO.search(low)
    )
    if not told or _NOT_REAL.search(low):
        return None
    return next(
        (day for day in named if sentence.start <= day.start < sentence.end and (today is None or day.day >= today)),
        None,
    )


def is_near(day: Day, today: date) -> bool:
    return 0 <= (day.day - today).days <= NEAR_DAYS
