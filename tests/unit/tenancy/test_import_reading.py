"""Files as they come: with a mark in front, other line ends and quotes; and what is no such file is told in Dutch."""

from pathlib import Path

import pytest

from bot.tenancy.importing.reading import FileRefused, fingerprint, opened


def lines(tmp_path: Path, body: bytes) -> list[tuple[int, list[str]]]:
    path = tmp_path / "bestand.csv"
    path.write_bytes(body)
    fingerprint(path)
    with opened(path) as file:
        return [(1, file.header), *file.lines]


def refusal(tmp_path: Path, body: bytes) -> str:
    with pytest.raises(FileRefused) as refused:
        lines(tmp_path, body)
    return str(refused.value)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_file_is_read_with_or_without_mark_and_with_either_line_end(tmp_path: Path, mark: bytes, end: bytes) -> None:
    found = lines(tmp_path, mark + b"Naam;Huur" + end + "Zoë;1".encode() + end)
    assert found == [(1, ["Naam", "Huur"]), (2, ["Zoë", "1"])]


def test_quoted_cells_hold_semicolons_quotes_and_line_ends_and_the_numbers_stay_right(tmp_path: Path) -> None:
    found = lines(tmp_path, b'a;b\r\n"x;y";"zeg ""ja"""\r\n"twee\r\nregels";1\r\n\r\n;\r\nlaatste;2')
    assert found[1:] == [(2, ["x;y", 'zeg "ja"']), (3, ["twee\r\nregels", "1"]), (7, ["laatste", "2"])]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "Het bestand is leeg"),
        (b"\n\n", "Het bestand is leeg"),
        (b"PK\x03\x04rest", "Excel- of zip-bestand"),
        (b"%PDF-1.7", "pdf"),
        ("a;b\n1;2".encode("utf-16"), "UTF-16"),
        (b"Naam;Huur\nWit;1\nZo\xeb;1\n", "Regel 3: het bestand is geen UTF-8 (byte EB op plaats 3)"),
        (b"a;b\n\x00;1\n", "Regel 2: hier staan tekens"),
        (b"a,b,c\n1,2,3\n", "gescheiden door komma's"),
        (b"a\tb\n1\t2\n", "gescheiden door tabs"),
        (b"alles\n1\n", "maar één kolom"),
        (b'a;b\n"open;2\n3;4\n', "Regel 2: de aanhalingstekens kloppen niet"),
        (b'a;b\n"open;2\n' + b"x;y\n" * 9000, "Regel 2: de aanhalingstekens kloppen niet"),
        (b"a;b\r1;2\r3;4", "los regeleinde"),
    ],
)
def test_what_cannot_be_read_says_where_and_what_to_do(tmp_path: Path, body: bytes, told: str) -> None:
    assert told in refusal(tmp_path, body)


def test_a_file_of_two_hundred_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "groot.csv"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(FileRefused, match="te groot: 200 MB, hoogstens 100 MB"):
        fingerprint(path)


def test_the_same_bytes_have_the_same_fingerprint(tmp_path: Path) -> None:
    one, other = tmp_path / "1.csv", tmp_path / "2.csv"
    one.write_bytes(b"a;b\n")
    other.write_bytes(b"a;b\n")
    assert fingerprint(one) == fingerprint(other)
