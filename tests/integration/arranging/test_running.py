"""An agreement that runs: a later day that is later, all of it at once, and a month that was missed since."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.arrangements.models import Instalment
from bot.arrangements.rules.life import State
from bot.database.engine import Database
from bot.tenancy.models import EntryKind
from tests.integration.arranging.records import agreements
from tests.integration.arranging.tenant import Tenant, book
from tests.support.clock import FixedClock
from tests.support.tenants import Tenants

FITS = ("ja", "200 euro per maand", "de 24e", "600 euro", "nee")
#: Paid so that the first instalment falls well within the days that the policy leaves for it.
SOONER = ("ja", "200 euro per maand", "de 10e", "600 euro", "nee")


@pytest.fixture
async def agreed(kim: Tenant) -> Tenant:
    await kim.proves("ik wil een regeling")
    await kim.plans(*FITS)
    await kim.presses("Ja, ik ga akkoord")
    return kim


async def test_a_week_later_is_a_week_after_the_day_that_stands(kim: Tenant, database: Database) -> None:
    await kim.proves("ik wil een regeling")
    await kim.plans(*SOONER)
    await kim.presses("Ja, ik ga akkoord")
    assert "termijn 1" in await kim.says("deze maand lukt niet")
    text = await kim.says("een week later")
    assert "Wijziging 1" in text
    await kim.presses("Ja, ik ga akkoord")
    before, after = await agreements(database)
    async with database.transaction() as session:
        of_first = select(Instalment.due_on).where(Instalment.number == 1)
        first = await session.scalar(of_first.where(Instalment.agreement_id == before.id))
        moved = await session.scalar(of_first.where(Instalment.agreement_id == after.id))
    assert first is not None
    assert moved is not None
    # A weekend may lie on the seventh day.
    assert timedelta(7) <= moved - first <= timedelta(11)


async def test_who_cannot_pay_while_something_runs_is_one_tap_from_moving_it(agreed: Tenant) -> None:
    await agreed.says("ik kan de huur niet betalen")
    assert "termijn 1" in await agreed.presses("Termijn lukt niet")


async def test_who_cannot_pay_on_the_day_of_a_deferral_moves_it_or_pays_in_parts(
    kim: Tenant, database: Database
) -> None:
    await kim.proves("ik wil uitstel")
    await kim.plans("ja", "15 december", "ik ga akkoord")
    await kim.presses("Mijn afspraak")
    asked = await kim.presses("Dit lukt niet")
    assert "je betaling van" in asked
    assert "Wat zou wel lukken?" in asked
    assert "Zo lang uitstel" in await kim.says("30 december")
    # Parts are a new plan: what can be missed comes first, as with any.
    assert "in delen" in await kim.says("200 euro per maand")
    assert "Wijziging 1" in await kim.plans("600 euro", "nee")
    assert "Afgesproken" in await kim.presses("Ja, ik ga akkoord")
    found = await agreements(database)
    assert [(a.kind, a.state) for a in found] == [("deferral", State.ENDED), ("arrangement", State.ACTIVE)]


async def test_an_earlier_day_is_no_answer_to_what_cannot_be_paid(agreed: Tenant, database: Database) -> None:
    await agreed.says("deze maand lukt niet")
    answer = await agreed.says("over 2 dagen")
    assert "niet later" in answer
    assert len(await agreements(database)) == 1


@pytest.mark.parametrize("known", [True, False])
async def test_all_of_it_at_once_is_told_with_how_to_pay_also_to_who_has_to_prove_it_first(
    agreed: Tenant, clock: FixedClock, known: bool
) -> None:
    asked = "kan ik alles in een keer aflossen"
    if not known:
        clock.move(days=2)
    answer = await (agreed.says(asked) if known else agreed.proves(asked))
    assert "1.025,68" in answer
    assert "NL02ABNA0123456789" in answer


async def test_a_month_that_was_missed_since_comes_in_with_a_new_yes(
    agreed: Tenant, tenants: Tenants, clock: FixedClock, database: Database
) -> None:
    clock.move(days=10)
    await book(database, tenants.contract, clock, EntryKind.RENT, 61_284)
    clock.move(days=1)
    # It costs more a month than was agreed, so what can be missed is asked first, as for a new plan.
    asked = await agreed.proves("mag die nieuwe maand erbij")
    assert "meer dan nu" in asked
    assert len(await agreements(database)) == 1
    assert "andere schulden" in await agreed.says("600 euro")
    text = await agreed.says("nee")
    assert "Wijziging 1" in text
    assert re.search(r"Er staat €\u00a01\.638,52 open", text)
    await agreed.presses("Ja, ik ga akkoord")
    assert [(a.change, a.state) for a in await agreements(database)] == [(0, State.ENDED), (1, State.ACTIVE)]


async def test_a_new_month_that_is_too_much_at_once_comes_in_smaller_parts_or_not_at_all(
    agreed: Tenant, tenants: Tenants, clock: FixedClock, database: Database
) -> None:
    clock.move(days=10)
    await book(database, tenants.contract, clock, EntryKind.RENT, 61_284)
    clock.move(days=1)
    await agreed.proves("mag die nieuwe maand erbij")
    await agreed.says("500 euro")
    text = await agreed.says("nee")
    # 1.638,52 in parts of 250 are seven: more than the assistant agrees alone.
    assert "medewerker moet hier eerst naar kijken" in text
    assert [(a.change, a.state) for a in await agreements(database)] == [
        (0, State.ACTIVE),
        (1, State.AWAITING_APPROVAL),
    ]
    await agreed.says("mag die nieuwe maand erbij")
    answer = await agreed.says("20 euro")
    assert "andere schulden" in answer
    assert "past een vaste afspraak nu niet" in await agreed.says("nee")


async def test_a_longer_division_waits_for_a_person_as_a_new_plan_of_that_length_does(
    agreed: Tenant, database: Database
) -> None:
    await agreed.says("deze maand lukt niet")
    assert "medewerker moet hier eerst naar kijken" in await agreed.says("over 9 maanden")
    assert [(a.change, a.state) for a in await agreements(database)] == [
        (0, State.AT_RISK),
        (1, State.AWAITING_APPROVAL),
    ]


async def test_lower_is_heard_of_what_runs_as_a_longer_division(agreed: Tenant, database: Database) -> None:
    await agreed.says("deze maand lukt niet")
    assert "medewerker moet hier eerst naar kijken" in await agreed.says("kan het lager per maand")
    changed = (await agreements(database))[-1]
    assert (changed.change, changed.state) == (1, State.AWAITING_APPROVAL)
    assert changed.looks == ["terms-the-assistant-may-agree"]


async def test_where_no_new_month_is_open_that_is_told_and_nothing_is_at_risk(
    agreed: Tenant, database: Database
) -> None:
    answer = await agreed.says("mag die nieuwe maand erbij")
    assert "geen nieuwe maand" in answer
    assert [a.state for a in await agreements(database)] == [State.ACTIVE]


async def test_what_is_wrong_is_heard_in_a_long_sentence_too(kim: Tenant) -> None:
    await kim.proves("het bedrag klopt niet")
    answer = await kim.says("ik heb in oktober al alles betaald en jullie tellen het dubbel")
    assert "Op welke dag heb je betaald" in answer
