"""The real content: sound, complete, and readable by a frightened tenant with little Dutch."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.knowledge import rules
from bot.knowledge.check import check_content
from bot.knowledge.models import Knowledge
from bot.knowledge.services import AnswerBook
from bot.knowledge.sources import carrying
from bot.knowledge.text_check import SAMPLE_VALUES, all_texts
from bot.knowledge.vocabulary import DANGERS, FEELINGS, STAGES

DAYS = [date(2026, 11, 22), date(2027, 1, 2), date(2027, 6, 1), date(2029, 1, 1)]


def _claims(folder: Path) -> list[dict[str, Any]]:
    claims: list[dict[str, Any]] = yaml.safe_load((folder / "forbidden-claims.yml").read_text("utf-8"))["claims"]
    return claims


def test_the_content_has_no_problem(content: Path, today: date) -> None:
    assert [str(problem) for problem in check_content(content, today)] == []


@pytest.mark.parametrize("day", DAYS)
def test_time_alone_never_turns_the_content_into_an_error(content: Path, day: date) -> None:
    assert [str(p) for p in check_content(content, day) if p.severity == "error"] == []


def test_the_content_is_plain_yaml_for_every_reader(content: Path) -> None:
    for file in sorted(content.rglob("*.yml")):
        yaml.load(file.read_text("utf-8"), Loader=yaml.SafeLoader)


def test_every_text_stays_within_b1(knowledge: Knowledge) -> None:
    for text in all_texts(knowledge):
        measured = rules.readability(rules.fill(text.text, SAMPLE_VALUES, text.known))
        assert measured.mean_sentence <= rules.MAX_MEAN_SENTENCE_WORDS, text.where
        assert measured.longest_sentence <= rules.MAX_SENTENCE_WORDS, text.where
        assert measured.flesch_douma >= rules.MIN_FLESCH_DOUMA or measured.words < 15, text.where
        assert len(rules.paragraphs(text.text)) <= rules.MAX_PARAGRAPHS, text.where


@pytest.mark.parametrize("day", DAYS)
def test_every_intent_has_something_to_say_at_every_stage_on_every_day(
    book: AnswerBook, knowledge: Knowledge, day: date
) -> None:
    for intent, stage, simpler in product(knowledge.intents, (None, *STAGES), (False, True)):
        spoken = book.answer(
            intent,
            stage=stage,
            feelings=FEELINGS,
            previous_texts=[],
            simpler=simpler,
            today=day,
            values=SAMPLE_VALUES,
            seed=f"{intent}{stage}",
        )
        assert spoken.text.strip()
        assert "{" not in spoken.text
        assert len(rules.paragraphs(spoken.text)) <= rules.MAX_PARAGRAPHS


def test_all_forty_forbidden_claims_are_recognised_also_in_other_words(content: Path, knowledge: Knowledge) -> None:
    claims = {claim.id: claim for claim in knowledge.forbidden}
    raw = _claims(content)
    assert len(raw) == 40
    for entry in raw:
        for said in (entry["never"], *entry["examples"]):
            assert rules.forbidden_in(said, [claims[entry["id"]]]), f"{entry['id']}: {said}"


@pytest.mark.parametrize(
    "said",
    [
        "Drie maanden achterstand is een vuistregel, geen wet.",
        "Een regeling is geen recht, maar een corporatie werkt er meestal aan mee.",
        "Zonder vonnis kan een deurwaarder je niet dwingen.",
        "Typ hier nooit je BSN.",
        "Ik ben een computerprogramma van Woonstichting De Linde.",
        "De Huurcommissie beslist over huurprijs en huurverhoging.",
    ],
)
def test_what_is_true_is_not_taken_for_a_forbidden_claim(knowledge: Knowledge, said: str) -> None:
    assert rules.forbidden_in(said, knowledge.forbidden) == []


def _danger_texts(knowledge: Knowledge, kind: str) -> Iterator[str]:
    yield knowledge.dangers[kind].text
    yield from knowledge.dangers[kind].again


@pytest.mark.parametrize("kind", DANGERS)
def test_danger_replies_call_a_person_and_put_the_rent_aside(knowledge: Knowledge, kind: str) -> None:
    for text in _danger_texts(knowledge, kind):
        assert "medewerker" in text
        assert "{promise}" in text
        assert "112" in text or kind == "no_food"
        assert not any(word in text.lower() for word in ("regeling", "uitstel", "achterstand", "€", "betalen"))
    # Not to who is or may be evicted by law: paying may be what keeps the home.
    assert ("De huur kan wachten." in knowledge.dangers[kind].text) == (kind not in ("evicted", "homeless_now"))


@pytest.mark.parametrize(
    ("kind", "numbers"),
    [
        ("suicide", ("112", "113", "0800-0113")),
        ("suicide_means", ("112", "113", "0800-0113")),
        ("suicide_put_away", ("112", "113", "0800-0113")),
        ("suicide_farewell", ("112", "113")),
        ("violence", ("112", "0800-2000")),
        ("child_at_risk", ("112", "0800-2000")),
        ("medical_risk", ("112",)),
    ],
)
def test_danger_replies_name_the_right_numbers(knowledge: Knowledge, kind: str, numbers: tuple[str, ...]) -> None:
    for text in _danger_texts(knowledge, kind):
        assert all(number in text for number in numbers)


def test_nobody_is_said_to_read_along_or_to_know_who_may_not_have_looked_yet(knowledge: Knowledge) -> None:
    claims = ("weet ervan", "leest mee", "leest met je mee", "kijkt met je mee", "is gewaarschuwd", "luistert meteen")
    for kind in DANGERS:
        assert not any(claim in text for text in _danger_texts(knowledge, kind) for claim in claims)
    for line in ("danger_thanked", "danger_person", "danger_denied", "danger_let_be", "danger_told"):
        assert not any(claim in text for text in knowledge.lines[line].texts for claim in claims)


def test_every_language_names_the_emergency_numbers(knowledge: Knowledge) -> None:
    assert {"en", "tr", "ar", "pl", "uk", "es", "ti"} <= knowledge.languages.keys()
    for language in knowledge.languages.values():
        spoken = " ".join(language.lines)
        assert len(language.lines) == 2
        assert all(number in spoken for number in ("112", "113", "0800-0113", "0800-2000"))


def test_the_opening_says_what_this_is_what_is_kept_and_that_a_person_is_there(knowledge: Knowledge) -> None:
    for line in ("opening", "opening_full"):
        for text in knowledge.lines[line].texts:
            assert "computerprogramma" in text
            assert "bewaard" in text
            assert "mens" in text.lower()


def test_no_text_but_the_facts_gives_a_number_that_nobody_confirmed(knowledge: Knowledge) -> None:
    unconfirmed = ("0800-8020", "0900-8020", "0800-24 000 22")
    for text in all_texts(knowledge):
        assert not any(number in text.text for number in unconfirmed), text.where


def test_no_answer_stands_under_the_law_of_where_help_is_unless_it_says_so(knowledge: Knowledge) -> None:
    for answer in knowledge.answers:
        for variant in (answer.general, *answer.by_stage.values()):
            shown = carrying([knowledge.facts[fact_id] for fact_id in rules.cited(variant, knowledge.facts)])
            assert shown is None or not shown.aside or shown.id in (variant.cites or ()), answer.id
