"""Pure rules on debts that are not the rent: whether a bailiff or a letter of this talk comes for one of those."""

import re

from bot.dialogue.creditors import CREDITORS

_COLLECTOR = r"\b(?:deurwaarders?|incasso\w*|beslag|loonbeslag|bankbeslag|dwangbevel)\b"
#: Those who are never the landlord, whatever stands around their name.
_CLEAR = (
    rf"(?:{CREDITORS}|ziektekosten\w*|premie|cak|toeslagen|waterschap|boetes?|verkeersboetes?|webshop|studieschuld"
    r"|tandarts|ziekenhuis|autoverzekering|verzekering|kinderopvang|sportschool|fitness\w*|basic[- ]?fit|abonnement\w*"
    r"|iets anders|een ander(?:e schuld)?|andere schuld)"
)
_CREDITOR = rf"(?:{_CLEAR}|gemeente|stroom|gas|water|internet|bank|lening|krediet\w*|school)"
#: What may stand between a bailiff and whom he comes for: no other clause.
_GAP = r"(?:(?!\b(?:en|maar|want|omdat|dus)\b)[^.?!,]){0,45}?"
_FOR = r"(?<!niet )\b(?:van|voor|door|namens|om|over|wegens)(?: (?:de|het|een|mijn|mn|m'n|oude|ander))*"
_LETTER = (
    r"\b(?:aanmaning|dagvaarding|vonnis|herinnering|betalingsherinnering|sommatie|incassobrief|verstekvonnis"
    r"|betalingsachterstand)\b"
)
#: The same as "ik heb een dagvaarding, die is niet van jullie".
_NOT_YOURS = (
    r"(?:niet|geen) (?:van|voor|door|over|namens|om|bij)"
    r" (?:jullie|u|de huur|mijn huur|mn huur|huur|de verhuurder|de corporatie|de woning\w+)\b"
)
_LINKED = (
    r"(?:,? (?:is|was|komt|kwam|belt|schrijft|stuurt|hoort|werkt|die|dat|het|deze|alleen|toch|ook|nu|gewoon|echt|ligt"
    r"|legde|gelegd|op|mijn|mn|loon|salaris|rekening|uitkering|bureau|brief|gaat|maar|er|wel)){0,8},?"
)
_COMES = re.compile(
    rf"{_COLLECTOR}{_GAP} {_FOR} {_CREDITOR}\b"
    rf"|\b{_CLEAR} (?:\w+ ){{0,3}}{_COLLECTOR}"
    rf"|{_COLLECTOR}{_LINKED} {_NOT_YOURS}",
    re.IGNORECASE,
)
_WRITES = re.compile(
    rf"{_LETTER}{_GAP} {_FOR} {_CREDITOR}\b|\b(?:brief|post|mail){_GAP} {_FOR} {_CLEAR}\b"
    rf"|(?:{_LETTER}|\bbrief\b){_LINKED} {_NOT_YOURS}",
    re.IGNORECASE,
)
_NOT_THE_RENT = r"\bniet (?:voor|om|over|van) (?:de |mijn |mn |m'n )?huur\b"
#: "Het is niet voor de huur, het is voor de zorgverzekering": said of a seizure or a letter that was told of before.
_NOT_RENT = re.compile(
    rf"{_NOT_THE_RENT}[^?!]{{0,40}}\b(?:voor|van|om|over|de|het|mijn) {_CREDITOR}\b"
    rf"|\b(?:voor|van|om|over) (?:de |het |mijn |mn )?{_CREDITOR}\b[^?!]{{0,20}}{_NOT_THE_RENT}",
    re.IGNORECASE,
)
#: Words that bring the talk back to the rent.
_OURS = re.compile(
    rf"(?:{_COLLECTOR}|{_LETTER}|\bbrief\b)[^.?!]{{0,30}}(?<!niet )(?<!geen )"
    r"\b(?:van jullie|van u|(?:voor|over|om|van) (?:de|mijn|mn) huur\w*"
    r"|van (?:de |mijn )?(?:verhuurder|corporatie|woning\w+))\b"
    r"|\bjullie (?:\w+ )?(?:deurwaarder|aanmaning|dagvaarding|brief)\b",
    re.IGNORECASE,
)
_RENT = re.compile(r"\bhuur\w*\b|\bjullie\b|\bverhuurder\b|\bcorporatie\b|\bwoning\w*\b", re.IGNORECASE)


def comes_from_elsewhere(text: str, known: bool) -> bool:
    """Whether the bailiff or the letter of this talk is about another debt, by these words or as `known` before."""
    flat = " ".join(text.split())
    if _COMES.search(flat) or _WRITES.search(flat) or _NOT_RENT.search(flat):
        return True
    return known and not _OURS.search(flat)


def is_of_rent(text: str) -> bool:
    """Whether words of a talk about another debt speak of the rent or of us."""
    return bool(_RENT.search(" ".join(text.split())))
