"""How well messages are understood that nobody trained on: floors, a little under what was measured.

The held-out messages in `held_out/` were written by hands that had not seen the training messages.
"""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue.training import ENGINE_PYTHON
from bot.settings import PROJECT

HELD_OUT = sorted((Path(__file__).parent / "held_out").glob("*.jsonl"))

Measured = dict[str, Any]


@pytest.fixture(scope="module")
def measured() -> Measured:
    command = [str(ENGINE_PYTHON), "-m", "engine.evaluate", "--json", *map(str, HELD_OUT)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found: Measured = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("what", "floor"),
    [("accuracy", 0.90), ("top3", 0.97), ("macro_f1", 0.905), ("out_of_scope_caught", 0.88)],
)
def test_what_is_understood_stays_above_its_floor(measured: Measured, what: str, floor: float) -> None:
    assert measured["intents"][what] >= floor


@pytest.mark.parametrize(
    ("what", "ceiling"),
    [("confident_and_wrong", 0.04), ("in_scope_lost_to_it", 0.03), ("calibration_error", 0.06)],
)
def test_what_goes_wrong_stays_below_its_ceiling(measured: Measured, what: str, ceiling: float) -> None:
    assert measured["intents"][what] <= ceiling


def test_no_register_is_left_behind(measured: Measured) -> None:
    weak = {name: row for name, row in measured["intents"]["per_register"].items() if row["accuracy"] < 0.82}
    assert not weak


def test_danger_is_heard_and_look_alikes_are_let_be(measured: Measured) -> None:
    # Among them 231 messages whose writer was asked to veil the danger as well as she could.
    assert measured["danger"]["recall"] >= 0.95
    assert measured["danger"]["false_alarms"] <= 0.052


def test_the_lines_given_in_danger_are_those_for_that_danger(measured: Measured) -> None:
    assert measured["danger"]["reply_fits"] >= 0.9


def test_values_come_out_right(measured: Measured) -> None:
    found = measured["entities"]["all"]
    assert found["recall"] >= 0.98
    assert found["precision"] >= 0.98


def test_an_eviction_with_a_day_is_heard(measured: Measured) -> None:
    found = measured["danger"]["per_signal"]["eviction_date"]
    assert found["recall"] >= 0.8
    assert found["precision"] >= 0.8


def test_several_requests_in_one_message_are_found(measured: Measured) -> None:
    assert measured["topics"]["found"] >= 0.80


def test_precise_questions_get_their_own_answer(measured: Measured) -> None:
    found = measured["themes"]
    assert found["first"] >= 0.73
    assert found["first_three"] >= 0.88
    assert found["surely_and_right"] >= 0.53
    assert found["right_of_surely"] >= 0.87
    assert found["surely_where_none"] <= 0.10
