"""The ladder on a real database: up by proof, down by time, and nothing else."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from bot.channels.models import Contact
from bot.database.engine import Database
from bot.identity.authorising import Authorising, CannotAuthorise, ProofSeen
from bot.identity.models import IdentityCode
from bot.identity.rules import Level
from bot.identity.services import Outcome
from bot.staff.models import Staff
from bot.tenancy.models import ChannelIdentity
from tests.support.clock import FixedClock
from tests.support.tenants import (
    KIM_BORN,
    KIM_PHONE,
    NOOR_BORN,
    NUMBER,
    Outgoing,
    Somebody,
    Tenants,
    events,
    other_than,
)
from tests.support.wiring import Desk

New = Callable[..., Awaitable[Somebody]]


async def test_number_birth_date_and_code_prove_the_tenant(
    somebody: New, tenants: Tenants, outgoing: Outgoing, database: Database
) -> None:
    kim = await somebody()
    assert await kim.claims("12.007", KIM_BORN) == Outcome.ASK_CODE
    assert await kim.level() == Level.NONE
    assert [message.to for message in outgoing.sent] == [KIM_PHONE]
    assert await kim.types(outgoing.last) == Outcome.PROVEN
    standing, contracts = await kim.identity.contracts(kim.conversation, "balance")
    assert (standing.person_id, contracts) == (tenants.kim, [tenants.contract])
    proven = (await events(database, "proven"))[0]
    assert proven.person_id == tenants.kim
    assert proven.proofs == ["birth_date", "code", "number"]
    assert [event.outcome for event in await events(database, "read")] == ["balance"]


async def test_a_code_works_once(somebody: New, tenants: Tenants, outgoing: Outgoing) -> None:
    kim = await somebody()
    await kim.claims(NUMBER, KIM_BORN)
    assert await kim.types(outgoing.last) == Outcome.PROVEN
    assert await kim.types(outgoing.last) == Outcome.CODE_OVER


async def test_a_code_expires_and_a_new_one_replaces_it(
    somebody: New, tenants: Tenants, outgoing: Outgoing, clock: FixedClock
) -> None:
    kim = await somebody()
    await kim.claims(NUMBER, KIM_BORN)
    first = outgoing.last
    clock.move(minutes=1)
    assert await kim.asks_code() == Outcome.ASK_CODE
    second = outgoing.last
    if first != second:
        assert await kim.types(first) == Outcome.WRONG_CODE
    clock.move(minutes=10)
    assert await kim.types(second) == Outcome.CODE_OVER
    assert await kim.level() == Level.NONE


async def test_a_code_is_stored_as_nothing_that_tells_it(
    somebody: New, tenants: Tenants, outgoing: Outgoing, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    outgoing.broken = True
    kim = await somebody()
    await kim.claims(NUMBER, KIM_BORN)
    outgoing.broken = False
    await kim.asks_code()
    async with database.transaction() as session:
        code = (await session.scalars(select(IdentityCode))).one()
    assert len(code.code_hash) == 64
    assert KIM_PHONE not in caplog.text
    assert [event.kind for event in await events(database, "not_delivered")] == ["not_delivered"]
    assert "NotSent" in caplog.text


async def test_a_known_address_needs_one_proof_more(
    somebody: New, tenants: Tenants, database: Database, clock: FixedClock
) -> None:
    async with database.transaction() as session:
        session.add(
            ChannelIdentity(id=uuid4(), channel="whatsapp", address="a1", person_id=tenants.kim, proven_at=clock())
        )
    kim = await somebody("whatsapp", "a1")
    assert (await kim.identity.begin(kim.conversation)).outcome == Outcome.ASK_BIRTH_DATE
    assert (await kim.identity.give_birth_date(kim.conversation, NOOR_BORN)).outcome == Outcome.NO_MATCH
    assert await kim.level() == Level.NONE
    assert (await kim.identity.give_birth_date(kim.conversation, KIM_BORN)).outcome == Outcome.PROVEN
    assert await kim.level() == Level.OWN
    async with database.transaction() as session:
        await session.execute(update(ChannelIdentity).values(person_id=None, proven_at=None))
    assert await kim.level() == Level.NONE


async def test_a_proof_on_an_own_telephone_is_remembered_unless_it_is_shared(
    somebody: New, tenants: Tenants, outgoing: Outgoing, desk: Desk
) -> None:
    linking = desk.services.connected.linking
    kim = await somebody("telegram", "77")
    await kim.claims(NUMBER, KIM_BORN)
    await kim.types(outgoing.last)
    assert await linking.person_at("telegram", "77") is not None
    await kim.identity.share_device(kim.conversation)
    assert await linking.person_at("telegram", "77") is None
    browser = await somebody("web", "88")
    await browser.claims(NUMBER, KIM_BORN)
    await browser.types(outgoing.last)
    assert await linking.person_at("web", "88") is None


async def test_a_code_never_goes_to_the_telephone_that_is_written_from(
    somebody: New, tenants: Tenants, outgoing: Outgoing, database: Database
) -> None:
    async with database.transaction() as session:
        session.add(Contact(id=uuid4(), channel="whatsapp", address="a1", phone=KIM_PHONE.lstrip("+")))
    kim = await somebody("whatsapp", "a1")
    await kim.claims(NUMBER, KIM_BORN)
    assert [message.to for message in outgoing.sent] == ["kim@example.nl"]


async def test_a_number_with_a_new_holder_is_nobody_s(
    somebody: New, tenants: Tenants, outgoing: Outgoing, database: Database, clock: FixedClock
) -> None:
    kim = await somebody("whatsapp", "a1")
    await kim.claims(NUMBER, KIM_BORN)
    await kim.types(outgoing.last)
    assert await kim.level() == Level.OWN
    async with database.transaction() as session:
        session.add(Contact(id=uuid4(), channel="whatsapp", address="a1", identity_changed_at=clock()))
    assert await kim.level() == Level.NONE


async def test_silence_a_goodbye_and_a_new_session_end_it(
    somebody: New, tenants: Tenants, outgoing: Outgoing, clock: FixedClock
) -> None:
    kim = await somebody()
    await kim.claims(NUMBER, KIM_BORN)
    await kim.types(outgoing.last)
    clock.move(minutes=14)
    assert await kim.level() == Level.OWN
    clock.move(minutes=2)
    assert await kim.level() == Level.NONE
    await kim.claims(NUMBER, KIM_BORN)
    await kim.types(outgoing.last)
    await kim.identity.forget(kim.conversation, "goodbye")
    assert await kim.level() == Level.NONE
    assert await (await somebody()).level() == Level.NONE


async def test_changing_contact_data_takes_a_second_code_by_another_way(
    somebody: New, tenants: Tenants, outgoing: Outgoing, clock: FixedClock
) -> None:
    kim = await somebody()
    await kim.claims(NUMBER, KIM_BORN)
    await kim.types(outgoing.last)
    clock.move(minutes=1)
    assert (await kim.identity.begin(kim.conversation, Level.HIGH)).outcome == Outcome.ASK_CODE
    await kim.post.settled()
    assert await kim.types(outgoing.last) == Outcome.ASK_SECOND_CODE
    await kim.post.settled()
    assert {message.to for message in outgoing.sent[1:]} == {KIM_PHONE, "kim@example.nl"}
    assert await kim.level() == Level.OWN
    assert await kim.types(outgoing.last) == Outcome.PROVEN
    assert await kim.level() == Level.HIGH
    clock.move(minutes=6)
    assert await kim.level() == Level.OWN


async def test_who_may_act_for_a_tenant_proves_themselves_and_ends_with_the_authorisation(
    somebody: New, tenants: Tenants, outgoing: Outgoing, desk: Desk, clock: FixedClock, collector: Staff
) -> None:
    authorising = Authorising(desk.services.database, clock, uuid4)
    until = clock().date() + timedelta(days=30)
    helper = await somebody()
    await helper.claims(NUMBER, NOOR_BORN)
    assert outgoing.sent == []
    made = await authorising.record(
        delegate_id=tenants.noor, tenant_id=tenants.kim, proof_seen=ProofSeen.MANDATE, until=until,
        staff_id=collector.id,
    )  # fmt: skip
    clock.move(minutes=5)
    await helper.claims(NUMBER, NOOR_BORN)
    assert [message.to for message in outgoing.sent] == ["noor@example.nl"]
    assert await helper.types(outgoing.last) == Outcome.PROVEN
    standing, contracts = await helper.identity.contracts(helper.conversation, "balance")
    assert (standing.person_id, standing.on_behalf_of, contracts) == (tenants.noor, tenants.kim, [tenants.contract])
    assert (await helper.identity.begin(helper.conversation, Level.HIGH)).outcome == Outcome.NO_WAY
    await authorising.end(made, collector.id)
    assert await helper.level() == Level.NONE


async def test_an_authorisation_needs_an_end_and_two_people(
    tenants: Tenants, desk: Desk, clock: FixedClock, collector: Staff
) -> None:
    authorising = Authorising(desk.services.database, clock, uuid4)
    today = clock().date()

    async def record(delegate: object, until_days: int) -> None:
        await authorising.record(
            delegate_id=delegate, tenant_id=tenants.kim, proof_seen=ProofSeen.BY_PHONE,  # type: ignore[arg-type]
            until=today + timedelta(days=until_days), staff_id=collector.id,
        )  # fmt: skip

    for delegate, days in ((tenants.kim, 10), (tenants.noor, -1), (tenants.noor, 800), (uuid4(), 10)):
        with pytest.raises(CannotAuthorise):
            await record(delegate, days)
    assert await authorising.about(tenants.kim) == []


async def test_of_two_tabs_with_the_same_code_one_wins(somebody: New, tenants: Tenants, outgoing: Outgoing) -> None:
    kim = await somebody()
    await kim.claims(NUMBER, KIM_BORN)
    outcomes = await asyncio.gather(*(kim.types(outgoing.last) for _ in range(4)))
    assert sorted(outcomes) == [Outcome.CODE_OVER] * 3 + [Outcome.PROVEN]


async def test_of_two_conversations_guessing_one_number_together_none_gets_more_tries(
    somebody: New, tenants: Tenants, database: Database
) -> None:
    guessers = [await somebody() for _ in range(8)]
    for guesser in guessers:
        await guesser.identity.begin(guesser.conversation)
        await guesser.identity.give_number(guesser.conversation, NUMBER)
    days = [NOOR_BORN + timedelta(days=place) for place in range(8)]
    replies = await asyncio.gather(
        *(g.identity.give_birth_date(g.conversation, day) for g, day in zip(guessers, days, strict=True))
    )
    waiting = [reply for reply in replies if reply.outcome is Outcome.WAIT]
    assert len(waiting) == 5
    assert len([event for event in await events(database, "claim") if event.counts]) == 3


async def test_a_wrong_code_too_often_closes_it(
    somebody: New, tenants: Tenants, outgoing: Outgoing, clock: FixedClock
) -> None:
    kim = await somebody()
    await kim.claims(NUMBER, KIM_BORN)
    wrong = other_than(outgoing.last)
    outcomes = []
    for _ in range(5):
        outcomes.append(await kim.types(wrong))
        clock.move(seconds=61)
    assert outcomes == [Outcome.WRONG_CODE] * 4 + [Outcome.CODE_OVER]
    assert await kim.types(outgoing.last) == Outcome.CODE_OVER
