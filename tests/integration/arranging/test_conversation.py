"""From the first word to an arrangement, in the chat: the plain case, what cannot be, and what comes in between."""

from bot.arrangements.rules.life import State
from bot.conversation.models import Conversation, Owner
from bot.database.engine import Database
from bot.dialogue.models import DialogueState
from bot.identity.rules import Level
from bot.tenancy.models import EntryKind
from tests.integration.arranging.records import agreements, state_of
from tests.integration.arranging.tenant import ENTITIES, Tenant, book
from tests.support.clock import FixedClock
from tests.support.tenants import Tenants

WISH = "ik wil een regeling"
FITS = ("ja", "200 euro per maand", "de 24e", "600 euro", "nee")


async def test_from_the_first_word_to_an_agreement_in_at_most_twelve_turns(
    kim: Tenant, database: Database, tenants: Tenants
) -> None:
    named = await kim.proves(WISH)
    assert "€\u00a01.025,68" in named
    assert "oktober 2026" in named
    assert "€\u00a0200,00" in named
    assert "▇" in named
    assert "jou lukken" in await kim.says("ja")
    assert "inkomen" in await kim.says("200 euro per maand")
    assert "over" in await kim.says("de 24e")
    assert "schulden" in await kim.says("600 euro")
    text = await kim.says("nee")
    assert "Termijn 1: €\u00a0200,00, uiterlijk 27 november 2026." in text or "Termijn 1: €\u00a0200,00" in text
    assert "Je gewone huur" in text
    assert "Ga je akkoord" in text
    assert [a.state for a in await agreements(database)] == [State.OFFERED]
    done = await kim.presses("Ja, ik ga akkoord")
    assert "Afgesproken" in done
    assert "afspraak.pdf" in done
    assert kim.turns <= 12
    (agreed,) = await agreements(database)
    assert agreed.state is State.ACTIVE
    assert agreed.total_cents == 102_568
    assert agreed.consent_person_id == tenants.kim
    assert agreed.consent_digest == agreed.text_digest


async def test_a_typed_yes_counts_when_it_is_clear_and_not_before(kim: Tenant, database: Database) -> None:
    await kim.proves(WISH)
    await kim.plans(*FITS)
    assert "duidelijk ja" in await kim.says("ja")
    await kim.says("ik ga nog niet akkoord")
    assert [a.state for a in await agreements(database)] == [State.OFFERED]
    assert "Afgesproken" in await kim.says("ja, ik ga akkoord")


async def test_who_does_not_know_sees_plans_side_by_side(kim: Tenant) -> None:
    await kim.proves(WISH)
    shown = await kim.plans("ja", "weet ik niet", "de 24e", "weet ik niet", "nee")
    assert "3 termijnen van €\u00a0341,89" in shown
    assert "6 termijnen van €\u00a0170,94" in shown
    assert await kim.buttons() == ["3 termijnen", "6 termijnen"]
    assert "Termijn 6: €\u00a0170,98" in await kim.presses("6 termijnen")


async def test_who_owes_too_little_to_divide_hears_why_and_what_can_be(
    kim: Tenant, tenants: Tenants, database: Database, clock: FixedClock
) -> None:
    await book(database, tenants.contract, clock, EntryKind.PAYMENT, -98_568)
    assert "Er loopt nu geen afspraak" in await kim.proves(WISH)
    answer = await kim.plans("ja", "weet ik niet", "de 24e", "600 euro", "nee")
    assert "minstens €\u00a025,00" in answer
    assert "latere dag" in answer
    assert "Later betalen" in await kim.buttons()
    assert await agreements(database) == []


async def test_what_the_first_message_wished_is_not_asked_again(kim: Tenant) -> None:
    await kim.proves("kan ik 200 euro per maand betalen")
    assert "inkomen" in await kim.says("ja")


async def test_too_little_room_is_help_and_a_person_and_no_plan(kim: Tenant, database: Database) -> None:
    await kim.proves(WISH)
    answer = await kim.plans("ja", "200 euro per maand", "de 24e", "20 euro", "nee")
    assert "past een vaste afspraak nu niet" in answer
    assert "gratis" in answer
    assert "Budgetcoach" in await kim.buttons()
    assert await agreements(database) == []
    async with database.transaction() as session:
        assert (await session.get_one(Conversation, kim.conversation)).owner is Owner.QUEUE


async def test_more_than_fits_is_refused_with_what_can_be_had(kim: Tenant, database: Database) -> None:
    await kim.proves(WISH)
    answer = await kim.plans("ja", "200 euro per maand", "de 24e", "300 euro", "nee")
    assert "meer dan je kunt missen" in answer
    assert "termijnen van" in answer
    assert await agreements(database) == []


async def test_too_small_an_amount_names_the_rule(kim: Tenant) -> None:
    await kim.proves(WISH)
    answer = await kim.plans("ja", "10 euro per maand")
    assert "minstens €\u00a025,00" in answer
    assert "Dit kan wel: 9 termijnen van €\u00a0113,96" in answer


async def test_one_later_day_for_all_of_it(kim: Tenant, database: Database) -> None:
    await kim.proves("ik wil uitstel")
    await kim.says("ja")
    text = await kim.says("15 december")
    assert "Uitstel van betaling" in text
    assert "Afgesproken" in await kim.says("ik ga akkoord")
    assert [a.kind for a in await agreements(database)] == ["deferral"]


async def test_too_late_a_day_says_why_and_goes_on_with_what_can_be(kim: Tenant) -> None:
    await kim.proves("ik wil uitstel")
    await kim.says("ja")
    answer = await kim.says("1 maart")
    assert "Zo lang uitstel" in answer
    assert "uiterlijk op donderdag 24 december" in answer
    assert "in delen" in answer
    assert "inkomen" in await kim.presses("In delen betalen")


async def test_another_pay_day_that_asks_for_proof_waits_for_a_person(kim: Tenant, database: Database) -> None:
    answer = await kim.proves("ik wil op een andere dag betalen")
    assert "1, 8, 15 en 25" in answer
    assert "medewerker" in await kim.says("25")
    assert [(a.kind, a.state) for a in await agreements(database)] == [("pay_date", State.AWAITING_APPROVAL)]


async def test_a_question_in_between_is_answered_and_the_open_one_put_again(kim: Tenant) -> None:
    await kim.proves(WISH)
    await kim.says("ja")
    between = await kim.says("wanneer zijn jullie open")
    assert "8.30" in between
    assert "lukken" in between or "missen" in between
    assert "inkomen" in await kim.says("200 euro per maand")


async def test_stopping_always_works(kim: Tenant, database: Database) -> None:
    await kim.proves(WISH)
    await kim.says("ja")
    await kim.says("stop maar")
    assert (await state_of(database, kim)).flow is None


async def test_danger_in_the_middle_comes_first_and_ends_it(kim: Tenant, database: Database) -> None:
    await kim.proves(WISH)
    await kim.plans("ja", "200 euro per maand")
    answer = await kim.says("ik wil dood")
    assert "113" in answer
    assert "€" not in answer
    assert (await state_of(database, kim)).flow is None
    assert "€" not in await kim.says("200 euro per maand")
    assert await agreements(database) == []


async def test_somebody_else_learns_nothing_even_in_the_middle(kim: Tenant) -> None:
    await kim.proves(WISH)
    answer = await kim.says("het gaat om mijn moeder")
    assert "toestemming" in answer
    assert "€" not in answer
    assert await kim.level() is Level.NONE


async def test_a_level_that_lapsed_is_asked_for_anew_and_then_gone_on_with(kim: Tenant, clock: FixedClock) -> None:
    await kim.proves(WISH)
    await kim.says("ja")
    clock.move(hours=3)
    assert await kim.level() is Level.NONE
    asked = await kim.says("200 euro per maand")
    assert "€" not in asked
    for proof in ("0012007", "19-04-1978"):
        assert "€" not in await kim.says(proof)
    assert "lukken" in await kim.says(kim.outgoing.last)
    assert "inkomen" in await kim.says("200 euro per maand")


async def test_one_tap_moves_an_instalment_before_it_breaks(kim: Tenant, database: Database) -> None:
    await kim.proves(WISH)
    # Early in the month: a move stays within the days that the policy leaves for a first instalment.
    await kim.plans("ja", "200 euro per maand", "de 10e", "600 euro", "nee")
    await kim.presses("Ja, ik ga akkoord")
    await kim.presses("Mijn afspraak")
    asked = await kim.presses("Dit lukt niet")
    assert "termijn 1" in asked
    assert "Zo ver" in await kim.says("1 maart")
    text = await kim.says("15 december")
    if "Wijziging 1" not in text:
        text = await kim.says("30 december")
    assert "Wijziging 1" in text, text
    assert "Afgesproken" in await kim.presses("Ja, ik ga akkoord")
    found = await agreements(database)
    assert [(a.change, a.state) for a in found] == [(0, State.ENDED), (1, State.ACTIVE)]


async def test_what_cannot_be_paid_is_offered_with_a_button_beside_the_general_answer(kim: Tenant) -> None:
    answer = await kim.says("ik kan de huur niet betalen")
    assert "huurdersnummer" not in answer
    assert "huurdersnummer" in await kim.presses("Betalen in delen")


async def test_who_proposes_without_a_number_is_noted_and_it_is_kept_for_after_the_proof(kim: Tenant) -> None:
    await kim.says(WISH)
    noted = await kim.says("100 euro per maand")
    assert "100,00 per maand" in noted
    assert "medewerker" in noted
    assert "huurdersnummer" not in noted
    for proof in ("0012007", "19-04-1978"):
        await kim.says(proof)
    assert "€\u00a01.025,68" in await kim.says(kim.outgoing.last)
    assert "€\u00a0100,00 per maand wordt 11 termijnen" in await kim.says("ja")


async def test_a_pay_day_that_cannot_be_is_followed_by_the_first_one_after_it_that_can(kim: Tenant) -> None:
    await kim.proves("ik wil op een andere dag betalen")
    answer = await kim.says("de 18e")
    assert "Die dag kan niet" in answer
    assert "dag 25" in answer
    assert "dag 1." in await kim.says("de 28e")


async def test_who_does_not_know_whether_the_amount_is_right_can_go_on(kim: Tenant, database: Database) -> None:
    await kim.proves(WISH)
    answer = await kim.says("weet ik niet")
    assert "Klopt het later toch niet" in answer
    assert "lukken" in answer
    assert await agreements(database) == []


async def test_not_knowing_the_number_gets_the_place_where_it_stands(kim: Tenant) -> None:
    await kim.says(WISH)
    assert "rechtsboven op onze brieven" in await kim.says("weet ik niet")


async def test_a_first_payment_and_a_sum_a_month_told_before_are_kept_apart_after_the_proof(
    kim: Tenant, database: Database, monkeypatch
) -> None:
    monkeypatch.setitem(ENTITIES, "300 nu en 150 pm", [("amount", "300.00"), ("amount", "150.00")])
    told = await kim.says("300 nu en 150 pm")
    assert "€\u00a0300,00 nu en daarna €\u00a0150,00 per maand" in told
    await kim.says(WISH)
    async with database.transaction() as session:
        known = (await session.get_one(DialogueState, kim.conversation)).known
    assert (known["kept.amount"], known["kept.first"]) == ("15000", "30000")
