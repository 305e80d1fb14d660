"""After a change of contact data: who is told of it, and how it is undone."""

import pytest
from sqlalchemy import select, text

from bot.conversation.models import Conversation, Owner
from bot.database.engine import Database
from bot.identity.contact_changes import Step
from bot.identity.contact_rules import UNDO_WITHIN
from bot.identity.contact_undo import PATH, CannotUndo
from bot.identity.rules import Level
from bot.tenancy.models import ContactPoint
from tests.integration.identity.changing import (
    COOLED,
    EMAIL,
    NEW_PHONE,
    NewChanger,
)
from tests.support.clock import FixedClock
from tests.support.tenants import (
    KIM_PHONE,
    Outgoing,
    Tenants,
)
from tests.support.wiring import Desk


async def told(desk: Desk) -> int:
    return await desk.services.contact.notices.once()


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
