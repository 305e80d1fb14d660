"""Reading a file into the database in one stream. Runs in a thread of its own: it is work for the processor."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

from bot.tenancy.importing.gathering import Gathering, Remark
from bot.tenancy.importing.lines import LineReader
from bot.tenancy.importing.mapping import HeaderError, Mapping
from bot.tenancy.importing.models import ImportRow
from bot.tenancy.importing.reading import FileRefused, opened

Tell = Callable[[str], None]

COLUMNS = tuple(column.name for column in ImportRow.__table__.columns)


@dataclass(frozen=True)
class Staged:
    counts: Counter[str]
    remarks: list[Remark]
    #: See ImportRun.unsure.
    unsure: list[str] | None


def stage(url: str, run_id: UUID, path: Path, mapping: Mapping, as_of: date, tell: Tell) -> Staged:
    """Put the good lines of the file in import_rows. Raises FileRefused, and leaves nothing then."""
    gathering = Gathering()
    try:
        with psycopg.connect(url) as connection, connection.cursor() as cursor, opened(path) as file:
            reader = LineReader(mapping, file.header, as_of)
            for name in mapping.unknown(file.header):
                gathering.remarks.append(Remark(1, False, f"de kolom '{name}' is onbekend en wordt niet gelezen"))
            with cursor.copy(_copy()) as copy:
                for line in gathering.sift(reader, file.lines, lambda count: tell(f"{count} regels gelezen")):
                    copy.write_row((run_id, *line.row()))
            if not gathering.counts["lines"]:
                raise FileRefused("Onder de kolomnamen staat geen enkele regel.")
            if gathering.counts["left_out"] == gathering.counts["lines"]:
                first = next(remark for remark in gathering.remarks if remark.left_out)
                raise FileRefused(f"Geen enkele regel is te gebruiken. De eerste: {first}")
            _withdraw(cursor, run_id, gathering.withdrawn)
            cursor.execute("ANALYZE import_rows")
    except HeaderError as problem:
        raise FileRefused(str(problem)) from problem
    tell(f"{gathering.counts['lines']} regels gelezen")
    return Staged(gathering.counts, gathering.remarks, None if gathering.blind else sorted(gathering.unsure))


def _copy() -> sql.Composed:
    columns = sql.SQL(", ").join(map(sql.Identifier, COLUMNS))
    return sql.SQL("COPY import_rows ({}) FROM STDIN").format(columns)


def _withdraw(cursor: "psycopg.Cursor[Any]", run_id: UUID, bookings: set[tuple[str, str]]) -> None:
    """What the lines say of the tenancy stays; the booking that they contradict each other on goes."""
    contracts, keys = [contract for contract, _ in bookings], [key for _, key in bookings]
    cursor.execute(
        "UPDATE import_rows SET key = NULL FROM unnest(%s::text[], %s::text[]) AS out (contract, key) "
        "WHERE run_id = %s AND import_rows.contract = out.contract AND import_rows.key = out.key",
        (contracts, keys, run_id),
    )
