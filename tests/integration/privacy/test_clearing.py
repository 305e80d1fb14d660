"""Conversations are let go after the time that the corporation chose: nothing before, everything after."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest
from pydantic import ValidationError
from sqlalchemy import func, select, text, update

from bot.arrangements.disputes import Dispute, DisputeKind
from bot.arrangements.models import Agreement
from bot.arrangements.news import News, TenantNews
from bot.arrangements.rules.life import State as Life
from bot.channels.models import Contact
from bot.conversation.models import Author, Conversation, Message, Owner, State, Turn
from bot.corporation import Retention, load_corporation
from bot.database.engine import Database
from bot.dialogue.models import WarmReferral
from bot.handoff.alarm_models import DangerAlarm
from bot.handoff.models import Handoff
from bot.identity.models import IdentitySession
from bot.privacy import clearing
from bot.privacy.clearing import Cleared
from bot.privacy.jobs import NightlyClearing
from bot.settings import PROJECT
from bot.staff.figures import FigureService
from bot.tenancy.models import ChannelIdentity, LedgerEntry
from tests.integration.arrangements.conftest import Scene
from tests.integration.privacy.conftest import KEPT_FOR, PHONE, WORDS, Archive
from tests.support.tenants import Tenants
from tests.support.wiring import Desk


async def test_no_word_file_name_or_number_of_it_stands_anywhere_afterwards(archive: Archive) -> None:
    conversation = await archive.conversation(address=PHONE)
    await archive.contact(PHONE)
    assert len(await archive.places_of(WORDS, PHONE)) >= 8
    assert await archive.clearing.once() == Cleared(conversations=1, messages=2, files=1)
    assert await archive.places_of(WORDS, PHONE) == set()
    left = await archive.read(conversation)
    assert left.cleared == {"messages": 2, "files": 1, "days": 365}
    assert left.cleared_at == archive.clock()


async def test_the_engine_forgets_it_too(archive: Archive) -> None:
    old, kept = await archive.conversation(), await archive.conversation(danger="violence")
    async with archive.database.transaction() as session:
        columns = "id serial, sender_id text, type_name text, timestamp float, data text"
        await session.execute(text(f"CREATE TABLE IF NOT EXISTS engine.events ({columns})"))
        for conversation in (old, kept):
            sender = (await session.get_one(Conversation, conversation)).engine_session
            at = (archive.clock() - timedelta(days=366)).timestamp()
            values = {"sender": sender, "at": at, "data": f"{WORDS} {conversation}"}
            await session.execute(
                text("INSERT INTO engine.events (sender_id, timestamp, data) VALUES (:sender, :at, :data)"), values
            )
    await archive.clearing.once()
    async with archive.database.transaction() as session:
        (left,) = (await session.scalars(text("SELECT data FROM engine.events"))).all()
    assert str(kept) in left


async def test_a_day_too_young_stays_as_it_is(archive: Archive) -> None:
    conversation = await archive.conversation(days=364)
    assert await archive.clearing.once() == Cleared()
    assert "messages" in await archive.places_of(WORDS)
    assert (await archive.read(conversation)).cleared_at is None


async def test_what_is_open_dangerous_or_waiting_is_kept_whatever_its_age(archive: Archive) -> None:
    for told in ({"owner": Owner.QUEUE}, {"owner": Owner.PERSON}, {"danger": "suicide"}):
        await archive.conversation(**told)
    unanswered, unsent, asked, carried, alarmed = [await archive.conversation() for _ in range(5)]
    now = archive.clock()
    async with archive.database.transaction() as session:
        mine, of = Message.conversation_id, (Message.author == Author.TENANT, Message.author == Author.ASSISTANT)
        await session.execute(update(Message).where(mine == unanswered, of[0]).values(handled_at=None))
        await session.execute(update(Message).where(mine == unsent, of[1]).values(state=State.PARKED))
        await session.execute(update(Handoff).where(Handoff.conversation_id == asked).values(closed_at=None))
        await session.execute(update(WarmReferral).where(WarmReferral.conversation_id == carried).values(done_at=None))
        session.add(DangerAlarm(id=uuid4(), conversation_id=alarmed, kind="violence", since=now))
    free = await archive.conversation()
    assert await archive.clearing.once() == Cleared(1, 2, 1)
    assert (await archive.read(free)).cleared_at is not None
    outlook = await archive.clearing.outlook()
    assert (outlook.due, outlook.held) == (0, 8)


async def test_what_is_disputed_agreed_or_still_to_be_told_is_kept_here_and_at_their_other_address(
    archive: Archive, scene: Scene
) -> None:
    view = await scene.agreed()
    here, elsewhere, chat = [await archive.conversation() for _ in range(3)]
    address = (await archive.read(elsewhere)).address
    await archive.add(
        ChannelIdentity(
            id=uuid4(), channel="whatsapp", address=address, person_id=scene.person, proven_at=archive.clock()
        )
    )
    async with archive.database.transaction() as session:
        await session.execute(update(Agreement).where(Agreement.id == view.id).values(conversation_id=here))
        acts = update(IdentitySession).where(IdentitySession.conversation_id == chat)
        await session.execute(acts.values(on_behalf_of_id=scene.person))
    assert await archive.clearing.once() == Cleared()
    entries = await _count(archive.database, LedgerEntry)
    async with archive.database.transaction() as session:
        ended = {"state": Life.COMPLETED, "ended_at": archive.clock()}
        await session.execute(update(Agreement).where(Agreement.id == view.id).values(**ended))
    dispute = Dispute(
        id=uuid4(), contract_id=scene.contract, kind=DisputeKind.AMOUNT, said=WORDS, opened_at=archive.clock(),
        conversation_id=here,
    )  # fmt: skip
    await archive.add(dispute)
    assert await archive.clearing.once() == Cleared()
    async with archive.database.transaction() as session:
        await session.execute(update(Dispute).values(closed_at=archive.clock()))
    news = TenantNews(
        id=uuid4(), contract_id=scene.contract, kind=News.ENDED, conversation_id=here, left_at=archive.clock()
    )
    await archive.add(news)
    assert (await archive.clearing.once()).conversations == 2
    async with archive.database.transaction() as session:
        await session.execute(update(TenantNews).values(told_at=archive.clock()))
    assert (await archive.clearing.once()).conversations == 1
    assert await archive.places_of(WORDS) == set()
    async with archive.database.transaction() as session:
        row = await session.get_one(Agreement, view.id)
    assert (row.document, row.text_digest) != ({}, "")
    assert row.conversation_id == here
    assert await _count(archive.database, LedgerEntry) == entries


async def test_what_somebody_else_agreed_or_disputes_keeps_nothing(
    archive: Archive, scene: Scene, tenants: Tenants
) -> None:
    await scene.agreed()
    for person, contract in ((scene.person, scene.contract), (tenants.kim, tenants.contract)):
        address = uuid4().hex
        await archive.conversation(address=address)
        proven = {"channel": "whatsapp", "address": address, "person_id": person, "proven_at": archive.clock()}
        dispute = {"contract_id": contract, "kind": DisputeKind.AMOUNT, "opened_at": archive.clock()}
        await archive.add(ChannelIdentity(id=uuid4(), **proven), Dispute(id=uuid4(), **dispute))
    others = await archive.conversation(address="31600000999")
    await archive.add(
        ChannelIdentity(
            id=uuid4(), channel="whatsapp", address="31600000999", person_id=tenants.noor, proven_at=archive.clock()
        )
    )
    nobodys = await archive.conversation()
    assert (await archive.clearing.once()).conversations == 2
    assert [(await archive.read(one)).cleared_at is None for one in (others, nobodys)] == [False, False]
    assert (await archive.clearing.outlook()).held == 2


async def test_figures_tell_the_same_before_and_after(archive: Archive) -> None:
    for _ in range(3):
        await archive.conversation()
    figures = FigureService(archive.database, archive.clock)
    before = await figures.of_the_last(400)
    await archive.clearing.once()
    after = await figures.of_the_last(400)
    assert after == before
    assert before.talks.total == 3
    async with archive.database.transaction() as session:
        assert (await session.scalars(select(Turn.signals))).all() == [[{"name": "fear"}]] * 3


async def test_an_opt_out_is_remembered_and_whoever_writes_again_begins_anew(archive: Archive, desk: Desk) -> None:
    await archive.contact(PHONE, opted_out_at=archive.clock())
    old = await archive.conversation(address=PHONE)
    await archive.clearing.once()
    assert await _count(archive.database, Contact) == 1
    new = await desk.services.intake.open_conversation("whatsapp", PHONE)
    assert new != old
    assert "gewist" in (await archive.read(old)).address


async def test_an_address_on_file_stays_on_file_but_a_browser_is_nobodys_any_more(
    archive: Archive, tenants: Tenants
) -> None:
    phone, web = "31655500011", uuid4().hex
    await archive.contact(phone)
    for channel, address in (("whatsapp", phone), ("web", web)):
        await archive.conversation(channel=channel, address=address)
        await archive.add(
            ChannelIdentity(
                id=uuid4(), channel=channel, address=address, person_id=tenants.noor, proven_at=archive.clock()
            )
        )
    assert (await archive.clearing.once()).conversations == 2
    async with archive.database.transaction() as session:
        assert (await session.scalars(select(ChannelIdentity.channel))).all() == ["whatsapp"]
    assert await _count(archive.database, Contact) == 1


async def test_a_browser_that_comes_back_is_cleared_again_after_its_time(archive: Archive, desk: Desk) -> None:
    address = uuid4().hex
    conversation = await archive.conversation(channel="web", address=address)
    await archive.clearing.once()
    assert await desk.say(address, "daar ben ik weer") == conversation
    assert await archive.clearing.once() == Cleared()
    archive.clock.move(days=366)
    async with archive.database.transaction() as session:
        await session.execute(update(Handoff).values(closed_at=archive.clock()))
        await session.execute(update(Conversation).values(owner=Owner.ASSISTANT))
        await session.execute(update(Message).values(handled_at=archive.clock()))
    again = await archive.clearing.once()
    assert again.conversations == 1
    assert (await archive.read(conversation)).cleared == {"messages": 2 + again.messages, "files": 1, "days": 365}


async def test_two_processes_clear_each_once(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clearing, "BITE", 2)
    for _ in range(7):
        await archive.conversation()
    both = await asyncio.gather(archive.clearing.once(), archive.clearing.once())
    await archive.clearing.once()
    outlook = await archive.clearing.outlook()
    assert outlook.so_far == Cleared(7, 14, 7)
    assert sum(one.conversations for one in both) <= 7
    assert (outlook.due, outlook.held) == (0, 0)


async def test_each_night_leaves_a_line_also_when_there_was_nothing(archive: Archive) -> None:
    nightly = NightlyClearing(archive.clearing, archive.clock)
    assert (await archive.clearing.outlook()).last is None
    assert await nightly.once()
    last = (await archive.clearing.outlook()).last
    assert last is not None
    assert (last.conversations, last.kept_days, last.at) == (0, 365, archive.clock())
    assert not await nightly.once()


@pytest.mark.parametrize("days", [0, 29, 4000])
def test_a_time_that_cannot_be_is_refused(days: int) -> None:
    with pytest.raises(ValidationError):
        Retention(conversations_days=days)


def test_the_corporation_chooses_and_tenants_are_told() -> None:
    corporation = load_corporation(PROJECT / "content" / "demo")
    assert corporation.retention.conversations == KEPT_FOR
    assert corporation.values()["kept_days"] == "365"


async def test_they_are_found_by_an_index(database: Database) -> None:
    async with database.transaction() as session:
        await session.execute(text("SET LOCAL enable_seqscan = off"))
        asked = "cleared_at IS NULL OR cleared_at <= last_activity_at"
        plan = await session.scalars(
            text(f"EXPLAIN SELECT id FROM conversations WHERE last_activity_at < now() AND ({asked})")
        )
        assert "conversations_not_cleared" in "\n".join(plan.all())


async def _count(database: Database, table: type) -> int:
    async with database.transaction() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0
