"""A correction takes the place of what was told, and nothing else does."""

from datetime import date

import pytest

from bot.dialogue.told import amounts, correcting, days, sums
from bot.dialogue.told.correcting import Corrected, Kept
from bot.dialogue.told.notes import Notes, Reach
from tests.unit.dialogue.told.heard import heard

TODAY = date(2026, 11, 29)
PAID = Notes(paid=61200, paid_on="2026-11-18")


def after(text: str, before: Kept, said: str = "", **entities: str) -> tuple[Kept, Corrected]:
    found = heard(text, **entities)
    told, named = sums.read(text, found, (), TODAY), days.read(text, found)
    now = Kept(before.notes.after(told), before.dates)
    return correcting.corrected(text, told, named, amounts.denied_days(text, found), before, now, said, TODAY)


def test_the_day_of_a_letter_is_not_the_day_of_a_payment() -> None:
    text = "ik heb op tijd betaald. brief is van 20 november. ik betaal die 40 euro niet"
    kept, put_right = after(text, Kept(PAID, {}), date="2026-11-20=20 november", amount="40")
    assert (kept.notes.paid_on, kept.notes.written_on, kept.notes.offers) == ("2026-11-18", "2026-11-20", False)
    assert not put_right


def test_a_day_that_is_denied_by_its_number_gives_way_to_the_one_that_is_named() -> None:
    wrong = Notes(paid=61200, paid_on="2026-11-20", written_on="2026-11-16")
    kept, put_right = after(
        "18 november dus. niet 20. pas dat aan", Kept(wrong, {}), date="2026-11-18=18 november", amount="20"
    )
    assert kept.notes.paid_on == "2026-11-18"
    assert put_right.stands == ("€\u00a0612,00 betaald op woensdag 18 november",)


def test_who_corrects_what_stood_right_already_hears_it_again() -> None:
    kept, put_right = after("18 november dus he. pas dat aan", Kept(PAID, {}), date="2026-11-18=18 november")
    assert kept.notes == PAID
    assert put_right.stands == ("€\u00a0612,00 betaald op woensdag 18 november",)


def test_the_day_of_an_eviction_is_put_right_and_the_money_keeps_its_own() -> None:
    text = "de ontruiming is 8 december! niet de 4e. de 4e komt mn geld"
    kept, put_right = after(
        text, Kept(Notes(), {"eviction": "2026-12-04"}), date="2026-12-08=8 december|2026-12-04=de 4e|2026-12-04=de 4e"
    )
    assert (kept.dates, kept.notes.money_on) == ({"eviction": "2026-12-08"}, "2026-12-04")
    assert put_right.stands[0] == "de ontruiming is op dinsdag 8 december"


@pytest.mark.parametrize("text", ["als ik alles betaal op 4 december, gaat het dan door", "kan ik 4 december bellen"])
def test_a_day_of_another_role_puts_nothing_right(text: str) -> None:
    before = Kept(Notes(), {"eviction": "2026-12-08"})
    kept, put_right = after(text, before, date="2026-12-04=4 december")
    assert kept.dates == before.dates
    assert not put_right


def test_a_day_in_a_question_beside_a_no_is_no_new_day_of_the_eviction() -> None:
    before = Kept(Notes(), {"eviction": "2026-12-09"})
    text = "nee niet zelfmoord. ik ben gewoon op. wat moet ik morgenochtend als eerste doen"
    kept, put_right = after(text, before, date="2026-11-30=morgen")
    assert kept.dates == before.dates
    assert not put_right


def test_a_sum_that_is_denied_gives_way_in_its_own_role() -> None:
    kept, _ = after("het was 621 niet 612", Kept(PAID, {}), amount="621|612")
    assert (kept.notes.paid, kept.notes.owed) == (62100, None)
    kept, _ = after("eh nee 612 is fout 621 was het", Kept(PAID, {}), amount="612|621")
    assert (kept.notes.paid, kept.notes.paid_on) == (62100, "2026-11-18")


@pytest.mark.parametrize(
    "text", ["50 min is minuten!! geen 50 euro. haal dat weg", "50 euro heb ik nooit gezegd", "schrap die 50 euro"]
)
def test_what_was_never_said_goes(text: str) -> None:
    at = {"amount": "50=50 euro"}
    kept, put_right = after(text, Kept(Notes(once=5000, once_when="2026-11-30", sums=(5000,)), {}), **at)
    assert (kept.notes.once, kept.notes.once_when, kept.notes.sums) == (None, "", ())
    assert put_right.gone == ("€\u00a050,00",)


def test_a_refused_sum_is_no_offer_any_more_and_a_debt_stays_one() -> None:
    kept, put_right = after("die 600 kan ik niet betalen", Kept(Notes(owed=60000, once=60000), {}), amount="600")
    assert (kept.notes.once, kept.notes.owed) == (None, 60000)
    assert put_right == Corrected()


def test_without_a_sum_goes_what_we_said_last() -> None:
    before = Kept(Notes(monthly=20000), {})
    kept, put_right = after("dat heb ik nooit gezegd", before, said="Genoteerd: €\u00a0200,00 per maand.")
    assert (kept.notes.monthly, put_right.gone) == (None, ("€\u00a0200,00 per maand",))
    kept, put_right = after("dat heb ik nooit gezegd", before, said="Hoe heet je?")
    assert (kept.notes.monthly, put_right.nothing) == (20000, True)


def test_what_others_never_said_takes_nothing_away() -> None:
    kept, put_right = after(
        "jullie hebben dat nooit gezegd", Kept(Notes(monthly=20000), {}), said="€\u00a0200,00 per maand"
    )
    assert (kept.notes.monthly, bool(put_right)) == (20000, False)


def test_a_number_goes_where_that_is_asked() -> None:
    kept, put_right = after("haal mijn nummer weg", Kept(Notes(reach=Reach(phone="06-12345678")), {}))
    assert (kept.notes.reach.phone, put_right.gone) == ("", ("06-12345678",))


def test_whether_it_stands_so_is_a_question_and_no_correction() -> None:
    before = Kept(Notes(), {"eviction": "2026-12-12"})
    _, put_right = after("klopt het dat het 12 december is?", before, date="2026-12-12=12 december")
    assert (put_right.asked, put_right.stands) == (True, ("de ontruiming is op zaterdag 12 december",))


@pytest.mark.parametrize(
    "text",
    [
        "haal dat weg",
        "dat heb ik niet gezegd",
        "schrap dat",
        "ik heb nooit bezwaar gemaakt",
        "dat heb ik niet gevraagd",
    ],
)
def test_what_was_noted_in_other_words_is_taken_back_too(text: str) -> None:
    noted = "Genoteerd voor een medewerker: je maakt bezwaar."
    assert correcting.takes_back(text, noted)
    _, put_right = after(text, Kept(Notes(), {}), said=noted)
    assert put_right.gone == (correcting.JUST_NOTED,)


def test_where_nothing_was_noted_nothing_is_taken_back() -> None:
    assert not correcting.takes_back("ik heb nooit bezwaar gemaakt", "Op welke dag kreeg je de brief?")
    assert not correcting.takes_back("wat heb ik niet gevraagd?", "Genoteerd: € 50,00.")


def test_who_never_spoke_of_paying_loses_the_day_of_paying_and_keeps_the_call() -> None:
    before = Notes(whole=True, whole_when="2026-12-07", reach=Reach(phone="06-12345678", call_when="na 3 uur"))
    kept, put_right = after("en ik heb niks over betalen gezegd", Kept(before, {}), said="Ik geef door: na 3 uur.")
    assert (kept.notes.whole, kept.notes.reach) == (False, before.reach)
    assert put_right.gone == ("alles in één keer op maandag 7 december",)


def test_a_call_that_was_just_noted_can_be_taken_back() -> None:
    before = Notes(reach=Reach(phone="06-12345678", call_when="na 3 uur"))
    kept, put_right = after("haal dat weg", Kept(before, {}), said="Genoteerd voor het bellen: 06-12345678, na 3 uur.")
    assert not kept.notes.reach
    assert put_right.gone == ("06-12345678, na 3 uur",)
