"""`./run bench import`: a corporation's whole file taken in by the command, on a database of its own."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from bot.bench.figures import Figure
from bot.bench.running import KEPT
from bot.clock import in_amsterdam, system_clock
from bot.settings import PROJECT

LINES = 100_000
#: What was promised for so many lines, from the command to its end; the database starts and stops in that time too.
SECONDS = 60.0
#: Somebody who waits sees that it goes on.
SILENCE = 20.0
BOOKINGS_A_TENANT = 3
HEADER = (
    "Overeenkomstnummer;Debiteurnummer;Voorletters;Voorvoegsel;Achternaam;Geboortedatum;Straat;Huisnummer;Postcode;"
    "Plaats;Telefoon;E-mail;Brutohuur;Boekingsnummer;Bedrag;Openstaand;Vervaldatum;Fase"
)


@dataclass(frozen=True)
class Taken:
    """One run of the command: how long it took, and how it told of its progress."""

    seconds: float
    told: int
    longest_silence: float


def bench_import(lines: int = LINES) -> int:
    """Measure and print. Returns 1 when a limit is passed."""
    figures = importing(lines)
    for figure in figures:
        print(figure)
    return int(any(figure.value > figure.limit for figure in figures))


def importing(lines: int = LINES) -> list[Figure]:
    """A first file looked at and taken in, and the next day's file, with a booking more for every tenth line."""
    found: list[Figure] = []
    with TemporaryDirectory(prefix="huurkompas-bench-") as folder:
        first, second = Path(folder) / "eerste.csv", Path(folder) / "tweede.csv"
        _write(first, _bookings(lines, 0))
        _write(second, _bookings(lines, lines // 10))
        for name, file, more in (
            ("dry run", first, ("--dry-run",)),
            ("taken in", first, ()),
            ("the next day's file", second, ()),
        ):
            with _machine() as busy:
                taken = _take_in(Path(folder) / "var", file, *more)
            print(
                f"import, {name}: {lines:,} rows in {taken.seconds:.1f} s, {lines / taken.seconds:,.0f} rows/s, "
                f"{taken.told} lines of progress; the machine was {busy[0]:.0f}% busy"
            )
            found += [
                Figure(f"import of {lines:,} rows, {name}", taken.seconds, SECONDS, "s"),
                Figure(f"import, {name}: longest time without progress told", taken.longest_silence, SILENCE, "s"),
            ]
    return found


def _take_in(var_dir: Path, file: Path, *more: str) -> Taken:
    """Raises RuntimeError when the command failed, and so measured nothing."""
    values = {k: v for k, v in os.environ.items() if not k.startswith("HUURKOMPAS_") or k in KEPT}
    began = last = time.perf_counter()
    told, silence = 0, 0.0
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "import", str(file), *more],
        cwd=PROJECT,
        env={**values, "HUURKOMPAS_VAR_DIR": str(var_dir)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        last_words = ""
        for line in process.stderr:
            now, last_words = time.perf_counter(), line.strip()
            told, silence, last = told + 1, max(silence, now - last), now
    ended = time.perf_counter()
    if process.returncode:
        raise RuntimeError(f"the import ended with code {process.returncode}: {last_words}")
    return Taken(ended - began, told, max(silence, ended - last))


@contextmanager
def _machine() -> Iterator[list[float]]:
    """How busy the whole machine was meanwhile, in percent: what others do counts in what is measured."""
    found = [0.0]
    psutil.cpu_percent()
    yield found
    found[0] = psutil.cpu_percent()


def _write(file: Path, lines: Iterator[str]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        out.writelines(f"{line}\r\n" for line in (HEADER, *lines))


def _bookings(count: int, more: int) -> Iterator[str]:
    """Tenants with a few months each, partly open; `more` of them with one month on top."""
    today = in_amsterdam(system_clock()).date().replace(day=1)
    months = [(today - timedelta(days=31 * back)).replace(day=1) for back in range(BOOKINGS_A_TENANT, -1, -1)]
    for number in range(count):
        yield _booking(number, number // BOOKINGS_A_TENANT, f"{months[number % BOOKINGS_A_TENANT]:%d-%m-%Y}")
    for number in range(more):
        yield _booking(count + number, number, f"{months[-1]:%d-%m-%Y}")


def _booking(number: int, tenant: int, due_on: str) -> str:
    return (
        f"{tenant:07};D{tenant:07};Z.;van der;Wolkenvëld{tenant};02-01-1980;Lindelaan;{tenant % 400 + 1};0000ab;"
        f"Lindestad;+316{10_000_000 + tenant};huurder{tenant}@example.nl;600,00;B{number};600,00;"
        f"{number % 600},{number % 100:02};{due_on};herinnering"
    )
