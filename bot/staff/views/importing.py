"""The corporation's file in the console: offer it, see what it would change, say yes, answer what it leaves open."""

import asyncio
import enum
import logging
import tempfile
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from aiohttp import BodyPartReader, web

from bot.ending import end
from bot.staff.console import Console
from bot.staff.desk import BASE
from bot.staff.guard import CSRF_FIELD, VISITOR, check_given_token, see_other
from bot.tenancy.importing import report
from bot.tenancy.importing.models import Answer, ImportRun, QuestionKind, RunState
from bot.tenancy.importing.questions import ANSWERS, PAGE, CannotAnswer
from bot.tenancy.importing.reading import LARGEST_FILE, too_large
from bot.tenancy.importing.services import NoSuchRun

log = logging.getLogger(__name__)

Choice = TypeVar("Choice", bound=enum.Enum)

HOME = f"{BASE}/import"
#: Room in a form for what stands around the file.
AROUND = 64 * 1024
LARGEST_UPLOAD = LARGEST_FILE + AROUND
LONGEST_NAME = 120
WATCHED = (RunState.CHECKING, RunState.APPLYING)


class ImportViews:
    def __init__(self, console: Console) -> None:
        self._console = console
        self._imports = console.imports
        self._at_work: set[asyncio.Task[None]] = set()

    async def page(self, request: web.Request) -> web.StreamResponse:
        return await self._home(request, None)

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """The form's fields come one by one: first the token, then the file, which goes to the disk as it comes."""
        if (request.content_length or 0) > LARGEST_UPLOAD:
            return await self._home(request, too_large(request.content_length or 0))
        if not request.content_type.startswith("multipart/"):
            raise web.HTTPForbidden(reason="csrf")
        form = await request.multipart()
        token = await form.next()
        given = (await token.read(decode=True))[:200] if _is_field(token, CSRF_FIELD) else b""  # type: ignore[union-attr]
        check_given_token(request, request[VISITOR], given.decode("utf-8", "replace"))
        part = await form.next()
        if not isinstance(part, BodyPartReader) or not part.filename:
            return await self._home(request, "Kies eerst een bestand.")
        name = Path(part.filename.replace("\\", "/")).name[:LONGEST_NAME]
        folder = tempfile.TemporaryDirectory(prefix="huurkompas-import-")
        kept = Path(folder.name) / "bestand.csv"
        try:
            size = await _keep(part, kept)
        except BaseException:
            folder.cleanup()
            raise
        if size > LARGEST_FILE:
            folder.cleanup()
            return await self._home(request, too_large(size))
        run_id = await self._imports.begin(name, request[VISITOR].staff_id)
        self._start(self._check(run_id, kept, folder))
        return see_other(f"{HOME}/{run_id}")

    async def run(self, request: web.Request) -> web.StreamResponse:
        return await self._run_page(request, "import_run.html")

    async def state(self, request: web.Request) -> web.StreamResponse:
        """The part of the page that asks for itself again while there is work; the whole page at the end of it."""
        response = await self._run_page(request, "_import_state.html")
        run = await self._run(request)
        if run.state not in WATCHED:
            response.headers["HX-Refresh"] = "true"
        return response

    async def apply(self, request: web.Request) -> web.StreamResponse:
        try:
            run = await self._imports.claim((await self._run(request)).id)
        except NoSuchRun as problem:
            return await self._run_page(request, "import_run.html", str(problem))
        self._start(self._apply(run))
        return see_other(f"{HOME}/{run.id}")

    async def discard(self, request: web.Request) -> web.StreamResponse:
        run = await self._run(request)
        try:
            await self._imports.discard(run.id)
        except NoSuchRun as problem:
            return await self._run_page(request, "import_run.html", str(problem))
        return see_other(HOME)

    async def questions(self, request: web.Request) -> web.StreamResponse:
        return await self._questions(request, None)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        form = await request.post()
        kind, said = _one_of(QuestionKind, form.get("soort")), _one_of(Answer, form.get("antwoord"))
        chosen = [found for value in form.getall("vraag", []) if (found := _uuid(value)) is not None]
        if kind is None:
            raise web.HTTPBadRequest
        if not chosen or said is None:
            return await self._questions(request, "Vink eerst aan waar het over gaat, en kies dan een antwoord.")
        try:
            await self._console.questions.answer(kind, chosen, said, request[VISITOR].staff_id)
        except CannotAnswer as problem:
            return await self._questions(request, str(problem))
        return see_other(f"{HOME}/vragen?soort={kind}")

    async def close(self, _app: web.Application) -> None:
        """What is still being read or applied is given up; nothing of it was changed."""
        await end(self._at_work)

    # ── parts ─────────────────────────────────────────────────────────────────────────────────────

    async def _home(self, request: web.Request, problem: str | None) -> web.Response:
        return self._console.pages.response(
            "import.html",
            status=422 if problem else 200,
            visitor=request[VISITOR],
            here="import",
            problem=problem,
            runs=await self._imports.runs(),
            waiting=sum((await self._console.questions.counts()).values()),
            is_silent=self._imports.is_silent,
            largest=LARGEST_FILE // (1024 * 1024),
            now=self._console.desk.clock(),
        )

    async def _run_page(self, request: web.Request, template: str, problem: str | None = None) -> web.Response:
        run = await self._run(request)
        watched = run.state in WATCHED and not self._imports.is_silent(run)
        remarks = [] if watched else await self._imports.remarks(run.id)
        return self._console.pages.response(
            template,
            status=409 if problem else 200,
            visitor=request[VISITOR],
            here="import",
            run=run,
            watched=watched,
            problem=problem,
            groups=report.groups(run.counts),
            nothing=report.NOTHING if report.changes_nothing(run.counts) else None,
            blind=report.BLIND if run.unsure is None else None,
            remarks=remarks,
            now=self._console.desk.clock(),
        )

    async def _questions(self, request: web.Request, problem: str | None) -> web.Response:
        counts = await self._console.questions.counts()
        asked = _one_of(QuestionKind, request.query.get("soort"))
        kind = asked or next((kind for kind in QuestionKind if counts.get(kind)), next(iter(QuestionKind)))
        return self._console.pages.response(
            "import_questions.html",
            status=422 if problem else 200,
            visitor=request[VISITOR],
            here="import",
            problem=problem,
            counts=counts,
            kinds=list(QuestionKind),
            kind=kind,
            questions=await self._console.questions.page(kind),
            answers=ANSWERS[kind],
            page_size=PAGE,
            now=self._console.desk.clock(),
        )

    async def _run(self, request: web.Request) -> ImportRun:
        try:
            return await self._imports.run(UUID(request.match_info["id"]))
        except NoSuchRun as error:
            raise web.HTTPNotFound from error

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._at_work.add(task)
        task.add_done_callback(self._at_work.discard)

    async def _check(self, run_id: UUID, kept: Path, folder: "tempfile.TemporaryDirectory[str]") -> None:
        try:
            await self._imports.check(run_id, kept)
        except Exception:
            log.exception("a file could not be checked")
        finally:
            folder.cleanup()

    async def _apply(self, run: ImportRun) -> None:
        try:
            await self._imports.finish(run)
        except Exception:
            log.exception("a file could not be applied")


async def _keep(part: BodyPartReader, kept: Path) -> int:
    """Write a part to the disk, but no more than may be used; returns its size as far as it was read."""
    size = 0
    with kept.open("wb") as file:  # noqa: ASYNC230 - small pieces, to a local disk
        while piece := await part.read_chunk(256 * 1024):
            size += len(piece)
            if size > LARGEST_FILE:
                return size
            file.write(piece)
    return size


def _is_field(part: object, name: str) -> bool:
    return isinstance(part, BodyPartReader) and part.name == name and part.filename is None


def _one_of(kinds: type[Choice], value: object) -> Choice | None:
    return next((kind for kind in kinds if kind.value == value), None)


def _uuid(value: object) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None
