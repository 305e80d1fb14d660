"""What goes wrong with a channel reaches an admin: once, with what it is about, and gone when it is over or seen."""

from typing import Any
from uuid import uuid4

import pytest
from aiohttp.test_utils import TestClient
from sqlalchemy import select

from bot.channels.models import ChannelHalt, ChannelNotice
from bot.channels.notice_kinds import NoticeKind
from bot.channels.notices import NoticeBoard
from bot.channels.whatsapp.warnings import READERS
from bot.staff.models import Role
from tests.support.channels import envelope, post_whatsapp
from tests.support.provider_samples import AT, Sample, whatsapp_warned
from tests.support.wiring import Desk

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


async def stopped(desk: Desk) -> list[str]:
    async with desk.services.database.transaction() as session:
        return list((await session.scalars(select(ChannelHalt.channel))).all())


async def test_each_kind_of_trouble_stands_there_once_however_often_it_is_told(site: Site, desk: Desk) -> None:
    troubles = [s for s in whatsapp_warned() if s.comes_to[0].startswith(("warned", "approval bericht_van_ons False"))]
    bodies = [sample.body for sample in troubles]
    await post(site, *bodies, *bodies)
    kinds = {kind for kind, _ in await waiting(desk)}
    ours = {NoticeKind.HALTED, NoticeKind.ALLOWANCE, NoticeKind.REFUSED, NoticeKind.TROUBLE}
    ours |= {NoticeKind.NOT_HEARD, NoticeKind.SET_ASIDE}
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


async def test_odd_values_raise_nothing_and_fail_nothing(site: Site, desk: Desk) -> None:
    odd: list[Any] = [None, 5, "x", [], [None], {"a": 1}, True, 10**30]
    names = ("event", "decision", "message_template_name", "new_category", "alert_info", "ban_info", "restriction_info")
    for field in READERS:
        await post(site, *(envelope(dict.fromkeys(names, value), field=field) for value in odd))
    async with desk.services.database.transaction() as session:
        assert len((await session.scalars(select(ChannelNotice.id))).all()) < 40
