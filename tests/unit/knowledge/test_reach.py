"""Whether a tenant can get at what we know."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.guidance import texts as guidance_texts
from bot.guidance.loading import load_guidance, load_tariffs
from bot.knowledge import reach, rules
from bot.knowledge.check import check_content
from bot.knowledge.loading import load_knowledge
from bot.knowledge.models import Knowledge
from bot.knowledge.services import AnswerBook

Written = Callable[[Callable[[dict[str, Any]], object]], Path]


@pytest.fixture(scope="module")
def elsewhere() -> list[str]:
    content = Path(__file__).parents[3] / "content"
    told = [fact for _, fact in guidance_texts.all_facts(load_guidance(content, content / "demo"))]
    return told + [fact for tariff in load_tariffs(content) for fact in tariff.facts]


def test_every_fact_is_told_somewhere_or_somebody_wrote_down_why_not(
    knowledge: Knowledge, elsewhere: list[str]
) -> None:
    assert reach.untold(knowledge, elsewhere) == []
    assert reach.idly_aside(knowledge, elsewhere) == []


def test_every_fact_put_aside_has_a_reason_and_a_day(knowledge: Knowledge) -> None:
    for fact in knowledge.background.values():
        assert len(fact.reason.split()) > 5
        assert fact.reviewed_on >= date(2026, 11, 1)


def test_a_confirmed_fact_is_never_put_aside_as_not_confirmed(knowledge: Knowledge) -> None:
    """Whoever confirms a fact has to give it a place."""
    aside = [fact for fact in knowledge.background.values() if fact.reason.startswith("Niet bevestigd")]
    assert len(aside) > 10
    assert not any(knowledge.facts[fact.id].confirmed for fact in aside)


def test_no_answer_rests_on_what_was_out_of_date_when_it_was_checked(knowledge: Knowledge, today: date) -> None:
    """Such an answer would never be told in full."""
    for answer in knowledge.answers:
        for variant in (answer.general, *answer.by_stage.values()):
            assert rules.split_by_date(variant.facts, knowledge.facts, today)[1] == (), answer.id


def test_every_sentence_that_must_lead_to_an_answer_does(knowledge: Knowledge) -> None:
    assert list(reach.astray(knowledge, AnswerBook(knowledge).theme)) == []
    assert sum(len(answer.asked) for answer in knowledge.answers) > 100


def test_no_button_asks_for_an_answer_that_nobody_wrote(knowledge: Knowledge) -> None:
    assert list(reach.dead_links(knowledge)) == []


def test_a_button_leads_to_the_answer_it_names_whatever_its_title_says(book: AnswerBook) -> None:
    assert book.theme("ask_debt_help", "pakken ze mijn spullen", "theme_wsnp_details") == "theme_wsnp_details"
    assert book.theme("ask_debt_help", "Wettelijke sanering", "nobody-wrote-this") != "nobody-wrote-this"


def test_what_a_person_is_called_in_for_follows_from_the_answer(book: AnswerBook) -> None:
    assert book.person_for("withhold_rent_defects") == "other"
    assert book.person_for("report_court_summons") == "eviction"
    assert book.person_for("crisis_violence") == "eviction"


def _problems(folder: Path, today: date) -> list[str]:
    return [problem.rule for problem in check_content(folder, today)]


def test_the_check_refuses_a_sentence_that_leads_elsewhere(written: Written, today: date) -> None:
    def change(files: dict[str, Any]) -> None:
        narrow = {**files["answers/letters.yml"]["answers"][0], "id": "narrow", "when": ["winter"]}
        files["answers/letters.yml"]["answers"].append({**narrow, "asked": ["hoe zit het in de zomer"]})

    assert "astray" in _problems(written(change), today)


def test_the_check_refuses_a_button_to_nowhere(written: Written, today: date) -> None:
    def change(files: dict[str, Any]) -> None:
        button = {"title": "Meer weten", "intent": "fear", "values": {"answer": "nothing"}}
        files["answers/letters.yml"]["answers"][0]["buttons"] = [button]

    assert "dead-link" in _problems(written(change), today)


def test_facts_are_put_aside_in_groups_with_one_reason(written: Written, today: date) -> None:
    def change(files: dict[str, Any]) -> None:
        files["background-facts.yml"] = {
            "groups": [{"id": "old", "reason": "Geldt niet meer.", "reviewed_on": date(2026, 11, 28), "facts": ["x"]}]
        }

    found = load_knowledge(written(change))
    assert found.background["x"].reason == "Geldt niet meer."
    assert reach.idly_aside(found, []) == ["x"]
    assert reach.untold(found, []) == []


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("brief van een incassobureau over 640 euro en nu willen ze er 96 euro bij. mag dat", "theme_most_costs"),
        ("klopt 96 dan?", "theme_most_costs"),
        ("kan ik om 10 bij jullie komen mag dat", None),
        ("ik heb al een regeling met jullie", "theme_has_arrangement"),
        ("ik heb al een regeling met de belastingdienst", None),
    ],
)
def test_own_words_lead_to_the_narrower_answer_and_look_alikes_do_not(
    book: AnswerBook, text: str, answer: str | None
) -> None:
    assert book.theme("nlu_fallback", text) == answer
