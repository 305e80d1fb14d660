"""The stretches of a message that each say one thing: the words around a sum or a day, in one breath. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a message that says one thing, and where it begins."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


_ENDS = re.compile(
    r"[!?;\n]+|\.(?!\d)|,(?!\d)|\(|\)"
    r"|\s(?=(?:en|maar|dus|want|omdat|als|zodra|wanneer|terwijl|waarvan|waarom|hoezo|plus|daarna|dan|toch)\b)",
    re.IGNORECASE,
)


def clauses(text: str) -> Iterator[Clause]:
    """The stretches of a message, in order."""
    at = 0
    for end in _ENDS.finditer(text):
        if text[at : end.start()].strip():
            yield Clause(text[at : end.start()], at)
        at = end.end()
    if text[at:].strip():
        yield Clause(text[at:], at)


def clause_at(text: str, place: int) -> Clause | None:
    """The stretch in which this place of a message lies; None where it lies in none."""
    return next((clause for clause in clauses(text) if clause.start <= place < clause.end), None)
