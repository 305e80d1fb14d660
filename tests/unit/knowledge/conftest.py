"""The real content, read once, and a small made-up content folder to break."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.knowledge.loading import load_knowledge
from bot.knowledge.models import Knowledge
from bot.knowledge.services import AnswerBook
from bot.knowledge.vocabulary import DANGERS, FEELINGS

CONTENT = Path(__file__).parents[3] / "content"
TODAY = date(2026, 11, 22)

Change = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="session")
def content() -> Path:
    return CONTENT


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load_knowledge(CONTENT)


@pytest.fixture(scope="session")
def book(knowledge: Knowledge) -> AnswerBook:
    return AnswerBook(knowledge)


def small_content() -> dict[str, Any]:
    """One fact, one answer, two intents: all that a sound content folder needs. Keys are file names."""
    fact = {
        "id": "judge",
        "statement": "Alleen een rechter kan je contract stoppen.",
        "basis": "art. 7:231 BW",
        "sources": [{"name": "Rechtspraak", "url": "https://www.rechtspraak.nl/huren"}],
        "checked_on": TODAY,
        "next_review": date(2028, 11, 22),
        "volatility": "stable",
        "confirmed": True,
    }
    answer = {
        "id": "fear",
        "intents": ["fear"],
        "topic_title": "Bang",
        "facts": ["judge"],
        "text": ["Alleen een rechter beslist over je huis.", "Over je huis beslist een rechter."],
        "simpler": "De rechter beslist.",
        "buttons": [{"title": "Ik wil een mens", "intent": "crisis"}],
    }
    intents = [
        {"intent": "fear", "group": "letters", "label": "Bang", "guess": "Ik ben bang"},
        {"intent": "crisis", "group": "crisis", "label": "Crisis", "guess": "Help mij nu"},
    ]
    dangers = [
        {
            "kind": kind,
            "intents": [],
            "facts": ["judge"],
            "text": "Bel 112.",
            "beside": "Nood? Bel 112.",
            "again": ["Bel nu 112."],
        }
        for kind in DANGERS
    ]
    dangers[0]["intents"] = ["crisis"]
    claim = {"id": "never", "never": "Je wint.", "why": "Niemand weet dat.", "patterns": [r"\bje wint\b"]}
    return {
        "intents.yml": {"intents": intents},
        "knowledge/law.yml": {"facts": [fact]},
        "answers/letters.yml": {"answers": [answer]},
        "answers/dangers.yml": {"dangers": dangers},
        "answers/feelings.yml": {"feelings": [{"id": f, "text": [f"Regel {n}." for n in range(6)]} for f in FEELINGS]},
        "answers/conversation.yml": {
            "lines": [{"id": "past_review_no_source", "text": ["Vraag het op {phone}."]}],
            "languages": [{"code": "en", "name": "Engels", "native_checked": False, "lines": ["Call 112."]}],
        },
        "forbidden-claims.yml": {"claims": [claim]},
        "office-words.yml": {"words": [{"word": "derhalve", "plain": "daarom"}]},
    }


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Change], Path]:
    """Writes the small content, changed by a function, and answers where it stands."""

    def write(change: Change) -> Path:
        files = small_content()
        change(files)
        for name, body in files.items():
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(yaml.safe_dump(body, allow_unicode=True), encoding="utf-8")
        return tmp_path

    return write
