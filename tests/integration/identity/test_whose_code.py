"""More than one person at a contract, a telephone or a birth date: whose code it is."""

from collections.abc import Awaitable, Callable

from sqlalchemy import delete, update

from bot.database.engine import Database
from bot.identity.rules import Level
from bot.identity.services import Outcome
from bot.tenancy.models import ContactPoint, ContractParty, Person
from tests.support.clock import FixedClock
from tests.support.tenants import (
    EX_BORN,
    EX_PHONE,
    KIM_BORN,
    KIM_PHONE,
    NOOR_BORN,
    NUMBER,
    OTHER_NUMBER,
    Outgoing,
    Somebody,
    Tenants,
)

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
