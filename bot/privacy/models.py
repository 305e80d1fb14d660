"""What was cleared, night by night: numbers only, so that it can be shown without keeping what is gone."""

from datetime import date, datetime

from sqlalchemy import Date, DateTime, Integer
from sqlalchemy.orm import Mapped, mapped_column

from bot.database.engine import Base


class Clearing(Base):
    """One row a day on which it was looked at, also when there was nothing to clear."""

    __tablename__ = "clearings"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    #: How many days conversations were kept, as the corporation had chosen by then.
    kept_days: Mapped[int] = mapped_column(Integer)
    conversations: Mapped[int] = mapped_column(Integer, default=0)
    messages: Mapped[int] = mapped_column(Integer, default=0)
    files: Mapped[int] = mapped_column(Integer, default=0)
