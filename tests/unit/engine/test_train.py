"""A training tells what it is at, for who waits."""

import logging
from collections.abc import Iterator

import pytest

from bot.dialogue.training import PHASE, PHASES
from engine.train import ComponentsTold, tell_phase


@pytest.fixture
def news() -> Iterator[logging.Logger]:
    """Rasa's logger of its training, as it is when the training listens; put back afterwards."""
    logger = logging.getLogger(ComponentsTold.NEWS_FROM)
    before = (logger.level, logger.propagate, list(logger.handlers))
    ComponentsTold.listen()
    yield logger
    logger.level, logger.propagate, logger.handlers = before[0], before[1], before[2]


def test_a_component_that_begins_to_train_is_a_phase_and_nothing_else_is(
    news: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    logging.getLogger("rasa").setLevel(logging.ERROR)  # as the training has it
    news.info("Starting to train component 'DutchIntentClassifier'.")
    news.info("Finished training component 'DutchIntentClassifier'.")
    news.info("Restored component 'RulePolicy' from cache.")
    assert capsys.readouterr().out == "phase: DutchIntentClassifier\n"


def test_the_bot_knows_the_line_and_the_phases_that_are_no_component(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("loading", "reading"):
        tell_phase(name)
        assert capsys.readouterr().out == f"{PHASE}{name}\n"
        assert name in PHASES
