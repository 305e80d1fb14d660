"""Whether words ask something, by their order; more strictly where a proposal or a story is listened for."""

import re

#: A longer question may hold two.
SINGLE_WORDS = 16

#: "mag ik", "kunnen jullie", "hoe lang"; "kan niet anders" and "wat ik kan missen" tell, they do not ask.
_ASKS = re.compile(
    r"^(?:(?:en|maar|ok|oke|dus|ja|nee|hmm?)[ ,]+){0,2}"
    r"(?:(?:mag|mogen|kan|kun|kunnen|moet|moeten|krijg|zijn|is|gaat|gaan|hoef|heb|klopt) "
    r"(?:ik|je|jij|u|jullie|we|wij|dat|dit|het|er|ze|hij|zij|iemand|mijn \w+"
    r"|de (?:gemeente|deurwaarder|verhuurder|rechter|corporatie|huur|ontruiming))"
    r"|(?:hoe(?:veel|lang|zo)?|wat|waar|waarom|wrm|wanneer|wnr|wie|welke?)(?! (?:dan ook|ik|mij|me)\b))\b",
    re.IGNORECASE,
)


#: "en mijn huur van december dan", "en die 240 dan": what about that.
_WHAT_ABOUT = re.compile(
    r"^(?:maar |ok |oke |ja )*en (?:die|de|het|mijn|mn|m'n|dat|onze) .{1,40}\bdan\W*$", re.IGNORECASE
)


def asks(text: str) -> bool:
    """Whether words can only be a question; stricter than `is_question`, which a mere "kan niet" passes."""
    flat = " ".join(text.split())
    return "?" in text or bool(_ASKS.search(flat) or _WHAT_ABOUT.search(flat))


#: A question somewhere in the words, as "1350 is de huur dus hoeveel mag het zijn": not a proposal put politely.
_WITHIN = re.compile(
    r"(?:^|[.!?,;:]\s*|\b(?:dus|en|maar|want)\s+)"
    r"(?:(?:hoe ?veel|hoe ?lang|hoe|waarom|wanneer|wie|wat|waar|welke?)\s+(?!ik\b|mij\b|me\b|dan ook\b)\w+"
    r"|(?:word(?:t|en)?|moet(?:en)?|krijg|raak) (?:ik|we|wij|je|er|ze|hij|zij|het|dat)\b)"
    r"|\bwat gebeurt\b|\bhoe ?veel (?:komt|kost|kosten|moet|mag|krijg)\b",
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


def is_about_one_thing(text: str) -> bool:
    """Whether a message is short and asks once at most: an answer that was written for it needs no other beside it."""
    return len(text.split()) <= SINGLE_WORDS and text.count("?") <= 1


#: Where one part of a message ends and the next begins: at a mark, or at "maar" with a question behind it.
_PARTED = re.compile(
    r"\s*\n\s*|(?<=[.!?;])\s+|\s*,\s+(?=(?:maar|en|of)\b)"
    r"|\s+(?=(?:maar|en) (?:hoe|wat|kan|kun|mag|moet|wanneer|waar|waarom|wie|krijg|komen?|gaan?|is|zijn|word)\b)",
    re.IGNORECASE,
)
#: Words before a question that ask nothing.
_BEFORE = re.compile(
    r"^(?:(?:en|maar|of|ok|oke|dus|ja|nee|nou|hm+|o ja|oja|oh|trouwens|nog even|even|verder|dan|eh) ?,? ?)+",
    re.IGNORECASE,
)
#: A longer one is no short question.
SHORT_WORDS = 10
#: A line of a burst may be a little longer: nothing else stands in it.
BURST_WORDS = 12
#: What is told beside them; a longer story is one of its own.
ASIDE_WORDS = 12


def parts(text: str) -> list[str]:
    """The sentences of a message, also where only "maar" or "en" parts them."""
    return [part.strip() for part in _PARTED.split(text.strip()) if part and part.strip()]


def asked_beside(text: str) -> str | None:
    """What a message asks beside something that asks nothing ("dank je. en wat kost dat?"); None without both."""
    found = parts(text)
    asked = [part for part in found if _is_asked(part)]
    return " ".join(asked) if 0 < len(asked) < len(found) else None


_CONTRADICTS = re.compile(
    r"\b(?:begrijpt?|snapt?) (?:u |je |jij |jullie )?(?:me|mij|het) (?:niet|verkeerd)|\bverkeerd begrepen\b"
    r"|\bdat (?:vraag|vroeg|bedoel|bedoelde) ik (?:helemaal )?niet\b|\bluistert? niet\b"
    r"|\bniet wat ik (?:vraag|vroeg|bedoel)",
    re.IGNORECASE,
)


def contradicts(text: str) -> bool:
    """Whether somebody says that we took them wrong: what was just said is then not said again."""
    return bool(_CONTRADICTS.search(" ".join(text.split())))


def _is_asked(part: str) -> bool:
    bare = _BEFORE.sub("", part)
    return part.endswith("?") or asks(part) or asks(bare)


#: Asks as a line of its own in a burst, and not within a story.
_ASKED_ALONE = re.compile(
    r"^(?:en |maar )+(?:wat )?als (?:ik|we|wij|jullie|ze|hij|zij)\b|\b(?:bedoel|bedoelde) ik(?: dus)?\W*$"
    r"|^(?:ik bedoel |en |maar )*kost (?:het|dat|dit)\b",
    re.IGNORECASE,
)


#: Our own word said back ("Beslag?", "waarom spullen??") or a bare word that asks on ("en waar dan?").
_ECHO = re.compile(
    r"^(?:(?:en|of|maar|dus) )*(?:waar|hoe|wanneer|waarom|wie|wat|hoe ?veel)(?: dan| nu| precies)?\W*$"
    r"|^waarom \w+\W*$|^\w+\?+$",
    re.IGNORECASE,
)


_MEANT = re.compile(r"^(?:nee )?ik bedoel(?:de)? (?=\S+ \S)", re.IGNORECASE)


def is_burst(text: str) -> bool:
    """Whether short lines came one right after the other, as they are typed on a telephone."""
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) > 1 and all(len(line.split()) <= BURST_WORDS for line in lines)


def listed(text: str) -> list[str]:
    """Short questions in a row ("mag dat? wat kost dat? en moet ik komen?"), in order; empty where a story is told."""
    found = parts(text)
    alone = is_burst(text)
    asked = [part for part in found if _is_asked(part) or (alone and _ASKED_ALONE.search(part))]
    asked = [part for part in asked if not _ECHO.search(part)]
    longest = BURST_WORDS if alone else SHORT_WORDS
    short = all(len(part.split()) <= (longest if part in asked else ASIDE_WORDS) for part in found)
    return [_MEANT.sub("", part) for part in asked] if len(asked) > 1 and short else []
