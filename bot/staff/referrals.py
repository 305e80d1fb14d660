"""Sign-ups with other organisations that tenants agreed to: which wait, what was agreed to, and carrying one out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, insert, select

from bot.arrangements.news import Heard, News, TenantNews
from bot.clock import Clock
from bot.database.engine import Database
from bot.database.session import NewId
from bot.dialogue.models import WarmReferral
from bot.staff.models import ReadLogEntry, Staff

PAGE = 20
LONGEST_NOTE = 500
#: What the tenant reads of it; one message on any channel.
LONGEST_WORD = 300


class CannotFinish(Exception):
    """It cannot be marked as done (any more); the text says why, in Dutch."""


@dataclass(frozen=True)
class SignUp:
    """`passed_on` is exactly what the tenant read and agreed to, and all that may be passed on."""

    id: UUID
    conversation_id: UUID
    organisation: str
    passed_on: str
    consented_at: datetime
    done_at: datetime | None
    done_by: str | None
    done_note: str
    #: Whether the tenant heard that it was done; null: never left as news (carried out before that was kept).
    heard: Heard | None = None


@dataclass(frozen=True)
class SignUpPage:
    rows: Sequence[SignUp]
    waiting: int
    done: int
    showing_done: bool
    #: Counts from 1.
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-(self.done if self.showing_done else self.waiting) // PAGE))


class SignUps:
    def __init__(self, database: Database, clock: Clock, new_id: NewId) -> None:
        self._database = database
        self._clock = clock
        self._new_id = new_id

    async def page(self, *, done: bool, page: int, staff_id: UUID) -> SignUpPage:
        """Those that wait, the oldest first; or what is done, the newest first. What is shown is noted as read."""
        order = WarmReferral.done_at.desc() if done else WarmReferral.consented_at
        statement = (
            select(WarmReferral, Staff.name, TenantNews)
            .outerjoin(Staff, Staff.id == WarmReferral.done_by_id)
            .outerjoin(TenantNews, TenantNews.referral_id == WarmReferral.id)
            .where(WarmReferral.done_at.is_not(None) if done else WarmReferral.done_at.is_(None))
            .order_by(order, WarmReferral.id)
        )
        closed = func.count().filter(WarmReferral.done_at.is_not(None))
        async with self._database.transaction() as session:
            total, finished = (await session.execute(select(func.count(), closed).select_from(WarmReferral))).one()
            most = finished if done else total - finished
            page = max(1, min(page, -(-most // PAGE)))
            rows = (await session.execute(statement.limit(PAGE).offset((page - 1) * PAGE))).all()
            shown = {referral.conversation_id for referral, *_ in rows}
            if shown:
                note = {"staff_id": staff_id, "at": self._clock(), "purpose": "referral"}
                reads = [{"id": self._new_id(), "conversation_id": one, **note} for one in shown]
                await session.execute(insert(ReadLogEntry), reads)
        return SignUpPage([_sign_up(*row) for row in rows], total - finished, finished, done, page)

    async def finish(self, referral_id: UUID, staff_id: UUID, note: str, for_tenant: str = "") -> UUID:
        """Carried out; the tenant is told so, with `for_tenant` added, as soon as that may be. Gives the conversation.

        Raises CannotFinish: without a note, or when a colleague was first.
        """
        if not note.strip():
            raise CannotFinish("Schrijf erbij wat je hebt gedaan, bijvoorbeeld: gebeld, afspraak op dinsdag.")
        async with self._database.transaction() as session:
            found = await session.get(WarmReferral, referral_id, with_for_update=True)
            if found is None:
                raise CannotFinish("Deze aanmelding is er niet (meer).")
            if found.done_at is not None:
                name = await session.scalar(select(Staff.name).where(Staff.id == found.done_by_id))
                raise CannotFinish(f"{name or 'Een collega'} deed dit al. Wat er is gedaan, staat bij Gedaan.")
            now = self._clock()
            found.done_at, found.done_by_id = now, staff_id
            found.done_note = note.strip()[:LONGEST_NOTE]
            session.add(
                TenantNews(
                    id=self._new_id(),
                    kind=News.REFERRED,
                    referral_id=found.id,
                    conversation_id=found.conversation_id,
                    reason=for_tenant.strip()[:LONGEST_WORD],
                    left_at=now,
                )
            )
            return found.conversation_id


def _sign_up(referral: WarmReferral, by: str | None, news: TenantNews | None) -> SignUp:
    return SignUp(
        referral.id,
        referral.conversation_id,
        referral.organisation,
        referral.passed_on,
        referral.consented_at,
        referral.done_at,
        by,
        referral.done_note,
        Heard(news.kind, news.left_at, news.told_at, news.told_by) if news else None,
    )
