"""What holds for as long as a talk lasts, whatever is asked in between: a death, a defect, a seizure, that somebody is
the only tenant, that somebody was defrauded. Pure."""

import re

from bot.dialogue import defects
from bot.knowledge.models import TALK_MARKS

_DEATH = re.compile(
    r"\b(?:overleden|overleed|overlijden|gestorven|zaliger|weduwe|weduwnaar|begrafenis|uitvaart)\b"
    r"|\bmijn (?:man|vrouw|moeder|vader|partner|broer|zus) is (?:dood|er niet meer)\b",
    re.IGNORECASE,
)
_SEIZURE = re.compile(r"\b(?:loon|bank|auto)?beslag\b|\brekening\b.{0,20}\b(?:leeggehaald|geplunderd)\b", re.IGNORECASE)
#: The other does not stand on the contract; who was married is a tenant beside it by law, and is not meant.
_SOLE = re.compile(
    r"\b(?:zij|ze|hij|die|ex|vriendin|vriend|partner)\b[^.?!]{0,20}\bsta(?:at|an|nd|ond) (?:er )?(?:\w+ )?niet"
    r" (?:\w+ )?(?:op|in) (?:het|t|'t|ons|mijn) ?(?:huur)?contract\b"
    r"|^\W*(?:nee\W+)?(?:alleen|enkel) ik\b|\balleen (?:ik|mijn naam) (?:sta|staat)\b|\balleen op mijn naam\b"
    r"|\b(?:enige|enigste) huurder\b",
    re.IGNORECASE,
)
_NOT_SOLE = re.compile(
    r"\b(?:allebei|beiden?|samen|twee namen)\b[^.?!]{0,20}\bcontract\b|\b(?:ben|zijn|waren) (?:nog |wel )?getrouwd\b"
    r"|\bniet alleen ik\b",
    re.IGNORECASE,
)
_FRAUD = re.compile(
    r"\b(?:opgelicht|oplichting|oplichters?|phishing|gephisht|gehackt)\b"
    r"|\b(?:erop|er op|op (?:een|die|de|het|dat) link(?:je)?)\b[^.?!]{0,25}\b(?:geklikt|gedrukt|getikt)\b"
    r"|\b(?:pasnummer|pincode|bankgegevens|inloggegevens|code)\b[^.?!]{0,30}\b(?:ingevuld|doorgegeven|ingetikt)\b",
    re.IGNORECASE,
)
DEATH, DEFECTS, SEIZURE, SOLE = "talk:death", "talk:defects", "talk:seizure", "talk:sole_tenant"
FRAUD = "talk:fraud"


def told(text: str) -> frozenset[str]:
    """The marks that a message gives the talk."""
    flat = " ".join(text.split())
    found = {DEATH: bool(_DEATH.search(flat)), DEFECTS: defects.is_told(flat), SEIZURE: bool(_SEIZURE.search(flat))}
    found[SOLE] = is_sole_tenant(flat)
    found[FRAUD] = _FRAUD.search(flat) is not None
    return frozenset(mark for mark, is_told in found.items() if is_told) & TALK_MARKS


def is_sole_tenant(text: str) -> bool:
    """Whether somebody says that the other is no tenant beside them."""
    return bool(_SOLE.search(text)) and not _NOT_SOLE.search(text)
