"""Groups get one polite line; and of being blocked and let in again the last word counts, in any order."""

from datetime import timedelta
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from sqlalchemy import select
from telegram.error import Forbidden, NetworkError, RetryAfter, TelegramError

from bot.channels.models import Contact
from bot.channels.telegram.assembly import Telegram
from tests.support.channels import post_telegram, tg_message
from tests.support.clock import FixedClock
from tests.support.wiring import Desk

Site = TestClient[Any, Any]
GROUP = {"id": -1_002_233, "type": "supergroup", "title": "De buren"}
PRIVATE = {"id": 11, "type": "private", "first_name": "Kim"}
US = {"id": 7712345678, "is_bot": True, "first_name": "Huurkompas"}
AT = 1795438800


class Lines:
    """Stands where lines would leave to Telegram."""

    def __init__(self) -> None:
        self.told: list[Any] = []
        self.trouble: TelegramError | None = None

    async def send(self, arguments: dict[str, Any]) -> int:
        if self.trouble is not None:
            raise self.trouble
        self.told.append(arguments["chat_id"])
        return len(self.told)


@pytest.fixture
async def lines(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Lines:
    made = Lines()
    monkeypatch.setattr(telegram(desk).client, "send", made.send)
    return made


def telegram(desk: Desk) -> Telegram:
    module = desk.services.connected.modules["telegram"]
    assert isinstance(module, Telegram)
    return module


async def calls(site: Site, desk: Desk, body: dict[str, Any]) -> None:
    assert (await post_telegram(site, body)).status == 200
    await telegram(desk).courtesy.settled()


def in_group(number: int, **content: Any) -> dict[str, Any]:
    return tg_message(update_id=number, chat=11) | {
        "message": {"message_id": number, "date": AT, "from": {"id": 11, "is_bot": False, "first_name": "K"}}
        | {"chat": GROUP}
        | content
    }


def member(number: int, chat: dict[str, Any], status: str, at: int = AT) -> dict[str, Any]:
    told = {"user": US, "status": status} | ({"until_date": 0} if status == "kicked" else {})
    old = {"user": US, "status": "member"}
    changed = {"chat": chat, "from": {"id": 11, "is_bot": False, "first_name": "K"}, "date": at}
    return {"update_id": number, "my_chat_member": changed | {"old_chat_member": old, "new_chat_member": told}}


async def test_a_group_gets_its_line_once_and_not_every_two_weeks(
    site: Site, desk: Desk, lines: Lines, clock: FixedClock
) -> None:
    await calls(site, desk, member(1, GROUP, "member"))
    for number in range(2, 6):
        await calls(site, desk, in_group(number, text="hoi"))
    assert desk.services.connected.upkeep is not None
    clock.move(seconds=timedelta(days=40).total_seconds())
    await desk.services.connected.upkeep.tidy()
    await calls(site, desk, in_group(7, text="nog steeds hier"))
    assert lines.told == [GROUP["id"]]


async def test_what_telegram_itself_says_in_a_group_is_no_call(site: Site, desk: Desk, lines: Lines) -> None:
    await calls(site, desk, in_group(1, new_chat_title="Anders"))
    await calls(site, desk, in_group(2, pinned_message={"message_id": 1, "date": 0, "chat": GROUP}))
    assert lines.told == []


async def test_who_puts_us_out_and_asks_us_in_again_is_told_again(site: Site, desk: Desk, lines: Lines) -> None:
    await calls(site, desk, member(1, GROUP, "member"))
    await calls(site, desk, member(2, GROUP, "left"))
    await calls(site, desk, in_group(3, left_chat_member=US))
    await calls(site, desk, member(4, GROUP, "member"))
    assert lines.told == [GROUP["id"]] * 2


@pytest.mark.parametrize(
    ("trouble", "again"),
    [(RetryAfter(timedelta(seconds=3)), True), (NetworkError("502"), True), (Forbidden("out"), False)],
)
async def test_a_line_that_certainly_did_not_get_out_is_said_at_the_next_call(
    site: Site, desk: Desk, lines: Lines, trouble: TelegramError, again: bool
) -> None:
    lines.trouble = trouble
    await calls(site, desk, in_group(1, text="hoi"))
    lines.trouble = None
    await calls(site, desk, in_group(2, text="hallo?"))
    await calls(site, desk, in_group(3, text="en nu"))
    assert lines.told == [GROUP["id"]] * again


async def reachable(desk: Desk) -> bool:
    async with desk.services.database.transaction() as session:
        return (await session.scalars(select(Contact.unreachable_since))).one() is None


@pytest.mark.parametrize(
    ("order", "reached"),
    [
        (("blocked", "let in"), True),
        (("let in", "blocked"), True),
        (("blocked", "let in", "blocked later"), False),
        (("blocked later", "blocked", "let in"), False),
        (("let in", "blocked later", "blocked"), False),
        (("blocked", "word"), True),
        (("word", "blocked"), True),
        (("word", "blocked later"), False),
        (("blocked later", "word"), False),
    ],
    ids=lambda told: " then ".join(told) if isinstance(told, tuple) else str(told),
)
async def test_of_blocks_and_words_the_last_by_telegram_s_own_word_counts(
    site: Site, desk: Desk, clock: FixedClock, order: tuple[str, ...], reached: bool
) -> None:
    begun = int(clock().timestamp()) - 3600
    brought = {
        "blocked": member(10, PRIVATE, "kicked", begun),
        "let in": member(11, PRIVATE, "member", begun + 60),
        "word": tg_message(update_id=12, text="hoi", date=begun + 120),
        "blocked later": member(13, PRIVATE, "kicked", begun + 600),
    }
    for name in order:
        assert (await post_telegram(site, brought[name])).status == 200
    assert await reachable(desk) is reached
