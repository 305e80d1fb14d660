"""What goes wrong with a channel reaches an admin: once, with what it is about, and gone when it is over or seen."""

from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import select

from bot import bootstrap
from bot.channels.halts import Halts
from bot.channels.models import ChannelHalt, ChannelNotice
from bot.channels.notice_kinds import NoticeKind
from bot.channels.notices import NoticeBoard
from bot.channels.whatsapp.warnings import READERS
from bot.conversation.models import Author, Conversation, Message, State
from bot.database.engine import Database
from bot.staff.models import Role
from tests.integration.channels.conftest import SECRET
from tests.integration.staff.scene import PASSWORD, Visit
from tests.support.channels import NUMBER, PHONE, envelope, post_whatsapp, whatsapp_settings
from tests.support.clock import FixedClock
from tests.support.engine import StubEngine
from tests.support.provider_samples import AT, Sample
from tests.support.whatsapp_samples import whatsapp_warned
from tests.support.wiring import Desk, desk_on

Site = TestClient[Any, Any]
#: A day before the clock of these tests.
YESTERDAY = AT - 86_400
SAMPLES = {sample.name: sample for sample in whatsapp_warned()}


def at(sample: Sample, moment: int) -> dict[str, Any]:
    """The same, told at another moment."""
    return {**sample.body, "entry": [sample.body["entry"][0] | {"time": moment}]}


async def post(site: Site, *bodies: Any) -> None:
    for body in bodies:
        assert (await post_whatsapp(site, body)).status == 200


async def waiting(desk: Desk) -> list[tuple[str, int]]:
    board = await NoticeBoard(desk.services.database, desk.services.clock).board()
    return sorted((notice.kind, notice.times) for notice in board.open)


async def sent_by_us(desk: Desk, count: int) -> None:
    """So many messages that WhatsApp took."""
    conversation, now = uuid4(), desk.services.clock()
    async with desk.services.database.transaction() as session:
        whose = Conversation(
            id=conversation, channel="whatsapp", address=PHONE, created_at=now, last_activity_at=now, engine_session="s"
        )
        session.add(whose)
        await session.flush()
        session.add_all(
            Message(
                id=uuid4(),
                conversation_id=conversation,
                author=Author.ASSISTANT,
                text="Hallo.",
                at=now,
                state=State.SENT,
                sent_id=f"wamid.{number}",
            )
            for number in range(count)
        )


def status_of(number: int, name: str, **more: Any) -> dict[str, Any]:
    status = {"id": f"wamid.{number}", "status": name, "timestamp": "1795438800", "recipient_id": PHONE}
    return envelope({"statuses": [status | more]})


async def stopped(desk: Desk) -> list[str]:
    async with desk.services.database.transaction() as session:
        return list((await session.scalars(select(ChannelHalt.channel))).all())


async def test_each_kind_of_trouble_stands_there_once_however_often_it_is_told(site: Site, desk: Desk) -> None:
    troubles = [s for s in whatsapp_warned() if s.comes_to[0].startswith(("warned", "approval bericht_van_ons False"))]
    bodies = [sample.body for sample in troubles]
    await post(site, *bodies, *bodies)
    kinds = {kind for kind, _ in await waiting(desk)}
    ours = {NoticeKind.HALTED, NoticeKind.ALLOWANCE, NoticeKind.REFUSED, NoticeKind.TROUBLE}
    ours |= {NoticeKind.NOT_HEARD, NoticeKind.SET_ASIDE, NoticeKind.BEGINNING_STOPPED}
    assert kinds == set(NoticeKind) - ours
    assert ("account_disabled", 1) in await waiting(desk)


async def test_the_end_of_it_takes_it_away_and_a_new_one_brings_it_back(site: Site, desk: Desk) -> None:
    flagged, fine = SAMPLES["flagged"], SAMPLES["unflagged"]
    await post(site, at(flagged, YESTERDAY))
    assert await waiting(desk) == [("quality_low", 1)]
    await post(site, at(fine, YESTERDAY + 60))
    assert await waiting(desk) == []
    await post(site, at(flagged, YESTERDAY + 120))
    assert await waiting(desk) == [("quality_low", 2)]


async def test_what_comes_late_neither_raises_an_alarm_nor_stops_a_template(site: Site, desk: Desk) -> None:
    paused, approved = SAMPLES["paused"], SAMPLES["approved"]
    await post(site, at(approved, YESTERDAY + 60), at(paused, YESTERDAY))
    assert (await waiting(desk), await stopped(desk)) == ([], [])
    await post(site, at(paused, YESTERDAY + 120))
    assert (await waiting(desk), await stopped(desk)) == ([("template_stopped", 1)], ["whatsapp:bericht_van_ons"])


async def test_seen_is_gone_and_the_next_time_is_a_new_alarm(site: Site, desk: Desk) -> None:
    board = NoticeBoard(desk.services.database, desk.services.clock)
    await post(site, at(SAMPLES["violation"], YESTERDAY))
    assert await board.waiting() == 1
    assert not await board.saw(uuid4(), uuid4())
    [notice] = (await board.board()).open
    assert notice.facts["violation"] == "DEBT_COLLECTION"
    made, _ = await desk.services.accounts.add("b@linde.example.nl", "Beheer", Role.ADMIN, "zomerfiets langs de dijk")
    assert await board.saw(notice.id, made.id)
    assert await board.waiting() == 0
    await post(site, at(SAMPLES["violation"], YESTERDAY + 60))
    assert await waiting(desk) == [("account_violation", 1)]


@pytest.mark.parametrize(
    ("code", "kind"), [(131031, "halted"), (190, "halted"), (368, "halted"), (131037, "halted"), (7, "trouble")]
)
async def test_trouble_of_the_whole_number_is_told_too(site: Site, desk: Desk, code: int, kind: str) -> None:
    await post(site, envelope({"errors": [{"code": code, "title": "t", "error_data": {"details": "d"}}]}))
    assert await waiting(desk) == [(kind, 1)]


async def test_the_alarm_of_the_free_messages_rings_once_a_month_and_reaches_the_admin_s_page(
    database: Database, engine: StubEngine, clock: FixedClock
) -> None:
    clock.now = datetime.fromtimestamp(1795438800, UTC)
    settings = whatsapp_settings(free_messages_per_month=5)
    async with AsyncExitStack() as stack:
        desk = await stack.enter_async_context(desk_on(database, engine, clock, whatsapp=settings))
        app = bootstrap.public(desk.settings, desk.services, SECRET)
        site = await stack.enter_async_context(TestClient(TestServer(app)))
        await desk.services.accounts.add("beheer@linde.example.nl", "Beheer", Role.ADMIN, PASSWORD)
        admin = Visit(site)
        assert (await admin.sign_in("beheer@linde.example.nl")).status == 303
        await sent_by_us(desk, 12)
        # The same twice, on its way, free of charge, or failed: none of these counts.
        free = {"pricing": {"type": "free_entry_point", "category": "referral_conversion"}}
        told = [("sent", 4, {}), ("delivered", 0, {}), ("read", 0, {}), ("delivered", 0, {}), ("delivered", 1, {})]
        told += [("read", 2, {}), ("delivered", 5, free), ("failed", 6, {"errors": [{"code": 131026}]})]
        for name, number, more in told:
            await post(site, status_of(number, name, **more))
        assert await waiting(desk) == []
        assert 'data-test="channel-alarm"' not in await admin.page("/")
        for number in (3, 4):
            await post(site, status_of(number, "delivered"))
        assert await waiting(desk) == [("allowance", 1)]
        assert 'data-test="channel-alarm"' in await admin.page("/")
        page = await admin.page("/kanalen")
        for words in ("De gratis berichten van deze maand zijn bijna op", ">4<", ">5<", f"nummer {NUMBER}: 5"):
            assert words in page
        clock.now = datetime(2026, 12, 3, 12, tzinfo=UTC)
        for number in (7, 8, 9):
            await post(site, status_of(number, "delivered", timestamp=str(int(clock().timestamp()))))
        assert await waiting(desk) == [("allowance", 1)]
        await post(site, status_of(10, "delivered", timestamp=str(int(clock().timestamp()))))
        assert await waiting(desk) == [("allowance", 1), ("allowance", 1)]


async def test_what_stands_still_is_tried_by_one_message_after_ever_longer_pauses(
    desk: Desk, clock: FixedClock
) -> None:
    database, metrics = desk.services.database, desk.services.metrics
    notices = desk.services.connected.ground.notices
    one, two = (Halts("whatsapp", "keys", metrics, notices=notices) for _ in range(2))

    async def may_go(halts: Halts) -> bool:
        async with database.transaction() as session:
            return await halts.stands(session, clock()) is None

    async def refused(halts: Halts) -> None:
        async with database.transaction() as session:
            await halts.set(session, "131031", "op slot", clock())

    await refused(one)
    await refused(two)  # was on its way already
    pauses = []
    for _ in range(10):
        began = clock()
        while not await may_go(one):
            clock.move(minutes=10)
        pauses.append(int((clock() - began).total_seconds()) // 60)
        assert not await may_go(one)
        assert not await may_go(two)
        await refused(one)
    assert pauses == [10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440]
    assert await waiting(desk) == [("halted", 1)]
    board = NoticeBoard(database, clock)
    assert await board.try_now("whatsapp")
    assert await may_go(two)
    assert not await may_go(one)  # asking does not make the one that tries forget that it does
    assert not await may_go(two)
    await two.worked(database)
    assert await may_go(one)
    assert await waiting(desk) == []
    assert not await board.try_now("whatsapp")


async def test_odd_values_raise_nothing_and_fail_nothing(site: Site, desk: Desk) -> None:
    odd: list[Any] = [None, 5, "x", [], [None], {"a": 1}, True, 10**30]
    names = ("event", "decision", "message_template_name", "new_category", "alert_info", "ban_info", "restriction_info")
    for field in READERS:
        await post(site, *(envelope(dict.fromkeys(names, value), field=field) for value in odd))
    async with desk.services.database.transaction() as session:
        assert len((await session.scalars(select(ChannelNotice.id))).all()) < 40
