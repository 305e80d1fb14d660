"""What `/readyz` waits for."""

from dataclasses import dataclass

import pytest

from bot.readiness import Readiness


@dataclass
class Engine:
    ready: bool = True

    async def is_ready(self) -> bool:
        return self.ready


@dataclass
class Changes:
    connected: bool = True


async def amiss(readiness: Readiness) -> set[str]:
    return {name for name, check in readiness.checks().items() if await check() is not None}


async def test_a_quick_engine_does_not_make_it_ready_before_the_start_is_through() -> None:
    readiness = Readiness(Engine(), Changes())
    assert await amiss(readiness) == {"start"}
    readiness.started()
    assert await amiss(readiness) == set()


@pytest.mark.parametrize(
    ("engine", "changes", "wrong"), [(Engine(False), Changes(), "engine"), (Engine(), Changes(False), "changes")]
)
async def test_what_falls_away_later_is_told(engine: Engine, changes: Changes, wrong: str) -> None:
    readiness = Readiness(engine, changes)
    readiness.started()
    assert await amiss(readiness) == {wrong}
