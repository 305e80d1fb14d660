"""The coordinator's overview: all conversations, and one of them, masked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import urlencode
from uuid import UUID

from aiohttp import web

from bot.conversation.models import Owner
from bot.conversation.rules import cleaned
from bot.corporation import Corporation
from bot.staff.console import Console
from bot.staff.desk_lines import DeskLine
from bot.staff.guard import VISITOR, back_from
from bot.staff.inbox import shortened
from bot.staff.masking import Masker
from bot.staff.overview import NO_OUTCOME, Cursor, Filters, OverviewRow
from bot.staff.reading import PAGE, UnknownDossier
from bot.staff.rules import Outcome

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Thresholds to choose from, in percent.
CONFIDENCES = (30, 50, 70, 90)
SEARCH_LENGTH = 200
RANKED = 3
#: Names the form's fields have in the address.
FIELDS = ("van", "tot", "kanaal", "onderwerp", "zekerheid", "uitkomst", "wie", "gevaar", "zoek")


class OverviewViews:
    def __init__(self, console: Console) -> None:
        self._console = console

    async def page(self, request: web.Request) -> web.StreamResponse:
        chosen = {name: request.query.get(name, "").strip() for name in FIELDS}
        choices = await self._console.overview.choices(list(self._console.desk.channels.known))
        found = await self._console.overview.page(
            filters_from(chosen, choices.channels), Cursor.decode(request.query.get("na", ""), EPOCH)
        )
        label = self._console.desk.intent_label
        kept = {name: value for name, value in chosen.items() if value}
        return self._console.pages.response(
            "overview.html",
            visitor=request[VISITOR],
            here="overview",
            now=self._console.desk.clock(),
            rows=[self._masked_row(row) for row in found.rows],
            chosen=chosen,
            filtered=bool(kept),
            paged=bool(request.query.get("na")),
            next=urlencode({**kept, "na": found.next.encode()}) if found.next else None,
            first=urlencode(kept),
            intents=sorted(((i, label(i)) for i in choices.intents), key=lambda pair: pair[1].lower()),
            choices=choices,
            outcomes=list(Outcome),
            no_outcome=NO_OUTCOME,
            confidences=CONFIDENCES,
            owners=list(Owner),
        )

    async def conversation(self, request: web.Request) -> web.StreamResponse:
        visitor, reader, conversation_id = request[VISITOR], self._console.reader, UUID(request.match_info["id"])
        try:
            dossier = await reader.dossier(conversation_id, visitor.staff_id)
        except UnknownDossier as error:
            raise web.HTTPNotFound from error
        before = _number(request.query.get("voor"))
        lines = await reader.last_lines(conversation_id, before)
        await reader.note_reading(conversation_id, visitor.staff_id, "review")
        # Names given on another page of the same conversation are hidden here too.
        masker = Masker(await reader.all_texts(conversation_id), self._public())
        handoffs = [(dossier.handoff, dossier.owner_name)] if dossier.handoff else []
        return self._console.pages.response(
            "review.html",
            visitor=visitor,
            here="overview",
            back=back_from(request, "/overzicht"),
            now=self._console.desk.clock(),
            conversation=dossier.conversation,
            owner_name=dossier.owner_name,
            lines=[masked_line(line, masker) for line in lines],
            handoffs=[*handoffs, *dossier.earlier],
            older=lines[0].seq if len(lines) == PAGE else None,
            history=before is not None,
            ranked=RANKED,
        )

    def _masked_row(self, row: OverviewRow) -> OverviewRow:
        if row.found is None:
            return row
        return replace(row, found=shortened(Masker(row.said, self._public())(row.found)), said=())

    def _public(self) -> tuple[str, ...]:
        """What the corporation itself publishes need not be hidden in what the assistant says."""
        corporation: Corporation = self._console.desk.corporation
        return (
            corporation.phone,
            corporation.email,
            corporation.payment.iban,
            corporation.office_address,
            corporation.payment.account_holder,
            corporation.name,
        )


def masked_line(line: DeskLine, masker: Callable[[str], str]) -> DeskLine:
    """The same line with nothing personal in it, also not in the words that raised a signal."""
    understanding = line.understanding
    if understanding is not None:
        signals = [{**signal, "text": masker(str(signal.get("text") or ""))} for signal in understanding.signals]
        understanding = replace(understanding, signals=signals)
    buttons = [{"title": masker(button.get("title", ""))} for button in line.buttons]
    return replace(line, text=masker(line.text), buttons=buttons, understanding=understanding)


def filters_from(chosen: Mapping[str, str], channels: Sequence[str]) -> Filters:
    """The filters of a form; what cannot be read counts as not chosen."""
    who = chosen.get("wie", "")
    return Filters(
        first_day=_day(chosen.get("van", "")),
        last_day=_day(chosen.get("tot", "")),
        channel=_one_of(chosen.get("kanaal", ""), channels),
        intent=cleaned(chosen.get("onderwerp", "")) or None,
        confidence_below=_share(chosen.get("zekerheid", "")),
        outcome=_one_of(chosen.get("uitkomst", ""), [*Outcome, NO_OUTCOME]),
        owner=Owner(who) if who in set(Owner) else None,
        owner_staff_id=_uuid(who),
        danger=chosen.get("gevaar", "") == "ja",
        search=cleaned(chosen.get("zoek", ""))[:SEARCH_LENGTH],
    )


def _one_of(text: str, allowed: Iterable[str]) -> str | None:
    return text if text in set(map(str, allowed)) else None


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2200 else None


def _share(text: str) -> float | None:
    return int(text) / 100 if text.isascii() and text.isdigit() and len(text) <= 3 else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None
