"""The rules of telling: which wording, which stage, what is out of date, what may never be said.

Pure: no files, no clock, no state. The same arguments always give the same answer.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.knowledge.hours import CLOSED, when_closed
from bot.knowledge.models import Answer, AnswerVariant, Fact, ForbiddenClaim, Moment, OfficeWord
from bot.knowledge.vocabulary import DAYS_TOLD, NO_BAILIFF, PLACEHOLDERS

#: What the guide's texts may ask for: the computed sentence about a deadline on top.
PLACEHOLDERS_OF_GUIDE = PLACEHOLDERS | {"deadline"}

MAX_SENTENCE_WORDS = 20
MAX_MEAN_SENTENCE_WORDS = 12.0
MIN_FLESCH_DOUMA = 60.0
MAX_PARAGRAPHS = 3
MAX_BUTTONS = 3
MAX_BUTTON_TITLE = 20

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
#: An amount that a narrow screen would break between sign and figures.
_LOOSE_EURO = re.compile(r"€ (?=-?\d)")
_WHOLE_SENTENCE = "|".join(rf"(?<=\{{{name}\}})" for name in ("promise", "deadline", *sorted(DAYS_TOLD)))
_SENTENCE_END = re.compile(rf"""(?:(?<=[.!?…])|(?<=[.!?…]["'”’)])|{_WHOLE_SENTENCE})\s+(?=["'“‘(]*[A-ZÀ-Ý0-9{{])""")
_WORD = re.compile(r"[^\s/]*[\w][^\s/]*")
_VOWELS = re.compile(r"[ëïöü]?[aeiouyáàâéèêíîóôúû]+|[ëïöü]")
_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


class PlaceholderError(ValueError):
    """A text asks for a value that does not exist or was not handed in."""


# ── which text ────────────────────────────────────────────────────────────────────────────────────


def choose_text(
    texts: Sequence[str],
    simpler: str | None,
    previous_texts: Sequence[str],
    seed: str,
    want_simpler: bool = False,
) -> str:
    """The wording that was said longest ago or never; `previous_texts` runs from old to new.

    The seed decides where we start, so tenants do not all read the same first wording. When every
    variant has been said, the simpler explanation comes before any repetition.
    """
    start = turn_of(seed, len(texts))
    ordered = [*texts[start:], *texts[:start]]
    plain = [simpler] if simpler else []
    candidates = plain + ordered if want_simpler else ordered + plain
    return min(candidates, key=lambda text: _last_said(text, previous_texts))


def turn_of(seed: str, count: int) -> int:
    """A number below `count` that hangs on the seed alone."""
    if count < 1:
        raise ValueError("there is nothing to choose from")
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big") % count


#: A sentence of so many characters is not said in another wording by chance.
_TELLING = 25


def _last_said(text: str, previous_texts: Sequence[str]) -> int:
    said = [place for place, previous in enumerate(previous_texts) if is_said_in(text, previous)]
    return said[-1] if said else -1


def is_said_in(text: str, previous: str) -> bool:
    """Whether this was said, also where its question or the sentence about who reads it was another."""
    if text in previous:
        return True
    telling = [sentence for sentence in sentences(text) if len(sentence) >= _TELLING and sentence[-1] != "?"]
    return bool(telling) and 2 * sum(sentence in previous for sentence in telling) > len(telling)


def for_stage(answer: Answer, stage: str | None) -> AnswerVariant:
    """What is true at this stage; the general telling where the stage makes no difference."""
    return answer.by_stage.get(stage, answer.general) if stage else answer.general


def is_called_for(answer: Answer, text: str) -> bool:
    """Whether words in this message call for a themed answer, and none stands beside them that makes it untrue."""
    return any(pattern.search(text) for pattern in answer.when) and not is_ruled_out(answer, text)


def is_ruled_out(answer: Answer, text: str) -> bool:
    """Whether words stand in this message beside which the answer would be untrue."""
    return any(pattern.search(text) for pattern in answer.unless)


_DENIES = re.compile(r"\b(?:geen|niet|niemand|nooit|nimmer|zonder)\W+(?:\w+\W+){0,3}$", re.IGNORECASE)


def is_denied(answer: Answer, text: str) -> bool:
    """Whether the words that call for a themed answer are all denied: "niemand pakt spullen", "geen hond"."""
    found = [match for pattern in answer.when for match in pattern.finditer(text)]
    return bool(found) and all(_DENIES.search(text[: match.start()]) for match in found)


def is_meant(answer: Answer, moment: Moment) -> bool:
    """Whether a themed answer's words mean it at this moment of a talk."""
    question = moment.question.lower()
    return (
        moment.stage not in answer.never_at
        and not answer.never_in & moment.marks
        and not (NO_BAILIFF in moment.marks and answer.speaks_of_bailiff)
        and (moment.elsewhere or not answer.elsewhere)
        and (not answer.after or bool(answer.after & moment.subjects))
        and (not answer.at or moment.stage in answer.at)
        and (not answer.to or any(phrase.lower() in question for phrase in answer.to))
    )


def may_be_said(answer: Answer, text: str, moment: Moment) -> bool:
    """Whether a themed answer is true at this moment and beside these words, whoever thinks that it is called for."""
    return is_meant(answer, moment) and not is_ruled_out(answer, " ".join(text.lower().split()))


def opening_feeling(
    feelings: Sequence[str],
    lines: Mapping[str, Sequence[str]],
    already_named: Iterable[str],
    previous_texts: Sequence[str],
    seed: str,
) -> str | None:
    """One line that names the feeling: once in a conversation, and not where the answer does so."""
    named = set(already_named)
    for feeling in feelings:
        known = lines.get(feeling, ())
        was_said = any(line in previous for line in known for previous in previous_texts)
        if known and feeling not in named and not was_said:
            return choose_text(known, None, previous_texts, seed)
    return None


def with_opening(opening: str | None, text: str) -> str:
    """The opening joins the first paragraph, so that a turn keeps to three."""
    return f"{opening} {text}" if opening else text


# ── what still holds ──────────────────────────────────────────────────────────────────────────────


def is_current(fact: Fact, today: date) -> bool:
    """Whether the fact may be stated today: in force, and not past its review date."""
    begun = fact.valid_from is None or fact.valid_from <= today
    ended = fact.valid_until is not None and fact.valid_until < today
    return begun and not ended and today <= fact.next_review


def split_by_date(
    fact_ids: Iterable[str], facts: Mapping[str, Fact], today: date
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids that may be stated today, and those that may not (gone, not in force, past review)."""
    current: list[str] = []
    stale: list[str] = []
    for fact_id in fact_ids:
        fact = facts.get(fact_id)
        fits = fact is not None and fact.confirmed and is_current(fact, today)
        (current if fits else stale).append(fact_id)
    return tuple(current), tuple(stale)


def cited(variant: AnswerVariant, facts: Mapping[str, Fact]) -> tuple[str, ...]:
    """The facts that may stand as the source under this text: those it names, or all but where help is to be had."""
    if variant.cites is not None:
        return variant.cites
    return tuple(fact_id for fact_id in variant.facts if fact_id in facts and not facts[fact_id].aside)


def dutch_date(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


# ── placeholders ──────────────────────────────────────────────────────────────────────────────────


def placeholders(text: str) -> frozenset[str]:
    return frozenset(_PLACEHOLDER.findall(text))


def fill(text: str, values: Mapping[str, str], known: Iterable[str]) -> str:
    """The text with its values. Unknown and missing names are refused.

    An empty value means 'we have none': the sentence that needs it is left out. An amount is never broken at its sign.
    """
    names = placeholders(text)
    unknown = names - frozenset(known)
    if unknown:
        raise PlaceholderError(f"unknown placeholder: {', '.join(sorted(unknown))}")
    missing = names - values.keys()
    if missing:
        raise PlaceholderError(f"no value for placeholder: {', '.join(sorted(missing))}")
    empty = {name for name in names if not values[name].strip()}
    kept = _without_sentences_on(text, empty) if empty else text
    if values.get(CLOSED):
        kept = when_closed(kept)
    return _LOOSE_EURO.sub("€\u00a0", _PLACEHOLDER.sub(lambda match: values[match[1]].strip(), kept))


def _without_sentences_on(text: str, empty: set[str]) -> str:
    kept = [
        " ".join(sentence for sentence in sentences(paragraph) if not placeholders(sentence) & empty)
        for paragraph in paragraphs(text)
    ]
    return "\n\n".join(paragraph for paragraph in kept if paragraph)


# ── how it reads ──────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Readability:
    sentences: int
    words: int
    mean_sentence: float
    longest_sentence: int
    flesch_douma: float


def paragraphs(text: str) -> list[str]:
    """Blank lines part paragraphs; a single line break is only where the file was wrapped."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return [" ".join(block.split()) for block in blocks if block.strip()]


def tidy(text: str) -> str:
    return "\n\n".join(paragraphs(text))


def sentences(text: str) -> list[str]:
    return [part for paragraph in paragraphs(text) for part in _SENTENCE_END.split(paragraph) if part]


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def syllables(word: str) -> int:
    """Vowel groups, with a trema beginning a new one: 'financiële' has five."""
    return max(1, len(_VOWELS.findall(word.lower())))


def readability(text: str) -> Readability:
    """Sentence lengths and the Flesch-Douma score (206.84 - 77 syllables a word - 0.93 words a sentence)."""
    lengths = [len(words(sentence)) for sentence in sentences(text)]
    lengths = [length for length in lengths if length]
    total = sum(lengths)
    if not total:
        return Readability(0, 0, 0.0, 0, 206.84)
    mean = total / len(lengths)
    per_word = sum(syllables(word) for word in words(text)) / total
    return Readability(len(lengths), total, mean, max(lengths), 206.84 - 77 * per_word - 0.93 * mean)


def forbidden_in(text: str, claims: Iterable[ForbiddenClaim]) -> list[ForbiddenClaim]:
    """The claims that this text makes and nobody may make."""
    flat = " ".join(text.split())
    return [claim for claim in claims if any(pattern.search(flat) for pattern in claim.patterns)]


def office_words_in(text: str, office_words: Iterable[OfficeWord]) -> list[OfficeWord]:
    flat = text.lower()
    standing = (entry for entry in office_words if entry.word.lower() in flat)
    return [entry for entry in standing if re.search(rf"(?<!\w){re.escape(entry.word.lower())}(?!\w)", flat)]
