"""Short words mean what they follow on: narrower answers that are meant only at some moments of a talk."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.knowledge.check import check_content
from bot.knowledge.models import Moment
from bot.knowledge.services import AnswerBook

Written = Callable[[Callable[[dict[str, Any]], object]], Path]


@pytest.mark.parametrize(
    ("said", "moment", "answer"),
    [
        ("moet ik daarheen", Moment(stage="summons"), "theme_must_i_go"),
        ("mag ik zelf een regeling", Moment(frozenset({"report_administrator"})), "theme_administrator_own_plan_here"),
        ("wie krijgt de brieven", Moment(frozenset({"theme_administrator_fails"})), "theme_administrator_letters_here"),
        ("nee", Moment(question="Lukt de huur van deze maand?"), "theme_rent_fails"),
        ("ja dat wel", Moment(question="Lukt de huur van deze maand?"), "theme_rent_works"),
        ("nee", Moment(question="Stond jij ook op het contract, of waren jullie getrouwd?"), "theme_death_no_tenant"),
        ("ja", Moment(question="Ben je jonger dan 18?"), "theme_child_young_said"),
        ("waar moeten we dan heen", Moment(stage="eviction_notice"), "theme_where_to_go"),
        ("en als ik betaal voor die tijd gaat het dan niet door", Moment(stage="summons"), "theme_pay_before_hearing"),
        ("ik werk dan, kan ik het verzetten?", Moment(stage="summons"), "theme_hearing_other_day"),
        ("mag dat", Moment(frozenset({"theme_pay_weekly"})), "theme_weekly_allowed"),
        ("moet ik daar heen dan", Moment(frozenset({"ask_early_signalling"})), "theme_offer_no_duty"),
        ("nee", Moment(question="Komt er vóór die dag weer geld binnen?"), "theme_food_runs_out"),
    ],
)
def test_words_are_answered_by_what_they_follow_on(book: AnswerBook, said: str, moment: Moment, answer: str) -> None:
    assert book.theme("nlu_fallback", said, moment=moment) == answer


@pytest.mark.parametrize("said", ["moet ik daarheen", "mag ik zelf een regeling", "wie krijgt de brieven", "nee", "ja"])
def test_the_same_words_mean_nothing_of_the_kind_at_the_beginning(book: AnswerBook, said: str) -> None:
    assert book.theme("nlu_fallback", said) is None


@pytest.mark.parametrize(
    ("said", "stage", "answer"),
    [
        ("ik heb nooit een dagvaarding gehad en nu een vonnis", None, "theme_judged_unheard"),
        ("de deurwaarder komt ontruimen maar ik heb nooit een vonnis gezien", None, "theme_judged_unheard"),
        ("ik heb geen vonnis gezien, de deurwaarder zegt dat ik 14 december eruit moet", None, "theme_judged_unheard"),
        ("ik heb nooit een rechtszaak gehad", "eviction_notice", "theme_judged_unheard_known"),
        ("er is nog geen rechter geweest", "judgment", "theme_judged_unheard_known"),
        ("ik heb nog geen dagvaarding", None, "theme_no_judge_yet"),
        ("er is nog geen rechter geweest, word ik uitgezet?", None, "theme_no_judge_yet"),
        ("kan zij in verzet of hoger beroep, de brieven lagen in de la", None, "theme_missed_hearing"),
        ("de ontruiming is verzet naar januari", None, "theme_eviction_postponed"),
        ("ze heeft een vonnis en moet er binnen 14 dagen uit", None, "theme_days_to_leave"),
        ("ik heb nooit een brief met 14 dagen gehad", None, "theme_notice_letter"),
        ("ik heb nooit een brief met 14 dagen gehad", "judgment", None),
        ("dus hij mag niks?", "eviction_notice", None),
    ],
)
def test_who_was_judged_or_must_leave_never_hears_that_there_is_room(
    book: AnswerBook, said: str, stage: str | None, answer: str | None
) -> None:
    moment = Moment(frozenset({"ask_seizure"}), stage)
    assert book.theme("report_eviction_notice", said, moment=moment) == answer


def test_no_answer_that_takes_back_the_worst_is_told_once_a_judgment_is_known(book: AnswerBook) -> None:
    comforting = [
        answer
        for answer in book.knowledge.answers
        if any(
            words in text
            for text in answer.general.texts
            for words in ("geen vonnis? Dan kan niemand", "goed nieuws. Zonder")
        )
    ]
    assert comforting
    assert all({"judgment", "eviction_notice"} <= answer.never_at for answer in comforting)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("er staat iemand voor mijn deur van de woningbouw en hij wil mijn bankpas", "theme_card_and_code"),
        ("moet ik aan die persoon mijn pincode geven", "theme_card_and_code"),
        ("iemand aan de deur vraagt om contant geld voor de huur", "theme_card_and_code"),
        ("kan ik contant betalen op kantoor", "theme_pay_by_card"),
        ("mijn man wil mijn bankpas hebben", None),
        ("mijn bankpas is kwijt", None),
        ("hoe weet ik of de medewerker die langskomt echt van jullie is", "theme_who_rings"),
        ("hoe weet ik of dit bericht echt van jullie is", None),
        ("moet ik de politie of een slotenmaker bellen", "theme_locked_out_whom"),
        ("dat geldloket is dicht, wat moet ik morgen als eerste doen", "theme_first_thing"),
        ("is het kantoor met kerst gesloten", None),
        ("wat moet ik als eerste betalen", "theme_priority_debts"),
        ("komt de politie aan de deur als ik niet betaal", "theme_police"),
    ],
)
def test_who_is_at_the_door_or_before_a_closed_one_hears_about_that(
    book: AnswerBook, said: str, answer: str | None
) -> None:
    assert book.theme("nlu_fallback", said) == answer


def test_a_bailiff_from_elsewhere_is_spoken_of_as_such(book: AnswerBook) -> None:
    elsewhere = Moment(elsewhere=True)
    assert (
        book.theme("report_bailiff_letter", "gaat de deurwaarder dan nu stoppen", moment=elsewhere)
        == "theme_elsewhere_stops"
    )
    assert book.theme("inform_multiple_debts", "die deurwaarder is van cz", moment=elsewhere) == "theme_elsewhere"
    assert book.theme("report_bailiff_letter", "gaat de deurwaarder dan nu stoppen") == "theme_bailiff_stops"


def test_what_is_meant_only_here_goes_before_what_is_meant_everywhere(book: AnswerBook) -> None:
    everywhere = book.theme("nlu_fallback", "wat moet ik nu doen")
    assert everywhere == "theme_what_now"
    hearing = Moment(stage="summons")
    assert book.theme("nlu_fallback", "wat moet ik nu doen, moet ik daarheen", moment=hearing) == "theme_must_i_go"


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("mijn man is overleden en ik heb een huurachterstand", "theme_death_arrears"),
        ("mijn vrouw is vorige maand overleden, mag ik in het huis blijven wonen", "theme_death_stay"),
        ("mijn man is dood hoe moet dat met de huur", "theme_death_rent"),
        ("mijn moeder is overleden wat moet er met haar huurhuis", "theme_death_relative"),
        ("mijn man is overleden", "theme_death"),
        ("hoeveel mag een incassobureau rekenen", "theme_most_costs"),
        ("kan hij zien wat ik schrijf", "theme_reads_along"),
        ("ik heb betaald en krijg nog steeds herinneringen", "theme_paid_still_written_to"),
        ("ik heb nog niet betaald en krijg steeds herinneringen", None),
        ("mijn moeder betaalt de huur niet wat moet ik doen", "theme_child_writes"),
        ("ik ben 15 dagen te laat", None),
        ("ik ben 17 weken zwanger", None),
    ],
)
def test_what_happened_is_told_apart_by_the_words_beside_it(book: AnswerBook, said: str, answer: str | None) -> None:
    assert book.theme("nlu_fallback", said) == answer


def test_an_answer_may_say_as_what_the_talk_goes_on(book: AnswerBook) -> None:
    assert book.leads(["theme_paid_still_written_to"]) == "report_payment_made"
    assert book.leads(["theme_death"]) is None
    assert book.leads(["theme_paid_still_written_to", "theme_death"]) is None


def _problems(written: Written, today: date, **more: object) -> list[str]:
    def change(files: dict[str, Any]) -> None:
        answers = files["answers/letters.yml"]["answers"]
        answers.append({**answers[0], "id": "narrow", "when": ["^nee$"], **more})

    return [problem.rule for problem in check_content(written(change), today)]


def test_the_check_refuses_what_follows_on_a_question_that_nobody_asks(written: Written, today: date) -> None:
    assert "never-asked" in _problems(written, today, to=["Lukt de huur?"])


def test_the_check_refuses_what_follows_on_a_subject_that_is_none(written: Written, today: date) -> None:
    assert "dead-subject" in _problems(written, today, after=["nothing"])


def test_the_check_refuses_a_lead_to_nowhere(written: Written, today: date) -> None:
    assert "unknown-intent" in _problems(written, today, leads="nothing")
