"""Changing where somebody is reached: what it takes, what it leaves behind, and what it gives to who should not."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from bot.arrangements.reaching import Reach
from bot.conversation.models import Conversation, Owner
from bot.database.engine import Database
from bot.identity.contact_changes import Step
from bot.identity.contact_rules import MOST_A_DAY, UNDO_WITHIN, ContactPolicy
from bot.identity.contact_undo import PATH, CannotUndo
from bot.identity.models import IdentitySession
from bot.identity.rules import CODE_TRIES, Level, Way
from bot.tenancy.models import ContactPoint
from tests.integration.identity.changing import (
    EMAIL,
    NEW_EMAIL,
    NEW_PHONE,
    PHONE,
    POLICY,
    Changer,
    NewChanger,
    changes_of,
)
from tests.support.clock import FixedClock
from tests.support.tenants import (
    KIM_BORN,
    KIM_PHONE,
    NOOR_BORN,
    NUMBER,
    OTHER_NUMBER,
    Outgoing,
    Somebody,
    Tenants,
    contact,
    events,
    other_than,
)
from tests.support.wiring import Desk

NewSomebody = Callable[..., Awaitable[Somebody]]
COOLED = POLICY.cooling + timedelta(minutes=1)


@pytest.fixture
async def changer(
    desk: Desk, database: Database, clock: FixedClock, outgoing: Outgoing, somebody: NewSomebody
) -> NewChanger:
    async def new(policy: ContactPolicy = POLICY) -> Changer:
        one = await somebody()
        return Changer(desk, database, clock, outgoing, one, changes_of(desk, policy))

    return new


async def told(desk: Desk) -> int:
    return await desk.services.contact.notices.once()


# ── what it takes ─────────────────────────────────────────────────────────────────────────────────


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


# ── cooling ───────────────────────────────────────────────────────────────────────────────────────


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
    reach = Reach(services.arrangements.ground, services.handoffs, services.post)
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


# ── telling and undoing ───────────────────────────────────────────────────────────────────────────


async def test_every_old_address_is_told_once_and_never_what_it_was_changed_to(
    changer: NewChanger, tenants: Tenants, outgoing: Outgoing, desk: Desk, database: Database
) -> None:
    kim = await changer()
    await kim.changed()
    outgoing.sent.clear()
    assert await told(desk) == 1
    assert await told(desk) == 0
    assert {message.to for message in outgoing.sent} == {KIM_PHONE, "kim@example.nl"}
    for message in outgoing.sent:
        assert PATH in message.text
        assert "telefoonnummer" in message.text
        assert not [part for part in ("87654321", "Wolkenveld", "€", "0012007") if part in message.text]
    assert [one.told_by for one in await kim.rows()] == ["email+sms"]
    async with database.transaction() as session:
        assert (await session.get_one(Conversation, kim.conversation)).owner is Owner.QUEUE


async def test_where_nobody_could_be_told_a_person_is_asked_to_call(
    changer: NewChanger, tenants: Tenants, outgoing: Outgoing, desk: Desk, database: Database
) -> None:
    kim = await changer()
    await kim.changed()
    outgoing.broken = True
    assert await told(desk) == 1
    assert [one.told_by for one in await kim.rows()] == ["nobody"]
    async with database.transaction() as session:
        summary = await session.scalar(text("SELECT summary FROM handoffs"))
    assert "bel de huurder" in str(summary)


async def test_undoing_puts_back_what_was_and_ends_what_somebody_else_had_proven(
    changer: NewChanger, tenants: Tenants, desk: Desk, clock: FixedClock
) -> None:
    thief = await changer()
    change = await thief.changed()
    services = desk.services
    clock.move(minutes=1)
    await services.contact.undo.undo(change.id)
    assert await thief.on_file(tenants.kim) == {KIM_PHONE, "kim@example.nl"}
    assert await thief.somebody.level() == Level.NONE
    assert (await thief.rows())[-1].state == "undone"
    with pytest.raises(CannotUndo):
        await services.contact.undo.undo(change.id)
    clock.move(hours=3)
    again = await changer()
    await again.proves()
    assert await again.changes.begin(again.conversation, EMAIL) is Step.PERSON


async def test_it_can_be_undone_after_it_has_cooled_and_not_for_ever(
    changer: NewChanger, tenants: Tenants, desk: Desk, clock: FixedClock, database: Database
) -> None:
    kim = await changer()
    change = await kim.changed()
    clock.move(seconds=COOLED.total_seconds())
    await told(desk)
    await desk.services.contact.undo.undo(change.id)
    assert KIM_PHONE in await kim.on_file(tenants.kim)
    assert NEW_PHONE not in await kim.on_file(tenants.kim)


async def test_an_old_address_is_forgotten_once_nothing_can_be_undone(
    changer: NewChanger, tenants: Tenants, desk: Desk, clock: FixedClock, database: Database
) -> None:
    kim = await changer()
    change = await kim.changed()
    await told(desk)
    clock.move(seconds=(UNDO_WITHIN + COOLED).total_seconds())
    await told(desk)
    async with database.transaction() as session:
        assert KIM_PHONE not in (await session.scalars(select(ContactPoint.value))).all()
    assert not await desk.services.contact.undo.is_open(change.id)
    with pytest.raises(CannotUndo):
        await desk.services.contact.undo.undo(change.id)


# ── attacks ───────────────────────────────────────────────────────────────────────────────────────


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
