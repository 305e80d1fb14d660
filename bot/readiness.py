"""Whether this program can take messages, and what it still lacks: what `/readyz` tells."""

from typing import Protocol

from bot.web.internal import Check


class Engine(Protocol):
    async def is_ready(self) -> bool: ...


class Changes(Protocol):
    @property
    def connected(self) -> bool: ...


class Readiness:
    """Ready when the start is through, the engine answers and the database tells of changes."""

    def __init__(self, engine: Engine, changes: Changes) -> None:
        self._engine = engine
        self._changes = changes
        self._is_started = False

    def started(self) -> None:
        """The public port listens and the jobs run; before, an engine that was quick would say too much."""
        self._is_started = True

    def checks(self) -> dict[str, Check]:
        """By name: what is amiss, in English; None where nothing is."""
        return {"start": self._start, "engine": self._of_engine, "changes": self._of_changes}

    async def _start(self) -> str | None:
        return None if self._is_started else "the start is not through yet"

    async def _of_engine(self) -> str | None:
        return None if await self._engine.is_ready() else "the engine is not ready"

    async def _of_changes(self) -> str | None:
        return None if self._changes.connected else "not listening for changes"
