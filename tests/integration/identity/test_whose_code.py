"""More than one person at a contract, a telephone or a birth date: whose code it is."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, select, update

from bot.database.engine import Database
from bot.identity.authorising import Authorising, ProofSeen
from bot.identity.rules import Level
from bot.identity.services import Outcome
from bot.staff.models import Staff
from bot.tenancy.models import ContactKind, ContactPoint, Contract, ContractParty, Person
from tests.support.clock import FixedClock
from tests.support.tenants import (
    EX_BORN,
    EX_PHONE,
    KIM_BORN,
    KIM_PHONE,
    NO_NUMBER,
    NOOR_BORN,
    NUMBER,
    OTHER_NUMBER,
    Outgoing,
    Somebody,
    Tenants,
    contact,
    events,
)
from tests.support.wiring import Desk

New = Callable[..., Awaitable[Somebody]]


async def test_the_ex_partner_on_the_contract_proves_only_themselves(
    somebody: New, tenants: Tenants, outgoing: Outgoing, database: Database
) -> None:
    ex = await somebody()
    await ex.claims(NUMBER, EX_BORN)
    assert [message.to for message in outgoing.sent] == [EX_PHONE]
    await ex.types(outgoing.last)
    assert (await ex.identity.level_of(ex.conversation)).person_id == tenants.ex
    async with database.transaction() as session:
        await session.execute(delete(ContractParty).where(ContractParty.person_id == tenants.ex))
    _, contracts = await ex.identity.contracts(ex.conversation, "balance")
    assert contracts == []


async def test_a_telephone_that_two_people_have_on_file_gets_no_code(
    somebody: New, tenants: Tenants, outgoing: Outgoing, database: Database
) -> None:
    async with database.transaction() as session:
        await session.execute(update(ContactPoint).where(ContactPoint.value == EX_PHONE).values(value=KIM_PHONE))
    kim = await somebody()
    await kim.claims(NUMBER, KIM_BORN)
    assert [message.to for message in outgoing.sent] == ["kim@example.nl"]


async def test_two_people_with_one_birth_date_on_one_contract_are_nobody(
    somebody: New, tenants: Tenants, outgoing: Outgoing, database: Database
) -> None:
    async with database.transaction() as session:
        await session.execute(update(Person).where(Person.id == tenants.ex).values(born_on=KIM_BORN))
    kim = await somebody()
    assert await kim.claims(NUMBER, KIM_BORN) == Outcome.ASK_CODE
    assert outgoing.sent == []


async def test_a_code_for_one_claim_opens_no_other(
    somebody: New, tenants: Tenants, outgoing: Outgoing, clock: FixedClock
) -> None:
    noor = await somebody()
    await noor.claims(OTHER_NUMBER, NOOR_BORN)
    code = outgoing.last
    clock.move(minutes=1)
    await noor.identity.give_number(noor.conversation, NUMBER)
    assert await noor.types(code) == Outcome.CODE_OVER
    await noor.identity.give_birth_date(noor.conversation, KIM_BORN)
    await noor.post.settled()
    if outgoing.last != code:
        assert await noor.types(code) == Outcome.WRONG_CODE
    assert await noor.level() == Level.NONE


async def leaves(database: Database, person: UUID, clock: FixedClock) -> None:
    """As the desk answers it: from today on no longer on the contract."""
    async with database.transaction() as session:
        gone = update(ContractParty).where(ContractParty.person_id == person).values(until=clock().date())
        await session.execute(gone)


async def moves_to_another_home(database: Database, person: UUID) -> UUID:
    async with database.transaction() as session:
        other = await session.scalar(select(Contract.id).where(Contract.number == OTHER_NUMBER))
        assert other is not None
        session.add(ContractParty(contract_id=other, person_id=person, since=date(2026, 1, 1)))
    return other


async def test_who_left_the_contract_is_answered_like_somebody_unknown(
    somebody: New, tenants: Tenants, outgoing: Outgoing, database: Database, clock: FixedClock
) -> None:
    await leaves(database, tenants.ex, clock)
    ex, stranger = await somebody(), await somebody()
    answers = []
    for one, number in ((ex, NUMBER), (stranger, NO_NUMBER)):
        heard = [await one.claims(number, EX_BORN), await one.types("000000")]
        clock.move(minutes=1)
        answers.append([*heard, await one.asks_code(), await one.level()])
    assert answers[0] == answers[1] == [Outcome.ASK_CODE, Outcome.WRONG_CODE, Outcome.ASK_CODE, Level.NONE]
    assert outgoing.sent == []
    assert {event.person_id for event in await events(database)} == {None}
    # Who stayed still gets in.
    kim = await somebody()
    clock.move(minutes=5)
    await kim.claims(NUMBER, KIM_BORN)
    assert await kim.types(outgoing.last) == Outcome.PROVEN


async def test_who_leaves_while_a_code_is_under_way_opens_nothing_with_it(
    somebody: New, tenants: Tenants, outgoing: Outgoing, database: Database, clock: FixedClock
) -> None:
    ex = await somebody()
    await ex.claims(NUMBER, EX_BORN)
    await leaves(database, tenants.ex, clock)
    assert await ex.types(outgoing.last) == Outcome.WRONG_CODE
    assert await ex.level() == Level.NONE


async def test_who_proves_at_a_new_home_does_not_get_the_old_contract(
    somebody: New, tenants: Tenants, outgoing: Outgoing, database: Database, clock: FixedClock
) -> None:
    await leaves(database, tenants.ex, clock)
    home = await moves_to_another_home(database, tenants.ex)
    ex = await somebody()
    await ex.claims(OTHER_NUMBER, EX_BORN)
    assert await ex.types(outgoing.last) == Outcome.PROVEN
    assert (await ex.identity.contracts(ex.conversation, "balance"))[1] == [home]
    again = await somebody()
    clock.move(minutes=5)
    outgoing.sent.clear()
    assert await again.claims(NUMBER, EX_BORN) == Outcome.ASK_CODE
    assert outgoing.sent == []


async def test_a_session_proven_before_the_leaving_loses_its_right_at_the_next_message(
    somebody: New, tenants: Tenants, outgoing: Outgoing, database: Database, clock: FixedClock
) -> None:
    ex = await somebody()
    await ex.claims(NUMBER, EX_BORN)
    assert await ex.types(outgoing.last) == Outcome.PROVEN
    await leaves(database, tenants.ex, clock)
    assert await ex.level() == Level.NONE
    assert (await ex.identity.contracts(ex.conversation, "balance"))[1] == []
    assert (await ex.identity.begin(ex.conversation)).outcome == Outcome.ASK_NUMBER


async def test_a_session_of_somebody_with_two_homes_keeps_only_the_one_they_did_not_leave(
    somebody: New, tenants: Tenants, outgoing: Outgoing, database: Database, clock: FixedClock
) -> None:
    ex = await somebody()
    await ex.claims(NUMBER, EX_BORN)
    await ex.types(outgoing.last)
    await leaves(database, tenants.ex, clock)
    home = await moves_to_another_home(database, tenants.ex)
    assert (await ex.identity.contracts(ex.conversation, "balance"))[1] == [home]


async def test_the_telephone_of_who_left_is_asked_for_what_any_unknown_one_is(
    somebody: New, tenants: Tenants, outgoing: Outgoing, database: Database, clock: FixedClock
) -> None:
    async with database.transaction() as session:
        session.add(contact(tenants.ex, ContactKind.EMAIL, "ex@example.nl", clock()))
    ex = await somebody("whatsapp", "a1")
    await ex.claims(NUMBER, EX_BORN)
    assert await ex.types(outgoing.last) == Outcome.PROVEN
    clock.move(hours=9)
    assert (await ex.identity.begin(ex.conversation, anew=True)).outcome == Outcome.ASK_BIRTH_DATE
    await leaves(database, tenants.ex, clock)
    # In the middle of the questions, and from the start.
    reply = await ex.identity.give_birth_date(ex.conversation, EX_BORN)
    assert reply.outcome == Outcome.ASK_NUMBER
    assert (await ex.identity.begin(ex.conversation, anew=True)).outcome == Outcome.ASK_NUMBER
    assert await ex.level() == Level.NONE


async def test_who_may_act_for_somebody_who_left_learns_nothing_of_that_contract(
    somebody: New, tenants: Tenants, outgoing: Outgoing, database: Database, clock: FixedClock, desk: Desk,
    collector: Staff,
) -> None:  # fmt: skip
    await Authorising(desk.services.database, clock, uuid4).record(
        delegate_id=tenants.noor, tenant_id=tenants.ex, proof_seen=ProofSeen.MANDATE,
        until=clock().date() + timedelta(days=30), staff_id=collector.id,
    )  # fmt: skip
    helper = await somebody()
    await helper.claims(NUMBER, NOOR_BORN)
    assert await helper.types(outgoing.last) == Outcome.PROVEN
    await leaves(database, tenants.ex, clock)
    assert await helper.level() == Level.NONE
    outgoing.sent.clear()
    clock.move(minutes=5)
    assert await helper.claims(NUMBER, NOOR_BORN) == Outcome.ASK_CODE
    assert outgoing.sent == []
