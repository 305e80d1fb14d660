"""The road ahead, as every channel can show it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.guidance.timeline import STAGES, Mark, Step, drawn, marked

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
