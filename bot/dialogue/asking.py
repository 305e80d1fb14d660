"""Whether words ask something, by their order; more strictly where a proposal or a story is listened for."""

import re

#: A longer question may hold two.
SINGLE_WORDS = 16

#: "mag ik", "kunnen jullie", "hoe lang"; "kan niet anders" and "wat ik kan missen" tell, they do not ask.
_ASKS = re.compile(
    r"^(?:(?:en|maar|ok|oke|dus|ja|nee|hmm?)[ ,]+){0,2}"
    r"(?:(?:mag|mogen|kan|kun|kunnen|moet|moeten|krijg|zijn|is|gaat|gaan|hoef|heb|klopt) "
    r"(?:ik|je|jij|u|jullie|we|wij|dat|dit|het|er|ze|hij|zij|iemand|mijn \w+"
    r"|de (?:gemeente|deurwaarder|verhuurder|rechter|corporatie))"
    r"|(?:hoe(?:veel|lang|zo)?|wat|waar|waarom|wanneer|wie|welke?)(?! (?:dan ook|ik|mij|me)\b))\b",
    re.IGNORECASE,
)


def asks(text: str) -> bool:
    """Whether words can only be a question; stricter than `is_question`, which a mere "kan niet" passes."""
    return "?" in text or bool(_ASKS.search(" ".join(text.split())))


#: A question somewhere in the words, as "1350 is de huur dus hoeveel mag het zijn": not a proposal put politely.
_WITHIN = re.compile(
    r"(?:^|[.!?,;:]\s*|\b(?:dus|en|maar|want)\s+)"
    r"(?:(?:hoe ?veel|hoe ?lang|hoe|waarom|wanneer|wie|wat|waar|welke?)\s+(?!ik\b|mij\b|me\b|dan ook\b)\w+"
    r"|(?:word(?:t|en)?|moet(?:en)?|krijg|raak) (?:ik|we|wij|je|er|ze|hij|zij|het|dat)\b)"
    r"|\bwat gebeurt\b",
    re.IGNORECASE,
)


def asks_within(text: str) -> bool:
    """Whether any part of the words asks for an answer, whatever value stands beside it."""
    return bool(_WITHIN.search(" ".join(text.split())))


_MIDWAY = re.compile(r"\b(?:hoe ?veel|hoe ?lang|waarom|wanneer|wat (?:kost|gebeurt|als))\b", re.IGNORECASE)


def asks_midway(text: str) -> bool:
    """Whether a question begins in the middle of the words ("en als het verder gaat hoeveel komt er dan bij")."""
    return bool(_MIDWAY.search(text))


_MODAL = re.compile(
    r"(?:^|[.!?,;:]\s*|\b(?:dus|en|maar|want)\s+)"
    r"(?:mag|mogen|kan|kun|kunnen|moet|moeten|gaan|komt) (?:ik|je|jij|u|jullie|we|wij|ze)\b",
    re.IGNORECASE,
)


def asks_somewhere(text: str) -> bool:
    """Whether a question stands anywhere in the words, also "mogen ze dan …" after what is told."""
    return asks(text) or asks_within(text) or bool(_MODAL.search(" ".join(text.split())))


_QUESTION = re.compile(
    r"^(?:en |maar |ok |oke )?(?:kan|kun|mag|moet|hoe|wat|waar|waarom|wanneer|wie|welke?|krijg|is|zijn|heb ik"
    r"|(?:word(?:t|en)?|raak|raken) (?:ik|wij|we|je))\b",
    re.IGNORECASE,
)


def is_question(text: str) -> bool:
    """Whether words ask something, also without a mark."""
    return "?" in text or bool(_QUESTION.search(text.strip()))


_NUMBER = re.compile(r"(?:^|(?<=[\s:;,.?!]))(?:vraag )?(\d{1,2})[).:]\s+(?=\D)", re.IGNORECASE)


def numbered(text: str) -> list[str]:
    """The questions of a message that numbers them ("1) ... 2) ..."), in order; empty where it does not."""
    marks = list(_NUMBER.finditer(text))
    if not marks or [int(mark[1]) for mark in marks] != list(range(1, len(marks) + 1)):
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    parts = [" ".join(text[mark.end() : end].split()) for mark, end in zip(marks, ends, strict=True)]
    return parts if len(parts) > 1 and all(parts) else []


_JOINED = re.compile(r"[.?!;\n]\s*\S|\b(?:en|maar|ook|plus|daarnaast|verder)\b", re.IGNORECASE)


def is_single(text: str) -> bool:
    """Whether a message is one short question: it gets one answer, whatever else its words touch on."""
    flat = " ".join(text.split())
    return len(flat.split()) <= SINGLE_WORDS and is_question(flat) and not _JOINED.search(flat)
