"""Word lists of signals as compiled patterns, and what stands in the way of them (idioms, negation, the past)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Dict, List, NamedTuple, Optional, Tuple

import yaml

from engine.signals.normal import FOLDER

_MACRO = re.compile(r"\{([A-Z_]+)\}")


class Rule(NamedTuple):
    """One signal by hand: any of `patterns`, unless `unless` matches in the same stretch."""

    name: str
    sure: Tuple["re.Pattern[str]", ...]
    unless: Optional["re.Pattern[str]"]
    foreign: Optional["re.Pattern[str]"]


def read(name: str) -> Dict[str, Any]:
    loaded: Dict[str, Any] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return loaded


@lru_cache(maxsize=None)
def rule(name: str) -> Rule:
    """The rule of one signal, from `data/lexicon/signals/<name>.yml`."""
    lists = read(f"{name}.yml")
    macros = {**read("macros.yml"), **lists.get("macros", {})}
    sure = tuple(re.compile(rf"(?<!\S)(?:{_filled(pattern, macros)})(?!\S)") for pattern in lists["sure"])
    unless: List[str] = [_filled(pattern, macros) for pattern in lists.get("unless", [])]
    foreign: List[str] = lists.get("foreign", [])
    return Rule(
        name,
        sure,
        re.compile(rf"(?<!\S)(?:{'|'.join(unless)})(?!\S)") if unless else None,
        re.compile("|".join(foreign)) if foreign else None,
    )


def _filled(pattern: str, macros: Dict[str, str]) -> str:
    while _MACRO.search(pattern):
        pattern = _MACRO.sub(lambda match: f"(?:{macros[match[1]]})", pattern)
    return pattern


@lru_cache(maxsize=1)
def _idioms() -> Tuple["re.Pattern[str]", ...]:
    return tuple(re.compile(rf"(?<!\S)(?:{pattern})(?!\S)") for pattern in read("idioms.yml")["all"])


def without_idioms(plain: str) -> str:
    """The text with sayings blotted out."""
    for pattern in _idioms():
        plain = pattern.sub(" ¤ ", plain)
    return plain
