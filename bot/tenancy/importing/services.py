"""Taking in a file in two steps: look what it would change, and change it when a person says so."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock, in_amsterdam
from bot.database.engine import Database
from bot.database.session import NewId
from bot.tenancy.importing import applying
from bot.tenancy.importing.applying import Terms
from bot.tenancy.importing.mapping import Mapping
from bot.tenancy.importing.models import ImportRemark, ImportRow, ImportRun, RunState
from bot.tenancy.importing.reading import FileRefused, fingerprint
from bot.tenancy.importing.staging import Staged, stage

log = logging.getLogger(__name__)

Watch = Callable[[str], None]

#: What was looked at and not applied is thrown away after this long: it is full of personal data.
KEPT_WAITING = timedelta(days=7)
#: Without a sign of life for this long, the process that worked on it is gone.
SILENT_AFTER = timedelta(minutes=5)
RUNS_SHOWN = 20
NEWER_APPLIED = "Intussen is een ander bestand verwerkt. Bied dit bestand opnieuw aan, dan klopt de vergelijking weer."
ROWS_LOST = "De gelezen regels zijn er niet meer. Bied het bestand opnieuw aan."


class NoSuchRun(Exception):
    """There is no such import, or it can no longer be done; the text says why, in Dutch."""


class _Undone(Exception):
    """Rolls a dry run back, and carries what it found."""

    def __init__(self, counts: dict[str, int]) -> None:
        super().__init__()
        self.counts = counts


class Imports:
    """`begin`, `check`, then `apply` or `discard`. Every step leaves the run in a state that tells how far it came."""

    def __init__(self, database: Database, clock: Clock, new_id: NewId, mapping: Mapping) -> None:
        self._database = database
        self._clock = clock
        self._new_id = new_id
        self._mapping = mapping

    async def begin(self, file_name: str, staff_id: UUID | None) -> UUID:
        """Note that a file is on its way. Old files that nobody decided on are thrown away here."""
        now = self._clock()
        run = ImportRun(
            id=self._new_id(),
            file_name=file_name,
            staff_id=staff_id,
            as_of=in_amsterdam(now).date(),
            started_at=now,
            touched_at=now,
            state=RunState.CHECKING,
            step="Het bestand wordt gelezen",
        )
        async with self._database.transaction() as session:
            await self._throw_away_old(session)
            session.add(run)
        return run.id

    async def check(
        self, run_id: UUID, path: Path, watch: Watch = lambda text: None, *, foretell: bool = True
    ) -> ImportRun:
        """Read the file and find out what it would change, exactly; nothing is changed. Returns the run's new state.

        Without `foretell` the file is only read and checked: for who applies it without looking first.
        """
        run = await self.run(run_id)
        try:
            mark = await asyncio.to_thread(fingerprint, path)
            if told := await self._applied_before(mark):
                await self._note(run_id, state=RunState.DISCARDED, reason=told, file_hash=mark)
                return await self.run(run_id)
            staged = await asyncio.to_thread(self._stage, run_id, path, run.as_of, watch)
            await self._keep_remarks(run_id, staged)
            counts = await self._foretell(run_id, run.as_of, staged, watch) if foretell else {}
        except FileRefused as problem:
            await self._refuse(run_id, str(problem))
            return await self.run(run_id)
        except BaseException:
            await self._refuse(run_id, "Er ging iets mis bij ons. Bied het bestand opnieuw aan.")
            raise
        await self._note(
            run_id,
            state=RunState.CHECKED,
            counts={**staged.counts, **counts},
            unsure=staged.unsure,
            file_hash=mark,
            step="",
        )
        return await self.run(run_id)

    async def apply(self, run_id: UUID, watch: Watch = lambda text: None) -> ImportRun:
        """Change the records as foretold, all or nothing. Raises NoSuchRun when that can no longer be done."""
        return await self.finish(await self.claim(run_id), watch)

    async def claim(self, run_id: UUID) -> ImportRun:
        """From now on the caller applies it, and nobody else. Raises NoSuchRun when it can no longer be done."""
        async with self._database.transaction() as session:
            run = await session.get(ImportRun, run_id, with_for_update=True)
            if run is None or run.state is not RunState.CHECKED:
                raise NoSuchRun("Over dit bestand is al beslist.")
            newer = await session.scalar(
                select(ImportRun.id).where(ImportRun.applied_at > run.started_at, ImportRun.id != run_id).limit(1)
            )
            rows = await session.scalar(select(ImportRow.line).where(ImportRow.run_id == run_id).limit(1))
            if newer is not None or rows is None:
                run.state, run.reason = RunState.DISCARDED, NEWER_APPLIED if newer is not None else ROWS_LOST
            else:
                run.state, run.touched_at = RunState.APPLYING, self._clock()
        if run.state is not RunState.APPLYING:
            raise NoSuchRun(run.reason)
        return run

    async def finish(self, run: ImportRun, watch: Watch = lambda text: None) -> ImportRun:
        """The work itself, for a run that was claimed."""
        run_id = run.id
        try:
            async with self._database.transaction() as session:
                terms = self._terms(run.as_of, run.unsure)
                counts = await applying.apply(session, run_id, terms, self._teller(run_id, watch))
                done = {**run.counts, **counts}
                changed = {"state": RunState.APPLIED, "counts": done, "applied_at": self._clock(), "step": ""}
                await session.execute(update(ImportRun).where(ImportRun.id == run_id).values(**changed))
                await session.execute(delete(ImportRow).where(ImportRow.run_id == run_id))
        except FileRefused as problem:
            await self._refuse(run_id, str(problem))
        except BaseException:
            # Nothing was changed; it can be tried again.
            await self._note(run_id, state=RunState.CHECKED, step="")
            raise
        return await self.run(run_id)

    async def discard(self, run_id: UUID) -> None:
        """Throw away what was read. Raises NoSuchRun when it was decided on already."""
        async with self._database.transaction() as session:
            found = await session.scalar(
                update(ImportRun)
                .where(ImportRun.id == run_id, ImportRun.state == RunState.CHECKED)
                .values(state=RunState.DISCARDED, reason="Niet verwerkt.")
                .returning(ImportRun.id)
            )
            await session.execute(delete(ImportRow).where(ImportRow.run_id == found))
        if found is None:
            raise NoSuchRun("Over dit bestand is al beslist.")

    async def run(self, run_id: UUID) -> ImportRun:
        """Raises NoSuchRun."""
        async with self._database.reading() as session:
            found = await session.get(ImportRun, run_id)
        if found is None:
            raise NoSuchRun("Dit bestand is er niet (meer).")
        return found

    async def runs(self) -> list[ImportRun]:
        """The newest first."""
        async with self._database.reading() as session:
            newest = select(ImportRun).order_by(ImportRun.started_at.desc()).limit(RUNS_SHOWN)
            return list((await session.scalars(newest)).all())

    async def remarks(self, run_id: UUID) -> list[ImportRemark]:
        """By line; lines that were left out first."""
        order = (ImportRemark.left_out.desc(), ImportRemark.line, ImportRemark.place)
        async with self._database.reading() as session:
            statement = select(ImportRemark).where(ImportRemark.run_id == run_id).order_by(*order)
            return list((await session.scalars(statement)).all())

    def is_silent(self, run: ImportRun) -> bool:
        """Whether whoever worked on it must be gone."""
        busy = run.state in (RunState.CHECKING, RunState.APPLYING)
        return busy and self._clock() - run.touched_at > SILENT_AFTER

    # ── steps ─────────────────────────────────────────────────────────────────────────────────────

    async def _applied_before(self, mark: str) -> str | None:
        async with self._database.reading() as session:
            applied = select(ImportRun).where(ImportRun.state == RunState.APPLIED).order_by(ImportRun.applied_at.desc())
            last = await session.scalar(applied.limit(1))
            same = await session.scalar(applied.where(ImportRun.file_hash == mark).limit(1))
        if same is None or last is None or same.applied_at is None:
            return None
        when = f"{in_amsterdam(same.applied_at):%d-%m-%Y}"
        if same.id == last.id:
            return f"Dit bestand is al verwerkt, op {when}. Er verandert niets."
        return f"Dit is een ouder bestand: het is al verwerkt, op {when}, en daarna kwam '{last.file_name}'."

    def _stage(self, run_id: UUID, path: Path, as_of: date, watch: Watch) -> Staged:
        """In a thread, with connections of its own."""
        with psycopg.connect(self._database.libpq_url, autocommit=True) as notes:

            def tell(text: str) -> None:
                watch(text)
                changed = (text, self._clock(), run_id)
                notes.execute("UPDATE import_runs SET step = %s, touched_at = %s WHERE id = %s", changed)

            return stage(self._database.libpq_url, run_id, path, self._mapping, as_of, tell)

    async def _foretell(self, run_id: UUID, as_of: date, staged: Staged, watch: Watch) -> dict[str, int]:
        try:
            async with self._database.transaction() as session:
                terms = self._terms(as_of, staged.unsure)
                raise _Undone(await applying.apply(session, run_id, terms, self._teller(run_id, watch)))
        except _Undone as undone:
            return undone.counts

    def _terms(self, as_of: date, unsure: list[str] | None) -> Terms:
        return Terms(as_of, self._clock(), self._mapping.complete, unsure)

    def _teller(self, run_id: UUID, watch: Watch) -> Callable[[str], Awaitable[None]]:
        async def tell(text: str) -> None:
            watch(text)
            await self._note(run_id, step=text)

        return tell

    async def _keep_remarks(self, run_id: UUID, staged: Staged) -> None:
        if not staged.remarks:
            return
        rows = [
            {"run_id": run_id, "place": place, "line": remark.line, "left_out": remark.left_out, "text": remark.text}
            for place, remark in enumerate(staged.remarks)
        ]
        async with self._database.transaction() as session:
            await session.execute(insert(ImportRemark), rows)

    async def _refuse(self, run_id: UUID, reason: str) -> None:
        async with self._database.transaction() as session:
            await session.execute(delete(ImportRow).where(ImportRow.run_id == run_id))
        await self._note(run_id, state=RunState.REFUSED, reason=reason, step="")

    async def _note(self, run_id: UUID, **changed: Any) -> None:
        async with self._database.transaction() as session:
            values = {**changed, "touched_at": self._clock()}
            await session.execute(update(ImportRun).where(ImportRun.id == run_id).values(**values))

    async def _throw_away_old(self, session: AsyncSession) -> None:
        now = self._clock()
        old = (ImportRun.state == RunState.CHECKED) & (ImportRun.started_at < now - KEPT_WAITING)
        gone = ImportRun.state.in_([RunState.CHECKING, RunState.APPLYING]) & (ImportRun.touched_at < now - SILENT_AFTER)
        expired = {"state": RunState.DISCARDED, "reason": "Te lang niet verwerkt; de gelezen regels zijn weggegooid."}
        await session.execute(update(ImportRun).where(old | gone).values(**expired))
        waiting = [RunState.CHECKING, RunState.CHECKED, RunState.APPLYING]
        alive = select(ImportRun.id).where(ImportRun.state.in_(waiting))
        await session.execute(delete(ImportRow).where(ImportRow.run_id.not_in(alive)))
