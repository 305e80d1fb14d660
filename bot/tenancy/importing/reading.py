"""From bytes to lines with their number: UTF-8, semicolons, one header. What is no such file is told in Dutch."""

import csv
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

LARGEST_FILE = 100 * 1024 * 1024
#: A cell longer than this is a quotation mark that was never closed.
LONGEST_CELL = 20_000
SEPARATOR = ";"
_OTHER_FILES = {
    b"PK\x03\x04": "Dit is een Excel- of zip-bestand, geen CSV.",
    b"\xd0\xcf\x11\xe0": "Dit is een oud Excel-bestand, geen CSV.",
    b"%PDF": "Dit is een pdf, geen CSV.",
    b"\xff\xfe": "Dit bestand is UTF-16 en geen UTF-8.",
    b"\xfe\xff": "Dit bestand is UTF-16 en geen UTF-8.",
}
HOW_TO_SAVE = "Kies in Excel: Opslaan als, CSV UTF-8 (door lijstscheidingstekens gescheiden)."


class FileRefused(Exception):
    """The whole file cannot be used; the text says why and what to do, in Dutch."""


@dataclass(frozen=True)
class RawFile:
    header: list[str]
    #: Line number in the file and its cells; lines without anything are skipped.
    lines: Iterator[tuple[int, list[str]]]


def too_large(size: int) -> str:
    return (
        f"Het bestand is te groot: {size // (1024 * 1024)} MB, hoogstens {LARGEST_FILE // (1024 * 1024)} MB. "
        "Zet er alleen in wat nog openstaat, of laat kolommen weg die hier niet gebruikt worden."
    )


def fingerprint(path: Path) -> str:
    """SHA-256 of a file that can be a CSV. Raises FileRefused for what surely is none."""
    size = path.stat().st_size
    if size == 0:
        raise FileRefused("Het bestand is leeg. Is het exporteren wel gelukt?")
    if size > LARGEST_FILE:
        raise FileRefused(too_large(size))
    with path.open("rb") as file:
        start = file.read(8)
        for mark, told in _OTHER_FILES.items():
            if start.startswith(mark):
                raise FileRefused(f"{told} {HOW_TO_SAVE}")
        file.seek(0)
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def opened(path: Path) -> Iterator[RawFile]:
    """The file's header and lines, read as they are asked for. Raises FileRefused, also while reading."""
    with path.open("rb") as file:
        rows = _rows(file)
        header = next(rows, None)
        if header is None:
            raise FileRefused("Het bestand is leeg. Is het exporteren wel gelukt?")
        names = [name.strip() for name in header[1]]
        _check_header(names)
        yield RawFile(names, rows)


def _check_header(names: list[str]) -> None:
    if len(names) > 1:
        return
    for mark, told in ((",", "komma's"), ("\t", "tabs"), ("|", "strepen")):
        if mark in names[0]:
            raise FileRefused(f"De kolommen zijn gescheiden door {told}. Gebruik puntkomma's. {HOW_TO_SAVE}")
    raise FileRefused("De eerste regel heeft maar één kolom. Daar horen de kolomnamen, met puntkomma's ertussen.")


def _rows(file: Iterator[bytes]) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(_decoded(file), delimiter=SEPARATOR, strict=True)
    csv.field_size_limit(LONGEST_CELL)
    began = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield began, cells
            began = reader.line_num + 1
    except csv.Error as error:
        raise FileRefused(_told(error, began)) from error


def _told(error: csv.Error, line: int) -> str:
    text = str(error)
    if "new-line" in text:
        return f"Regel {line}: er staat een los regeleinde in. Sla het bestand opnieuw op. {HOW_TO_SAVE}"
    return f'Regel {line}: de aanhalingstekens kloppen niet. Zet een aanhalingsteken in een tekst dubbel ("").'


def _decoded(file: Iterator[bytes]) -> Iterator[str]:
    # Line by line, so that the place of a wrong byte can be told.
    for number, line in enumerate(file, 1):
        raw = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if b"\x00" in raw:
            raise FileRefused(f"Regel {number}: hier staan tekens die in een CSV niet horen. {HOW_TO_SAVE}")
        try:
            yield raw.decode("utf-8")
        except UnicodeDecodeError as error:
            byte = raw[error.start]
            raise FileRefused(
                f"Regel {number}: het bestand is geen UTF-8 (byte {byte:02X} op plaats {error.start + 1}), dus letters "
                f"als é en ü zouden fout gaan. {HOW_TO_SAVE}"
            ) from error
