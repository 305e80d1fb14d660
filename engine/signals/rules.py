"""Signals that are said outright: short lists of patterns (`data/lexicon/signals/dangers.yml`, `others.yml`)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Dict, NamedTuple, Optional, Tuple

from engine.dangers import DANGERS
from engine.signals.normal import FOLDER
from engine.word_lists import read_list

#: What else is learned beside the dangers: feelings, how far the landlord's steps have come, and for whom somebody writes.
OTHERS = ("fear", "shame", "anger", "sadness", "court_stage", "bailiff_stage", "third_party")
LEARNED = (*DANGERS, *OTHERS)


class Rule(NamedTuple):
    """Any of `sure` unless `unless`; or what says it in another language. And a rein for the learned detector."""

    sure: "re.Pattern[str]"
    unless: Optional["re.Pattern[str]"]
    foreign: Optional["re.Pattern[str]"]
    never: Optional["re.Pattern[str]"] = None

    def may_learn(self, plain: str) -> bool:
        """Whether what the detector hears in this text counts."""
        return self.never is None or self.never.search(plain) is None


def read(name: str) -> Dict[str, Any]:
    """One word list of the folder."""
    return read_list(FOLDER / name)


@lru_cache(maxsize=None)
def rules(name: str) -> Dict[str, Rule]:
    """All rules of one list, by signal."""
    found: Dict[str, Rule] = {}
    for signal, lists in read(name).items():
        unless, foreign = lists.get("unless"), lists.get("foreign")
        never = lists.get("never")
        found[signal] = Rule(
            _whole_words(lists["sure"]),
            _whole_words(unless) if unless else None,
            re.compile("|".join(foreign)) if foreign else None,
            _whole_words(never) if never else None,
        )
    return found


def _whole_words(patterns: Tuple[str, ...]) -> "re.Pattern[str]":
    return re.compile(rf"(?<!\S)(?:{'|'.join(patterns)})(?!\S)")


def says(rule: Rule, plain: str, foreign: str = "") -> bool:
    """Whether a text says it outright: in plain spelling, or as written in another language (empty where it is Dutch)."""
    said = (
        bool(rule.sure.search(plain))
        or bool(foreign)
        and rule.foreign is not None
        and bool(rule.foreign.search(foreign))
    )
    return said and not (rule.unless is not None and rule.unless.search(plain))
