"""Which model belongs to the present content: training is done again when it must, and never for nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.model_file import INGREDIENTS, PROJECT, content_hash, model_path

FILES = {
    "config.yml": "pipeline: []",
    "domain.yml": "intents: [greet]",
    "data/nlu/help/greet.yml": "nlu: hoi",
    "data/rules/answers.yml": "rules: []",
    "data/signals/calm.jsonl": '{"text": "hoi"}',
    "engine/train.py": "print(1)",
    "engine/signals/words.txt": "honger",
    "requirements/engine.txt": "rasa==3.6.21",
    # Beside it: no part of the model.
    "requirements/bot.txt": "aiohttp==3.14",
    "requirements/dev.txt": "pytest==8",
    "bot/settings.py": "PORT = 1",
    "actions/answer.py": "pass",
    "content/answers/paying.yml": "hoi",
    "tests/unit/test_x.py": "pass",
    "README.md": "# Huurkompas",
    "endpoints.yml": "tracker: x",
}
Change = Callable[[Path], object]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, words in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")
    return tmp_path


def of_the_model(name: str) -> bool:
    return any(name == part or name.startswith(f"{part}/") for part in INGREDIENTS)


@pytest.mark.parametrize("name", [name for name in FILES if of_the_model(name)])
def test_a_change_in_data_engine_or_requirement_asks_for_another_model(project: Path, name: str) -> None:
    before = content_hash(project)
    (project / name).write_text(FILES[name] + " ", encoding="utf-8")
    changed = content_hash(project)
    assert changed != before
    assert model_path(project, project).name == f"{changed}.tar.gz"
    (project / name).write_text(FILES[name], encoding="utf-8")
    assert content_hash(project) == before, "put back as it was, the model of before serves again"


@pytest.mark.parametrize("name", [name for name in FILES if not of_the_model(name)])
def test_a_change_in_anything_else_leaves_the_model_as_it_is(project: Path, name: str) -> None:
    before = content_hash(project)
    (project / name).write_text("something else altogether", encoding="utf-8")
    assert content_hash(project) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda project: (project / "data/nlu/new.yml").write_text("nlu: dag"),
        lambda project: (project / "data/rules/answers.yml").unlink(),
        lambda project: (project / "engine/train.py").rename(project / "engine/teach.py"),
    ],
    ids=["a file more", "a file less", "another name"],
)
def test_files_that_come_go_or_are_named_otherwise_count(project: Path, change: Change) -> None:
    before = content_hash(project)
    change(project)
    assert content_hash(project) != before


def test_what_python_leaves_behind_does_not_count(project: Path) -> None:
    before = content_hash(project)
    (project / "engine/__pycache__").mkdir()
    (project / "engine/__pycache__/train.cpython-310.pyc").write_bytes(b"x")
    (project / "engine/old.pyc").write_bytes(b"x")
    assert content_hash(project) == before


def test_the_same_content_elsewhere_has_the_same_model(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("other") / "clone"
    project.rename(elsewhere)
    before = content_hash(elsewhere)
    elsewhere.rename(project)
    assert content_hash(project) == before


def test_everything_that_the_model_is_made_of_is_there() -> None:
    """A name that is not there any more would count for nothing, in silence."""
    assert [part for part in INGREDIENTS if not (PROJECT / part).exists()] == []
