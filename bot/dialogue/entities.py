"""What was heard in a message, by its kind: the values, and where they stand in the text. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any


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
