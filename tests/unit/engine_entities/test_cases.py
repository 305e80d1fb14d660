"""Written by tenants → meant, case by case."""

from datetime import datetime
from pathlib import Path

import pytest

from engine.entities import find

NOW = datetime.fromisoformat("2026-11-22T14:00:00+01:00")
LINES = [
    line.split(" => ")
    for line in (Path(__file__).parent / "cases.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("text", "expected"), LINES, ids=[line[0] for line in LINES])
def test_what_is_meant(text: str, expected: str) -> None:
    found = ", ".join(f"{one.entity} {one.value}" for one in find(text, NOW)) or "-"
    assert found == expected
