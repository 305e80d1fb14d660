"""What was heard in a message, by its kind: the values, and where they stand in the text. Pure."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.dialogue.dates import day_in


def of_kind(entities: Sequence[Mapping[str, Any]], *kinds: str) -> list[Mapping[str, Any]]:
    """What was heard of these kinds, in the order of the text."""
    return [entity for entity in entities if entity.get("entity") in kinds]


def values(entities: Sequence[Mapping[str, Any]], kind: str) -> list[str]:
    """The values of one kind, in the order of the text."""
    return [str(entity.get("value")) for entity in of_kind(entities, kind)]


def span(entity: Mapping[str, Any]) -> tuple[int, int] | None:
    """Where it begins and ends in the text; None where that is not known."""
    start, end = entity.get("start"), entity.get("end")
    return (start, end) if isinstance(start, int) and isinstance(end, int) else None


_NEAR = re.compile(r"(?:vandaag|morgen|overmorgen|gisteren|eergisteren)\b", re.IGNORECASE)
_JOINS = re.compile(r"[\s,(]*")


def each_day_once(text: str, entities: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """What was heard, with "vandaag maandag" as the one day that it is; elsewhere a day of the week is the next one."""
    found: list[Mapping[str, Any]] = []
    for entity in entities:
        before = found[-1] if found else {}
        if _is_same_day(text, before, entity):
            found[-1] = {**before, "end": entity["end"]}
        else:
            found.append(entity)
    return found


def _is_same_day(text: str, near: Mapping[str, Any], named: Mapping[str, Any]) -> bool:
    """Whether a day is named by its weekday right behind the word that says how near it is."""
    first, second = span(near), span(named)
    if {near.get("entity"), named.get("entity")} != {"date"} or first is None or second is None:
        return False
    apart = not _NEAR.match(text[first[0] :]) or not _JOINS.fullmatch(text[first[1] : second[0]])
    days = [day for one in (near, named) if (day := day_in(str(one.get("value")))) is not None]
    return not apart and len(days) == 2 and days[0].weekday() == days[1].weekday()
