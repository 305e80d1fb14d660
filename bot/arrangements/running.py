"""What runs, as the ledger has it now: for whoever changes it, and for whoever approves a change of it."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.arrangements.book import Kept
from bot.arrangements.ground import Ground
from bot.arrangements.reading import Picture, ledger, rent_days
from bot.arrangements.rules.changes import Running
from bot.arrangements.rules.matching import Match
from bot.tenancy import rules as tenancy


@dataclass(frozen=True)
class Now:
    """A live agreement as the ledger has it now, and where it comes from."""

    kept: Kept
    picture: Picture
    match: Match
    running: Running


async def as_it_runs(session: AsyncSession, ground: Ground, kept: Kept) -> Now:
    row = kept.row
    picture = await ground.picture(session, row.contract_id, apart=row.reference)
    booked = await ledger(session, row.contract_id, ground.today)
    known = await rent_days(session, [row.contract_id])
    match = kept.matched(booked, known[row.contract_id])
    before = await ground.book.lived_before(session, kept)
    began = next(day for one in (*before, kept) if (day := one.agreed_on) is not None)
    plans = (*(one.terms for one in before), match.terms)
    return Now(kept, picture, match, Running(row.kind, began, plans))


async def open_now(session: AsyncSession, ground: Ground, kept: Kept, live: Kept | None) -> int | None:
    """Cents that are open today on what a proposal is about; None where what it would change runs no more."""
    row = kept.row
    booked = await ledger(session, row.contract_id, ground.today)
    covered = frozenset(row.covers)
    if row.replaces_id is not None:
        if live is None or live.row.id != row.replaces_id:
            return None
        found = live.matched(booked)
        new = sum(charge.open_cents for charge in found.running if charge.key in covered)
        return sum(term.open_cents for term in found.terms) + new
    settled = tenancy.settle(one.entry for one in booked)
    return sum(charge.open_cents for charge in settled.charges if charge.key in covered) - settled.credit_cents
