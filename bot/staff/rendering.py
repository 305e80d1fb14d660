"""Templates, and the static files with the hash of their content in their address."""

import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.clock import in_amsterdam
from bot.guidance import words
from bot.handoff.rules import MONTHS
from bot.page_templates import environment
from bot.staff import texts
from bot.staff.desk import BASE
from bot.staff.rules import promise_words, waiting_words

HERE = Path(__file__).resolve().parent
FOREVER = "public, max-age=31536000, immutable"
HASH_LENGTH = 12


@dataclass(frozen=True)
class StaticFile:
    body: bytes
    content_type: str
    version: str


class StaticFiles:
    """Read once at the start; an address with the right hash may be kept for ever."""

    def __init__(self, folder: Path = HERE / "static") -> None:
        self._files = {
            str(path.relative_to(folder)): _read(path) for path in sorted(folder.rglob("*")) if path.is_file()
        }

    def url(self, name: str) -> str:
        return f"{BASE}/static/{name}?v={self._files[name].version}"

    async def serve(self, request: web.Request) -> web.Response:
        found = self._files.get(request.match_info["name"])
        if found is None:
            raise web.HTTPNotFound
        current = request.query.get("v") == found.version
        headers = {"Cache-Control": FOREVER if current else "no-cache", "ETag": f'"{found.version}"'}
        if request.headers.get("If-None-Match") == headers["ETag"]:
            return web.Response(status=304, headers=headers)
        charset = "utf-8" if found.content_type.startswith("text/") or "svg" in found.content_type else None
        return web.Response(body=found.body, content_type=found.content_type, charset=charset, headers=headers)


def _read(path: Path) -> StaticFile:
    body = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return StaticFile(body, kind, hashlib.sha256(body).hexdigest()[:HASH_LENGTH])


class Pages:
    """Renders templates; everything in them is escaped, and a missing value is an error."""

    def __init__(self, static: StaticFiles, values: Mapping[str, Any]) -> None:
        self._environment = environment(HERE / "templates", trim_blocks=True, lstrip_blocks=True)
        self._environment.globals.update(base=BASE, static=static.url, texts=texts, **values)
        self._environment.globals.update(waiting_words=waiting_words, promise_words=promise_words)
        self._environment.filters.update(clock=clock, day=day, moment=moment, short=short, iso=iso)
        self._environment.filters.update(percent=percent, euros=euros)

    def text(self, template: str, **values: Any) -> str:
        return self._environment.get_template(template).render(**values)

    def response(self, template: str, *, status: int = 200, **values: Any) -> web.Response:
        return web.Response(text=self.text(template, **values), content_type="text/html", status=status)


def clock(at: datetime) -> str:
    local = in_amsterdam(at)
    return f"{local.hour}.{local.minute:02d} uur"


def day(at: datetime | date) -> str:
    local = in_amsterdam(at) if isinstance(at, datetime) else at
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}"


def moment(at: datetime, now: datetime) -> str:
    """`10.32 uur` for today, else `21 november, 10.32 uur`; the year only when it is another."""
    local, today = in_amsterdam(at), in_amsterdam(now)
    if local.date() == today.date():
        return clock(at)
    year = "" if local.year == today.year else f" {local.year}"
    return f"{local.day} {MONTHS[local.month - 1]}{year}, {clock(at)}"


def short(at: datetime, now: datetime) -> str:
    """The same for a table: `21 nov 10.32`."""
    local, today = in_amsterdam(at), in_amsterdam(now)
    hour = f"{local.hour}.{local.minute:02d}"
    if local.date() == today.date():
        return f"vandaag {hour}"
    month = "mrt" if local.month == 3 else MONTHS[local.month - 1][:3]
    year = "" if local.year == today.year else f" {local.year}"
    return f"{local.day} {month}{year} {hour}"


def iso(at: datetime) -> str:
    return in_amsterdam(at).isoformat(timespec="seconds")


def euros(cents: int) -> str:
    """`€ 1.234,56`, with a minus in front of the sign, where a column of amounts has it."""
    # The database adds cents up to a Decimal, which is whole.
    return f"{'-' if cents < 0 else ''}{words.euros(abs(int(cents)))}"


def percent(share: float) -> str:
    # Downwards: 99.6 % is not "100%", which would say that there was no doubt.
    return f"{int(share * 100)}%"
