"""What a staged file does to the records: a few statements over whole sets, in the caller's transaction.

A dry run is the same with a rollback at the end, so that what is foretold is what would happen.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CursorResult, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.tenancy.importing import statements
from bot.tenancy.importing.reading import FileRefused

#: One import at a time, also from several machines.
LOCK = 7_412_030
WORK_MEMORY = "64MB"

TellStep = Callable[[str], Awaitable[None]]

#: What who waits reads, and what is counted under which name.
STEPS: tuple[tuple[str, tuple[tuple[str | None, str], ...]], ...] = (
    ("Overeenkomsten vergelijken", statements.CONTRACTS),
    ("Huurders vergelijken", statements.PEOPLE),
    ("Bijzonderheden vergelijken", statements.MARKERS),
    ("Boekingen vergelijken", statements.BOOKINGS),
    ("Vragen klaarzetten", statements.RETURNED),
)
ASKED = ("ask_contracts", "ask_bookings", "ask_back", "ask_parties", "ask_markers")


@dataclass(frozen=True)
class Terms:
    """What an import goes by. `complete`: the file tells of everybody, so that who is missing is asked about.

    `unsure`: contracts of which a line was left out (see ImportRun.unsure); None when it is not known which.
    """

    as_of: date
    now: datetime
    complete: bool
    unsure: Sequence[str] | None


async def apply(session: AsyncSession, run_id: UUID, terms: Terms, tell: TellStep) -> dict[str, int]:
    """Bring the records in line with the staged rows; returns how many of what changed.

    Never removes a booking: what is gone from the file becomes a question. Raises FileRefused when the numbers of the
    file and of the records differ in their zeros.
    """
    values: dict[str, Any] = {
        "run": run_id, "as_of": terms.as_of, "now": terms.now, "unsure": list(terms.unsure or ()),
    }  # fmt: skip
    await _run(session, "SELECT pg_advisory_xact_lock(:lock)", {"lock": LOCK})
    # Sorting a file of this size belongs in memory; the setting ends with the transaction.
    await _run(session, f"SET LOCAL work_mem = '{WORK_MEMORY}'", {})
    for statement in statements.PREPARE:
        await _run(session, statement, values)
    await _refuse_lost_zeros(session)
    counts: dict[str, int] = {}
    steps = [*STEPS]
    if terms.complete and terms.unsure is not None:
        steps.append(("Nagaan wat verdwenen is", statements.GONE))
    for told, work in steps:
        await tell(told)
        for name, statement in work:
            changed = await _run(session, statement, values)
            if name is not None:
                counts[name] = counts.get(name, 0) + changed
    return counts


async def _refuse_lost_zeros(session: AsyncSession) -> None:
    """A spreadsheet likes to drop the zeros in front of a number; the tenant would be in the records twice."""
    pair = (await session.execute(text(statements.LOST_ZEROS))).first()
    if pair is not None:
        raise FileRefused(
            f"Nummer {pair[0]} uit het bestand lijkt op het bekende nummer {pair[1]}, op de nullen vooraan na. "
            "Waarschijnlijk heeft een rekenprogramma die weggelaten. Exporteer opnieuw, en open het niet in Excel."
        )


async def _run(session: AsyncSession, statement: str, values: dict[str, Any]) -> int:
    used = {name: value for name, value in values.items() if f":{name}" in statement}
    result = await session.execute(text(statement), used)
    return result.rowcount if isinstance(result, CursorResult) else 0
