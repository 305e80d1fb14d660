"""What every first reply to danger says, whatever the danger and whatever the hour."""

import pytest

from bot.knowledge.models import DangerReply
from tests.support.wiring import CONTENT

DANGERS = CONTENT.book.knowledge.dangers


@pytest.mark.parametrize("reply", DANGERS.values(), ids=DANGERS)
def test_the_first_reply_to_danger_says_that_it_is_a_computer_and_that_a_person_is_called_in(
    reply: DangerReply,
) -> None:
    for text in filter(None, (reply.text, reply.closed)):
        assert text.count("Ik ben een computer") == 1
        assert "medewerker" in text
        assert "{promise}" in text


@pytest.mark.parametrize("reply", DANGERS.values(), ids=DANGERS)
def test_it_is_said_once_that_it_is_a_computer(reply: DangerReply) -> None:
    assert not any("computer" in text for text in (*reply.again, *reply.closed_again))
