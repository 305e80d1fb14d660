"""Our own parts inside the engine, in its own environment: the tracker store on a real PostgreSQL, the channel, the
training.
"""

import json
import os
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import make_url

from bot.dialogue.training import ENGINE_PYTHON
from bot.settings import PROJECT
from tests.support.postgres import TestServer


@pytest.fixture(scope="module")
def trials(postgres: TestServer) -> Iterator[dict[str, Any]]:
    """Everything that is asked of them, in one process: loading Rasa takes five seconds, the rest next to nothing."""
    with postgres.database() as lent:
        url = make_url(lent).set(drivername="postgresql+psycopg2").render_as_string(hide_password=False)
        quiet = {"TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONWARNINGS": "ignore", "SQL_POOL_SIZE": "2"}
        done = subprocess.run(
            [str(ENGINE_PYTHON), "-m", "tests.support.engine_trials", url],
            cwd=PROJECT,
            env={**os.environ, **quiet},
            capture_output=True,
            text=True,
            check=True,
        )
        assert "Fatima" not in done.stdout + done.stderr, "what a tenant wrote is in no answer and in no log"
        yield json.loads(done.stdout.splitlines()[-1])


def test_turns_are_remembered_without_reading_back_and_two_engines_agree(trials: dict[str, Any]) -> None:
    seen = trials["tracker"]
    assert seen["alone"] == ["a", "b", "c"]
    assert seen["reads_alone"] == 0, "of a conversation that is new, or was just had, nothing is read back"
    assert seen["after_a_failed_turn"] == ["a", "b", "c", "d"], "what a failed turn heard is not part of the talk"
    assert seen["the_other_engine"] == ["a", "b", "c", "d", "e"]
    assert seen["back_at_the_first"] == ["a", "b", "c", "d", "e", "f"], "what another engine wrote is not overlooked"
    assert seen["stored"] == ["a", "b", "c", "d", "e", "f"]


@pytest.mark.parametrize(
    ("asked", "status", "error"),
    [
        ("wrong secret", 401, "wrong secret"),
        ("no secret", 401, "wrong secret"),
        ("no model", 503, "no model is loaded"),
        ("a model that is not ready", 503, "no model is loaded"),
        ("no sender", 400, "a sender is needed"),
        ("no object", 400, "a sender is needed"),
        ("busy", 503, "the conversation is busy"),
        ("broken", 500, "RuntimeError"),
    ],
)
def test_the_engines_channel_tells_every_failure_by_its_number(
    trials: dict[str, Any], asked: str, status: int, error: str
) -> None:
    assert trials["channel"][asked] == [status, {"error": error}]


def test_the_engines_channel_answers_a_turn_with_what_was_understood_and_said(trials: dict[str, Any]) -> None:
    status, answer = trials["channel"]["answered"]
    assert (status, answer["parse"]["intent"]["name"]) == (200, "greet")
    assert [message["text"] for message in answer["messages"]] == ["Hoi"]


def test_what_rasa_trains_is_told_as_a_phase(trials: dict[str, Any]) -> None:
    assert trials["training"] == ["phase: DutchIntentClassifier"]


def test_the_pipeline_is_kept_with_its_table_and_the_lemmas_of_the_field(trials: dict[str, Any]) -> None:
    seen = trials["learning"]["lemmas"]
    assert seen["pipes"] == ["lemmatizer", "lemmas_of_the_field"]
    # The table's own, the field's own, and a word that neither knows.
    assert seen["lemmas"] == ["vonnis", "deurwaarder", "betalen", "brief", "fietspomp"]
    assert seen["refused"] == "lemmas.yml: sloten is a form of slot and of sluiten"


def test_narrower_answers_are_learned_kept_and_named_surest_first(trials: dict[str, Any]) -> None:
    seen = trials["learning"]["themes"]
    for asked in ("stay", "leave"):
        (first, sure), (_, unsure) = seen[asked]
        assert first == asked
        assert sure > 0.9 > 0.1 > unsure
    assert max(sure for _, sure in seen["none"]) < 0.4
    assert max(sure for _, sure in seen["unseen"]) < 0.4, "of a message in words that nobody ever used nothing is named"
    assert seen["kept"], "what is read back names the same as what was learned"
    assert seen["same again"], "the same messages make the same model"
    assert not seen["was there before"]
