"""Whether a second start left everything as it was is seen from every file."""

import os
from pathlib import Path

import pytest

from bot.bench.installing import held


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    (tmp_path / "lib").mkdir()
    for name in ("stamp", "lib/module.py"):
        (tmp_path / name).write_text("x")
    (tmp_path / "python").symlink_to("/nowhere/python")
    return tmp_path


def test_what_was_left_alone_is_the_same_also_a_link_that_leads_nowhere(environment: Path) -> None:
    assert held(environment) == held(environment)
    assert {name for name, _, _ in held(environment)} == {"stamp", "lib/module.py", "python"}


def test_a_file_that_is_written_again_with_the_same_words_is_seen(environment: Path) -> None:
    before = held(environment)
    os.utime(environment / "lib/module.py", ns=(1, 1))
    (environment / "lib/module.pyc").write_text("y")
    assert {name for name, _, _ in before ^ held(environment)} == {"lib/module.py", "lib/module.pyc"}
