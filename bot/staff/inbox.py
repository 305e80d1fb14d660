"""What waits for a person, and what a person has in hand: one query, ordered by the rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, literal, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.conversation.models import SHOWN_AT, Author, Conversation, Kind, Message, Owner
from bot.database.engine import Database
from bot.handoff.models import Handoff, Reason
from bot.identity.models import IdentitySession
from bot.staff import rules
from bot.staff.models import Note, Staff
from bot.staff.rules import Place, PromiseState, Show
from bot.staff.who import linked_here, proven_here
from bot.tenancy.linking import full_name
from bot.tenancy.models import ChannelIdentity, Person

#: More open conversations than this no list makes manageable; the page says how many are left out.
LIMIT = 200
ASKED_LENGTH = 160
ORDINARY = 2
#: What one row of the list is read from.
Asked = Select[Conversation, Handoff, str, str, Kind, datetime, datetime, Person, bool]


@dataclass(frozen=True)
class InboxRow:
    id: UUID
    channel: str
    owner: Owner
    owner_name: str | None
    mine: bool
    danger: str | None
    reason: Reason | None
    urgency: int
    asked: str
    asked_kind: Kind | None
    #: The tenant's name, where staff linked the address or the tenant proved it here.
    who: str | None
    #: When the tenant began to wait; None when a colleague answered last.
    waiting_since: datetime | None
    last_activity: datetime
    promised_at: datetime | None
    promise: PromiseState | None
    #: A colleague left a note at it.
    noted: bool = False

    @property
    def place(self) -> Place:
        return Place(self.danger is not None, self.urgency, self.waiting_since, self.last_activity)


@dataclass(frozen=True)
class Counts:
    waiting: int
    mine: int
    open: int
    danger: int

    def of(self, show: Show) -> int:
        by_show = {Show.WAITING: self.waiting, Show.MINE: self.mine, Show.OPEN: self.open}
        return by_show.get(show, self.waiting + self.mine)


@dataclass(frozen=True)
class InboxList:
    show: Show
    rows: Sequence[InboxRow]
    counts: Counts
    now: datetime
    #: How many of this list there are for each reason, and the one that is looked at.
    reasons: Mapping[Reason, int]
    reason: Reason | None = None

    @property
    def left_out(self) -> int:
        total = self.reasons.get(self.reason, 0) if self.reason else self.counts.of(self.show)
        return max(0, total - len(self.rows))


class Inbox:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def listed(self, show: Show, staff_id: UUID, reason: Reason | None = None) -> InboxList:
        """The list as one person sees it, most urgent first; of one reason only, if asked."""
        now, shown = self._clock(), _shown(show, staff_id)
        async with self._database.transaction() as session:
            counts, reasons = await _counts(session, staff_id), await _reasons(session, shown)
            statement = _query(shown)
            if reason is not None:
                # Danger is never looked past.
                statement = statement.where(or_(Handoff.reason == reason, Conversation.danger.is_not(None)))
            found = (await session.execute(statement)).all()
        rows = [_row(row, staff_id, now) for row in found]
        rows.sort(key=lambda row: rules.inbox_order(row.place))
        return InboxList(show, rows, counts, now, reasons, reason)


def _shown(show: Show, staff_id: UUID) -> ColumnElement[bool]:
    waiting = Conversation.owner == Owner.QUEUE
    mine = and_(Conversation.owner == Owner.PERSON, Conversation.owner_staff_id == staff_id)
    return {
        Show.WAITING: waiting,
        Show.MINE: mine,
        Show.OPEN: Conversation.owner != Owner.ASSISTANT,
        Show.WORK: or_(waiting, mine),
    }[show]


async def _counts(session: AsyncSession, staff_id: UUID) -> Counts:
    mine = and_(Conversation.owner == Owner.PERSON, Conversation.owner_staff_id == staff_id)
    statement = select(
        func.count().filter(Conversation.owner == Owner.QUEUE),
        func.count().filter(mine),
        func.count(),
        func.count().filter(Conversation.owner == Owner.QUEUE, Conversation.danger.is_not(None)),
    ).where(Conversation.owner != Owner.ASSISTANT)
    waiting, of_mine, all_open, danger = (await session.execute(statement)).one()
    return Counts(waiting, of_mine, all_open, danger)


async def _reasons(session: AsyncSession, shown: ColumnElement[bool]) -> dict[Reason, int]:
    statement = (
        select(Handoff.reason, func.count())
        .join(Conversation, Conversation.id == Handoff.conversation_id)
        .where(Handoff.closed_at.is_(None), shown)
        .group_by(Handoff.reason)
    )
    return {row[0]: row[1] for row in (await session.execute(statement)).all()}


def _query(shown: ColumnElement[bool]) -> Asked:
    """Per open conversation: its handoff, who has it, the last question, and since when that waits.

    The lateral parts read a few rows of the transcript's index each; open conversations are few.
    """
    of_this = Message.conversation_id == Conversation.id
    said = select(Message.text, Message.kind).where(of_this, Message.author == Author.TENANT)
    asked = said.order_by(Message.seq.desc()).limit(1).lateral("asked")
    by_staff = select(Message.seq, Message.at).where(of_this, Message.author == Author.STAFF)
    replied = by_staff.order_by(Message.seq.desc()).limit(1).lateral("replied")
    unanswered = (
        select(func.min(SHOWN_AT).label("since"))
        .where(of_this, Message.author == Author.TENANT, Message.seq > func.coalesce(replied.c.seq, literal(0)))
        .lateral("unanswered")
    )
    noted = exists().where(Note.conversation_id == Conversation.id)
    question, since = (asked.c.text, asked.c.kind), (replied.c.at, unanswered.c.since)
    return (
        select(Conversation, Handoff, Staff.name, *question, *since, Person, noted)
        .outerjoin(Handoff, and_(Handoff.conversation_id == Conversation.id, Handoff.closed_at.is_(None)))
        .outerjoin(Staff, Staff.id == Conversation.owner_staff_id)
        .outerjoin(asked, true())
        .outerjoin(replied, true())
        .outerjoin(unanswered, true())
        .outerjoin(ChannelIdentity, linked_here())
        .outerjoin(IdentitySession, proven_here())
        .outerjoin(Person, Person.id == func.coalesce(ChannelIdentity.person_id, IdentitySession.person_id))
        .where(shown)
        .order_by(
            Conversation.danger.is_(None),
            func.coalesce(Handoff.urgency, ORDINARY),
            func.coalesce(Handoff.requested_at, Conversation.last_activity_at),
        )
        .limit(LIMIT)
    )


def _row(
    row: Row[Conversation, Handoff, str, str, Kind, datetime, datetime, Person, bool], staff_id: UUID, now: datetime
) -> InboxRow:
    conversation, handoff, owner_name, asked, kind, replied_at, unanswered_since, person, noted = row
    return InboxRow(
        id=conversation.id,
        channel=conversation.channel,
        owner=conversation.owner,
        owner_name=owner_name,
        mine=conversation.owner is Owner.PERSON and conversation.owner_staff_id == staff_id,
        danger=conversation.danger,
        reason=handoff.reason if handoff else None,
        urgency=handoff.urgency if handoff else ORDINARY,
        asked=shortened(asked or (handoff.summary if handoff else "")),
        asked_kind=kind,
        who=full_name(person) if person else None,
        waiting_since=_waiting_since(conversation, handoff, replied_at, unanswered_since),
        last_activity=conversation.last_activity_at,
        promised_at=handoff.promised_at if handoff else None,
        promise=rules.promise_state(now, handoff.promised_at, handoff.taken_at) if handoff else None,
        noted=noted,
    )


def _waiting_since(
    conversation: Conversation,
    handoff: Handoff | None,
    replied_at: datetime | None,
    unanswered_since: datetime | None,
) -> datetime | None:
    """From the handoff on, as long as no person has answered since; after that, from the first unanswered word."""
    if handoff is not None and (replied_at is None or replied_at < handoff.requested_at):
        return handoff.requested_at
    if conversation.owner is Owner.QUEUE or replied_at is None:
        return unanswered_since or conversation.last_activity_at
    return unanswered_since


def shortened(text: str, length: int = ASKED_LENGTH) -> str:
    """One line of at most so many characters, cut between words."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[:length].rsplit(" ", 1)[0]
    return f"{cut or line[:length]} …"
