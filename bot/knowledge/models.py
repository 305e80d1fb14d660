"""What the content files hold, as plain values. Nothing here reads, chooses or checks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from bot.knowledge.vocabulary import NoGuess

Volatility = Literal["stable", "yearly", "volatile"]
AnswerKind = Literal["information", "conversation"]


@dataclass(frozen=True, slots=True)
class Source:
    name: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Fact:
    id: str
    statement: str
    basis: str | None
    sources: tuple[Source, ...]
    checked_on: date
    source_date: str | None
    valid_from: date | None
    valid_until: date | None
    next_review: date
    volatility: Volatility
    confirmed: bool
    file: str = ""
    aside: bool = False
    """Says only where help is to be had: what is told beside a claim, never what carries it."""


@dataclass(frozen=True, slots=True)
class Button:
    title: str
    intent: str
    values: tuple[tuple[str, str], ...] = ()
    """What the button says beside its intent, such as which flow it opens."""


@dataclass(frozen=True, slots=True)
class AnswerVariant:
    """What is true at one stage: different wordings of one content, and the facts they rest on."""

    facts: tuple[str, ...]
    texts: tuple[str, ...]
    simpler: str | None
    timeless: tuple[str, ...]
    buttons: tuple[Button, ...]
    cites: tuple[str, ...] | None = None
    """Those of the facts that the source line may name; None: all. What is our own rule has no law beside it."""


@dataclass(frozen=True, slots=True)
class Answer:
    id: str
    intents: tuple[str, ...]
    kind: AnswerKind
    topic_title: str
    general: AnswerVariant
    by_stage: Mapping[str, AnswerVariant] = field(default_factory=dict)
    acknowledges: frozenset[str] = frozenset()
    """Feelings these texts already name, so that no second line about them is put in front."""
    when: tuple[re.Pattern[str], ...] = ()
    """Words of the tenant that surely call for this answer instead of the general one."""
    learned: bool = False
    """The engine, which learned from `data/themes/`, tells that this is called for: alone, or beside `when`."""
    after: frozenset[str] = frozenset()
    """Only while the talk is about this: an intent understood a short while ago, or an answer told last."""
    at: frozenset[str] = frozenset()
    """Only at these stages."""
    unless: tuple[re.Pattern[str], ...] = ()
    """Words beside which this would be untrue: then it is not said, whatever else the message holds."""
    never_at: frozenset[str] = frozenset()
    """Stages at which this would be untrue."""
    never_in: frozenset[str] = frozenset()
    """Marks of a talk in which this would be untrue."""
    to: tuple[str, ...] = ()
    """Only right after a question of ours that holds one of these phrases."""
    elsewhere: bool = False
    """Only where the bailiff of this talk comes for another debt than the rent."""
    asked: tuple[str, ...] = ()
    """Sentences of tenants that must lead here, under each of the intents: what the content check tries."""
    person: Literal["eviction", "other", "objection"] = "eviction"
    """What a person is called in for, where a text promises one."""
    first: bool = False
    """An open question of a short flow is put aside: what happened to somebody comes before it."""
    listens: bool = False
    """The next words are taken down for a person, whatever they seem to be about."""
    yields: bool = False
    """A question beside these words is answered instead: what they tell is then only acknowledged."""
    asks_day: str | None = None
    """The kind of letter whose day is asked for under this answer, where it is not known yet."""
    leads: str | None = None
    """The intent as which the talk goes on after this answer, where it is another than was understood."""
    guess: str | None = None
    """What the tenant would say, on a 'bedoel je …' button; None: it is never offered there."""
    no_guess: NoGuess | None = None
    """Why a narrower answer has no such button."""
    file: str = ""

    @property
    def narrow(self) -> bool:
        """Whether it is for a precise question, and not the general answer to its intents."""
        return bool(self.when) or self.learned

    @property
    def needs_guess(self) -> bool:
        """Whether it must say what its button is: not small talk, what answers a question of ours, or what says why."""
        return self.narrow and self.kind != "conversation" and not self.to and self.no_guess is None

    @property
    def speaks_of_bailiff(self) -> bool:
        """Whether it is about a bailiff, however it is worded."""
        return all("deurwaarder" in text.lower() for text in self.general.texts)

    @property
    def bound(self) -> bool:
        """Whether its words mean this only at some moments of a talk."""
        return bool(self.after or self.at or self.to or self.elsewhere)


@dataclass(frozen=True, slots=True)
class Moment:
    """What a talk already holds when words are said: short words mean what they follow on."""

    subjects: frozenset[str] = frozenset()
    """Intents understood a short while ago, and the answers told last."""
    stage: str | None = None
    question: str = ""
    """The question of ours that the words follow on."""
    elsewhere: bool = False
    """The bailiff who was spoken of comes for another debt than the rent."""
    marks: frozenset[str] = frozenset()
    """What holds for the whole talk, this message included: what would be untrue beside it is not said."""


@dataclass(frozen=True, slots=True)
class DangerReply:
    kind: str
    intents: tuple[str, ...]
    facts: tuple[str, ...]
    text: str
    beside: str
    """One line that stays on the screen where another danger leads, or beside an answer while this danger lasts."""
    again: tuple[str, ...]
    """Said instead of `text` while the danger lasts and something of this was just said."""
    closed: str | None = None
    """Said instead of `text` while nobody is at work: only numbers that answer at that hour."""
    closed_again: tuple[str, ...] = ()
    """The same instead of `again`."""
    quiet: str = ""
    """One calm line under an answer, where this danger was only faintly heard; `beside` where empty."""
    check: str = ""
    """Asks after this danger where it was only half heard; with the number."""
    checked_by: str | None = None
    """The professional who read these texts over, and when; None until one has."""


@dataclass(frozen=True, slots=True)
class ConversationLine:
    id: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LanguageLines:
    code: str
    name: str
    native_checked: bool
    lines: tuple[str, ...]
    again: str | None = None
    """Said instead when the lines were just said: that a button calls a person."""


@dataclass(frozen=True, slots=True)
class IntentName:
    intent: str
    group: str
    label: str
    guess: str


@dataclass(frozen=True, slots=True)
class ForbiddenClaim:
    id: str
    never: str
    why: str
    patterns: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class OfficeWord:
    word: str
    plain: str


@dataclass(frozen=True, slots=True)
class BackgroundFact:
    """A fact that no answer has to tell, and why; somebody looked at it."""

    id: str
    reason: str
    reviewed_on: date


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything the content folder says, once read."""

    facts: Mapping[str, Fact]
    answers: tuple[Answer, ...]
    dangers: Mapping[str, DangerReply]
    feelings: Mapping[str, tuple[str, ...]]
    lines: Mapping[str, ConversationLine]
    languages: Mapping[str, LanguageLines]
    intents: Mapping[str, IntentName]
    forbidden: tuple[ForbiddenClaim, ...]
    office_words: tuple[OfficeWord, ...]
    background: Mapping[str, BackgroundFact] = field(default_factory=dict)


class UnknownContentError(LookupError):
    """Nobody wrote this: an intent, a kind of danger or a line that the content does not hold."""


@dataclass(frozen=True, slots=True)
class SpokenAnswer:
    text: str
    buttons: tuple[Button, ...] = ()
    fact_ids: tuple[str, ...] = ()
    answer_id: str = ""
    title: str = ""
    cited: tuple[str, ...] | None = None
    """The facts that the source line may name; None: all of them."""

    @property
    def sourced(self) -> tuple[str, ...]:
        """The facts under whose law the text may be put."""
        return self.fact_ids if self.cited is None else tuple(i for i in self.fact_ids if i in self.cited)
