"""Standard answers of a corporation: read strictly, filled in, and only those that are of use on a channel."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.contract import Capabilities
from bot.channels.telegram.rendering import CAPABILITIES as TELEGRAM
from bot.channels.web import WebChannel
from bot.channels.whatsapp.rendering import CAPABILITIES as WHATSAPP
from bot.corporation import load_corporation
from bot.handoff.standard_answers import FILE, StandardAnswersError, load_standard_answers
from bot.settings import PROJECT

DEMO = PROJECT / "content" / "demo"
WEB = WebChannel.capabilities
VALUES = {**load_corporation(DEMO).values(), "name": "Sanne"}


def written(folder: Path, text: str) -> Path:
    (folder / FILE).write_text(text, encoding="utf-8")
    return folder


def one(**fields: str) -> str:
    told = {"id": "a", "title": "Begroeten", "text": "Dag.", **fields}
    return "answers:\n  - " + "\n    ".join(f"{key}: {value!r}" for key, value in told.items())


@pytest.mark.parametrize("can", [WEB, WHATSAPP, TELEGRAM])
def test_every_answer_of_the_demo_is_filled_in_and_fits_on_every_channel(can: Capabilities) -> None:
    answers = load_standard_answers(DEMO)
    ready = answers.ready(VALUES, can)
    usable = [answer for answer in answers.answers if can.media or not answer.needs]
    assert [answer.id for answer in ready] == [answer.id for answer in usable]
    assert not any("{" in answer.text for answer in ready)
    assert "Sanne" in ready[0].text


def test_who_cannot_send_a_photo_is_not_asked_for_one() -> None:
    answers = load_standard_answers(DEMO)
    assert "letter" in {answer.id for answer in answers.ready(VALUES, WHATSAPP)}
    assert "letter" not in {answer.id for answer in answers.ready(VALUES, WEB)}


def test_what_does_not_fit_in_one_message_is_not_offered(tmp_path: Path) -> None:
    answers = load_standard_answers(written(tmp_path, one(text="👍" * 30)))
    assert answers.ready(VALUES, replace(WHATSAPP, text_length=60))
    assert not answers.ready(VALUES, replace(WHATSAPP, text_length=59))
    assert answers.ready(VALUES, replace(WEB, text_length=30))


def test_without_the_file_there_are_none(tmp_path: Path) -> None:
    assert load_standard_answers(tmp_path).ready(VALUES, WEB) == ()
    assert load_standard_answers(written(tmp_path, "")).ready(VALUES, WEB) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (one(text="Je moet {balance} betalen."), "{balance}"),
        (one(text="Dag {name"), "losse accolade"),
        (one(text="x" * 1501), "1500"),
        (one(title=""), "title"),
        (one(needs="foto"), "needs"),
        (one(extra="ja"), "extra"),
        (one() + "\n  - {id: a, title: Nog een, text: Dag.}", "dubbel: a"),
        ("answers: [", "niet te lezen"),
    ],
)
def test_a_wrong_file_is_refused_with_what_is_wrong(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(StandardAnswersError) as refused:
        load_standard_answers(written(tmp_path, text))
    assert told in str(refused.value)
    assert FILE in str(refused.value)
