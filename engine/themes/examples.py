"""What is learned from: messages and the narrower answer that each calls for (`data/themes/`), or none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import List, NamedTuple, Optional

FOLDER = Path(__file__).resolve().parents[2] / "data" / "themes"
#: Each folder holds what some hands wrote who did not see the others' messages; this one's hold up the mirror.
CHECKED_ON = "second_hands"


class Example(NamedTuple):
    """A message, and the id of the answer in `content/answers/themes/` it calls for; None: none of them."""

    text: str
    theme: Optional[str]
    #: Whether it serves to learn how far the others are to be trusted.
    checks: bool


def labelled(folder: Path = FOLDER) -> List[Example]:
    """In a fixed order, so that the same data makes the same model."""
    return [
        Example(body["text"], body["theme"], file.parent.name == CHECKED_ON)
        for file in sorted(folder.rglob("*.jsonl"))
        for body in map(json.loads, filter(str.strip, file.read_text(encoding="utf-8").splitlines()))
    ]
