"""The road from a missed rent to an eviction: what is behind, where somebody stands, what must still happen. Pure."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.guidance.deadlines import Deadline
from bot.guidance.words import day_in_words

#: In the order in which they happen; the codes are those of the conversation's stage.
STAGES = ("reminder", "formal_notice", "bailiff", "summons", "judgment", "eviction_notice")


class Mark(enum.StrEnum):
    """How a step is drawn, in characters that every channel shows."""

    DONE = "✓"
    HERE = "●"
    AHEAD = "○"

    @property
    def state(self) -> str:
        """How a picture of the road calls it."""
        return {Mark.DONE: "past", Mark.HERE: "now", Mark.AHEAD: "ahead"}[self]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its stage, or None for what only lies ahead of every stage."""

    stage: str | None
    title: str


def marked(steps: Sequence[Step], stage: str | None) -> list[tuple[Mark, Step]]:
    """Every step with its mark. Without a known stage all lie ahead. What was skipped counts as behind."""
    here = next((place for place, step in enumerate(steps) if stage and step.stage == stage), -1)
    return [
        (Mark.HERE if place == here else Mark.DONE if place < here else Mark.AHEAD, step)
        for place, step in enumerate(steps)
    ]


def drawn(steps: Sequence[Step], stage: str | None, here: str) -> str:
    """The road as lines of text: `● Dagvaarding (hier ben je)`."""
    return "\n".join(
        f"{mark} {step.title}{f' ({here})' if mark is Mark.HERE else ''}" for mark, step in marked(steps, stage)
    )


@dataclass(frozen=True, slots=True)
class DayWords:
    """Where a kind of deadline stands on the road, and in which words; a stage of None is the last step."""

    stage: str | None
    text: str


def picture(
    steps: Sequence[Step],
    stage: str | None,
    here: str,
    *,
    words: Mapping[str, DayWords],
    found: Deadline | None,
    today: date,
) -> dict[str, Any]:
    """The same road as data, for a channel that can draw: `text` is the block of the message it stands for.

    {"kind": "road", "text", "steps": [{"title", "state": past | now | ahead, "note"?, "day"?, "day_text"?}]}. A day
    that has passed is not drawn: the sentence beside the road says what it means.
    """
    about = words.get(found.kind) if found is not None and not found.passed else None
    drawn_steps = []
    for mark, step in marked(steps, stage):
        shown: dict[str, Any] = {"title": step.title, "state": mark.state}
        if mark is Mark.HERE:
            shown["note"] = here
        if about is not None and found is not None and step.stage == about.stage:
            shown["day"] = found.last_day.isoformat()
            shown["day_text"] = about.text.replace("{day}", day_in_words(found.last_day, today))
        drawn_steps.append(shown)
    return {"kind": "road", "text": drawn(steps, stage, here), "steps": drawn_steps}
