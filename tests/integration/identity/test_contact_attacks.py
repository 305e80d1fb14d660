"""What changing contact data gives to who should not: nothing."""

from sqlalchemy import text

from bot.database.engine import Database
from bot.identity.contact_changes import Step
from bot.identity.contact_rules import MOST_A_DAY
from bot.identity.models import IdentitySession
from bot.identity.rules import Level
from tests.integration.identity.changing import (
    COOLED,
    EMAIL,
    NEW_EMAIL,
    NEW_PHONE,
    PHONE,
    NewChanger,
)
from tests.support.clock import FixedClock
from tests.support.tenants import (
    KIM_BORN,
    KIM_PHONE,
    NOOR_BORN,
    NUMBER,
    OTHER_NUMBER,
    Outgoing,
    Tenants,
    contact,
    events,
    other_than,
)
from tests.support.wiring import Desk


async def test_the_code_to_the_new_address_proves_nobody(
    changer: NewChanger, tenants: Tenants, outgoing: Outgoing
) -> None:
    """Or whoever gives an address would prove the rest with it."""
    kim = await changer()
    await kim.proves()
    await kim.gives()
    code = outgoing.last
    thief = await changer()
    await thief.somebody.claims(NUMBER, KIM_BORN)
    assert await thief.somebody.types(code) in ("wrong_code", "wait")
    assert await thief.types(code) == "not_proven"
    assert await kim.somebody.types(code) == "code_over"


async def test_a_code_of_the_ladder_puts_nothing_on_file(
    changer: NewChanger, tenants: Tenants, outgoing: Outgoing
) -> None:
    kim = await changer()
    await kim.proves()
    ladder = [message for message in outgoing.sent if message.to in (KIM_PHONE, "kim@example.nl")]
    await kim.gives()
    for message in ladder:
        digits = next(iter(outgoing.to(message.to)))
        if digits != outgoing.last:
            assert await kim.types(digits) == "wrong_code"
    assert NEW_PHONE not in await kim.on_file(tenants.kim)


async def test_a_code_is_worth_nothing_twice_or_in_another_conversation(
    changer: NewChanger, tenants: Tenants, outgoing: Outgoing, clock: FixedClock
) -> None:
    kim, other = await changer(), await changer()
    await kim.proves()
    clock.move(minutes=3)
    await other.proves()
    await other.gives(NEW_EMAIL, EMAIL)
    of_other = outgoing.last
    assert await kim.types(of_other) in ("code_over", "not_proven")
    digest = kim.somebody.identity.digest_of_code(other.conversation, of_other)
    assert await kim.changes.check(kim.conversation, digest) in (Step.CODE_OVER, Step.NOT_PROVEN)
    assert await other.types(of_other) == "done"
    assert await other.types(of_other) == "code_over"


async def test_who_is_proven_to_be_somebody_else_changes_nothing_of_this_tenant(
    changer: NewChanger, tenants: Tenants, outgoing: Outgoing, database: Database, clock: FixedClock
) -> None:
    kim = await changer()
    await kim.proves()
    await kim.gives()
    code = outgoing.last
    async with database.transaction() as session:
        row = await session.get_one(IdentitySession, kim.conversation)
        row.person_id = tenants.noor
    assert await kim.types(code) == "code_over"
    assert NEW_PHONE not in await kim.on_file(tenants.kim) | await kim.on_file(tenants.noor)


async def test_who_acts_for_another_changes_nothing(
    changer: NewChanger, tenants: Tenants, outgoing: Outgoing, database: Database
) -> None:
    kim = await changer()
    await kim.proves()
    async with database.transaction() as session:
        row = await session.get_one(IdentitySession, kim.conversation)
        row.on_behalf_of_id = tenants.noor
    assert await kim.changes.begin(kim.conversation, PHONE) is Step.NOT_PROVEN
    assert await kim.gives() == "not_proven"


async def test_nobody_floods_strangers_with_codes_from_one_tenancy(
    changer: NewChanger, tenants: Tenants, outgoing: Outgoing, clock: FixedClock
) -> None:
    kim = await changer()
    await kim.proves()
    steps = [await kim.gives(f"+3161111110{number}") for number in range(MOST_A_DAY + 3)]
    assert steps.count("ask_code") == MOST_A_DAY
    assert set(steps[MOST_A_DAY:]) == {"person"}
    assert sum(one.to.startswith("+316111111") for one in outgoing.sent) == MOST_A_DAY


async def test_an_address_that_others_have_too_gets_no_codes_of_either(
    changer: NewChanger, tenants: Tenants, outgoing: Outgoing, clock: FixedClock, database: Database
) -> None:
    async with database.transaction() as session:
        session.add(contact(tenants.noor, PHONE, NEW_PHONE, clock()))
    kim = await changer()
    await kim.changed()
    clock.move(seconds=COOLED.total_seconds())
    outgoing.sent.clear()
    await (await changer()).somebody.claims(NUMBER, KIM_BORN)
    assert [one.to for one in outgoing.sent] == ["kim@example.nl"]


async def test_the_way_there_is_the_same_whether_the_tenant_exists_or_not(
    changer: NewChanger, tenants: Tenants, clock: FixedClock
) -> None:
    heard = set()
    for number, born in ((NUMBER, KIM_BORN), (NUMBER, NOOR_BORN), ("0099999", KIM_BORN), (OTHER_NUMBER, KIM_BORN)):
        one = await changer()
        steps = [str((await one.somebody.identity.begin(one.conversation, Level.HIGH)).outcome)]
        steps.append(str((await one.somebody.identity.give_number(one.conversation, number)).outcome))
        steps.append(str((await one.somebody.identity.give_birth_date(one.conversation, born)).outcome))
        steps += [await one.somebody.types("000000"), await one.gives(), await one.types("000000")]
        heard.add(tuple(steps))
        clock.move(hours=25)
    assert len(heard) == 1


async def test_the_access_log_tells_what_happened_and_holds_no_address(
    changer: NewChanger, tenants: Tenants, desk: Desk, database: Database, outgoing: Outgoing
) -> None:
    kim = await changer()
    await kim.proves()
    await kim.gives()
    await kim.types(other_than(outgoing.last))
    await kim.types(outgoing.last)
    await desk.services.contact.undo.undo((await kim.rows())[-1].id)
    found = await events(database, "contact")
    assert sorted(event.outcome for event in found) == ["asked", "changed", "undone", "wrong"]
    async with database.transaction() as session:
        dump = str((await session.execute(text("SELECT * FROM identity_events"))).all())
        dump += str((await session.execute(text("SELECT * FROM contact_changes"))).all())
    assert "87654321" not in dump
