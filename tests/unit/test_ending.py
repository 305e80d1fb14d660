"""Tasks end also when they lost their first cancellation."""

import asyncio

import pytest

from bot.ending import end


async def test_a_task_that_lost_a_cancellation_is_told_again() -> None:
    heard: list[int] = []

    async def loses_the_first() -> None:
        while True:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                heard.append(1)
                if len(heard) > 1:
                    raise

    task = asyncio.create_task(loses_the_first())
    await asyncio.sleep(0)
    await end([task], patience=0.01)
    assert task.cancelled()
    assert len(heard) == 2


async def test_one_that_has_ended_already_is_left_alone_whatever_became_of_it() -> None:
    async def fails() -> None:
        raise ValueError("no good")

    task = asyncio.create_task(fails())
    await asyncio.wait({task})
    await end([task])
    with pytest.raises(ValueError, match="no good"):
        task.result()
