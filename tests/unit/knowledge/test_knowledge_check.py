"""Every check of the content is proven by content that is broken in just that way."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.knowledge.check import check_content, main

Write = Callable[[Callable[[dict[str, Any]], object]], Path]
Files = dict[str, Any]
LONG = "Dit is een heel lange zin met veel te veel woorden die maar door blijft gaan tot niemand meer weet waar."


def _fact(files: Files, **changes: Any) -> None:
    files["knowledge/law.yml"]["facts"][0].update(changes)


def _answer(files: Files, **changes: Any) -> None:
    files["answers/letters.yml"]["answers"][0].update(changes)


def _say(text: str) -> Callable[[Files], None]:
    return lambda files: _answer(files, text=[text, "Over je huis beslist een rechter."])


def _second_answer(files: Files) -> None:
    answers = files["answers/letters.yml"]["answers"]
    answers.append({**answers[0], "id": "second"})


def _narrow(**changes: Any) -> Callable[[Files], None]:
    """A narrower answer beside the general one, as it is changed."""

    def add(files: Files) -> None:
        answers = files["answers/letters.yml"]["answers"]
        answers.append({**answers[0], "id": "winter", "when": ["winter"], "guess": "Ook in de winter?", **changes})

    return add


def _button(title: str, intent: str) -> Callable[[Files], None]:
    return lambda files: _answer(files, buttons=[{"title": title, "intent": intent}])


BROKEN: list[tuple[str, Callable[[Files], object]]] = [
    ("answer-without-facts", lambda f: _answer(f, facts=[])),
    ("fact-without-source", lambda f: _fact(f, sources=[])),
    ("fact-without-source", lambda f: _fact(f, sources=[{"name": "Eigen kennis", "url": None}])),
    ("fact-dates", lambda f: _fact(f, valid_from=date(2026, 1, 1), valid_until=date(2025, 1, 1))),
    ("unconfirmed-fact", lambda f: _fact(f, confirmed=False)),
    ("source-not-told", lambda f: _fact(f, statement="Zonder verband.", basis="art. 1 BW")),
    ("dead-fact-id", lambda f: _answer(f, facts=["judge", "gone"])),
    ("forbidden-claim", _say("Je wint.")),
    ("office-word", _say("Derhalve beslist een rechter.")),
    ("not-je", _say("Over uw huis beslist een rechter.")),
    ("not-je", _say("Een rechter beslist of u blijft.")),
    ("placeholder", _say("Je betaalt {amount}.")),
    ("sentence-length", _say(LONG)),
    ("sentence-length", _say("Een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien.")),
    ("paragraphs", _say("Een.\n\nTwee.\n\nDrie.\n\nVier.")),
    ("amount-without-year", _say("Het minimum is € 40.")),
    ("amount-without-year", lambda f: _answer(f, timeless=["Het minimum is in 2026 € 40."])),
    ("hard-to-read", _say("Financiële consequenties. " * 13)),
    ("variant-count", lambda f: _answer(f, text=["Eén tekst."])),
    ("variant-count", lambda f: _answer(f, text=["Zelfde.", "Zelfde."])),
    ("no-simpler", lambda f: _answer(f, simpler=None)),
    ("no-timeless", lambda f: _fact(f, volatility="yearly")),
    ("button-title", _button("Deze knop is te lang.", "crisis")),
    ("button-intent", _button("Ik wil een mens", "gone")),
    ("button-count", lambda f: _answer(f, buttons=[{"title": "Knop", "intent": "crisis"}] * 4)),
    ("missing-answer", lambda f: f["answers/dangers.yml"]["dangers"][0].update(intents=[])),
    ("unknown-intent", lambda f: _answer(f, intents=["fear", "gone"])),
    ("answered-twice", _second_answer),
    ("few-lines", lambda f: f["answers/feelings.yml"]["feelings"][0].update(text=["Eén regel."])),
    ("same-guess", lambda f: f["intents.yml"]["intents"][0].update(guess="Help mij nu")),
    ("button-title", lambda f: f["intents.yml"]["intents"][0].update(guess="Deze gok is te lang.!")),
    ("no-guess", _narrow(guess=None)),
    ("same-guess", _narrow(guess="ik ben bang")),
    ("button-title", _narrow(guess="Ook in een strenge winter?")),
    ("idle-guess", _narrow(no_guess="feeling")),
    ("idle-guess", lambda f: _answer(f, guess="Word ik bang?")),
    ("unreadable", _narrow(guess=None, no_guess="zomaar")),
    ("unreadable", lambda f: f.pop("intents.yml")),
]


def test_sound_content_has_no_problem(written: Write, today: date) -> None:
    assert check_content(written(lambda files: None), today) == []


@pytest.mark.parametrize(
    "change",
    [
        _narrow(),
        _narrow(guess=None, no_guess="danger"),
        _narrow(guess=None, kind="conversation"),
        _narrow(guess=None, to=["een rechter beslist"]),
    ],
)
def test_small_talk_and_an_answer_to_our_own_question_need_no_button(
    written: Write, today: date, change: Callable[[Files], object]
) -> None:
    assert not {"no-guess", "same-guess", "idle-guess"} & {p.rule for p in check_content(written(change), today)}


@pytest.mark.parametrize(("rule", "change"), BROKEN)
def test_broken_content_is_found(written: Write, today: date, rule: str, change: Callable[[Files], object]) -> None:
    problems = check_content(written(change), today)
    assert rule in {problem.rule for problem in problems if problem.severity == "error"}


@pytest.mark.parametrize(
    ("where", "change"),
    [
        ("dangers.yml, suicide.text", lambda f: f["answers/dangers.yml"]["dangers"][0].update(text="Je wint.")),
        ("feelings.yml, fear", lambda f: f["answers/feelings.yml"]["feelings"][0]["text"].append("Je wint.")),
        ("conversation.yml, past", lambda f: f["answers/conversation.yml"]["lines"][0].update(text=["Je wint."])),
        ("letters.yml, fear simpler", lambda f: _answer(f, simpler="Je wint.")),
        ("letters.yml, fear timeless", lambda f: _answer(f, timeless=["Je wint."])),
        (
            "letters.yml, fear.judgment text 1",
            lambda f: _answer(f, by_stage={"judgment": {"facts": ["judge"], "text": ["Je wint."]}}),
        ),
    ],
)
def test_every_text_that_a_tenant_can_read_is_checked(
    written: Write, today: date, where: str, change: Callable[[Files], object]
) -> None:
    problems = check_content(written(change), today)
    assert any(p.rule == "forbidden-claim" and where in p.where for p in problems)


def test_a_fact_past_its_review_date_is_a_warning_and_no_error(written: Write) -> None:
    problems = check_content(written(lambda files: None), date(2029, 1, 1))
    assert {problem.rule for problem in problems} == {"fact-past-review", "danger-past-review"}
    assert {problem.severity for problem in problems} == {"warning"}


def test_the_command_fails_on_errors_only(written: Write, capsys: pytest.CaptureFixture[str]) -> None:
    sound = written(lambda files: None)
    assert main(sound, date(2029, 1, 1)) == 0
    assert main(written(_say("Je wint.")), date(2026, 11, 22)) == 1
    assert "[forbidden-claim]" in capsys.readouterr().out
