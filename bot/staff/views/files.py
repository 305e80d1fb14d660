"""What tenants sent along, served so that it can be seen and heard but never run."""

from uuid import UUID

from aiohttp import web

from bot.channels.media import stored_file
from bot.channels.media_rules import EXTENSIONS, Showing, showing
from bot.staff import rules
from bot.staff.console import Console
from bot.staff.guard import VISITOR
from bot.staff.reading import UnknownDossier

#: A page of its own without rights: no scripts, no forms, nothing fetched.
HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}


class FileViews:
    def __init__(self, console: Console) -> None:
        self._console = console

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Only to who may read the conversation it came with."""
        conversation_id, media_id = UUID(request.match_info["id"]), UUID(request.match_info["media"])
        try:
            dossier = await self._console.reader.dossier(conversation_id, request[VISITOR].staff_id)
        except UnknownDossier as error:
            raise web.HTTPNotFound from error
        if not rules.may_read_unmasked(dossier.conversation.owner, dossier.involved):
            raise web.HTTPForbidden
        file = await stored_file(self._console.desk.database, conversation_id, media_id)
        if file is None:
            raise web.HTTPNotFound
        inline = showing(file.type) is not Showing.DOWNLOAD
        name = f"bijlage.{EXTENSIONS.get(file.type, 'bin')}"
        disposition = f'{"inline" if inline else "attachment"}; filename="{name}"'
        headers = {**HEADERS, "Content-Disposition": disposition, "Accept-Ranges": "bytes"}
        return ranged(request, file.content, file.type, headers)


def ranged(request: web.Request, content: bytes, kind: str, headers: dict[str, str]) -> web.Response:
    """The whole file, or the one part that was asked for: players of sound and film move about in it that way.

    206 with `Content-Range` for a part, 416 for one that lies outside; what is no byte range, or several, gets it all
    (RFC 9110, 14.2: a server may ignore the header).
    """
    size = len(content)
    asked = request.headers.get("Range", "").strip()
    if request.method not in ("GET", "HEAD") or not asked.startswith("bytes=") or "," in asked:
        return web.Response(body=content, content_type=kind, headers=headers)
    try:
        part = request.http_range
    except ValueError:
        return web.Response(body=content, content_type=kind, headers=headers)
    begin, end, _ = part.indices(size)
    outside = part.start is not None and part.start >= size
    if outside or begin >= end:
        return web.Response(status=416, headers={**headers, "Content-Range": f"bytes */{size}"})
    told = {**headers, "Content-Range": f"bytes {begin}-{end - 1}/{size}"}
    return web.Response(status=206, body=content[begin:end], content_type=kind, headers=told)
