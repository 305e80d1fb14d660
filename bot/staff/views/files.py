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
        headers = {**HEADERS, "Content-Disposition": disposition}
        return web.Response(body=file.content, content_type=file.type, headers=headers)
