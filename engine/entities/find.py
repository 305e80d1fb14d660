"""All entities of a text, without overlaps."""

from __future__ import annotations

from datetime import datetime
from typing import List

from engine.entities.amounts import amounts
from engine.entities.birthdates import birthdates
from engine.entities.canonical import canonical
from engine.entities.dates import dates
from engine.entities.durations import durations
from engine.entities.found import Found, settle
from engine.entities.identifiers import identifiers
from engine.entities.kinds import evictions, kinds
from engine.entities.masks import masks
from engine.entities.moment import AMSTERDAM
from engine.entities.relative import relative_dates


def find(text: str, now: datetime) -> List[Found]:
    """What the text names, in order; days are reckoned from `now` on the Dutch calendar."""
    local = now.astimezone(AMSTERDAM) if now.tzinfo else now
    today = local.date()
    form = canonical(text)
    found = [
        *identifiers(text),
        *kinds(text),
        *masks(form),
        *birthdates(form, today),
        *dates(form, today),
        *relative_dates(form, today),
        *durations(form),
        *amounts(form),
    ]
    found += evictions(text, found)
    return settle(one for one in found if one.end > one.start)
