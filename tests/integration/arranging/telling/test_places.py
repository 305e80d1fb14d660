"""Which of somebody's chats and addresses hears of a decision, and that nobody else's does."""

from sqlalchemy import select, update

from bot.arrangements.reaching import UNDELIVERED, Reach
from bot.arrangements.rules.life import State
from bot.conversation.models import Conversation, Owner
from bot.identity.rules import Way
from bot.tenancy.models import ContactPoint, ContractParty
from tests.integration.arranging.telling.matter import Matter
from tests.integration.arranging.tenant import Tenant
from tests.support.tenants import EX_PHONE, KIM_PHONE


async def test_it_goes_to_the_other_web_chat_in_which_they_are_proven_and_the_yes_counts_there(
    matter: Matter, proven: Tenant
) -> None:
    waiting = await matter.proposes(proven.conversation)
    matter.clock.move(minutes=20)
    other = Tenant(matter.desk, matter.outgoing)
    await other.proves("hoeveel moet ik nog betalen")
    matter.outgoing.sent.clear()
    view = await matter.known.collector.approve(waiting.id, matter.collector.id)
    before = len(await matter.lines(proven.conversation))
    assert await matter.round() == 1
    assert view.message in (await other.last()).text
    assert len(await matter.lines(proven.conversation)) == before
    assert matter.outgoing.sent == []
    await other.presses("Ja, ik ga akkoord")
    assert (await matter.known.agreements.find(view.id)).state is State.ACTIVE


async def test_a_chat_in_which_somebody_else_on_the_contract_is_proven_is_not_the_place_for_it(
    matter: Matter, proven: Tenant
) -> None:
    waiting = await matter.proposes(proven.conversation)
    matter.clock.move(minutes=20)
    ex = Tenant(matter.desk, matter.outgoing)
    await ex.says("hoeveel moet ik nog betalen")
    await ex.says("0012007")
    await ex.says("03-02-1975")
    await ex.says(matter.outgoing.last)
    matter.outgoing.sent.clear()
    await matter.known.collector.approve(waiting.id, matter.collector.id)
    before = (await ex.last()).text
    assert await matter.round() == 1
    assert (await ex.last()).text == before
    assert [sent.to for sent in matter.outgoing.sent] == [KIM_PHONE]


async def test_their_own_e_mail_comes_before_the_telephone_of_somebody_else_on_the_contract(matter: Matter) -> None:
    async with matter.database.transaction() as session:
        for point in (await session.scalars(select(ContactPoint).where(ContactPoint.value == KIM_PHONE))).all():
            await session.delete(point)
    services = matter.desk.services
    reach = Reach(matter.known.ground, services.handoffs, services.post, services.connected.channels)
    assert await reach.on_file(matter.tenants.contract, matter.tenants.kim) == (Way.EMAIL, "kim@example.nl")
    assert await reach.on_file(matter.tenants.contract, None) == (Way.SMS, EX_PHONE)


async def test_who_left_the_contract_hears_not_even_that_there_is_something_to_hear(
    matter: Matter, proven: Tenant
) -> None:
    waiting = await matter.proposes(proven.conversation)
    await matter.known.collector.approve(waiting.id, matter.collector.id)
    await kim_leaves(matter)
    before = len(await matter.desk.transcript(proven.conversation))
    assert await matter.round() == 1
    assert len(await matter.desk.transcript(proven.conversation)) == before
    # Who stayed hears that there is something.
    assert [sent.to for sent in matter.outgoing.sent] == [EX_PHONE]


async def test_a_task_does_not_bring_a_person_into_the_chat_of_who_left(matter: Matter, proven: Tenant) -> None:
    waiting = await matter.proposes(proven.conversation)
    telegram = await matter.telegram()
    await kim_leaves(matter)
    services = matter.desk.services
    reach = Reach(matter.known.ground, services.handoffs, services.post, services.connected.channels)
    await reach.task(waiting.id, UNDELIVERED)
    async with matter.database.transaction() as session:
        for chat in (proven.conversation, telegram):
            assert (await session.get_one(Conversation, chat)).owner is Owner.ASSISTANT
    assert (await matter.known.agreements.find(waiting.id)).task == UNDELIVERED


async def kim_leaves(matter: Matter) -> None:
    async with matter.database.transaction() as session:
        of_kim = update(ContractParty).where(ContractParty.person_id == matter.tenants.kim)
        await session.execute(of_kim.values(until=matter.clock().date()))
