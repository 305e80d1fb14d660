"""Whether somebody writes for another. Pure.

What the engine hears of it (`third_party`) is the sound of words about somebody else: "spreek ik met een mens?" and
"een klant betaalt me te laat" sound like it as well. Only where it was understood so, or the words say for whom, is it
acted on.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.dialogue.rules import names

THIRD_PARTY = "third_party"
UNDERSTOOD = "ask_for_someone_else"
#: Who asks for a person, a language or what we are, asks it for themselves.
_OF_US = frozenset(
    {"bot_challenge", "request_human", "request_callback", "request_visit", "request_other_language", "complain_bot"}
)
#: Whose amount is asked for counts also where it does not sound like another's.
_OWN_SUM = "ask_balance"
_I = re.IGNORECASE
_KIN = (
    r"(?:(?:schoon|stief|pleeg|klein|groot)?(?:moeder|mama|mam|ma|vader|papa|pap|pa|ouders?|zoon(?:tje)?|dochter(?:tje)?"
    r"|broer(?:tje)?|zus(?:je|ter)?|kind(?:eren)?)|oma|opa|oom|tante|neef(?:je)?|nicht(?:je)?|buur(?:man|vrouw|meisje|jongen)"
    r"|buren|vriend(?:in)?|kennis|collega|huisgenoot)"
)
_CLIENT = r"(?:cli[eë]nten?|pupil|bewoner|pati[eë]nt|leerling|deelnemer)"
_NEAR = r"(?:man|vrouw|partner|ex|verloofde)"
_WHOSE = r"(?:mijn|mn|m'n|me|onze|ons|een|de|het|die|haar|zijn)"
#: For whom it is written, or who does so by profession.
_FOR = re.compile(
    rf"\b(?:voor|namens|over|om|van)\s+(?:{_WHOSE}\s+)?(?:\w+\s+)?(?:{_KIN}|{_CLIENT})\b"
    rf"|\b(?:namens|in naam van)\s+(?:{_WHOSE}\s+)?(?:{_NEAR}|klant\w*|iemand|hem|haar|meneer|mevrouw)\b"
    r"|\b(?:voor|over) (?:iemand anders|een ander|hem|haar|meneer|mevrouw)\b"
    r"|\b(?:schrijf|app|bel|typ|mail|vraag|regel)\b[^.?!]{0,20}\bvoor (?:een |de )?(?:klant|iemand)\b"
    rf"|\bik help\b[^.?!]{{0,20}}\b(?:haar|hem|iemand|{_KIN}|{_CLIENT}|{_NEAR}|meneer|mevrouw)\b"
    r"|\b(?:ik ben|als) (?:de |een |haar |zijn |hun )?"
    r"(?:bewindvoerder|mentor|curator|mantelzorger|begeleider|hulpverlener"
    r"|maatschappelijk werker|gemachtigde?|zaakwaarnemer|vrijwilliger|budgetbeheerder|schuldhulpverlener)\b"
    rf"|\b(?:de )?huur van (?:{_WHOSE}\s+)?(?:{_KIN}|{_CLIENT})\b|\b(?:{_KIN}) (?:haar|zijn|d'r) huur\b",
    _I,
)
#: What another has or lacks, where nobody speaks of themselves.
_OF_ANOTHER = re.compile(
    rf"\b{_WHOSE}\s+(?:\w+\s+)?(?:{_KIN}|{_CLIENT})(?: van (?:mij|me|ons))?\b[^.?!]{{0,15}}"
    r"\b(?:kan|heeft|moet|is|zit|spreekt|wil|krijgt|kreeg|snapt|begrijpt|durft|weet|woont|huurt|loopt)\b"
    rf"|\b(?:moet|moeten|heeft|hebben|is|zijn|staat|staan|loopt|betaalt|kan|mag)\s+{_WHOSE}\s+(?:\w+\s+)?(?:{_KIN}|{_CLIENT})\b",
    _I,
)
_OF_SELF = re.compile(r"\b(?:ik|wij|we|mij|me|ons|mezelf)\b", _I)


def writes_for_other(intent: str, text: str, signals: Sequence[Mapping[str, Any]]) -> bool:
    """Whether this message is written for somebody else; the sound of it alone does not make it so."""
    if intent in _OF_US:
        return False
    if intent == UNDERSTOOD:
        return True
    flat = " ".join(text.split())
    if THIRD_PARTY not in names(signals) and intent != _OWN_SUM:
        return False
    return bool(_FOR.search(flat)) or (bool(_OF_ANOTHER.search(flat)) and not _OF_SELF.search(flat))
