"""Changing where somebody is reached: what it takes, and how long the old addresses stay in force."""

from bot.arrangements.reaching import Reach
from bot.database.engine import Database
from bot.identity.contact_changes import Step
from bot.identity.contact_rules import ContactPolicy
from bot.identity.rules import CODE_TRIES, Level, Way
from tests.integration.identity.changing import (
    COOLED,
    EMAIL,
    NEW_PHONE,
    PHONE,
    POLICY,
    NewChanger,
)
from tests.support.clock import FixedClock
from tests.support.tenants import (
    KIM_BORN,
    KIM_PHONE,
    NUMBER,
    Outgoing,
    Tenants,
    other_than,
)
from tests.support.wiring import Desk


async def test_who_is_proven_twice_puts_a_new_number_on_file_with_a_code_sent_there(
    changer: NewChanger, tenants: Tenants, outgoing: Outgoing
) -> None:
    kim = await changer()
    change = await kim.changed()
    assert outgoing.sent[-1].to == NEW_PHONE
    assert (change.state, change.value, change.code_hash, change.shown) == ("done", None, "", "+316 •••••• 21")
    assert NEW_PHONE in await kim.on_file(tenants.kim)


async def test_own_amounts_are_not_enough(changer: NewChanger, tenants: Tenants, outgoing: Outgoing) -> None:
    kim = await changer()
    await kim.somebody.claims(NUMBER, KIM_BORN)
    await kim.somebody.types(outgoing.last)
    assert await kim.somebody.level() == Level.OWN
    assert await kim.changes.begin(kim.conversation, PHONE) is Step.NOT_PROVEN
    sent = len(outgoing.sent)
    assert await kim.gives() == "not_proven"
    assert len(outgoing.sent) == sent
    assert await kim.rows() == []


async def test_without_the_code_nothing_is_changed(changer: NewChanger, tenants: Tenants, outgoing: Outgoing) -> None:
    kim = await changer()
    await kim.proves()
    await kim.gives()
    assert NEW_PHONE not in await kim.on_file(tenants.kim)
    for _ in range(CODE_TRIES - 1):
        assert await kim.types(other_than(outgoing.last)) == "wrong_code"
    assert await kim.types(other_than(outgoing.last)) == "code_over"
    assert await kim.types(outgoing.last) == "code_over"
    assert NEW_PHONE not in await kim.on_file(tenants.kim)
    assert [one.value for one in await kim.rows()] == [None]


async def test_a_silence_between_the_proof_and_the_code_ends_it(
    changer: NewChanger, tenants: Tenants, outgoing: Outgoing, clock: FixedClock
) -> None:
    kim = await changer()
    await kim.proves()
    await kim.gives()
    clock.move(minutes=6)
    assert await kim.types(outgoing.last) == "not_proven"
    assert NEW_PHONE not in await kim.on_file(tenants.kim)
    assert [one.value for one in await kim.rows()] == [None]


async def test_the_corporation_can_switch_it_off(changer: NewChanger, tenants: Tenants, outgoing: Outgoing) -> None:
    kim = await changer(ContactPolicy(in_chat=False, cooling=POLICY.cooling))
    await kim.proves()
    assert not kim.changes.offered(PHONE)
    assert await kim.changes.begin(kim.conversation, PHONE) is Step.PERSON
    assert await kim.gives() == "person"
    assert await kim.rows() == []


async def test_what_cannot_be_used_is_said_and_nothing_is_sent(
    changer: NewChanger, tenants: Tenants, outgoing: Outgoing
) -> None:
    kim = await changer()
    await kim.proves()
    sent = len(outgoing.sent)
    assert await kim.gives("0612") == "unreadable"
    assert await kim.gives("020 1234567") == "no_sms"
    assert await kim.gives(KIM_PHONE) == "known"
    assert await kim.gives("kim@example.nl\r\nBcc: all@example.org", EMAIL) == "unreadable"
    assert len(outgoing.sent) == sent


async def test_while_it_cools_codes_go_where_they_went_and_after_that_to_the_new_one(
    changer: NewChanger, tenants: Tenants, outgoing: Outgoing, clock: FixedClock
) -> None:
    kim = await changer()
    await kim.changed()
    clock.move(days=1)
    again = await changer()
    await again.somebody.claims(NUMBER, KIM_BORN)
    assert outgoing.sent[-1].to == KIM_PHONE
    clock.move(seconds=COOLED.total_seconds())
    later = await changer()
    await later.somebody.claims(NUMBER, KIM_BORN)
    assert outgoing.sent[-1].to == NEW_PHONE
    assert await kim.on_file(tenants.kim) == {NEW_PHONE, "kim@example.nl"}


async def test_while_it_cools_no_amount_goes_there_and_it_proves_no_channel(
    changer: NewChanger, tenants: Tenants, desk: Desk, clock: FixedClock, database: Database
) -> None:
    await (await changer()).changed()
    services = desk.services
    reach = Reach(services.arrangements.ground, services.handoffs, services.post, services.connected.channels)
    linking = services.connected.linking
    assert await reach.on_file(tenants.contract, tenants.kim) == (Way.SMS, KIM_PHONE)
    assert await linking.candidates(NEW_PHONE) == []
    async with database.transaction() as session:
        assert not await linking.prove_phone(session, "telegram", "1", NEW_PHONE)
    clock.move(seconds=COOLED.total_seconds())
    assert await reach.on_file(tenants.contract, tenants.kim) == (Way.SMS, NEW_PHONE)
    async with database.transaction() as session:
        assert not await linking.prove_phone(session, "telegram", "1", KIM_PHONE)
        assert await linking.prove_phone(session, "telegram", "1", NEW_PHONE)


async def test_while_one_cools_only_a_person_changes_the_same_kind_again(
    changer: NewChanger, tenants: Tenants, clock: FixedClock
) -> None:
    await (await changer()).changed()
    clock.move(hours=2)
    again = await changer()
    await again.proves()
    assert await again.changes.begin(again.conversation, PHONE) is Step.PERSON
    assert await again.gives("+31611111111") == "person"
    assert await again.changes.begin(again.conversation, EMAIL) is Step.ASK_NEW
