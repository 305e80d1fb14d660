"""What a message tells of sums and their days, what is kept of it, and what is reckoned with it."""

from datetime import date

import pytest

from bot.dialogue.told import notes, plans, sums
from bot.dialogue.told.asked import Asked
from bot.dialogue.told.notes import Notes
from bot.dialogue.told.sums import Told
from tests.unit.dialogue.told.heard import heard

TODAY = date(2026, 11, 29)


def read(text: str, *asked: Asked, **entities: str) -> Told:
    return sums.read(text, heard(text, **entities), asked, TODAY)


def test_a_payment_is_kept_with_its_day() -> None:
    told = read("ik heb op 2 november betaald 687 euro", amount="687", date="2026-11-02=2 november")
    assert (told.paid, told.paid_on, told.owed) == (68700, "2026-11-02", None)


def test_a_part_now_and_the_rest_later_keep_their_own_days() -> None:
    told = read("vrijdag 200 en 20 december de rest", amount="200", date="2026-12-04=vrijdag|2026-12-20=20 december")
    assert (told.once, told.once_when, told.rest_when) == (20000, "2026-12-04", "2026-12-20")
    told = read("200 euro vrijdag en de rest van de 712 in december", amount="200|712", date="2026-12-04=vrijdag")
    assert (told.owed, told.once_when, told.rest_when) == (71200, "2026-12-04", "in december")


def test_a_day_that_was_read_as_next_year_is_no_day() -> None:
    told = read("ik kan 300 voor 28 nov", amount="300", date="2027-11-28=28 nov")
    assert (told.once, told.once_when) == (30000, "")


def test_a_bare_sum_answers_the_question_that_was_asked() -> None:
    assert read("1480", amount="1480").owed is None
    assert read("1480", Asked.OWED, amount="1480").owed == 148000
    assert read("50", Asked.MONTHLY, amount="50").monthly == 5000
    assert read("687", Asked.PAID, Asked.PAID_ON, amount="687").paid == 68700


def test_a_paid_sum_is_no_answer_to_what_is_owed() -> None:
    told = read("hebben jullie die 687 ontvangen", Asked.OWED, amount="687")
    assert (told.owed, told.paid) == (None, 68700)


def test_two_debts_in_one_message_leave_it_unclear_which_is_meant() -> None:
    assert read("schuld 900 en nu een aanmaning van 1200", amount="900|1200").owed is None


def test_a_new_proposal_takes_the_place_of_the_one_before() -> None:
    kept = Notes().after(read("300 nu en 150 pm", amount="300|150")).after(read("toch 100 pm", amount="100"))
    assert (kept.monthly, kept.once) == (10000, None)


def test_a_sum_instead_of_the_one_before_is_heard_where_its_role_is_not_named() -> None:
    text = "trouwens 50 is mss te veel, doe 40"
    assert sums.instead_of_before(text, read(text)) == 4000
    text = "doe 40 per maand"
    assert sums.instead_of_before(text, read(text, amount="40")) is None


def test_the_rest_is_added_to_what_was_offered() -> None:
    kept = Notes().after(read("ik kan vrijdag 200 betalen", amount="200", date="2026-12-04=vrijdag"))
    kept = kept.after(read("en de rest in december"))
    assert (kept.once, kept.rest, kept.rest_when) == (20000, True, "in december")


def test_nothing_of_an_income_is_kept() -> None:
    kept = Notes().after(read("hou 900 over in de mnd", amount="900"))
    assert kept == Notes()


def test_a_proposal_is_reckoned_against_the_debt_that_was_named_before() -> None:
    kept = Notes().after(read("laatste aanmaning 1480 euro", amount="1480"))
    plan = plans.plan_of(kept.after(read("300 nu en 150 pm", amount="300|150")))
    assert plan is not None
    assert plan.months is not None
    assert (plan.left, plan.months.months, plan.months.last, plan.payments) == (118000, 8, 13000, 9)


def test_without_a_debt_nothing_is_reckoned() -> None:
    assert plans.plan_of(Notes().after(read("300 nu en 150 pm", amount="300|150"))) is None


def test_a_correction_is_the_sum_that_is_not_denied() -> None:
    text = "2 maanden? het is 1480 hoor niet 300"
    assert sums.corrects(read(text, amount="1480|300")) == 148000
    assert sums.corrects(read("het is 1480", amount="1480")) is None


@pytest.mark.parametrize(
    "kept",
    [
        Notes(),
        Notes(owed=148000, monthly=15000, once=30000, once_when="nu", sums=(30000, 15000)),
        Notes(rest=True, rest_when="2026-12-20", reach=notes.Reach("06-22334455", "na 5en")),
    ],
)
def test_what_is_kept_is_read_back_as_it_was(kept: Notes) -> None:
    assert notes.from_json(kept.as_json()) == kept


def test_a_day_to_pay_on_is_no_day_of_a_letter_and_a_paid_sum_no_debt() -> None:
    offered = read("ik kan 300 voor 28 nov", amount="300")
    assert sums.fitting("letter.day_notice", "date", offered, "2026-11-28") is None
    paid = read("hebben jullie die 687 ontvangen", amount="687")
    assert sums.fitting("costs.principal", "amount", paid, "68700") is None
    owed = read("schuld is 900 en 97 euro kosten", amount="900|97")
    assert sums.fitting("costs.principal", "amount", owed, "9700") == "90000"
    assert sums.fitting("costs.asked", "amount", owed, "90000") == "9700"


def test_all_of_it_on_one_day_is_one_payment() -> None:
    told = read("ik wil alles in 1 keer op 24 december betalen", date="2026-12-24=24 december")
    assert (told.whole, told.whole_when, told.offers, told.parts) == (True, "2026-12-24", True, False)


def test_a_day_of_the_month_is_the_next_one_to_come() -> None:
    told = read("de 24e krijg ik m'n stufi, dan kan ik alles in 1x betalen", day_of_month="24=de 24e")
    assert (told.whole, told.whole_when) == (True, "2026-12-24")


@pytest.mark.parametrize(
    "text",
    ["ik kan niet alles in een keer betalen", "moet ik alles in één keer betalen", "ik heb alles ineens betaald"],
)
def test_who_cannot_or_asks_or_has_paid_offers_nothing_at_once(text: str) -> None:
    assert not read(text).whole


def test_all_of_it_at_once_takes_the_place_of_parts_and_is_kept() -> None:
    kept = Notes(monthly=5000).after(read("alles in 1 keer op 24 december", date="2026-12-24=24 december"))
    assert (kept.monthly, kept.whole, kept.whole_when) == (None, True, "2026-12-24")
    assert notes.from_json(kept.as_json()) == kept
    assert Asked.PAY_ON in kept.known(())
    assert not kept.after(read("100 per maand", amount="100")).whole


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("ik betaal die 40 euro niet", "40"),
        ("kan die 600 niet nu", "600"),
        ("ik kan juist geen 600 betalen", "600"),
        ("150 per maand kan ik niet betalen", "150"),
        ("200 euro lukt niet", "200"),
        ("600 heb ik niet", "600"),
        ("67 kan ik niet bro", "67"),
        ("die 100 nu kan ik toch niet", "100"),
        ("ik kan die 1200 niet ineens", "1200"),
    ],
)
def test_a_sum_that_is_refused_is_no_offer_and_no_debt(text: str, amount: str) -> None:
    told = read(text, amount=amount)
    assert (told.refused, told.offers, told.owed) == ((int(amount) * 100,), False, None)


@pytest.mark.parametrize(
    ("text", "amount"), [("ik kan niet meer dan 50 per maand betalen", "50"), ("ik kan 50 betalen of niet", "50")]
)
def test_a_not_about_something_else_refuses_nothing(text: str, amount: str) -> None:
    assert read(text, amount=amount).offers


def test_minutes_are_no_money() -> None:
    text = "ik heb betaald. en maandag ga ik niet weer 50 min in de wacht"
    assert read(text, date="2026-11-30=maandag").named == ()
    assert read(text, amount="50", date="2026-11-30=maandag").named == ()


def test_costs_that_are_refused_stay_costs() -> None:
    told = read("ik betaal die 40 euro incassokosten niet", amount="40")
    assert (told.costs, told.offers, sums.fitting("costs.principal", "amount", told, "4000")) == (4000, False, None)


def test_the_day_of_a_letter_is_no_day_of_paying() -> None:
    told = read("ik heb op tijd betaald. brief is van 20 november", date="2026-11-20=20 november")
    assert (told.says_paid, told.paid_on) == (True, "")


@pytest.mark.parametrize(
    "text",
    ["ik kan de huur niet betalen. 890 euro dinsdag", "890 dinsdag. krijg ik uitstel?", "890 dinsdag, mag ik uitstel"],
)
def test_a_day_on_which_something_is_due_is_no_day_of_paying(text: str) -> None:
    told = read(text, amount="890", date="2026-12-01=dinsdag")
    assert (told.once, told.unclear) == (None, (89000,))


def test_a_part_is_heard_in_english_and_a_rest_alone_offers_nothing() -> None:
    told = read("i have 300 now and rest later", amount="300")
    assert (told.once, told.once_when, told.rest, told.rest_when) == (30000, "nu", True, "")
    assert not Notes(rest=True).offers


def test_the_rent_that_is_named_answers_what_is_open() -> None:
    told = read("ik heb geen brief gehad nog hoor. huur is 655")
    assert sums.fitting("costs.principal", "amount", told, None) == "65500"
