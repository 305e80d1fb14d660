"""Whether somebody asks if a sum must be paid ("moet ik die 40 nou betalen"): a question, and no pledge. Pure."""

import re

_I = re.IGNORECASE
#: Asks whether something must be paid: "moet ik alvast wat overmaken", "hoef ik die dan niet te betalen".
_ASKS_DUTY = re.compile(
    r"(?:^|[,:(]\s*|\b(?:en|maar|dus|of|wat|waarom|want)\s+)"
    r"(?:moet|moeten|hoef|hoeven|dien|dienen|zal) (?:ik|we|wij)\b",
    _I,
)
_DUTY = re.compile(
    r"\b(?:moet|moeten|hoef|hoeven|dien|dienen|zal) (?:ik|we|wij)\b"
    r"|\b(?:ik|we|wij) moet(?:en)?\b|\bkan ik (?:dan )?beter\b",
    _I,
)
#: An own proposal right before a sum, also beside such a question: "moet ik alles betalen of kan ik 50 per maand".
_PROPOSES = re.compile(
    r"\b(?:(?:kan|mag|wil|kunnen|mogen|willen) (?:ik|we|wij)(?! (?:dan )?beter)"
    r"|(?:ik|we|wij) (?:kan|wil|kunnen|willen))"
    r"\b(?:(?!\b(?:moet|moeten|hoef|hoeven)\b)[^.?!])*$",
    _I,
)
_YES_OR_NO = re.compile(r"\?|\bja (?:of|/) ?nee\b|\bja/nee\b|\bwel of niet\b|\bof niet\b", _I)
#: To pay, without who would: "40 euro betalen ja of nee". Whose own wish it is, or who asks leave, proposes.
_TO_PAY = re.compile(r"\b(?:betalen|overmaken|overboeken|voldoen|storten)\b", _I)
_OWN_WISH = re.compile(
    r"\b(?:ik|we|wij|kan|mag|goed|genoeg|lukt|ok[eé]?|oke|prima|akkoord|voorstel\w*)\b|\b(?:p/?m|per maand)\b", _I
)
_WHOLE_SENTENCE = re.compile(r"[^.?!;\n]*(?:\.(?=\d)[^.?!;\n]*)*[?!]*")


def asks_whether_to_pay(text: str, at: int) -> bool:
    """Whether the sentence in which a sum stands, at this place, asks if it must be paid."""
    found = next((s for s in _WHOLE_SENTENCE.finditer(text) if s.start() <= at < s.end()), None)
    said = found[0] if found else ""
    if found and _PROPOSES.search(text, found.start(), at):
        return False
    marked = _YES_OR_NO.search(said)
    if _ASKS_DUTY.search(said) or (marked and _DUTY.search(said)):
        return True
    return bool(marked and _TO_PAY.search(said) and not _OWN_WISH.search(said))
