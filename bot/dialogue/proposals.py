"""Whether words put forward what somebody can pay, for a person to look at. Pure."""

import re

from bot.dialogue.asking import asks, asks_within
from bot.dialogue.rules import BARE, PROPOSED, STORIES

_ASKS_FOR_VALUE = re.compile(
    r"\b(?:bedrag|missen|betalen|lukt|dag|wanneer|hoeveel|nummer|kunt|voorstellen)\b", re.IGNORECASE
)
#: "60 per maand", "ik kan 40 missen": an own proposal, whatever was asked.
_OFFERED = re.compile(
    r"\b(?:pm|p/m|(?:per|elke|iedere) (?:maand|week)|in de (?:maand|week)|missen|(?:ik kan|kan ik)\b.*\bbetalen)\b",
    re.IGNORECASE,
)
#: A mark behind so many words asks; behind fewer it is a guess ("100?", "de 15e dan?").
GUESS_WORDS = 3
_YES_OR_NO = re.compile(r"\bja (?:of|/) ?nee\b|\bja/nee\b|\b(?:of|wel of) niet\W*$", re.IGNORECASE)
LONGEST_VALUE = 12
#: What somebody offers in so many words may come with its reason.
LONGEST_OFFER = 20
_CANNOT = re.compile(r"\b(?:ik|wij|we) (?:kan|kunnen|heb|hebben|wil)\b|\b(?:kan|kunnen) (?:ik|wij|we)\b", re.IGNORECASE)


def is_proposal(intent: str, text: str, values: bool, subject: str | None, question: str) -> bool:
    """Whether a message is the bare amount, day or number that was asked for: for a person to look at."""
    if _is_asked(text) and not _OFFERED.search(text):
        return False
    longest = LONGEST_OFFER if intent in ("inform", "nlu_fallback") and _OFFERED.search(text) else LONGEST_VALUE
    if intent in PROPOSED:
        return values and "?" not in text and len(text.split()) <= longest
    if intent == "nlu_fallback" and values and _OFFERED.search(text):
        return len(text.split()) <= longest
    if intent not in BARE or len(text.split()) > longest:
        return False
    if (asks(text.replace("?", "")) or asks_within(text)) and not _OFFERED.search(text):
        return False  # A question by its order gets its answer; a mere mark is a guess ("100?").
    given = values or any(character.isdigit() for character in text)
    guessed = intent == "unsure" and bool(question)
    wanted = subject in STORIES or bool(_ASKS_FOR_VALUE.search(question)) or bool(_OFFERED.search(text))
    return given and (guessed or wanted)


def _is_asked(text: str) -> bool:
    """Whether the words ask for a yes or a no: a question is no offer, whatever day or sum stands in it."""
    return bool(_YES_OR_NO.search(text)) or ("?" in text and len(text.split()) > GUESS_WORDS)


def offers(text: str) -> bool:
    """Whether somebody names what they can pay ("60 per maand", "ik kan 40 missen", "ik kan niet 612 nu")."""
    return bool(_OFFERED.search(text)) or bool(_CANNOT.search(text))
