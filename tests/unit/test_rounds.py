"""Work that is done again and again."""

import asyncio
import logging

import pytest

from bot.rounds import keep_on


class Work:
    """Fails the first time and lets nobody wait; the third round ends the test."""

    called, every_seconds = "the work", 0.0

    def __init__(self) -> None:
        self.rounds = 0
        self.done = asyncio.Event()

    async def once(self) -> None:
        self.rounds += 1
        if self.rounds == 1:
            raise ValueError("wat iemand schreef")
        if self.rounds == 3:
            self.done.set()


async def test_a_round_that_fails_ends_nothing_and_what_somebody_wrote_is_not_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    work = Work()
    with caplog.at_level(logging.WARNING):
        going = asyncio.create_task(keep_on(work))
        await asyncio.wait_for(work.done.wait(), 5)
        going.cancel()
    assert [record.getMessage() for record in caplog.records] == ["the work failed: ValueError"]
