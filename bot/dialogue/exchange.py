"""One message as the dialogue hears it, and what the conversation knew before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from bot.dialogue import composing
from bot.dialogue.dangers import HOLDS_ON
from bot.dialogue.entities import values
from bot.dialogue.flows import FlowState
from bot.dialogue.rules import further
from bot.dialogue.told.correcting import Corrected
from bot.dialogue.told.notes import Notes
from bot.dialogue.told.sums import Told
from bot.dialogue.told.ways import Way
from bot.dialogue.told.which_day import WhichDay
from bot.knowledge.models import Moment
from bot.knowledge.vocabulary import TALK_MARKS

#: Among the days that were told: that the bailiff comes from elsewhere. No kind of deadline has this name.
ELSEWHERE = "elsewhere"
#: A talk in which a danger holds on.
IN_DANGER = "talk:danger"


@dataclass(frozen=True)
class Heard:
    """One understood message, as an action hears it."""

    conversation_id: UUID
    message_id: str
    intent: str
    text: str = ""
    entities: Sequence[Mapping[str, Any]] = ()
    signals: Sequence[Mapping[str, Any]] = ()
    ranking: Sequence[Mapping[str, Any]] = ()
    topics: Sequence[str] = ()
    #: The narrower answers that all of the text, as it was sent, seems to call for, surest first.
    themes: Sequence[Mapping[str, Any]] = ()
    #: A new wording of what was answered already: looked at for danger, and otherwise left alone.
    edited: bool = False

    def value(self, entity: str) -> str | None:
        """The first value of an entity."""
        return next(iter(self.values(entity)), None)

    def values(self, entity: str) -> list[str]:
        """The values of an entity, in the order of the text."""
        return values(self.entities, entity)


@dataclass
class Memory:
    """What was said and known before this message; the last block is what this turn may change."""

    stage: str | None = None
    danger: str | None = None
    #: The danger that the tenant said is not so, while the desk still looks at it.
    denied: str | None = None
    said: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    #: The facts are those of the last message, not of one before it.
    facts_are_last: bool = True
    intents: list[str] = field(default_factory=list)

    #: Name of the flow that was open before this message.
    began_with: str | None = None

    flow: FlowState | None = None
    #: A question of the ladder that is not put again, and may still be answered.
    asleep: FlowState | None = None
    told: list[str] = field(default_factory=list)
    simplified: int = 0
    dates: dict[str, str] = field(default_factory=dict)
    #: Sums, days and ways to be reached that were told in this talk, this message included.
    notes: Notes = field(default_factory=Notes)

    #: Somebody proved here who they are; whether that still counts is asked where it matters.
    proven: bool = False
    #: The stage in the ledger of who is proven to be here, for this turn only; never written down.
    ledger_stage: str | None = None

    #: The same as it was read, so that only what changed is written down.
    as_recalled: "Memory | None" = None

    @property
    def elsewhere(self) -> bool:
        """Whether the bailiff they spoke of comes for another debt: then nothing about the rent lies with him."""
        return ELSEWHERE in self.dates

    @elsewhere.setter
    def elsewhere(self, so: bool) -> None:
        if so:
            self.dates[ELSEWHERE] = "yes"
        else:
            self.dates.pop(ELSEWHERE, None)

    @property
    def at_stage(self) -> str | None:
        """Where the tenant stands: what was told or what the ledger knows, whichever is further."""
        return further(self.stage, self.ledger_stage)


@dataclass
class Exchange:
    """What was heard, beside what is known."""

    heard: Heard
    memory: Memory
    #: The words only answer a question of ours, whatever danger was heard in them.
    plain: bool = False
    #: What this message tells of sums and of being reached.
    sums: Told = field(default_factory=Told)
    way: Way = field(default_factory=Way)
    #: What it put right of what was told before.
    corrected: Corrected = field(default_factory=Corrected)
    #: Which day of paying it asks for, or puts right.
    which_day: WhichDay = field(default_factory=WhichDay)
    #: Sentences that go in front of the answer: to what was said beside the rest.
    openings: list[str] = field(default_factory=list)

    @property
    def moment(self) -> Moment:
        """What the talk held before this message, whatever this turn has changed since."""
        before = self.memory.as_recalled or self.memory
        last = before.said[-1] if before.said else ""
        # A reply to danger asks in the middle: where to call and who reads this stand last.
        question = last if before.danger in HOLDS_ON else composing.last_question(last)
        marks = (TALK_MARKS & before.dates.keys()) | ({IN_DANGER} if before.danger in HOLDS_ON else set())
        subjects = frozenset((*before.intents, *before.told, *marks))
        held = frozenset(TALK_MARKS & self.memory.dates.keys())
        return Moment(subjects, self.memory.at_stage, question, self.memory.elsewhere, held)
