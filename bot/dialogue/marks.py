"""What a talk is about for as long as it lasts, whatever is asked in between: a death, a defect, a seizure. Pure."""

import re

from bot.dialogue import defects
from bot.knowledge.models import TALK_MARKS

_DEATH = re.compile(
    r"\b(?:overleden|overleed|overlijden|gestorven|zaliger|weduwe|weduwnaar|begrafenis|uitvaart)\b"
    r"|\bmijn (?:man|vrouw|moeder|vader|partner|broer|zus) is (?:dood|er niet meer)\b",
    re.IGNORECASE,
)
_SEIZURE = re.compile(
    r"\b(?:loon|bank|auto)?beslag\b|\brekening\b.{0,20}\b(?:leeggehaald|geblokkeerd|geplunderd)\b", re.IGNORECASE
)
DEATH, DEFECTS, SEIZURE = "talk:death", "talk:defects", "talk:seizure"


def told(text: str) -> frozenset[str]:
    """The marks that a message gives the talk."""
    flat = " ".join(text.split())
    found = {DEATH: bool(_DEATH.search(flat)), DEFECTS: defects.is_told(flat), SEIZURE: bool(_SEIZURE.search(flat))}
    return frozenset(mark for mark, is_told in found.items() if is_told) & TALK_MARKS
