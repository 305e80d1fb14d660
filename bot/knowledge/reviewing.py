"""What of the content a person has to look at: facts near or past their day, texts that nobody has checked. Pure."""

import enum
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import PurePosixPath

from bot.knowledge.models import DangerReply, Fact, Knowledge, LanguageLines, Volatility
from bot.knowledge.rules import is_current

#: From so many days before its day a fact is on the list.
AHEAD = timedelta(days=45)


class Standing(enum.StrEnum):
    """How a fact stands on a day."""

    #: Not stated any more: past its review date, or no longer in force.
    PAST = "past"
    #: Written down, but not stated until somebody confirms it.
    UNCONFIRMED = "unconfirmed"
    SOON = "soon"


@dataclass(frozen=True)
class Use:
    """A text that rests on a fact; `title` is how people call it."""

    where: str
    title: str


@dataclass(frozen=True)
class FactToReview:
    fact: Fact
    standing: Standing
    #: The day it must be looked at, at the latest.
    by: date
    #: The texts that rest on it; a danger reply is told whatever the date, so it is most urgent.
    uses: tuple[Use, ...]

    @property
    def room(self) -> str:
        """The file of facts it stands in, by the name of its subject."""
        return PurePosixPath(self.fact.file).stem


@dataclass(frozen=True)
class Narrowed:
    """What somebody wants to see of the facts; None for all."""

    standing: Standing | None = None
    room: str | None = None
    volatility: Volatility | None = None
    #: Only what an answer rests on: looking those over first helps tenants most.
    used: bool = False

    def takes(self, one: FactToReview) -> bool:
        return (
            self.standing in (None, one.standing)
            and self.room in (None, one.room)
            and self.volatility in (None, one.fact.volatility)
            and (bool(one.uses) or not self.used)
        )


@dataclass(frozen=True)
class Review:
    facts: tuple[FactToReview, ...]
    languages: tuple[LanguageLines, ...]
    dangers: tuple[DangerReply, ...]
    #: How much there is in all.
    fact_count: int
    language_count: int
    danger_count: int

    def count(self, standing: Standing) -> int:
        return sum(found.standing is standing for found in self.facts)

    @property
    def rooms(self) -> Mapping[str, int]:
        """Subject → how many of its facts are on the list, the fullest first."""
        return dict(Counter(found.room for found in self.facts).most_common())

    def narrowed(self, to: Narrowed) -> "Review":
        """The same with fewer facts."""
        return replace(self, facts=tuple(one for one in self.facts if to.takes(one)))


def review(
    knowledge: Knowledge, today: date, elsewhere: Iterable[tuple[str, str]] = (), ahead: timedelta = AHEAD
) -> Review:
    """Everything to look at, the oldest first. `elsewhere`: place and fact id of texts outside the answers."""
    uses = _uses(knowledge, elsewhere)
    found = [
        FactToReview(fact, standing, _by(fact), tuple(uses.get(fact.id, ())))
        for fact in knowledge.facts.values()
        if (standing := standing_of(fact, today, ahead)) is not None
    ]
    return Review(
        facts=tuple(sorted(found, key=lambda one: (list(Standing).index(one.standing), one.by, one.fact.id))),
        languages=tuple(one for one in knowledge.languages.values() if not one.native_checked),
        dangers=tuple(one for one in knowledge.dangers.values() if one.checked_by is None),
        fact_count=len(knowledge.facts),
        language_count=len(knowledge.languages),
        danger_count=len(knowledge.dangers),
    )


def standing_of(fact: Fact, today: date, ahead: timedelta = AHEAD) -> Standing | None:
    """None while nobody needs to look."""
    if not fact.confirmed:
        return Standing.UNCONFIRMED
    if fact.valid_from is not None and fact.valid_from > today:
        # Written ahead of the day on which it comes into force.
        return None
    if not is_current(fact, today):
        return Standing.PAST
    return Standing.SOON if _by(fact) <= today + ahead else None


def _by(fact: Fact) -> date:
    return min(fact.next_review, fact.valid_until) if fact.valid_until else fact.next_review


def _uses(knowledge: Knowledge, elsewhere: Iterable[tuple[str, str]]) -> dict[str, list[Use]]:
    """Fact id → the texts that rest on it, each once."""
    found: dict[str, dict[Use, None]] = {}
    for danger in knowledge.dangers.values():
        for fact in danger.facts:
            found.setdefault(fact, {})[Use("dangers", danger.kind)] = None
    for answer in knowledge.answers:
        for variant in (answer.general, *answer.by_stage.values()):
            for fact in variant.facts:
                found.setdefault(fact, {})[Use(answer.id, answer.topic_title)] = None
    for where, fact in elsewhere:
        found.setdefault(fact, {})[Use(where, where)] = None
    return {fact: list(uses) for fact, uses in found.items()}
