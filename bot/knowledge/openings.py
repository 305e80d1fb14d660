"""Kind words without content at the head of a text ("Goed dat je het vraagt."): not in every answer. Pure."""

import re
from collections.abc import Sequence

from bot.knowledge.rules import choose_text, paragraphs, sentences

_EMPTY = re.compile(
    r"^(?:(?:wat |echt |heel )?(?:goed|fijn|slim|knap|mooi|sterk|dapper|netjes)(?: van je)? dat (?:je|u)\b"
    r"|dank je(?: wel)?(?:\.|!| dat (?:je|u)\b| voor (?:je|het|dat)\b)"
    r"|goed idee\b|goede vraag\b|dat is een (?:goede|logische|terechte) vraag\b|goed om (?:te vragen|na te kijken)\b)",
    re.IGNORECASE,
)
#: What only goes on about that head, which then goes with it.
_GOES_ON = re.compile(
    r"^(?:dat (?:is|geeft|hoeft|kost)|dan (?:weet|weten|kom\w*|hoeven)|zo (?:kan|gaat|voorkom))\b", re.IGNORECASE
)
#: A longer first sentence says more than that it is good to be asked.
MOST_WORDS = 9


def is_empty(sentence: str) -> bool:
    """Whether a sentence only says that it is good that somebody writes."""
    return bool(_EMPTY.match(sentence)) and len(sentence.split()) <= MOST_WORDS


def core(text: str) -> str:
    """What a text says without such a head; it is always the text's own end, and never nothing."""
    sentence = next(iter(sentences(text)), "")
    if not text.startswith(sentence):
        return text
    rest = text[len(sentence) :].lstrip()
    if not rest or not is_empty(sentence):
        return text
    head, _, body = rest.partition("\n\n")
    return body if body and _GOES_ON.search(head) and len(head.split()) <= MOST_WORDS + 3 else rest


def opens_empty(text: str) -> bool:
    """Whether a paragraph of what was said begins so."""
    return any(is_empty(sentences(paragraph)[0]) for paragraph in paragraphs(text))


def less_of_it(text: str, previous_texts: Sequence[str], *, feeling_named: bool) -> str:
    """The text, without its kind head where a feeling was named before it or another answer began so a moment ago."""
    if feeling_named or any(opens_empty(previous) for previous in previous_texts):
        return core(text)
    return text


def chosen(
    texts: Sequence[str], simpler: str | None, previous_texts: Sequence[str], seed: str, *, want_simpler: bool
) -> str:
    """The wording said longest ago, with or without its kind head: without it, it is the same wording."""
    by_core = {core(text): text for text in (*texts, *([simpler] if simpler else []))}
    plain = core(simpler) if simpler else None
    return by_core[choose_text([core(t) for t in texts], plain, previous_texts, seed, want_simpler)]
