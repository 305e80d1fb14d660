"""Asking Telegram goes on whatever happens; what lasts is told once; one bad update holds up nobody."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import psycopg
import pytest
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.channels.contract import Unsure
from bot.channels.notices import Raised
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.client import TelegramClient, Unreadable
from bot.channels.telegram.listening import LATER, QUIET, SOON, Listening, lasts, pause_after
from bot.channels.telegram.polling import AFTER_TROUBLE_SECONDS, TRIES, Poller
from tests.support.channels import BOT, tg_message

START = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Told:
    """Stands for the database and for the notices in it."""

    def __init__(self) -> None:
        self.now = START
        self.notices: list[Raised] = []
        self.away = False

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        if self.away:
            raise OSError
        yield

    async def tell(self, session: Any, told: Raised) -> bool:
        self.notices.append(told)
        return True

    def listening(self) -> Listening:
        return Listening(cast(Any, self), lambda: self.now, cast(Any, self))

    @property
    def said(self) -> list[str]:
        return ["over" if told.over else f"{told.kind} {told.facts['code']}" for told in self.notices]


class Ended(BaseException):
    """The script of a test is at its end."""


class Provider:
    """Answers with what the script says, one line a call."""

    def __init__(self, *script: Any) -> None:
        self.script = list(script)
        self.offsets: list[int | None] = []

    async def use_polling(self) -> None:
        """Always works."""

    async def updates(self, offset: int | None) -> list[Any]:
        self.offsets.append(offset)
        if not self.script:
            raise Ended
        line = self.script.pop(0)
        if isinstance(line, Exception):
            raise line
        return cast(list[Any], line)


class Trial:
    """A poller with everything around it, and what came of it."""

    def __init__(self, *script: Any, stumbles: Callable[[Any], Exception | None] = lambda update: None) -> None:
        self.told = Told()
        self.provider = Provider(*script)
        self.taken: list[int] = []
        self.aside: list[int] = []
        self.pauses: list[float] = []
        self.stumbles = stumbles
        self.listening = self.told.listening()
        self.poller = Poller(
            cast(Any, self.provider), "", BOT, self._take, self._set_aside, self.listening, self._sleep
        )

    async def _take(self, update: Any) -> None:
        if (error := self.stumbles(update)) is not None:
            raise error
        self.taken.append(update["update_id"])

    async def _set_aside(self, update: Any, error: Exception) -> None:
        self.aside.append(update["update_id"])
        await self.listening.set_aside(error)

    async def _sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)

    async def polled(self) -> "Trial":
        with pytest.raises(Ended):
            await self.poller._poll()
        return self


def update(number: Any, text: str = "hoi") -> dict[str, Any]:
    return tg_message(text=text) | {"update_id": number}


def bad(told: Any) -> Exception | None:
    return ZeroDivisionError() if "vergif" in str(told) else None


@pytest.mark.parametrize("error", [InvalidToken(), Conflict("x"), Forbidden("x"), BadRequest("x"), ZeroDivisionError()])
def test_what_somebody_must_mend_is_asked_for_slowly(error: Exception) -> None:
    assert lasts(error)
    assert pause_after(error) == LATER


@pytest.mark.parametrize("error", [NetworkError("x"), TelegramError("x"), OSError(), Unreadable("x")])
def test_what_passes_is_asked_for_again_soon(error: Exception) -> None:
    assert not lasts(error)
    assert pause_after(error) == SOON


def test_telegram_s_own_wait_is_kept() -> None:
    assert pause_after(RetryAfter(timedelta(seconds=40))) == timedelta(seconds=40)


async def test_a_wrong_token_is_told_once_and_over_when_it_works() -> None:
    trial = await Trial(InvalidToken(), InvalidToken(), InvalidToken(), [update(5)]).polled()
    assert trial.told.said == ["not_heard InvalidToken", "over"]
    assert trial.pauses == [LATER.total_seconds()] * 3
    assert trial.taken == [5]


async def test_one_conflict_is_a_handing_over_and_more_are_told_once() -> None:
    assert (await Trial(Conflict("x")).polled()).told.said == []
    assert (await Trial(*[Conflict("x")] * 5).polled()).told.said == ["not_heard Conflict"]


async def test_a_conflict_is_over_only_after_a_quiet_while() -> None:
    told = Told()
    listening = told.listening()
    for _ in range(3):
        await listening.troubled(Conflict("x"))
        await listening.well()
    assert told.said == ["not_heard Conflict"]
    told.now += QUIET
    await listening.well()
    assert told.said == ["not_heard Conflict", "over"]


async def test_what_could_not_be_told_is_told_at_the_next_trouble() -> None:
    told = Told()
    listening = told.listening()
    told.away = True
    await listening.troubled(InvalidToken())
    told.away = False
    await listening.troubled(InvalidToken())
    assert told.said == ["not_heard InvalidToken"]


async def test_a_bad_update_is_tried_a_few_times_and_set_aside_and_the_next_ones_get_their_turn() -> None:
    batch = [update(1), update(2, "vergif"), update(3)]
    trial = await Trial(*[batch[place:] for place in (0, 1, 1)], [update(4)], stumbles=bad).polled()
    assert len(trial.provider.script) == 0
    assert trial.provider.offsets == [None, 2, 2, 4, 5]
    assert trial.taken == [1, 3, 4]
    assert trial.aside == [2]
    assert trial.told.said == ["over", "set_aside ZeroDivisionError"]
    assert trial.pauses == [AFTER_TROUBLE_SECONDS]


async def test_while_the_database_is_away_nothing_is_set_aside_or_confirmed() -> None:
    trial = Trial([update(1)], stumbles=lambda told: ConnectionRefusedError())
    for _ in range(TRIES + 2):
        trial.provider.script = [[update(1)]]
        with pytest.raises(ConnectionRefusedError):
            await trial.poller._poll()
    assert (trial.taken, trial.aside) == ([], [])
    assert set(trial.provider.offsets) == {None}


@pytest.mark.parametrize("number", ["--5", None, -7, 2**60, [1]])
async def test_an_update_without_a_number_confirms_nothing_and_is_not_asked_for_at_once(number: Any) -> None:
    trial = await Trial([update(number)], [update(number)]).polled()
    assert trial.provider.offsets == [None] * 3
    assert len(trial.pauses) == 2


async def test_after_an_error_that_nobody_foresaw_the_poller_goes_on_and_tells_it_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trial = Trial()
    errors: list[BaseException] = [ZeroDivisionError(), ZeroDivisionError(), psycopg.OperationalError(), Ended()]

    async def stumble(connection: Any) -> None:
        raise errors.pop(0)

    @asynccontextmanager
    async def connection() -> AsyncIterator[None]:
        yield

    async def connect(*_: Any, **__: Any) -> Any:
        return connection()

    monkeypatch.setattr(psycopg.AsyncConnection, "connect", connect)
    monkeypatch.setattr(trial.poller, "_compete", stumble)
    with pytest.raises(Ended):
        await trial.poller.run()
    assert trial.told.said == ["not_heard ZeroDivisionError"]
    assert trial.pauses == [LATER.total_seconds()] * 2 + [SOON.total_seconds()]


@pytest.mark.parametrize("body", [b"<html>", b'{"ok":true}', b'{"ok":true,"result":true}', b"[]", b""])
async def test_a_success_that_cannot_be_read_is_unknown_and_not_failed(
    monkeypatch: pytest.MonkeyPatch, body: bytes
) -> None:
    client = TelegramClient(f"{BOT}:AAproef-token_0", "http://127.0.0.1:9")

    async def answer(*_: Any, **__: Any) -> tuple[int, bytes]:
        return 200, body

    monkeypatch.setattr(client._request, "do_request", answer)
    with pytest.raises(Unreadable) as unreadable:
        await client.send({"chat_id": 11, "text": "hoi"})
    channel = TelegramChannel(*cast(Any, [None] * 7))
    assert isinstance(await channel._failed("11", unreadable.value), Unsure)
    await asyncio.gather(client.close())
