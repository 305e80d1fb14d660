"""What a tenant told is kept for the talk: said back, put with the handoff, not asked again, and then let go."""

from uuid import UUID

import pytest
from sqlalchemy import select

from bot.conversation.models import Conversation
from bot.database.engine import Database
from bot.dialogue.models import DialogueState
from bot.handoff.models import Handoff, Reason
from bot.privacy.jobs import UnjudgedMeans
from tests.support.acting import Acting
from tests.support.clock import FixedClock
from tests.support.engine import StubEngine
from tests.support.wiring import Desk

CALL, WHEN, ASKS = "bel me op 06 22334455", "morgen na 5en", "heb je mijn nummer genoteerd?"
PLACE = "Lindelaan 88, dinsdag ochtend"
PAID, RECEIVED = "ik heb op 2 november 687 euro betaald", "hebben jullie die 687 ontvangen ja of nee"
COSTS = "wat mogen de kosten zijn"
DEBT, OFFER, NUMBER = "mijn achterstand is 1480 euro", "300 nu en 150 pm", "1480"
MORE = "2x 590 dus 1180 toch, waarom dan 2300"
WHAT = "wat heb je nou genoteerd"
BYE, THREAT = "doei", "dan kom ik langs met een jerrycan benzine"


@pytest.fixture(autouse=True)
def acting(desk: Desk, engine: StubEngine) -> None:
    engine.react = Acting(
        desk.services.answering,
        {
            CALL: "request_callback",
            ASKS: "nlu_fallback",
            PAID: "report_payment_made",
            RECEIVED: "nlu_fallback",
            COSTS: "ask_collection_costs",
            DEBT: "report_reminder_letter",
            OFFER: "nlu_fallback",
            NUMBER: "inform",
            MORE: "nlu_fallback",
            WHAT: "nlu_fallback",
            BYE: "goodbye",
            THREAT: "crisis_violence",
            "kom langs": "request_visit",
        },
        {THREAT: "violence"},
        {
            CALL: [("phone", "+31622334455")],
            PLACE: [("date", "2026-11-24")],
            PAID: [("date", "2026-11-02"), ("amount", "687.00")],
            RECEIVED: [("amount", "687.00")],
            DEBT: [("amount", "1480.00")],
            OFFER: [("amount", "300.00"), ("amount", "150.00")],
            NUMBER: [("amount", "1480.00")],
            MORE: [("amount", "1180.00"), ("amount", "2300.00")],
        },
    )


async def said(desk: Desk, *texts: str) -> str:
    """The last answer after these messages, with spaces as they are typed."""
    for text in texts:
        conversation: UUID = await desk.say("t1", text)
    return (await desk.transcript(conversation))[-1].text.replace("\u00a0", " ")


async def handoff(desk: Desk) -> Handoff:
    async with desk.services.database.transaction() as session:
        return (await session.scalars(select(Handoff))).one()


async def notes(database: Database) -> dict[str, object]:
    async with database.transaction() as session:
        return dict((await session.scalars(select(DialogueState.notes))).one())


async def test_a_number_and_a_moment_go_with_the_handoff_and_are_said_back(desk: Desk) -> None:
    first = await said(desk, CALL)
    assert "06-22334455" in first
    assert "Wanneer" in first
    told = await said(desk, WHEN)
    assert "06-22334455, na 5en" in told
    assert "?" not in told
    found = await handoff(desk)
    assert found.reason is Reason.CALLBACK
    assert found.reach["phone"] == "06-22334455"
    assert (await said(desk, ASKS)).startswith("Ja")


async def test_who_gave_no_number_hears_that_there_is_none(desk: Desk) -> None:
    told = await said(desk, ASKS)
    assert "nog geen telefoonnummer" in told
    assert "Op welk nummer" in told


async def test_an_address_and_a_day_for_a_visit_go_with_the_handoff(desk: Desk) -> None:
    await said(desk, "kom langs")
    assert "Lindelaan 88" in await said(desk, PLACE)
    found = await handoff(desk)
    assert found.reach["address"] == "Lindelaan 88"
    assert "phone" not in found.reach


async def test_costs_are_never_reckoned_over_what_was_paid(desk: Desk) -> None:
    assert "€ 687,00 betaald op maandag 2 november" in await said(desk, PAID)
    assert "Hoeveel huur" not in await said(desk, COSTS)
    told = await said(desk, RECEIVED)
    assert "€ 687,00" in told
    assert "103,05" not in told


async def test_costs_are_reckoned_over_the_debt_that_was_named(desk: Desk) -> None:
    told = await said(desk, DEBT, COSTS)
    assert "€ 1.480,00" in told
    assert "€ 222,00" in told


async def test_a_proposal_is_reckoned_against_the_debt_and_a_person_decides(desk: Desk) -> None:
    told = await said(desk, DEBT, OFFER)
    for words in ("€ 300,00 nu en daarna € 150,00 per maand", "€ 1.180,00", "8 maanden", "€ 130,00", "medewerker"):
        assert words in told
    assert (await handoff(desk)).closed_at is None


async def test_the_debt_is_asked_once_where_it_is_not_known(desk: Desk) -> None:
    assert "Hoe hoog is je schuld" in await said(desk, OFFER)
    told = await said(desk, NUMBER)
    assert "8 maanden" in told
    assert "Hoe hoog" not in told


async def test_who_asks_what_was_noted_hears_all_that_is_kept(desk: Desk) -> None:
    told = await said(desk, DEBT, OFFER, CALL, WHAT)
    for words in ("een schuld van € 1.480,00", "€ 150,00 per maand", "06-22334455", "nog niets afgesproken"):
        assert words in told


async def test_who_asks_why_more_is_asked_hears_what_may_be_in_it(desk: Desk) -> None:
    told = await said(desk, MORE)
    assert "€ 1.120,00" in told
    assert "oudere maand" in told


async def test_a_threat_against_us_is_not_answered_as_a_cry_for_help(desk: Desk) -> None:
    told = await said(desk, THREAT)
    assert "Dreigen" in told
    assert "wis dit gesprek" not in told
    async with desk.services.database.transaction() as session:
        assert (await session.scalars(select(Conversation.danger))).one() == "threat_to_staff"


async def test_sums_are_let_go_when_the_talk_is_over(desk: Desk, database: Database, clock: FixedClock) -> None:
    await said(desk, DEBT)
    round_ = UnjudgedMeans(database, clock)
    await round_.once()
    assert (await notes(database))["owed"] == 148000
    clock.move(hours=13)
    await round_.once()
    assert await notes(database) == {}
    assert "Hoe hoog is je schuld" in await said(desk, OFFER)


async def test_after_a_goodbye_nothing_that_was_told_is_known(desk: Desk, database: Database) -> None:
    await said(desk, CALL, BYE)
    assert await notes(database) == {}
    assert "nog geen telefoonnummer" in await said(desk, ASKS)
    # The colleague who is to call keeps it.
    assert (await handoff(desk)).reach["phone"] == "06-22334455"
