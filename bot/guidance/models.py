"""What the guidance files hold, as plain values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.guidance.timeline import DayWords
from bot.knowledge.models import Source

Takes = Literal["nothing", "date", "amount", "place", "phone", "text"]
Need = Literal["debts", "paperwork", "law", "benefits", "energy", "food", "talk"]
NEEDS: tuple[Need, ...] = ("debts", "paperwork", "law", "benefits", "energy", "food", "talk")


@dataclass(frozen=True, slots=True)
class Meant:
    """What a bare "ja" or "nee" stands for: an intent, with the values that a button would carry."""

    intent: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Plain:
    """Words that only answer us, as a whole message; `when`: always, after a question (`asked`), or `in_flow`."""

    words: re.Pattern[str]
    intent: str
    when: str
    beside: frozenset[str] = frozenset()
    """Other words that may stand around them; any word beyond these may be the one that matters."""

    def is_all_of(self, flat: str) -> bool:
        """Whether a message, in lower case and without marks, says this and nothing more."""
        if self.words.fullmatch(flat):
            return True
        found = self.words.search(flat) if self.beside else None
        return found is not None and {*flat[: found.start()].split(), *flat[found.end() :].split()} <= self.beside


@dataclass(frozen=True, slots=True)
class Single:
    """A word or two, as a whole message, and what they say after these words of ours, or under these subjects."""

    words: re.Pattern[str]
    to: tuple[re.Pattern[str], ...]
    subjects: frozenset[str]
    intent: str
    in_flow: bool
    always: bool

    def fits(self, flat: str, last: str, lately: frozenset[str], *, in_flow: bool) -> bool:
        """Whether this message says so. `last`: what we said last, `lately`: what was talked of."""
        if in_flow != self.in_flow or not self.words.fullmatch(flat):
            return False
        return self.always or any(p.search(last) for p in self.to) or bool(self.subjects & lately)


@dataclass(frozen=True, slots=True)
class Explained:
    """Words that explain a danger which was heard alone and less surely than `below`; never beside one of `unless`."""

    kind: str
    words: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    below: float

    def fits(self, flat: str) -> bool:
        """Whether the words of a message explain it."""
        told, against = (any(p.search(flat) for p in patterns) for patterns in (self.words, self.unless))
        return told and not against


@dataclass(frozen=True, slots=True)
class Denial:
    """Words that say that a danger (`any`: whichever stands) or a feeling is not so; none beside one of `unless`."""

    kind: str
    words: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]

    def fits(self, flat: str) -> bool:
        """Whether a message says so, and nothing that halves it."""
        denied, against = (any(p.search(flat) for p in patterns) for patterns in (self.words, self.unless))
        return denied and not against


@dataclass(frozen=True, slots=True)
class Case:
    """A danger with a reply of its own that words name: one of `words` and one of `beside`, and none of `unless`."""

    kind: str
    words: tuple[re.Pattern[str], ...]
    beside: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]

    def fits(self, flat: str) -> bool:
        """Whether a message is such a case."""
        found = [any(p.search(flat) for p in patterns) for patterns in (self.words, self.beside, self.unless)]
        return found == [True, True, False]


@dataclass(frozen=True, slots=True)
class Letter:
    """One kind of letter, explained."""

    id: str
    name: str
    stage: str | None
    deadline: str | None
    words: tuple[re.Pattern[str], ...]
    facts: tuple[str, ...]
    means: tuple[str, ...]
    #: What it does not mean.
    denies: str
    act: tuple[str, ...]
    #: The same once its last day has passed; empty where that makes no difference.
    late: tuple[str, ...]
    #: The whole of it in truly plain words.
    simpler: str
    genuine: str
    keep: str


@dataclass(frozen=True, slots=True)
class DeadlineWords:
    """Whole sentences about a deadline; `{given}` (the day told), `{day}` (the last) and `{span}` are filled in."""

    kind: str
    ahead: str
    today: str
    passed: str
    unknown: str


@dataclass(frozen=True, slots=True)
class StageWords:
    """What is said beside the road for who stands at a stage; stage None is "not known"."""

    stage: str | None
    facts: tuple[str, ...]
    texts: tuple[str, ...]
    nexts: tuple[str, ...]
    simpler: str


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    title: str | None
    words: tuple[re.Pattern[str], ...]
    intents: frozenset[str]


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    texts: tuple[str, ...]
    again: str
    takes: Takes
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality that somebody filled in the directory for."""

    name: str
    towns: tuple[str, ...]
    #: Inclusive ranges of the four digits of a postcode.
    postcodes: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Referral:
    """Whom somebody can turn to."""

    id: str
    name: str
    needs: tuple[Need, ...]
    helps: str
    cost: str
    reach: str
    waiting: str | None
    #: The fact it rests on; local entries carry their own date of checking instead.
    fact: str | None
    checked_on: date | None
    next_review: date | None
    #: Where it was read, for who looks it over again.
    source: Source | None
    #: Whether staff may sign somebody up there.
    warm: bool
    place: Place | None


@dataclass(frozen=True, slots=True)
class Guidance:
    """Everything under content/guidance and the referral folders, once read."""

    letters: Mapping[str, Letter]
    deadline_words: Mapping[str, DeadlineWords]
    here: str
    steps: tuple[tuple[str | None, str], ...]
    stages: Mapping[str | None, StageWords]
    #: Kind of deadline → how its day is drawn on the road.
    days: Mapping[str, DayWords]
    questions: Mapping[str, Question]
    referrals: tuple[Referral, ...]
    places: tuple[Place, ...]
