"""Entities as the engine hears them, for words in a test: each value at its place in the text."""

from typing import Any


def heard(text: str, **values: str) -> list[dict[str, Any]]:
    """`heard("300 nu", amount="300")`; more values of one kind are parted by `|`, a value and its words by `=`."""
    entities: list[dict[str, Any]] = []
    for entity, told in values.items():
        at = 0
        for one in told.split("|"):
            value, _, words = one.partition("=")
            start = text.index(words or value, at)
            at = start + len(words or value)
            entities.append({"entity": entity, "value": value, "start": start, "end": at})
    return entities
