"""What the dialogue gets when it asks."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.knowledge import openings
from bot.knowledge.models import SpokenAnswer, UnknownContentError
from bot.knowledge.services import AnswerBook
from bot.knowledge.text_check import SAMPLE_VALUES

Write = Callable[[Callable[[dict[str, Any]], object]], Path]


def ask(
    book: AnswerBook,
    intent: str,
    *,
    stage: str | None = None,
    feelings: Sequence[str] = (),
    previous: Sequence[str] = (),
    simpler: bool = False,
    today: date = date(2026, 11, 22),
    values: Mapping[str, str] = SAMPLE_VALUES,
    seed: str = "message",
) -> SpokenAnswer:
    return book.answer(
        intent,
        stage=stage,
        feelings=feelings,
        previous_texts=previous,
        simpler=simpler,
        today=today,
        values=values,
        seed=seed,
    )


def test_asking_twice_gives_two_wordings_with_the_same_facts(book: AnswerBook) -> None:
    first = ask(book, "fear_eviction")
    second = ask(book, "fear_eviction", previous=[first.text])
    assert first.text != second.text
    assert first.fact_ids == second.fact_ids


def test_the_stage_changes_what_is_said(book: AnswerBook) -> None:
    early = ask(book, "fear_eviction", stage="reminder")
    late = ask(book, "fear_eviction", stage="eviction_notice")
    assert SAMPLE_VALUES["debt_help"] not in early.text
    assert SAMPLE_VALUES["debt_help"] in late.text
    assert "aanzegging-3-dagen" in late.fact_ids


def test_a_feeling_is_acknowledged_in_front_of_the_answer(book: AnswerBook) -> None:
    plain = ask(book, "ask_balance")
    felt = ask(book, "ask_balance", feelings=["shame"])
    assert felt.text.endswith(openings.core(plain.text))
    assert len(felt.text) > len(openings.core(plain.text))


def test_an_answer_that_names_the_feeling_itself_gets_no_second_line(book: AnswerBook) -> None:
    assert ask(book, "fear_eviction", feelings=["fear"]) == ask(book, "fear_eviction")


def test_a_crisis_is_answered_by_its_fixed_reply_without_buttons(book: AnswerBook) -> None:
    spoken = ask(book, "crisis_suicide", feelings=["sadness"], simpler=True)
    assert spoken == book.dangers.reply("suicide", values=SAMPLE_VALUES)
    assert spoken.buttons == ()


def test_a_danger_reply_that_was_just_given_is_followed_by_its_sequel(book: AnswerBook) -> None:
    first = book.dangers.reply("violence", values=SAMPLE_VALUES)
    second = book.dangers.reply("violence", values=SAMPLE_VALUES, previous_texts=[first.text])
    assert first.text != second.text
    assert "0800-2000" in second.text


def test_a_danger_reply_is_given_whatever_the_review_dates_say(book: AnswerBook) -> None:
    assert "113" in ask(book, "crisis_suicide", today=date(2040, 1, 1)).text


def test_an_answer_on_old_facts_is_told_in_its_timeless_form(book: AnswerBook) -> None:
    before = ask(book, "ask_benefits", today=date(2026, 12, 31))
    after = ask(book, "ask_benefits", today=date(2027, 1, 2))
    assert "0800-0543" in before.text or "2026" in before.text
    assert "2026" not in after.text
    assert "toeslag-telefoon" not in after.fact_ids


def test_an_old_fact_without_a_timeless_form_leads_to_its_source_and_a_person(book: AnswerBook) -> None:
    spoken = ask(book, "ask_landlord_powers", today=date(2029, 1, 1))
    assert "https://" in spoken.text
    assert SAMPLE_VALUES["phone"] in spoken.text
    assert spoken.fact_ids == ()


def test_an_old_fact_without_an_address_leads_to_a_person(written: Write) -> None:
    def unknown_fact(files: dict[str, Any]) -> None:
        files["answers/letters.yml"]["answers"][0]["facts"] = ["gone"]

    book = AnswerBook.load(written(unknown_fact))
    assert ask(book, "fear").text == f"Vraag het op {SAMPLE_VALUES['phone']}."


def test_without_a_promise_its_sentence_is_left_out(book: AnswerBook) -> None:
    spoken = ask(book, "request_callback", values={**SAMPLE_VALUES, "promise": ""})
    assert SAMPLE_VALUES["promise"] not in spoken.text
    assert "  " not in spoken.text


def test_the_book_tells_which_answers_need_a_person_to_be_true(book: AnswerBook, today: date) -> None:
    assert book.calls_person("request_human", stage=None, today=today)
    assert book.calls_person("fear_eviction", stage="judgment", today=today)
    assert book.calls_person("crisis_violence", stage=None, today=today)
    assert not book.calls_person("fear_eviction", stage="reminder", today=today)


def test_the_sources_are_named_with_address_and_day(book: AnswerBook) -> None:
    lines = book.sources(["wgs-3-werkdagen", "alleen-rechter-ontbindt"]).splitlines()
    assert 2 <= len(lines) <= 4
    assert all("https://" in line and "22 november 2026" in line for line in lines[1:])


def test_without_facts_there_is_an_honest_line_instead_of_sources(book: AnswerBook) -> None:
    assert book.sources([]) == book.line("no_source")
    assert book.sources(["gone"]) == book.line("no_source")


def test_other_languages_get_their_lines_and_unknown_ones_english(book: AnswerBook) -> None:
    assert "112" in book.language("ti", values=SAMPLE_VALUES)
    assert book.language("pl-PL", values=SAMPLE_VALUES) == book.language("pl", values=SAMPLE_VALUES)
    assert book.language("xx", values=SAMPLE_VALUES) == book.language("en", values=SAMPLE_VALUES)


def test_staff_read_a_label_and_tenants_a_short_guess(book: AnswerBook) -> None:
    assert book.label("request_deferral") == "Uitstel"
    assert book.guess("request_deferral") == "Ik wil later betalen"
    assert book.topic_title("request_deferral") == "Later betalen"
    assert book.topic_title("crisis_violence") == "Geweld of bedreiging"


def test_a_feeling_can_be_acknowledged_on_its_own(book: AnswerBook) -> None:
    first = book.feeling("anger", seed="a")
    assert first != book.feeling("anger", seed="a", previous_texts=[first])


def test_what_nobody_wrote_is_an_error(book: AnswerBook) -> None:
    with pytest.raises(UnknownContentError):
        ask(book, "nlu_fallback")
    with pytest.raises(UnknownContentError):
        book.dangers.reply("boredom", values={})
    with pytest.raises(UnknownContentError):
        book.line("gone")
    with pytest.raises(UnknownContentError):
        book.feeling("joy", seed="a")
    with pytest.raises(UnknownContentError):
        book.label("gone")


@pytest.mark.parametrize("intent", ["request_deferral", "ask_how_to_pay", "request_paydate_change"])
def test_what_is_our_own_rule_has_no_law_beside_it(book: AnswerBook, intent: str) -> None:
    told = ask(book, intent)
    assert told.fact_ids
    assert book.source_line(told.sourced) is None


def test_under_privacy_stands_the_law_on_privacy(book: AnswerBook) -> None:
    line = book.source_line(ask(book, "ask_privacy").sourced)
    assert line is not None
    assert "AVG" in line


def test_an_answer_that_names_no_cited_facts_is_sourced_by_all_of_them(book: AnswerBook) -> None:
    told = ask(book, "ask_collection_costs")
    assert told.sourced == told.fact_ids
