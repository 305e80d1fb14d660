"""Mistakes in content files are told with the file and the id."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.knowledge.loading import ContentError, load_knowledge

Write = Callable[[Callable[[dict[str, Any]], object]], Path]


def test_sound_content_is_read(written: Write) -> None:
    knowledge = load_knowledge(written(lambda files: None))
    assert knowledge.facts["judge"].sources[0].name == "Rechtspraak"
    assert knowledge.answers[0].general.buttons[0].intent == "crisis"


def _fact(files: dict[str, Any]) -> Any:
    return files["knowledge/law.yml"]["facts"][0]


def _answer(files: dict[str, Any]) -> Any:
    return files["answers/letters.yml"]["answers"][0]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda f: _fact(f).pop("statement"), r"knowledge/law\.yml, judge: 'statement'"),
        (lambda f: _fact(f).update(next_review="binnenkort"), r"judge: 'next_review'.*geen geldige datum"),
        (lambda f: _fact(f).pop("checked_on"), r"judge: 'checked_on' is missing"),
        (lambda f: _fact(f).update(volatility="soms"), r"judge: 'volatility' must be one of stable"),
        (lambda f: _fact(f).update(confirmed="ja"), r"judge: 'confirmed' must be true or false"),
        (lambda f: _fact(f).update(sources=["krant"]), r"judge: 'sources' must be a list of fields"),
        (lambda f: _fact(f).pop("id"), r"law\.yml, facts\[1\]: 'id' is missing"),
        (lambda f: f["knowledge/law.yml"]["facts"].append(_fact(f)), r"judge: this id is used twice"),
        (lambda f: _answer(f).update(text=[]), r"letters\.yml, fear: 'text' needs at least one wording"),
        (lambda f: _answer(f).update(text="los"), r"fear: 'text' must be a list"),
        (lambda f: _answer(f).update(text=[" "]), r"fear: 'text' holds something that is no text"),
        (lambda f: _answer(f).update(kind="gok"), r"fear: 'kind' must be one of information"),
        (lambda f: _answer(f).update(acknowledges=["joy"]), r"fear: 'acknowledges' must be of fear"),
        (lambda f: _answer(f).update(by_stage={"later": {"text": ["A."]}}), r"fear: 'by_stage' knows reminder"),
        (lambda f: _answer(f).update(by_stage={"judgment": "A."}), r"fear: 'by_stage' must map names"),
        (lambda f: f["answers/feelings.yml"]["feelings"][0].update(id="joy"), r"feelings\.yml, joy: 'id'"),
        (lambda f: f["forbidden-claims.yml"]["claims"][0].update(patterns=["("]), r"never: a pattern is no"),
        (lambda f: f.update({"intents.yml": {"intents": "geen"}}), r"intents\.yml, intents: the file must hold a list"),
        (lambda f: f.pop("office-words.yml"), r"office-words\.yml, -: the file is missing"),
    ],
)
def test_a_mistake_is_told_with_its_file_and_id(
    written: Write, change: Callable[[dict[str, Any]], object], told: str
) -> None:
    folder = written(change)
    with pytest.raises(ContentError, match=told):
        load_knowledge(folder)


def test_a_file_that_is_no_yaml_is_named(written: Write) -> None:
    folder = written(lambda files: None)
    (folder / "intents.yml").write_text("intents: [", encoding="utf-8")
    with pytest.raises(ContentError, match=r"intents\.yml, -: the file is no YAML"):
        load_knowledge(folder)


def test_a_file_cannot_make_python_objects(written: Write) -> None:
    folder = written(lambda files: None)
    (folder / "intents.yml").write_text("intents: !!python/object/apply:os.getcwd []", encoding="utf-8")
    with pytest.raises(ContentError, match="no YAML"):
        load_knowledge(folder)
