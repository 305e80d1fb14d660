"""Signals by hand-made patterns: pure, and quick enough to look at every sentence."""

from __future__ import annotations

from engine.signals.normal import plain
from engine.signals.text_rules import rule, without_idioms

DANGERS = ("suicide", "violence", "homeless_now", "no_food", "child_at_risk", "medical_risk")


def raises(name: str, text: str) -> bool:
    """Whether a stretch of text raises the signal, by its patterns alone."""
    return raises_plain(name, without_idioms(plain(text)))


def raises_plain(name: str, text: str) -> bool:
    """The same for a text in plain spelling, sayings already blotted out."""
    known = rule(name)
    if known.foreign is not None and known.foreign.search(text):
        return True
    if not any(pattern.search(text) for pattern in known.sure):
        return False
    return known.unless is None or not known.unless.search(text)
