"""News that a tenant has to hear: left in the transaction that made it, told once, later, by whoever may.

What a collector decides about an agreement or a dispute is news, and that a sign-up with another organisation was
carried out. Where and in which words it is told is not known here.
"""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import DateTime, Enum, ForeignKey, Index, Text, select, update
from sqlalchemy import text as sql
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.clock import Clock
from bot.database.engine import Base, Database

#: What could not be told for so long is told no more: a person has it on a list by then.
TELLS_WITHIN = timedelta(days=14)
AT_ONCE = 500
#: What was agreed in another chat is news to who is talking now; later they read it where they ask.
ELSEWHERE_WITHIN = timedelta(hours=1)


class News(enum.StrEnum):
    """What it is about."""

    #: A collector looked at the tenant's proposal: the text lies on the table.
    APPROVED = "approved"
    #: A collector's own text lies on the table, with the reason where it takes the place of the tenant's proposal.
    OFFERED = "offered"
    DECLINED = "declined"
    ENDED = "ended"
    BROKEN = "broken"
    DISPUTE_CLOSED = "dispute_closed"
    #: Somebody was signed up with another organisation, as they had agreed to.
    REFERRED = "referred"
    #: A tenant said yes: for the other chats in which somebody on the contract is known. Nobody decided anything.
    AGREED = "agreed"


class By(enum.StrEnum):
    """How it was told, where that was no channel or post; or why it never was."""

    #: Overtaken: something newer was said, or the text no longer lies there.
    PASSED = "passed"
    TOO_LATE = "too_late"
    #: A person was asked to call.
    PERSON = "person"


class TenantNews(Base):
    """One piece of news; `told_at` null: the tenant has not been told.

    About a contract; or about a sign-up, which is the business of the one who agreed to it and of nobody else on it.
    """

    __tablename__ = "tenant_news"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    contract_id: Mapped[UUID | None] = mapped_column(ForeignKey("contracts.id", ondelete="CASCADE"))
    kind: Mapped[News] = mapped_column(
        Enum(News, native_enum=False, length=30, values_callable=lambda members: [str(m) for m in members])
    )
    agreement_id: Mapped[UUID | None] = mapped_column(ForeignKey("agreements.id", ondelete="CASCADE"))
    dispute_id: Mapped[UUID | None] = mapped_column(ForeignKey("disputes.id", ondelete="CASCADE"))
    referral_id: Mapped[UUID | None] = mapped_column(ForeignKey("warm_referrals.id", ondelete="CASCADE"))
    #: Where it was asked, if it was: the first place to answer. Where it was agreed, they know already.
    conversation_id: Mapped[UUID | None] = mapped_column(ForeignKey("conversations.id", ondelete="SET NULL"))
    #: Words of staff for the tenant.
    reason: Mapped[str] = mapped_column(Text, default="")
    left_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    told_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    #: A channel, sms, email, or one of By; several with a plus between.
    told_by: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        Index("tenant_news_waiting", "left_at", postgresql_where=sql("told_at IS NULL")),
        Index("tenant_news_contract", "contract_id", "left_at"),
        Index("tenant_news_agreement", "agreement_id"),
        Index("tenant_news_referral", "referral_id"),
    )


@dataclass(frozen=True)
class Heard:
    """Whether the tenant knows what staff decided or did last. `told_at` null: not yet."""

    kind: News
    left_at: datetime
    told_at: datetime | None
    told_by: str


class NewsBook:
    """What waits to be told, and that it was."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def waiting(self) -> Sequence[TenantNews]:
        """Oldest first."""
        statement = select(TenantNews).where(TenantNews.told_at.is_(None)).order_by(TenantNews.left_at, TenantNews.id)
        async with self._database.reading() as session:
            return (await session.scalars(statement.limit(AT_ONCE))).all()

    async def find(self, news_id: UUID) -> TenantNews | None:
        async with self._database.reading() as session:
            return await session.get(TenantNews, news_id)

    async def claim_within(self, session: AsyncSession, news_id: UUID, by: str) -> bool:
        """Whether the caller is the one who tells it; in the caller's transaction: claimed and said, or neither."""
        statement = (
            update(TenantNews)
            .where(TenantNews.id == news_id, TenantNews.told_at.is_(None))
            .values(told_at=self._clock(), told_by=by)
            .returning(TenantNews.id)
        )
        return await session.scalar(statement) is not None

    async def claim(self, news_id: UUID, by: str) -> bool:
        async with self._database.transaction() as session:
            return await self.claim_within(session, news_id, by)

    async def of_agreement(self, agreement_id: UUID) -> Heard | None:
        """The last of an agreement; None when there was none."""
        statement = (
            select(TenantNews)
            .where(TenantNews.agreement_id == agreement_id, TenantNews.kind != News.AGREED)
            .order_by(TenantNews.left_at.desc(), TenantNews.id)
            .limit(1)
        )
        async with self._database.reading() as session:
            found = await session.scalar(statement)
        return Heard(found.kind, found.left_at, found.told_at, found.told_by) if found else None
