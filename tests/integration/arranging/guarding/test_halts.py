"""Whose wishes, dangers and disputes keep us from saying what is due about an agreement."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from bot.arrangements.disputes import DisputeKind
from bot.arrangements.jobs import UNASKED
from bot.arrangements.models import Agreement
from bot.arrangements.rules.guarding import Nudge
from bot.channels.wishes import Wishes
from bot.database.engine import Database
from bot.identity.models import IdentityEvent, IdentitySession
from bot.staff.models import Staff
from bot.tenancy.models import ContractParty
from tests.integration.arranging.guarded import HAPPENINGS, Guarded, Happening
from tests.integration.arranging.tenant import ENTITIES, INTENTS, SIGNALS, Tenant
from tests.support.acting import Acting
from tests.support.clock import FixedClock
from tests.support.engine import StubEngine
from tests.support.tenants import EX_PHONE, Outgoing, Tenants
from tests.support.wiring import Desk

NO_MORE = {"stop": "opt_out"}


async def test_not_while_a_dispute_stands_and_again_when_a_person_has_looked(
    guarded: Guarded, collector: Staff
) -> None:
    disputes = guarded.desk.services.arrangements.disputes
    dispute = await disputes.open(
        guarded.tenants.contract, DisputeKind.AMOUNT, said="te hoog", conversation_id=None, person_id=None
    )
    guarded.clock.set_to(guarded.first)
    assert await guarded.round() == 0
    await disputes.close(dispute, collector.id, "Het bedrag klopt.")
    assert await guarded.round() == 1


async def test_who_opted_out_gets_no_reminder_by_any_way_and_who_comes_back_does(guarded: Guarded) -> None:
    conversation = await guarded.telephone("telegram", None)
    guarded.clock.set_to(guarded.first)
    wishes = Wishes(guarded.database, guarded.clock)
    await wishes.out(conversation)
    assert await guarded.round() == 0
    assert guarded.outgoing.sent == []
    assert await wishes.back(conversation)
    assert await guarded.round() == 1
    assert len(await guarded.said_in(conversation)) == 1


@pytest.fixture
async def on_the_web(guarded: Guarded, outgoing: Outgoing, engine: StubEngine) -> Tenant:
    """Kim, who proved in the web chat who she is; nothing is remembered of her browser."""
    engine.react = Acting(guarded.desk.services.answering, {**INTENTS, **NO_MORE}, SIGNALS, ENTITIES)
    kim = Tenant(guarded.desk, outgoing)
    await kim.proves("hoe staat het met mijn regeling")
    outgoing.sent.clear()
    return kim


@pytest.mark.parametrize("words", [*NO_MORE, "ik wil dood"])
@pytest.mark.parametrize("goodbye", [False, True])
async def test_what_is_said_in_the_web_chat_counts_for_the_person_who_was_proven_there(
    guarded: Guarded, on_the_web: Tenant, words: str, goodbye: bool
) -> None:
    await on_the_web.says(words)
    if goodbye:
        await guarded.desk.services.identity.forget(on_the_web.conversation, "goodbye")
    guarded.clock.set_to(guarded.first)
    assert await guarded.round() == 0
    assert guarded.outgoing.sent == []


async def test_an_opt_out_of_who_left_the_contract_binds_nobody_who_stayed(
    guarded: Guarded, on_the_web: Tenant
) -> None:
    await on_the_web.says("stop")
    async with guarded.database.transaction() as session:
        left = update(ContractParty).where(ContractParty.person_id == guarded.tenants.kim)
        await session.execute(left.values(until=guarded.clock().date()))
    guarded.clock.set_to(guarded.first)
    assert await guarded.round() == 1
    assert [sent.to for sent in guarded.outgoing.sent] == [EX_PHONE]


@pytest.mark.parametrize("words", [*NO_MORE, "ik wil dood"])
async def test_it_counts_where_the_agreement_was_made_whoever_is_known_there(
    desk: Desk, database: Database, clock: FixedClock, outgoing: Outgoing, tenants: Tenants, engine: StubEngine,
    words: str,
) -> None:  # fmt: skip
    engine.react = Acting(desk.services.answering, {**INTENTS, **NO_MORE}, SIGNALS, ENTITIES)
    kim = Tenant(desk, outgoing)
    await kim.proves("ik wil een regeling")
    await kim.plans("ja", "200 euro per maand", "de 24e", "600 euro", "nee")
    await kim.presses("Ja, ik ga akkoord")
    await kim.says(words)
    async with database.transaction() as session:
        (made,) = (await session.scalars(select(Agreement))).all()
        assert made.conversation_id == kim.conversation
        # Long after: neither the proof nor the log of it is kept.
        await session.execute(delete(IdentitySession))
        await session.execute(delete(IdentityEvent))
    outgoing.sent.clear()
    first = (await desk.services.arrangements.agreements.find(made.id)).terms[0].due_on
    clock.set_to(first)
    assert await desk.services.guarding.once() == 0
    assert outgoing.sent == []


async def test_who_opted_out_before_the_miss_is_asked_nothing_and_a_person_looks(
    guarded: Guarded, on_the_web: Tenant
) -> None:
    await on_the_web.says("stop")
    day = guarded.first
    for _ in range(12):
        day += timedelta(days=1)
        guarded.clock.set_to(day)
        await guarded.round()
    assert [nudge for number, nudge in await guarded.nudges() if number == 1] == [Nudge.PERSON]
    assert guarded.outgoing.sent == []
    view = await guarded.desk.services.arrangements.agreements.find(guarded.view.id)
    assert view.task == UNASKED


@pytest.mark.parametrize("happens", HAPPENINGS)
@pytest.mark.parametrize("channel", ["sms", "telegram"])
async def test_what_happens_between_finding_and_saying_is_seen_before_it_is_said(
    guarded: Guarded, on_the_web: Tenant, happens: Happening, channel: str
) -> None:
    telegram = await guarded.telephone("telegram", None) if channel == "telegram" else None
    guarded.clock.set_to(guarded.first)
    await guarded.desk.services.arrangements.upkeep.bring_up_to_date()
    (found,) = await guarded.desk.services.arrangements.due.nudges()
    await happens(guarded, on_the_web)
    assert not await guarded.desk.services.guarding.say(found)
    assert guarded.outgoing.sent == []
    assert telegram is None or await guarded.said_in(telegram) == []
    assert await guarded.nudges() == []
