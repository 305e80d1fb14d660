"""The road from a missed rent to an eviction: what is behind, where somebody stands, what must still happen. Pure."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass

#: In the order in which they happen; the codes are those of the conversation's stage.
STAGES = ("reminder", "formal_notice", "bailiff", "summons", "judgment", "eviction_notice")


class Mark(enum.StrEnum):
    """How a step is drawn, in characters that every channel shows."""

    DONE = "✓"
    HERE = "●"
    AHEAD = "○"


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
