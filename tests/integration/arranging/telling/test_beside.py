"""A yes or no to an offer while a person talks with the tenant."""

from bot.arrangements.ground import Asker, Told
from bot.arrangements.models import Actor
from bot.arrangements.rules.life import State
from bot.arrangements.rules.schedule import Wish
from bot.conversation.models import Conversation, Kind, Owner
from tests.integration.arranging.telling.matter import Matter
from tests.integration.arranging.tenant import Tenant


async def test_while_a_person_owns_the_conversation_it_is_told_and_the_owner_stays(
    matter: Matter, proven: Tenant
) -> None:
    services = matter.desk.services
    await services.ownership.take(proven.conversation, matter.collector.id)
    by = Asker(Actor.STAFF, proven.conversation, matter.collector.id)
    answer = await matter.known.proposals.propose_arrangement(matter.tenants.contract, Wish(terms=3), Told(), by)
    assert answer.agreement is not None
    assert await matter.round() == 1
    engine_calls = len(matter.desk.engine.calls)
    text = await proven.presses("Ja, ik ga akkoord")
    assert text.startswith(f"Afgesproken. Het nummer is {answer.agreement.reference}.")
    assert (await matter.known.agreements.find(answer.agreement.id)).state is State.ACTIVE
    # The assistant took no part in it.
    assert len(matter.desk.engine.calls) == engine_calls
    async with matter.database.transaction() as session:
        conversation = await session.get_one(Conversation, proven.conversation)
        assert (conversation.owner, conversation.owner_staff_id) == (Owner.PERSON, matter.collector.id)


async def test_a_no_beside_a_person_takes_it_off_the_table_and_a_second_press_agrees_to_nothing(
    matter: Matter, proven: Tenant
) -> None:
    await matter.desk.services.ownership.take(proven.conversation, matter.collector.id)
    by = Asker(Actor.STAFF, proven.conversation, matter.collector.id)
    answer = await matter.known.proposals.propose_arrangement(matter.tenants.contract, Wish(terms=3), Told(), by)
    assert answer.agreement is not None
    await matter.round()
    offer = await proven.last()
    yes, no = (button["payload"] for button in offer.buttons[:2])
    for payload, says in ((no, "spreken we niet af"), (yes, "geldt niet meer")):
        await matter.desk.say(proven.address, "knop", kind=Kind.BUTTON, payload=payload)
        assert says in (await proven.last()).text
    assert (await matter.known.agreements.find(answer.agreement.id)).state is State.WITHDRAWN


async def test_a_yes_beside_a_person_counts_only_of_who_is_proven(matter: Matter, proven: Tenant) -> None:
    await matter.desk.services.ownership.take(proven.conversation, matter.collector.id)
    by = Asker(Actor.STAFF, proven.conversation, matter.collector.id)
    answer = await matter.known.proposals.propose_arrangement(matter.tenants.contract, Wish(terms=3), Told(), by)
    assert answer.agreement is not None
    await matter.round()
    await matter.desk.services.identity.forget(proven.conversation)
    assert "wie je bent" in await proven.presses("Ja, ik ga akkoord")
    assert (await matter.known.agreements.find(answer.agreement.id)).state is State.OFFERED


async def test_other_buttons_are_the_persons_to_answer(matter: Matter, proven: Tenant) -> None:
    await matter.desk.services.ownership.take(proven.conversation, matter.collector.id)
    before = len(await matter.lines(proven.conversation))
    await matter.desk.say(proven.address, "knop", kind=Kind.BUTTON, payload="intent:ask_balance")
    assert len(await matter.lines(proven.conversation)) == before
