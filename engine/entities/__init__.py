"""Amounts, days, lengths of time, numbers and kinds of letter in what a tenant writes.

`find(text, now)` is the whole of it: no model, no network, no Rasa. The Rasa component stands in `component.py`.
"""

from engine.entities.find import find
from engine.entities.found import Found

__all__ = ["Found", "find"]
