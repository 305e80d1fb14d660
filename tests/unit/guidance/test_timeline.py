"""The road ahead, as every channel can show it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guidance.deadlines import Deadline, DeadlineKind, deadline
from bot.guidance.loading import load_guidance
from bot.guidance.timeline import STAGES, DayWords, Mark, Step, drawn, marked, picture
from bot.settings import PROJECT

STEPS = [Step(stage, stage) for stage in STAGES] + [Step(None, "eviction")]


@pytest.mark.parametrize("stage", STAGES)
def test_one_step_is_here_all_before_are_behind_and_all_after_ahead(stage: str) -> None:
    marks = [mark for mark, _ in marked(STEPS, stage)]
    here = STAGES.index(stage)
    assert marks == [Mark.DONE] * here + [Mark.HERE] + [Mark.AHEAD] * (len(STEPS) - here - 1)


@given(st.one_of(st.none(), st.text()).filter(lambda stage: stage not in STAGES))
def test_without_a_known_stage_nobody_is_put_anywhere(stage: str | None) -> None:
    assert {mark for mark, _ in marked(STEPS, stage)} == {Mark.AHEAD}


def test_the_road_is_drawn_as_plain_lines() -> None:
    assert drawn([Step("reminder", "Herinnering"), Step(None, "Vertrek")], "reminder", "hier ben je") == (
        "● Herinnering (hier ben je)\n○ Vertrek"
    )


DAYS = {"hearing": DayWords("reminder", "zitting op {day}"), "eviction": DayWords(None, "dag: {day}")}
ROAD = [Step("reminder", "Herinnering"), Step("summons", "Dagvaarding"), Step(None, "Vertrek")]
TODAY = date(2026, 11, 20)


def drawn_picture(stage: str | None, found: Deadline | None = None) -> dict[str, Any]:
    return picture(ROAD, stage, "hier ben je", words=DAYS, found=found, today=TODAY)


def test_the_picture_tells_the_same_as_the_lines_it_stands_for() -> None:
    told = drawn_picture("summons")
    assert told["text"] == drawn(ROAD, "summons", "hier ben je")
    assert [step["state"] for step in told["steps"]] == ["past", "now", "ahead"]
    assert [step["title"] for step in told["steps"]] == [step.title for step in ROAD]
    assert [step.get("note") for step in told["steps"]] == [None, "hier ben je", None]


@pytest.mark.parametrize(("kind", "place"), [(DeadlineKind.HEARING, 0), (DeadlineKind.EVICTION, 2)])
def test_a_day_that_was_given_stands_at_its_own_step(kind: DeadlineKind, place: int) -> None:
    found = deadline(kind, date(2026, 12, 3), TODAY)
    shown = drawn_picture("summons", found)["steps"]
    assert [n for n, step in enumerate(shown) if "day" in step] == [place]
    assert shown[place]["day"] == "2026-12-03"
    assert "donderdag 3 december" in shown[place]["day_text"]


def test_a_day_that_has_passed_is_not_drawn() -> None:
    found = deadline(DeadlineKind.HEARING, date(2026, 11, 3), TODAY)
    assert not any("day" in step for step in drawn_picture("summons", found)["steps"])


def test_every_kind_of_deadline_but_the_appeal_has_its_place_on_the_road() -> None:
    guidance = load_guidance(PROJECT / "content", PROJECT / "content" / "demo")
    assert set(guidance.days) == {str(kind) for kind in DeadlineKind} - {"appeal"}
    assert {words.stage for words in guidance.days.values()} <= {stage for stage, _ in guidance.steps}
