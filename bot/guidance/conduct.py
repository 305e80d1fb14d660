"""How the assistant behaves, from conduct.yml: every pattern compiled, in the order in which it is tried."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from bot.guidance.models import Case, Denial, Explained, Meant, Plain, Single
from bot.knowledge.fields import Entry, read_entries

Patterns = tuple[tuple[re.Pattern[str], str], ...]
Meanings = tuple[tuple[re.Pattern[str], Meant], ...]


class Behaviour(NamedTuple):
    """`conduct.yml` as patterns, in the order in which they are tried."""

    threats: tuple[re.Pattern[str], ...]
    yes: Meanings
    dangers: Patterns
    sources: tuple[re.Pattern[str], ...]
    explained: tuple[Explained, ...]
    denied: tuple[Denial, ...]
    no: Meanings
    plains: tuple[Plain, ...]
    unfelt: tuple[Denial, ...]
    cases: tuple[Case, ...]
    beside_another: tuple[re.Pattern[str], ...]
    singles: tuple[Single, ...]


def load_conduct(content: Path) -> Behaviour:
    file = content / "guidance" / "conduct.yml"
    threats = tuple(p for entry in read_entries(file, "threats") for p in entry.patterns())
    yes, no = _meanings(file, "agreed"), _meanings(file, "refused")
    dangers = tuple((p, entry.id) for entry in read_entries(file, "dangers") for p in entry.patterns())
    sources = tuple(p for entry in read_entries(file, "sources") for p in entry.patterns())
    explained = tuple(_explained(entry) for entry in read_entries(file, "explained"))
    denied, unfelt = _denials(file, "denied"), _denials(file, "unfelt")
    cases = tuple(_case(entry) for entry in read_entries(file, "cases"))
    beside = tuple(p for entry in read_entries(file, "beside_another") for p in entry.patterns())
    plains = tuple(plain for entry in read_entries(file, "plain") for plain in _plains(entry))
    singles = tuple(single for entry in read_entries(file, "single") for single in _singles(entry))
    return Behaviour(threats, yes, dangers, sources, explained, denied, no, plains, unfelt, cases, beside, singles)


def _explained(entry: Entry) -> Explained:
    below = entry.decimal("below")
    if not 0 < below <= 1:
        raise entry.error("'below' must lie between 0 and 1 (hoort tussen 0 en 1 te liggen)")
    return Explained(entry.id, entry.patterns(), entry.patterns("unless"), float(below))


def _denials(file: Path, key: str) -> tuple[Denial, ...]:
    return tuple(Denial(entry.id, entry.patterns(), entry.patterns("unless")) for entry in read_entries(file, key))


def _case(entry: Entry) -> Case:
    return Case(entry.id, entry.patterns(), entry.patterns("beside"), entry.patterns("unless"))


def _meanings(file: Path, key: str) -> Meanings:
    return tuple((p, _meant(entry)) for entry in read_entries(file, key) for p in entry.patterns())


def _plains(entry: Entry) -> Iterable[Plain]:
    when = entry.one_of("when", ("asked", "in_flow", "always"), default="asked")
    beside = frozenset(entry.texts("beside"))
    return (Plain(pattern, entry.text("intent"), when, beside) for pattern in entry.patterns())


def _singles(entry: Entry) -> Iterable[Single]:
    to = entry.patterns("to")
    subjects = frozenset(entry.texts("subjects"))
    in_flow = entry.one_of("when", ("talk", "in_flow"), default="talk") == "in_flow"
    always = not to and not subjects
    return (Single(p, to, subjects, entry.text("intent"), in_flow, always) for p in entry.patterns())


def _meant(entry: Entry) -> Meant:
    values = entry.raw.get("values") or {}
    return Meant(entry.text("intent"), tuple((str(name), str(value)) for name, value in values.items()))
