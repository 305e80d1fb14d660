"""Whole messages in every register, all their values labelled: what the grammar is mended by."""

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from engine.entities import find

MESSAGES = [
    json.loads(line) for line in (Path(__file__).parent / "messages.jsonl").read_text(encoding="utf-8").splitlines()
]


def pairs(items: list[dict[str, Any]]) -> Counter[tuple[str, str]]:
    return Counter((item["entity"], str(item["value"])) for item in items)


@pytest.fixture(scope="module")
def counted() -> Counter[str]:
    counts: Counter[str] = Counter()
    for message in MESSAGES:
        found = find(message["text"], datetime.fromisoformat(message["now"]))
        given = Counter((one.entity, one.value) for one in found)
        wanted, defensible = pairs(message["entities"]), pairs(message.get("entities_also", []))
        right = given & wanted
        counts["right"] += right.total()
        counts["wanted"] += wanted.total()
        counts["wrong"] += sum(count for pair, count in (given - wanted).items() if pair not in defensible)
    return counts


def test_nearly_all_that_messages_name_is_found(counted: Counter[str]) -> None:
    assert counted["right"] / counted["wanted"] >= 0.99


def test_nearly_all_that_is_found_is_meant(counted: Counter[str]) -> None:
    assert counted["right"] / (counted["right"] + counted["wrong"]) >= 0.99
