"""Joining texts: several answers into one turn with one closing question, or an answer and a flow's question. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.knowledge.openings import core
from bot.knowledge.rules import paragraphs, sentences

#: What a source line begins with.
SOURCE = "Bron:"
MAX_PARTS = 3
MAX_BUTTONS = 3
#: A first paragraph that only acknowledges is no longer.
HEAD_WORDS = 14
_POINTS_BACK = re.compile(r"^(?:wil je|lukt|is|zal ik|zullen we) dat\b(?: \w+){0,2}\?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One answer on its way into a turn."""

    title: str
    text: str


def closing_question(text: str) -> str:
    """The question with which a text ends, or nothing."""
    found = sentences(text)
    return found[-1] if found and found[-1].rstrip("'\"’”").endswith("?") else ""


def last_question(text: str) -> str:
    """The question with which a turn ends, under its source line or above it; or nothing.

    A question that points back ("Wil je dat?") comes with the sentence it asks about.
    """
    body = text if closing_question(text) else before_source(text)
    question = closing_question(body)
    return " ".join(sentences(body)[-2:]) if _POINTS_BACK.search(question) else question


def without_question(text: str) -> str:
    """The text without the questions at its end; unchanged when nothing else would be left."""
    blocks = text.strip().split("\n\n")
    while blocks and blocks[-1].rstrip().endswith("?"):
        kept = sentences(blocks[-1])
        while kept and kept[-1].endswith("?"):
            kept.pop()
        blocks[-1:] = [" ".join(kept)] if kept else []
    return "\n\n".join(blocks) or text


def ending_with(text: str, question: str) -> str:
    """The text with this as its only closing question."""
    return f"{without_question(text)}\n\n{question}" if question else text


def with_line(text: str, line: str) -> str:
    """The text with one more line, above its closing question and its source."""
    body, source = source_apart(text)
    question = closing_question(body)
    told = "\n\n".join([without_question(body) if question else body, line, *filter(None, [question])])
    return f"{told}{source}"


_ASKS_DAY = re.compile(r"^(?:welke|op welke) (?:datum|dag) (?:staat|kreeg|is|lag)\b", re.IGNORECASE)


def without_day_question(text: str) -> str:
    """The text without a closing question for the day of a letter."""
    body, source = source_apart(text)
    return f"{without_question(body)}{source}" if _ASKS_DAY.search(closing_question(body)) else text


def after_sorry(sorry: str, text: str) -> str:
    """An excuse and what follows it, which does not say sorry once more."""
    first, *rest = sentences(text)
    again = first.startswith("Sorry") and bool(rest)
    return f"{sorry}\n\n{text[len(first) :].lstrip() if again and text.startswith(first) else text}"


def before_source(text: str) -> str:
    """What stands above the source line."""
    return text.split(f"\n\n{SOURCE}")[0]


def source_apart(text: str) -> tuple[str, str]:
    """A text and the source line at its end, with the blank line above it, which a question may not swallow."""
    body, separator, last = text.rpartition("\n\n")
    return (body, f"{separator}{last}") if separator and last.startswith(SOURCE) else (text, "")


def several(parts: Sequence[Part]) -> str:
    """The answers in the order of the questions, each under its subject, and one closing question."""
    cores = [_core(part.text, number) for number, part in enumerate(parts, start=1)]
    # One feeling is named once, in front of the first.
    felt = next(iter(sentences(cores[0])), "") if cores else ""
    cores[1:] = [core[len(felt) :].lstrip() if core.startswith(felt) and core != felt else core for core in cores[1:]]
    told = [f"{number}. {part.title}\n{core}" for number, (part, core) in enumerate(zip(parts, cores, strict=True), 1)]
    question = next((found for part in parts if (found := closing_question(part.text))), "")
    return "\n\n".join([*told, question] if question else told)


def _core(text: str, number: int) -> str:
    """What an answer says, without its question; from the second on without its kind opening line."""
    return " ".join(_without_head(without_question(text), number > 1))


def _without_head(text: str, skips: bool) -> list[str]:
    """The paragraphs without a kind opening; `skips`: also without a first one that only acknowledges.

    The opening may be gone already, as it was said before: a first paragraph that is not short says something.
    """
    said = core(text)
    blocks = paragraphs(said)
    is_head = len(blocks) > 1 and len(blocks) == len(paragraphs(text)) and len(blocks[0].split()) <= HEAD_WORDS
    return blocks[1:] if skips and is_head else blocks


#: An answer beside others is this long at most.
BRIEF_SENTENCES, BRIEF_WORDS = 3, 40


def brief(text: str, *, skips_head: bool) -> str:
    """The first sentences of an answer that say something, without its question; `skips_head`: not its first paragraph,
    which only acknowledges."""
    kept: list[str] = []
    words = 0
    for sentence in sentences("\n\n".join(_without_head(without_question(text), skips_head))):
        words += len(sentence.split())
        if kept and (words > BRIEF_WORDS or len(kept) == BRIEF_SENTENCES):
            break
        kept.append(sentence)
    while len(kept) > 1 and kept[-1].endswith("?"):
        kept.pop()  # What it leads to did not fit.
    return " ".join(kept)


_CONTROL = re.compile(r"[\s.?!]+")


def is_repeated(text: str, previous: Sequence[str]) -> bool:
    """Whether this is word for word the last thing said."""
    return bool(previous) and _CONTROL.sub(" ", text).strip() == _CONTROL.sub(" ", previous[-1]).strip()
