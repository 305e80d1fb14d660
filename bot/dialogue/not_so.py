"""What somebody says is not so is not taken for what they tell: not paid is not paid, no seizure is none. Pure."""

import re
from collections.abc import Mapping

from bot.dialogue import marks

_NOT_PAID = re.compile(
    r"\b(?:niet|nooit|nog niks|nog niets)\b(?: \w+){0,3} (?:betaald|overgemaakt|voldaan)\b(?! (?:gekregen|door|aan m))"
    r"|\b(?:betaal|betalen|betaald)\b[^.?!]{0,12}\b(?:morgen|overmorgen|straks) pas\b",
    re.IGNORECASE,
)
_PAID = re.compile(
    r"\b(?:heb(?:ben)?|is|was)\b(?: \w+){0,4} (?:betaald|overgemaakt|voldaan)\b",
    re.IGNORECASE,
)


def denies_payment(text: str) -> bool:
    """Whether somebody says that they have not paid; not beside something that they did pay."""
    flat = " ".join(text.split())
    return bool(_NOT_PAID.search(flat)) and not _PAID.search(_NOT_PAID.sub(" ", flat))


#: Who does not pick up a telephone takes nothing.
_PICKS_UP = re.compile(r"\b(?:neem|neemt|nemen|nam|namen)\b[^.?!]{0,20}\bop\b", re.IGNORECASE)
_TAKES = re.compile(r"beslag|loon|salaris|rekening|inhoud|ingehouden|afpak|afgepakt|pakken", re.IGNORECASE)


#: What somebody says not to want, by the subject that it is.
_WISHES: Mapping[str, str] = {
    "request_terminate_lease": r"opzegg\w*|opgezegd|verhuizen|vertrekken|weg|eruit",
    "request_visit": r"langs ?kom\w*|huisbezoek|bezoek|aan de deur",
}
_NOT_WANTED = (
    r"\b(?:wil(?:len|de|den)?|hoef|ga|gaan)\b[^.?!;]{{0,20}}?\b(?:niet|niets|niks|geen|nooit)\b[^.?!;,]{{0,20}}?"
    r"\b(?:{words})\b(?! ?hal)"
)
#: What was told to us, passed on or taken down: of the home where the talk is about that.
_REPORT = re.compile(r"\b(?:melding\w*|gemeld|melden|doorgegeven|doorgezet|doorgestuurd|aangemeld)\b", re.IGNORECASE)
_SIGNALLED = re.compile(
    r"\b(?:gemeente|wijkteam|schuldhulp\w*|vroegsignal\w*|signaal|instanties?|hulpverlen\w*|geldloket)\b", re.IGNORECASE
)
_NOT_SIGNALLED = re.compile(r"\bniet (?:over |aan |bij |voor )?(?:de )?gemeente\b", re.IGNORECASE)
#: Who comes or collects, and what says that somebody came or wrote already.
_COLLECTOR = re.compile(r"\b(?:incasso\w*|deurwaarders?)\b", re.IGNORECASE)
_LEAVING = re.compile(
    r"ontruim|uitgezet|uitzet|\b(?:uit huis|huis uit|eruit|vonnis|dagvaarding|rechter|sleutels?|straat)\b",
    re.IGNORECASE,
)
_HAS = re.compile(
    r"\b(?:heb|hebben|had|kreeg|kregen|gekregen|krijg (?:ik|we) (?:elke|steeds|alweer)|kwam|ontvangen|ligt|stuurde"
    r"|belde|belt|schrijft|schreef|stond|was|brief van|staat (?:in|op))\b",
    re.IGNORECASE,
)
_ASKED_OF_IT = re.compile(
    r"^\W*(?:(?:en|of|maar|dus|want|ja|ok[eé]?|dan) )*(?:krijg(?:en)?|komt?|komen|stopt?|gaat|gaan|moet|mag|kan|is"
    r"|word(?:t|en)?|sturen?|stuurt|wanneer|hoe|wat|blijft?|loopt?)\b",
    re.IGNORECASE,
)


def unwanted(text: str) -> frozenset[str]:
    """The subjects of which somebody says not to want them: "ik wil niets opzeggen" ends no lease."""
    flat = " ".join(text.split())
    found = {s: re.search(_NOT_WANTED.format(words=words), flat, re.IGNORECASE) for s, words in _WISHES.items()}
    return frozenset(subject for subject, said in found.items() if said)


def only_asks_of_collector(text: str) -> bool:
    """Whether a bailiff or a collecting agency is only asked about ("krijg ik dan al incasso"): nothing lies there."""
    parts = re.split(r"[.!;\n]+|(?<=\?)|\s(?=(?:en|of|maar) )", " ".join(text.split()))
    named = [part for part in parts if part and _COLLECTOR.search(part)]
    return bool(named) and not any(_HAS.search(part) or not _is_asked(part) for part in named)


def names_bailiff(text: str) -> bool:
    """Whether a bailiff or an agency is named, and not only that money is collected."""
    return re.search(r"\bdeurwaarders?\b|\bincasso ?(?:bureau|kantoor)\w*", text, re.IGNORECASE) is not None


def _is_asked(part: str) -> bool:
    return part.rstrip().endswith("?") or _ASKED_OF_IT.search(part) is not None


def of_repair(text: str, of_defects: bool) -> bool:
    """Whether what was reported is a repair and no debt: told so, or in a talk of one without a word of the council."""
    if _NOT_SIGNALLED.search(text):
        return True
    return of_defects and bool(_REPORT.search(text)) and not _SIGNALLED.search(text)


def denied(text: str) -> frozenset[str]:
    """The subjects that a message sounds like and says are not so."""
    said: Mapping[str, bool] = {
        "report_payment_made": denies_payment(text),
        "ask_seizure": marks.denies_seizure(text) or bool(_PICKS_UP.search(text) and not _TAKES.search(text)),
        # Who asks if collecting stops has no day to leave, whatever that sounds like.
        "report_eviction_notice": only_asks_of_collector(text) and not _LEAVING.search(text),
    }
    return unwanted(text) | frozenset(subject for subject, is_denied in said.items() if is_denied)
