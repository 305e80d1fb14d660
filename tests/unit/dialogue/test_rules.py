"""The pure rules of the dialogue."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue import composing, dangers, proposals, rules
from bot.dialogue.asking import is_question
from bot.dialogue.speech import Payload


def signal(name: str) -> dict[str, str]:
    return {"name": name}


def test_the_most_urgent_danger_comes_first_whatever_else_is_there() -> None:
    assert dangers.danger_in("request_repair", [signal("no_food"), signal("suicide"), signal("fear")]) == "suicide"
    assert dangers.danger_in("crisis_violence", []) == "violence"
    assert dangers.danger_in("ask_balance", [signal("fear")]) is None


@given(st.sampled_from(dangers.DANGERS), st.sampled_from([*dangers.DANGERS, None]))
def test_a_graver_danger_replaces_a_lesser_and_never_the_reverse(new: str, known: str | None) -> None:
    chosen = dangers.graver(new, known)
    assert chosen in (new, known)
    assert all(dangers.DANGERS.index(chosen) <= dangers.DANGERS.index(d) for d in (new, known) if d)


@pytest.mark.parametrize(
    ("known", "intent", "letter", "stage"),
    [
        (None, None, "summons", "summons"),
        ("summons", None, "reminder", "summons"),
        ("reminder", "report_bailiff_letter", None, "bailiff"),
        (None, "report_eviction_notice", "judgment", "judgment"),
        (None, "ask_balance", None, None),
        ("formal_notice", None, "municipality", "formal_notice"),
    ],
)
def test_the_stage_follows_what_was_told_and_never_goes_back(
    known: str | None, intent: str | None, letter: str | None, stage: str | None
) -> None:
    entities = [{"entity": "letter_type", "value": letter}] if letter else []
    assert rules.stage_after(known, intent, entities) == stage


def test_guesses_are_real_subjects_best_first() -> None:
    ranking = [{"name": n} for n in ("nlu_fallback", "ask_balance", "thank", "unknown", "fear_eviction", "ask_seizure")]
    known = frozenset({"ask_balance", "fear_eviction", "ask_seizure", "thank"})
    assert rules.guesses(ranking, known) == ["ask_balance", "fear_eviction", "ask_seizure"]


@given(
    st.from_regex(r"[a-z_]{1,30}", fullmatch=True),
    st.dictionaries(st.text(max_size=5), st.text(max_size=10) | st.integers(), max_size=3),
)
def test_a_payload_survives_the_way_to_the_button_and_back(intent: str, entities: dict[str, object]) -> None:
    assert Payload.decode(Payload(intent, entities).encode()) == Payload(intent, entities)


@pytest.mark.parametrize("text", ["", "/restart", "greet", "intent:greet{", 'intent:greet{"a"'])
def test_what_is_no_payload_of_ours_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Payload.decode(text)


@pytest.mark.parametrize(
    ("intent", "text", "values", "noted"),
    [
        ("nlu_fallback", "100 pm vanaf januari is dat goed", True, True),
        ("nlu_fallback", "ik kan 40 euro missen", True, True),
        ("request_payment_arrangement", "60 per maand", True, True),
        ("request_paydate_change", "gewoon op de 15e betalen", True, True),
        ("request_payment_arrangement", "kan ik in delen betalen?", True, False),
        ("request_payment_arrangement", "ik wil een regeling", False, False),
        ("nlu_fallback", "de lift is 40 keer kapot", True, False),
    ],
)
def test_an_own_proposal_is_noted_whatever_was_asked(intent: str, text: str, values: bool, noted: bool) -> None:
    assert proposals.is_proposal(intent, text, values, None, "") is noted


def test_nobody_is_asked_on_a_button_whether_they_want_to_live() -> None:
    ranking = [{"name": "crisis_suicide"}, {"name": "ask_seizure"}, {"name": "crisis_homeless_now"}]
    known = frozenset({"crisis_suicide", "ask_seizure", "crisis_homeless_now"})
    assert rules.guesses(ranking, known) == ["ask_seizure"]


@pytest.mark.parametrize(
    ("intent", "text", "taken"),
    [
        ("request_deferral", "wachten tot mijn compensatie er is", True),
        ("nlu_fallback", "die kosten moeten eraf", True),
        ("request_deferral", "kan dat later?", False),
        ("request_human", "geef mij een echt mens", False),
        ("affirm", "ja dat is goed", False),
        ("nlu_fallback", "weet niet", False),
    ],
)
def test_what_is_told_is_taken_down_and_what_is_asked_is_answered(intent: str, text: str, taken: bool) -> None:
    assert rules.is_statement(intent, text) is taken


def test_two_subjects_of_which_one_covers_the_other_get_one_answer() -> None:
    known = frozenset({"request_repair", "withhold_rent_defects", "ask_balance"})
    topics = ["request_repair", "withhold_rent_defects"]
    assert rules.requests(topics, "request_repair", known, 3) == ["withhold_rent_defects"]
    assert rules.requests(topics, "withhold_rent_defects", known, 3) == ["withhold_rent_defects"]
    assert rules.requests(["request_repair", "ask_balance"], "ask_balance", known, 3) == [
        "request_repair",
        "ask_balance",
    ]


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("kan ik bij de gemeente terecht", True),
        ("hoeveel?", True),
        ("en hoe dan", True),
        ("ik heb drie kinderen", False),
    ],
)
def test_a_question_is_known_without_its_mark(text: str, asks: bool) -> None:
    assert is_question(text) is asks


def test_a_feeling_that_was_heard_faintly_is_not_named() -> None:
    signals = [{"name": "anger", "confidence": 0.55}, {"name": "shame", "confidence": 0.7}, {"name": "fear"}]
    assert rules.feelings_in(signals) == ["fear", "shame"]


def test_a_question_with_a_day_in_it_is_no_proposal_and_an_offer_is_one() -> None:
    assert not proposals.is_proposal("nlu_fallback", "word ik uitgezet als het een week later wordt?", True, None, "")
    assert not proposals.is_proposal(
        "inform", "1350 is de huur dus hoeveel mag het zijn", True, "report_cannot_pay", ""
    )
    assert proposals.is_proposal(
        "request_deferral", "de 24e kan ik de helft betalen", True, "report_reminder_letter", ""
    )


def test_what_stands_in_a_letter_is_no_offer() -> None:
    assert not proposals.offers("staat 14 dag en 612 euro")
    assert proposals.offers("ik kan niet 612 nu")
    assert proposals.offers("60 per maand")


def test_the_subjects_of_a_message_come_in_order_and_without_what_needs_no_answer() -> None:
    known = frozenset({"ask_balance", "ask_collection_costs", "thank", "crisis_violence"})
    topics = ["thank", "ask_balance", "crisis_violence", "ask_collection_costs", "ask_balance"]
    assert rules.subjects(topics, "nlu_fallback", known) == ["ask_balance", "ask_collection_costs"]


def test_a_feeling_is_no_numbered_answer_beside_others() -> None:
    known = frozenset({"express_anger", "ask_collection_costs"})
    topics = ["express_anger", "ask_collection_costs"]
    assert rules.subjects(topics, "nlu_fallback", known) == ["ask_collection_costs"]
    assert rules.requests(topics, "express_anger", known, 3) == ["ask_collection_costs"]
    assert rules.requests(["express_anger"], "express_anger", known, 3) == ["express_anger"]


def test_beside_others_an_answer_keeps_its_fact_with_or_without_its_kind_head() -> None:
    fact = "Incassokosten mogen pas na een gratis brief met minstens veertien dagen om te betalen, en niet eerder."
    for head in ("Goed dat je de kosten nakijkt.\n\n", "Extra kosten zijn schrikken.\n\n", ""):
        text = f"{head}{fact}\n\nEr is een maximum."
        assert composing.brief(text, skips_head=True) == f"{fact} Er is een maximum."
        told = composing.several([composing.Part("Een", "Ja."), composing.Part("Kosten", text)])
        assert told.endswith(f"2. Kosten\n{fact} Er is een maximum.")


def test_an_offer_may_come_with_its_reason_and_a_question_may_not_pass_for_one() -> None:
    offer = "nee ik zei juist dat ik WEER werk. ik verdien 1900. ik wil 200 per maand"
    assert proposals.is_proposal("inform", offer, True, "inform_income_change", "")
    asked = "kan ik de huur deze maand na de 10e doen, klanten betalen laat, lukt dat"
    assert not proposals.is_proposal("request_paydate_change", asked, True, "request_paydate_change", "")


@pytest.mark.parametrize(
    "text",
    ["ja maar is 2 december goed berekend? ja of nee", "is 2 december nou goed of niet", "dus dan is het 15 december?"],
)
def test_a_question_is_never_noted_as_an_offer(text: str) -> None:
    assert not proposals.is_proposal("nlu_fallback", text, True, "report_cannot_pay", "Welke dag lukt jou?")
    assert proposals.is_proposal("nlu_fallback", "de 15e dan?", True, "report_cannot_pay", "Welke dag lukt jou?")
