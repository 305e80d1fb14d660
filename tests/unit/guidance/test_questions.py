"""The questions of the short flows: a file for each flow, read as one."""

import shutil
from pathlib import Path

import pytest

from bot.dialogue.flows import FLOWS
from bot.guidance.loading import ContentError, load_guidance

CONTENT = Path(__file__).parents[3] / "content"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder of which only the questions may be changed."""
    for name in ("referrals", "demo"):
        (tmp_path / name).symlink_to(CONTENT / name)
    shutil.copytree(CONTENT / "guidance", tmp_path / "guidance")
    return tmp_path


def test_the_questions_of_every_flow_are_read() -> None:
    found = load_guidance(CONTENT, CONTENT / "demo").questions
    flows = {identifier.split(".")[0] for identifier in found}
    assert {"letter", "notice", "costs", "referral", "identity", "contact", "arranging"} <= flows
    assert set(FLOWS) <= flows


def test_one_question_in_two_files_is_refused_by_name(content: Path) -> None:
    folder = content / "guidance" / "questions"
    shutil.copy(folder / "costs.yml", folder / "zeroes.yml")
    with pytest.raises(ContentError, match=r"questions/zeroes\.yml, costs\.principal: .*staat er al"):
        load_guidance(content, content / "demo")


def test_a_folder_without_questions_is_refused(content: Path) -> None:
    shutil.rmtree(content / "guidance" / "questions")
    with pytest.raises(ContentError, match="geen vragen"):
        load_guidance(content, content / "demo")
