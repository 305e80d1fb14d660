"""What holds for as long as a talk lasts, whatever is asked in between: a death, a defect, a seizure, who stands on the
contract, who was heard by a judge, an agency that is no bailiff, that somebody was defrauded. Pure."""

import re
from collections.abc import MutableMapping

from bot.dialogue import defects
from bot.knowledge.vocabulary import TALK_MARKS

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
_NO_SEIZURE = re.compile(
    r"\b(?:geen|nergens|nooit)(?: (?:een|echt|enkel|toch|ook|nog|sprake|van))* (?:loon|bank|auto)?beslag\b",
    re.IGNORECASE,
)
#: Somebody else alone stands on the contract: "alleen hij staat erop", "ik sta niet op het contract".
_NOT_ON_IT = re.compile(
    r"\bik (?:sta|stond) (?:er )?(?:\w+ )?niet (?:\w+ )?(?:op|in) (?:het|t|'t|dat|ons) ?(?:huur)?contract\b"
    r"|\balleen (?:hij|zij|(?:zijn|haar) naam|(?:mijn|mn|m'n) (?:ex|man|vriend|vriendin|partner))\b"
    r"[^.?!]{0,20}\bcontract\b"
    r"|\bcontract\b[^.?!]{0,15}\b(?:op|in) (?:zijn|haar) naam\b|\b(?:mijn naam|ik) sta(?:at)? er niet op\b"
    r"|^(?:\W*\b(?:nee|ja|hij|zij|dus)\b)*\W*(?:alleen|enkel) (?:hij|zij)\b",
    re.IGNORECASE,
)
_COURT = r"(?:de |een |het )?(?:rechter|rechtbank|zitting|rechtszaak|rechtzaak)"
_I_WAS, _INDEED = r"(?:ik|we|wij) (?:was|waren|ben|zijn)", r"(?:toch |dus |gewoon |wel |zelf |ook )*"
#: Who was heard may appeal; who was not may oppose (facts `verstek-alleen-verzet`, `hoger-beroep-3-maanden`).
_WAS_THERE = re.compile(
    rf"\b{_I_WAS} (?:er )?{_INDEED}(?:wel|gewoon|zelf) (?:\w+ )?(?:bij|geweest|aanwezig)\b"
    rf"|\b{_I_WAS} (?:er )?{_INDEED}(?:erbij|er bij|aanwezig|(?:bij|op|naar|in) {_COURT})\b"
    r"|\b(?:ik|we|wij) (?:was|waren) er(?: toch| gewoon| wel| zelf| dus)+ *(?=$|[.,!?])"
    rf"|\bben (?:ik )?(?:\w+ )?(?:naar|bij) {_COURT} (?:geweest|gegaan)\b",
    re.IGNORECASE,
)
_WAS_ABSENT = re.compile(
    r"\b(?:ik|we|wij|was|waren|ben|zijn)\b"
    r"(?: (?:ik|we|wij|was|waren|ben|zijn|er|toen|daar|zelf|helemaal|echt|ook|dus|toch))*"
    rf" (?:niet|nooit) (?:\w+ )?(?:erbij|bij|aanwezig|geweest|(?:bij|op|naar) {_COURT})\b"
    r"|\b(?:ik|we|wij) (?:was|waren) er (?:toen |zelf |helemaal |echt |ook |dus |toch )*niet\b(?= *(?:$|[.,!?]))"
    r"|\bbij verstek\b|\bverstekvonnis\b|\bbuiten (?:mij|ons) om\b|\bzonder (?:mij|ons) erbij\b"
    rf"|\bniet (?:naar|bij|op) {_COURT} (?:geweest|gegaan|gekomen)\b",
    re.IGNORECASE,
)
_AGENCY = re.compile(r"\bincasso ?-?bureau\w*", re.IGNORECASE)
_BAILIFF = re.compile(r"\bdeurwaarder", re.IGNORECASE)
_NO_BAILIFF = re.compile(
    r"\b(?:geen|niet (?:een|van (?:de|een))) deurwaarder|\bwaarom\b[^.?!]{0,25}\bdeurwaarder|^\W*deurwaarder\W*\?",
    re.IGNORECASE,
)
DEATH, DEFECTS, SEIZURE, SOLE = "talk:death", "talk:defects", "talk:seizure", "talk:sole_tenant"
NOT_ON_CONTRACT, AGENCY, FRAUD = "talk:not_on_contract", "talk:agency", "talk:fraud"
WAS_THERE, WAS_ABSENT = "talk:was_there", "talk:was_absent"
#: Of two that cannot both be so, the one told last counts.
_ENDS = {WAS_THERE: WAS_ABSENT, WAS_ABSENT: WAS_THERE, SOLE: NOT_ON_CONTRACT, NOT_ON_CONTRACT: SOLE}


def keep(known: MutableMapping[str, str], text: str) -> None:
    """Add the marks that a message gives the talk, and take away those that it says are not so."""
    found = told(text)
    known.update(dict.fromkeys(found, "yes"))
    flat = " ".join(text.split())
    if _NO_SEIZURE.search(flat):
        known.pop(SEIZURE, None)
    if AGENCY not in found and _BAILIFF.search(flat) and not _NO_BAILIFF.search(flat):
        known.pop(AGENCY, None)
    for mark in found:
        known.pop(_ENDS.get(mark, ""), None)


def denies_seizure(text: str) -> bool:
    """Whether somebody says that nothing was seized."""
    return bool(_NO_SEIZURE.search(" ".join(text.split())))


def told(text: str) -> frozenset[str]:
    """The marks that a message gives the talk."""
    flat = " ".join(text.split())
    found = {DEATH: bool(_DEATH.search(flat)), DEFECTS: defects.is_told(flat), SEIZURE: bool(_SEIZURE.search(flat))}
    found |= {SOLE: is_sole_tenant(flat), NOT_ON_CONTRACT: bool(_NOT_ON_IT.search(flat)) and not _NOT_SOLE.search(flat)}
    absent = bool(_WAS_ABSENT.search(flat))
    found |= {
        WAS_ABSENT: absent,
        WAS_THERE: not absent and bool(_WAS_THERE.search(flat)),
        AGENCY: bool(_AGENCY.search(flat)),
    }
    found[FRAUD] = _FRAUD.search(flat) is not None
    found[SEIZURE] &= not _NO_SEIZURE.search(flat)
    return frozenset(mark for mark, is_told in found.items() if is_told) & TALK_MARKS


def is_sole_tenant(text: str) -> bool:
    """Whether somebody says that the other is no tenant beside them."""
    return bool(_SOLE.search(text)) and not _NOT_SOLE.search(text)
