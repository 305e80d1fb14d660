"""Evictions with a day to them: a stage of the law, and a danger when the day is near."""

from __future__ import annotations

import re
from datetime import date
from typing import Iterable, NamedTuple, Optional

from engine.signals.segments import Segment

#: Within so many days an eviction counts as happening now.
NEAR_DAYS = 7

_EVICTION = re.compile(
    r"(?<!\w)(?:ontruim\w*|ontruiming\w*|uitgezet|uitzetting\w*|uithuiszetting\w*|huisuitzetting\w*|buitengezet|eruit ?gezet|eruit|er \w* ?uit|"
    r"uit (?:mijn|me|mn|ons|het|de) (?:huis|woning)(?: gezet)?|het huis uit|mijn huis uit|ons huis uit|huis uit|woning (?:uit|verlaten)|evict\w*)(?!\w)"
)
#: Asked, feared, long settled, or another building: no eviction of this tenant on that day.
_NOT_REAL = re.compile(
    r"(?<!\w)(?:kunnen jullie|kan je|kunt u|mogen|mag|als ik|wat als|bang|hoe lang|niet door|van de baan|opgeschort|ingetrokken|verhuis\w*|opzeg\w*|opgezegd|"
    r"renovatie|asbest|kelderbox|berging|schuur|zolder|vroeger|vorig jaar|geleden|sleutel kwijt|ex (?:moet|gaat)|zoon (?:moet|gaat)|studeren|"
    r"haal|komt er \w* uit|kom er \w* uit|kom ik er|kwam er|eruit zie\w*|ziet eruit|zien eruit|uit de regeling)(?!\w)"
)


class Day(NamedTuple):
    """A day that the message names, and where."""

    day: date
    start: int
    end: int


def dated(sentence: Segment, named: Iterable[Day]) -> Optional[Day]:
    """The day in the sentence, if the sentence is about being put out of the house on it."""
    low = sentence.text.lower()
    if not _EVICTION.search(low) or _NOT_REAL.search(low):
        return None
    return next((day for day in named if sentence.start <= day.start < sentence.end), None)


def is_near(day: Day, today: date) -> bool:
    return 0 <= (day.day - today).days <= NEAR_DAYS
