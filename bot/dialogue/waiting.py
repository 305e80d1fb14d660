"""What is asked about a question of ours that waits ("en nu?", "moet dat?", "hoe kom ik daaraan?"). Pure."""

import re

from bot.dialogue.ladder_questions import BIRTH_DATE, CODE, NUMBER, SECOND_CODE

_I = re.IGNORECASE
_NOW = re.compile(r"^\W*(?:(?:ok[eé]?|ja|nou|maar|hallo)\W+)*(?:en nu|wat nu|en dan)\b\W*(?:$|[?.!,\n])", _I)
_WHY = re.compile(
    r"^\W*(?:(?:maar|en|ok[eé]?|nee) )*(?:moet (?:dat|dit|het)(?: echt| nu| per se)*"
    r"|is (?:dat|dit|het)(?: echt| nu)* (?:nodig|verplicht)"
    r"|waarom(?: (?:dat|moet dat|wil je dat|vraag je dat|is dat nodig))?|waarvoor(?: is dat)?|hoezo)\W*$",
    _I,
)
_WHERE = re.compile(
    r"^\W*(?:dat )?(?:weet ik niet|geen idee|weet niet)(?: hoor)?\W*$"
    r"|\bhoe kom ik (?:daar ?aan|aan (?:dat|mijn|het) \w*nummer)\b"
    r"|\bwaar (?:staat|vind ik|kan ik) (?:dat|die|het|mijn)\b.{0,25}\b(?:nummer|vinden)\b|\bwaar staat (?:dat|het)\W*$"
    r"|\bnummer\b.{0,25}\bniet (?:bij me|hier|liggen|bij de hand)\b",
    _I,
)
#: What is told to "en nu?", by the question that waits.
_TOLD_NOW = {
    NUMBER: "identity_now_number",
    BIRTH_DATE: "identity_now_birth_date",
    CODE: "identity_now_code",
    SECOND_CODE: "identity_now_code",
}


def asks_now(text: str) -> bool:
    """Whether somebody asks what comes next, with perhaps a word of complaint behind it."""
    return bool(_NOW.search(text.strip()))


def asked_of(question: str | None, text: str) -> str | None:
    """The line that answers what is asked about an open question of the identity ladder; None where nothing is."""
    lines = [line for line in text.splitlines() if line.strip()]
    if asks_now(text):
        return _TOLD_NOW.get(question or "")
    if question != NUMBER:
        return None
    if any(_WHY.search(line) for line in lines):
        return "identity_why_number"
    if len(lines) > 1 and any(_WHERE.search(line) for line in lines):
        return "identity_where_number"
    return "identity_where_number" if _WHERE.search(text) and "?" in text else None
