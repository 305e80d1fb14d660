"""Trying a changed policy on what was asked in the past, before it is put to use. Reads only."""

from datetime import date, datetime, time

from sqlalchemy import select

from bot.arrangements.models import ArrangementRequest
from bot.arrangements.rules import wanted
from bot.arrangements.rules.facts import from_json
from bot.arrangements.rules.policy import Policy
from bot.arrangements.rules.trial import Asked, Trial, try_on
from bot.clock import AMSTERDAM
from bot.database.engine import Database


class PolicyTrial:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def dry_run(self, policy: Policy, since: date, until: date) -> Trial:
        """Every request from `since` up to and with `until`, judged again by `policy`."""
        start = datetime.combine(since, time.min, AMSTERDAM)
        end = datetime.combine(until, time.max, AMSTERDAM)
        statement = select(ArrangementRequest).where(ArrangementRequest.at.between(start, end))
        async with self._database.reading() as session:
            rows = (await session.scalars(statement.order_by(ArrangementRequest.at))).all()
        return try_on(policy, (_asked(row) for row in rows))


def _asked(row: ArrangementRequest) -> Asked:
    kept = row.wanted or {}
    return Asked(
        row.id,
        row.kind,
        row.stage,
        from_json(row.facts),
        row.outcome,
        tuple(row.reasons),
        change=wanted.from_json(kept) if "plans" in kept else None,
        pay_day=kept.get("pay_day"),
    )
