"""What is wished of a plan in the middle of making it, in all the words that tenants have for it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.arrangements.rules.schedule import Wish
from bot.dialogue.arranging import beginnings, doubts, rules, wishes
from bot.dialogue.arranging.wished import Shown, Turn, Wished, in_state, of_state
from bot.guidance.rules import Reply

TODAY = date(2026, 11, 23)
CHOOSE, CONSENT, OWN = "arranging.choose", "arranging.consent", "arranging.own"


def heard(text: str, *amounts: str, intent: str = "inform", **entities: str) -> Reply:
    found = [("amount", amount) for amount in amounts] + list(entities.items())
    return Reply(intent, text, [{"entity": name, "value": value} for name, value in found])


def wish(question: str, reply: Reply) -> dict[str, str]:
    found = wishes.read(question, reply, TODAY)
    return {key: value for key, value in (found.wish if found else {}).items() if key != rules.GOAL}


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (heard("120 per maand kan toch wel?", "120.00", intent="request_payment_arrangement"), {"amount": "12000"}),
        (heard("waarom kan 120 niet?", "120.00", intent="nlu_fallback"), {"amount": "12000"}),
        (heard("maar 120 lukt me wel", "120.00"), {"amount": "12000"}),
        (heard("in 14 maanden", duration="P14M"), {"terms": "14"}),
        (heard("24 termijnen"), {"terms": "24"}),
        (heard("tussen 80 en 100", "80.00", "100.00"), {"amount": "8000", "most": "10000"}),
        (heard("tussen de 80 en 100 euro", "80.00", "100.00"), {"amount": "8000", "most": "10000"}),
        (heard("80 à 100 euro", "80.00", "100.00"), {"amount": "8000", "most": "10000"}),
        (heard("100 of 80", "100.00", "80.00"), {"amount": "8000", "most": "10000"}),
        (heard("20 per week", "20.00"), {"amount": "8600"}),
        (heard("om de week 40", "40.00"), {"amount": "8600"}),
        (heard("elke 4 weken 100", "100.00"), {"amount": "10800"}),
        (heard("en als ik volgende maand 300 doe", "300.00"), {"first": "30000", "month": "2026-12-01"}),
        (heard("eerst 300 en dan 100", "300.00", "100.00"), {"first": "30000", "amount": "10000"}),
        (heard("ik betaal nu 200 en daarna 100 per maand", "200.00", "100.00"), {"first": "20000", "amount": "10000"}),
        (heard("ik wil in januari beginnen", intent="nlu_fallback"), {"month": "2027-01-01"}),
        (heard("kan ik in november beginnen"), {"month": "2026-11-01"}),
        (heard("vanaf januari", intent="inform"), {"month": "2027-01-01"}),
        (heard("pas in februari"), {"month": "2027-02-01"}),
        (heard("eerste betaling 15 januari", date="2026-01-15"), {"day": "2027-01-15"}),
        (heard("ik kan pas over 2 weken beginnen", date="2026-12-07"), {"day": "2026-12-07"}),
        (heard("elke maand 90 vanaf februari", "90.00"), {"amount": "9000", "month": "2027-02-01"}),
        (heard("volgende maand beginnen"), {"month": "2026-12-01"}),
        (heard("nee liever januari", intent="deny"), {"month": "2027-01-01"}),
        (heard("de eerste in januari graag", intent="nlu_fallback"), {"month": "2027-01-01"}),
        (heard("dan de 24e", day_of_month="24"), {"day": "2026-11-24"}),
        (heard("15 december", date="2026-12-15"), {"day": "2026-12-15"}),
    ],
)
def test_a_wish_is_heard_in_every_form(reply: Reply, told: dict[str, str]) -> None:
    assert wish(CONSENT, reply) == told


@pytest.mark.parametrize(
    ("text", "turn"),
    [
        *(
            (text, Turn.LOWER)
            for text in ("minder", "langer", "te veel", "dat is te veel voor mij", "iets lager graag")
        ),
        *((text, Turn.LOWER) for text in ("kan het langer duren", "meer termijnen", "te hoog")),
        *((text, Turn.HIGHER) for text in ("sneller", "minder termijnen", "dat duurt te lang", "iets meer")),
        *(
            (text, Turn.LOWEST)
            for text in ("wat is het minst", "zo laag mogelijk", "het minimum", "wat is het laagste")
        ),
    ],
)
def test_more_less_and_least_are_heard_beside_a_plan(text: str, turn: Turn) -> None:
    found = wishes.read(CHOOSE, heard(text, intent="nlu_fallback"), TODAY)
    assert found is not None
    assert found.turn is turn


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        (CONSENT, heard("krijg ik dan 50 euro boete?", "50.00", intent="nlu_fallback")),
        (CONSENT, heard("wanneer zijn jullie open")),
        (CONSENT, heard("ja, ik ga akkoord")),
        (CHOOSE, heard("de eerste")),
        (CHOOSE, heard("mijn huur is te hoog")),
        (OWN, heard("liever januari")),
        (OWN, heard("weet ik niet", intent="unsure")),
        ("arranging.left", heard("100 per maand", "100.00")),
        ("arranging.income_day", heard("de 1e van de maand")),
        ("arranging.income_day", heard("de 1e", date="2026-12-01")),
        ("arranging.income_day", heard("vanaf de 24e", day_of_month="24")),
        (CONSENT, heard("alles op 15 december", date="2026-12-15")),
        ("arranging.income_day", heard("1200 per maand", "1200.00")),
        ("arranging.right", heard("te veel")),
        (CONSENT, heard("minder " * 15)),
    ],
)
def test_what_is_no_wish_for_the_plan_is_left_to_others(question: str, reply: Reply) -> None:
    assert wishes.read(question, reply, TODAY) is None


@pytest.mark.parametrize("question", sorted(wishes.MEANS))
def test_where_to_begin_is_heard_also_while_the_means_are_asked(question: str) -> None:
    assert wish(question, heard("ik wil in januari beginnen", intent="nlu_fallback")) == {"month": "2027-01-01"}
    assert wish(question, heard("in 5 termijnen")) == {"terms": "5"}


def test_another_amount_is_heard_where_no_amount_is_asked() -> None:
    assert wish("arranging.income_day", heard("liever 80", "80.00")) == {"amount": "8000"}
    assert wish("arranging.left", heard("toch 80", "80.00")) == {}


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (150, {"amount": "15000"}),
        (25, {"amount": "2500"}),
        (6, {"terms": "6"}),
        (9, {"terms": "9"}),
        (15, None),
        (1, None),
    ],
)
def test_a_bare_number_is_what_the_policy_leaves_it_to_be(number: int, told: dict[str, str] | None) -> None:
    sized = wishes.sized(number, 2500, 9)
    assert (None if sized is None else {k: v for k, v in sized.items() if k != rules.GOAL}) == told
    found = wishes.read(OWN, heard(f"doe maar {number}"), TODAY)
    assert found is not None
    assert found.number == number


def test_a_first_payment_that_may_be_later_counts_from_the_plan_that_was_shown() -> None:
    shown = [Shown(6, 17_094, date(2026, 11, 27))]
    for text in ("kan de eerste later", "ik wil later beginnen"):
        later = wishes.read(CONSENT, heard(text, intent="request_paydate_change"), TODAY)
        assert later is not None
        assert beginnings.begun_later(later, shown, TODAY) == {"month": "2026-12-01"}
    a_week = wishes.read(CONSENT, heard("mag de eerste betaling een week later", duration="P1W"), TODAY)
    assert a_week is not None
    assert beginnings.begun_later(a_week, shown, TODAY) == {"day": "2026-12-04"}
    a_month = wishes.read(CONSENT, heard("kan het een maand later", duration="P1M"), TODAY)
    assert a_month is not None
    assert beginnings.begun_later(a_month, shown, TODAY) == {"day": "2026-12-27"}
    for text in ("kan het later", "liever later"):
        assert wishes.read(CONSENT, heard(text), TODAY) == Wished(later=True)
    assert wishes.read(OWN, heard("liever later"), TODAY) is None


def test_less_means_nothing_where_no_plan_was_shown() -> None:
    assert wishes.read(OWN, heard("te veel"), TODAY, shown=False) is None
    assert wishes.read(OWN, heard("te veel"), TODAY, shown=True) == Wished(turn=Turn.LOWER)


def test_a_pace_without_an_amount_is_heard_as_a_pace() -> None:
    while_means = wishes.read("arranging.income_day", heard("kan ook per week?"), TODAY)
    assert while_means == Wished(pace="week")
    assert wishes.read("arranging.income_day", heard("elke week krijg ik geld"), TODAY) is None
    found = wishes.read(OWN, heard("kan het ook per week"), TODAY)
    assert found is not None
    assert (found.pace, found.pace_cents, found.wish) == ("week", 0, {})


@given(st.lists(st.builds(Shown, st.integers(2, 60), st.integers(1, 10**7), st.dates()), max_size=3))
def test_the_plans_that_were_shown_are_read_back_from_the_state(shown: list[Shown]) -> None:
    assert of_state(in_state(shown)) == shown


sums = st.none() | st.integers(1, 10**7)


@given(st.builds(Wish, st.none(), st.integers(1, 10**7), st.none() | st.dates(), st.none(), sums, sums))
def test_a_wish_is_read_back_from_the_state(told: Wish) -> None:
    assert rules.wish_of(rules.kept(told)) == told


@pytest.mark.parametrize(
    "text",
    [
        "laat maar, het klopt",
        "laat maar het klopt",
        "oh wacht, het klopt wel",
        "ik had het mis",
        "het bedrag klopt toch",
    ],
)
def test_a_doubt_is_taken_back(text: str) -> None:
    assert doubts.takes_back(text)


@pytest.mark.parametrize("text", ["het klopt niet", "laat maar", "klopt het wel?", "ja", "laat maar, het klopt niet"])
def test_what_takes_no_doubt_back(text: str) -> None:
    assert not doubts.takes_back(text)


@pytest.mark.parametrize(
    "text",
    ["klopt dat bedrag wel?", "klopt dat bedrag wel", "weet je zeker dat dit klopt?", "hoe kom je aan dat bedrag"],
)
def test_who_asks_whether_it_is_right_only_doubts(text: str) -> None:
    assert doubts.doubts(text)


@pytest.mark.parametrize("text", ["klopt", "ja dat klopt", "dat klopt niet", "het bedrag klopt niet", "klopt helemaal"])
def test_a_yes_or_a_no_to_the_amount_is_no_doubt(text: str) -> None:
    assert not doubts.doubts(text)
