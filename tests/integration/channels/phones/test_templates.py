"""A parked answer is announced by a template, once; each refusal of a template has its own end."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from bot.channels.models import ChannelHalt, Contact
from bot.conversation.models import Author, Conversation, State
from bot.staff.models import Staff
from tests.support.channels import PHONE
from tests.support.messages import outbound
from tests.support.phones import MovingClock, Providers, until
from tests.support.wiring import Desk

ANSWER = "Je kunt morgen bellen met Sanne."


async def begun(made: Providers, desk: Desk, collector: Staff) -> UUID:
    """A tenant wrote, was answered, and a person has the conversation."""
    await made.graph.say(PHONE, text={"body": "hallo"})
    await until(lambda: made.graph.phone(PHONE).received)
    async with desk.services.database.transaction() as session:
        conversation: UUID = (await session.scalars(select(Conversation.id))).one()
    await desk.services.ownership.take(conversation, collector.id)
    await made.settle()
    return conversation


def shown(made: Providers) -> list[str]:
    return [made.graph.text(sent.body) for sent in made.graph.phone(PHONE).received]


async def told_by_template(
    made: Providers, desk: Desk, conversation: UUID, moving: MovingClock, collector: Staff
) -> None:
    moving.ahead += timedelta(hours=25)
    await desk.services.ownership.reply(conversation, collector.id, ANSWER)


async def test_an_answer_after_the_window_is_announced_and_brought_by_one_tap(
    made: Providers, desk: Desk, moving: MovingClock, collector: Staff
) -> None:
    conversation = await begun(made, desk, collector)
    await told_by_template(made, desk, conversation, moving, collector)
    assert "antwoord voor je klaar van Woonstichting De Linde" in shown(made)[-1]
    assert ANSWER not in shown(made)
    (parked,) = await outbound(desk, author=Author.STAFF)
    assert parked.state is State.PARKED
    await made.graph.press(PHONE, 0)
    await until(lambda: shown(made)[-1] == ANSWER)
    await made.settle()
    assert [m.state for m in await outbound(desk, author=Author.STAFF)] == [State.DELIVERED]


async def test_a_second_answer_is_not_announced_again(
    made: Providers, desk: Desk, moving: MovingClock, collector: Staff
) -> None:
    conversation = await begun(made, desk, collector)
    await told_by_template(made, desk, conversation, moving, collector)
    await desk.services.ownership.reply(conversation, collector.id, "En neem je brief mee.")
    assert sum("antwoord voor je klaar" in text for text in shown(made)) == 1
    await made.graph.say(PHONE, text={"body": "ja?"})
    await until(lambda: shown(made)[-2:] == [ANSWER, "En neem je brief mee."])


async def test_who_opted_out_is_not_written_to_first(
    made: Providers, desk: Desk, moving: MovingClock, collector: Staff
) -> None:
    conversation = await begun(made, desk, collector)
    await made.graph.say(PHONE, text={"body": "stop"})
    await until(lambda: any("uit onszelf" in text for text in shown(made)))
    await told_by_template(made, desk, conversation, moving, collector)
    assert not any("antwoord voor je klaar" in text for text in shown(made))


async def test_a_window_that_the_provider_says_is_closed_is_announced_too(
    made: Providers, desk: Desk, moving: MovingClock, collector: Staff
) -> None:
    conversation = await begun(made, desk, collector)
    made.graph.phone(PHONE).last_word = moving() - timedelta(hours=30)
    await desk.services.ownership.reply(conversation, collector.id, ANSWER)
    await until(lambda: any("antwoord voor je klaar" in text for text in shown(made)))


async def test_a_template_that_whatsapp_no_longer_takes_rests_and_the_answer_stays_parked(
    made: Providers, desk: Desk, moving: MovingClock, collector: Staff
) -> None:
    conversation = await begun(made, desk, collector)
    made.graph.approved.clear()
    await told_by_template(made, desk, conversation, moving, collector)
    (template,) = [m for m in await outbound(desk) if m.template]
    assert template.state is State.FAILED
    async with desk.services.database.transaction() as session:
        halts = (await session.scalars(select(ChannelHalt.channel))).all()
        assert list(halts) == ["whatsapp:antwoord_klaar"]
        assert (await session.scalars(select(Contact.unreachable_since))).one() is None
    assert [m.state for m in await outbound(desk, author=Author.STAFF)] == [State.PARKED]


async def test_the_words_of_the_tenant_bring_it_without_another_tap(
    made: Providers, desk: Desk, moving: MovingClock, collector: Staff
) -> None:
    conversation = await begun(made, desk, collector)
    await told_by_template(made, desk, conversation, moving, collector)
    await made.graph.say(PHONE, text={"body": "wat is er?"})
    await until(lambda: ANSWER in shown(made))
