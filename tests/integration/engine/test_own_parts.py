"""The engine's tracker store on a real PostgreSQL, in the engine's own environment."""

import json
import os
import subprocess
from typing import Any

import pytest
from sqlalchemy import make_url

from bot.dialogue.training import ENGINE_PYTHON
from bot.settings import PROJECT


@pytest.fixture
def seen(database_url: str) -> dict[str, Any]:
    url = make_url(database_url).set(drivername="postgresql+psycopg2").render_as_string(hide_password=False)
    quiet = {"TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONWARNINGS": "ignore", "SQL_POOL_SIZE": "2"}
    done = subprocess.run(
        [str(ENGINE_PYTHON), "-m", "tests.support.tracker_trial", url],
        cwd=PROJECT,
        env={**os.environ, **quiet},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_turns_are_remembered_without_reading_back_and_two_engines_agree(seen: dict[str, Any]) -> None:
    assert seen["alone"] == ["a", "b", "c"]
    assert seen["reads_alone"] == 0, "of a conversation that is new, or was just had, nothing is read back"
    assert seen["after_a_failed_turn"] == ["a", "b", "c", "d"], "what a failed turn heard is not part of the talk"
    assert seen["the_other_engine"] == ["a", "b", "c", "d", "e"]
    assert seen["back_at_the_first"] == ["a", "b", "c", "d", "e", "f"], "what another engine wrote is not overlooked"
    assert seen["stored"] == ["a", "b", "c", "d", "e", "f"]
