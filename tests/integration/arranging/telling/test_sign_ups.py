"""Somebody hears that they were signed up with an organisation: where they agreed to it, or where it is surely they."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from bot.arrangements.reaching import REFERRAL_UNTOLD
from bot.channels.models import Contact
from bot.clock import in_amsterdam
from bot.conversation.models import Conversation
from bot.dialogue.exchange import Exchange, Heard, Memory
from bot.dialogue.flows import FlowState
from bot.dialogue.models import WarmReferral
from bot.dialogue.referring import Referring
from bot.handoff.models import Handoff
from bot.staff.referrals import SignUps
from bot.tenancy.models import ChannelIdentity, ContactPoint, Marker, MarkerKind
from tests.integration.arranging.telling.matter import ADDRESS, Matter
from tests.integration.arranging.tenant import Tenant
from tests.support.tenants import EX_PHONE, KIM_PHONE
from tests.support.wiring import CONTENT

AGREED = {"referral.which": "", "referral.need": "debts", "referral.reach": "Kim, 06-1", "referral.consent": "yes"}


async def agreed(matter: Matter, conversation: UUID) -> UUID:
    """They agree in this conversation to be signed up."""
    which = next(referral for referral in CONTENT.guidance.referrals if referral.warm)
    services = matter.desk.services
    referring = Referring(
        *(matter.database, matter.clock, uuid4),
        *(CONTENT.guidance, CONTENT.book, services.handoffs),
    )
    flow = FlowState("referral", None, {**AGREED, "referral.which": which.id})
    exchange = Exchange(Heard(conversation, "1", "affirm"), Memory())
    before = await known(matter)
    await referring.finished(exchange, flow, CONTENT.values, "1")
    (made,) = await known(matter) - before
    return made


async def known(matter: Matter) -> set[UUID]:
    async with matter.database.transaction() as session:
        return set(await session.scalars(select(WarmReferral.id)))


async def carried_out(matter: Matter, conversation: UUID, words: str = "Zij bellen je dinsdag") -> str:
    """A colleague did it; the name of the organisation."""
    return await finished(matter, await agreed(matter, conversation), words)


async def finished(matter: Matter, referral: UUID, words: str = "") -> str:
    await sign_ups(matter).finish(referral, matter.collector.id, "Gebeld met Els", words)
    async with matter.database.transaction() as session:
        return (await session.get_one(WarmReferral, referral)).organisation


def sign_ups(matter: Matter) -> SignUps:
    return SignUps(matter.database, matter.clock, uuid4)


async def told_by(matter: Matter) -> str:
    page = await sign_ups(matter).page(done=True, page=1, staff_id=matter.collector.id)
    heard = page.rows[0].heard
    assert heard is not None
    return heard.told_by


async def test_it_stands_in_the_chat_where_they_are_proven_with_the_words_for_them_and_not_those_for_colleagues(
    matter: Matter, proven: Tenant
) -> None:
    organisation = await carried_out(matter, proven.conversation)
    assert await matter.round() == 1
    assert await matter.round() == 0
    last = await proven.last()
    assert organisation in last.text
    assert "Zij bellen je dinsdag." in last.text
    assert "Els" not in last.text
    assert matter.outgoing.sent == []
    assert await told_by(matter) == "web"


async def test_whoever_left_the_web_chat_finds_it_there_and_gets_an_sms_that_names_nothing(
    matter: Matter, proven: Tenant
) -> None:
    organisation = await carried_out(matter, proven.conversation)
    matter.clock.move(minutes=20)
    assert await matter.round() == 1
    assert organisation in (await proven.last()).text
    (sent,) = matter.outgoing.sent
    assert sent.to == KIM_PHONE
    assert not {organisation, "dinsdag", "afspraak"} & set(sent.text.replace(".", " ").split())
    assert organisation not in sent.text
    assert await told_by(matter) == "web+sms"


async def test_where_nobody_ever_proved_who_they_are_it_stands_in_that_chat_only(matter: Matter) -> None:
    conversation = await matter.desk.say("somebody", "hoi")
    organisation = await carried_out(matter, conversation)
    assert await matter.round() == 1
    assert organisation in (await matter.lines(conversation))[-1].text
    assert matter.outgoing.sent == []


async def test_it_goes_to_their_own_telephone_and_never_to_an_ex_on_the_same_contract(
    matter: Matter, proven: Tenant
) -> None:
    async with matter.database.transaction() as session:
        for point in (await session.scalars(select(ContactPoint))).all():
            if point.person_id == matter.tenants.kim:
                await session.delete(point)
    theirs = await matter.desk.services.intake.open_conversation("telegram", "99")
    async with matter.database.transaction() as session:
        session.add(
            ChannelIdentity(
                id=uuid4(), channel="telegram", address="99", person_id=matter.tenants.ex, proven_at=matter.clock()
            )
        )
    one, another = await agreed(matter, proven.conversation), await agreed(matter, proven.conversation)
    matter.clock.move(minutes=20)
    await finished(matter, one)
    assert await matter.round() == 1
    assert await matter.lines(theirs) == []
    assert EX_PHONE not in [sent.to for sent in matter.outgoing.sent]
    kims = await matter.telegram()
    organisation = await finished(matter, another)
    assert await matter.round() == 1
    assert organisation in (await matter.lines(kims))[-1].text


async def test_outside_whatsapps_day_it_is_an_sms_and_without_one_a_person_is_asked(matter: Matter) -> None:
    known = await matter.telegram("whatsapp", matter.clock() - timedelta(hours=30))
    await carried_out(matter, known)
    assert await matter.round() == 1
    assert await matter.lines(known) == []
    assert [sent.to for sent in matter.outgoing.sent] == [KIM_PHONE]
    unknown = await matter.desk.services.intake.open_conversation("whatsapp", "31600000001")
    async with matter.database.transaction() as session:
        long_ago = matter.clock() - timedelta(hours=30)
        session.add(Contact(id=uuid4(), channel="whatsapp", address="31600000001", last_inbound_at=long_ago))
    await carried_out(matter, unknown)
    assert await matter.round() == 1
    assert len(matter.outgoing.sent) == 1
    async with matter.database.transaction() as session:
        of_it = select(Handoff.summary).where(Handoff.conversation_id == unknown, Handoff.closed_at.is_(None))
        assert REFERRAL_UNTOLD in " ".join(await session.scalars(of_it))


async def test_a_number_that_changed_hands_since_hears_nothing(matter: Matter) -> None:
    conversation = await matter.telegram("whatsapp", matter.clock())
    referral = await agreed(matter, conversation)
    matter.clock.move(minutes=1)
    async with matter.database.transaction() as session:
        await session.execute(update(Contact).values(identity_changed_at=matter.clock()))
    await finished(matter, referral)
    assert await matter.round() == 1
    assert await matter.lines(conversation) == []
    assert [sent.to for sent in matter.outgoing.sent] == [KIM_PHONE]


@pytest.mark.parametrize("hindrance", ["opted_out", "danger", "do_not_contact", "night"])
async def test_it_waits_as_everything_does_that_we_begin(matter: Matter, hindrance: str) -> None:
    conversation = await matter.telegram()
    await carried_out(matter, conversation)
    day, contact = matter.clock.now, update(Contact).where(Contact.address == ADDRESS)
    talk = update(Conversation).where(Conversation.id == conversation)
    marker = Marker(id=uuid4(), contract_id=matter.tenants.contract, kind=MarkerKind.DO_NOT_CONTACT, since=day.date())
    async with matter.database.transaction() as session:
        match hindrance:
            case "opted_out":
                await session.execute(contact.values(opted_out_at=day))
            case "danger":
                await session.execute(talk.values(danger="violence"))
            case "do_not_contact":
                session.add(marker)
            case _:
                matter.clock.now = in_amsterdam(day).replace(hour=23)
    assert await matter.round() == 0
    async with matter.database.transaction() as session:
        await session.execute(contact.values(opted_out_at=None))
        await session.execute(talk.values(danger=None))
        await session.execute(update(Marker).values(cleared_on=day.date()))
    matter.clock.now = day
    assert await matter.round() == 1
    assert await told_by(matter) == "telegram"


async def test_what_telegram_did_not_bring_goes_by_sms_that_names_nothing(matter: Matter) -> None:
    conversation = await matter.telegram()
    organisation = await carried_out(matter, conversation)
    assert await matter.round() == 1
    matter.clock.move(hours=5)
    assert await matter.round() == 1
    (sent,) = matter.outgoing.sent
    assert organisation not in sent.text
