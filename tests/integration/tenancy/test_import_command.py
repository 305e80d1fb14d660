"""`./run import FILE`, as somebody at a keyboard has it."""

from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.tenancy.importing import staging
from bot.tenancy.importing.mapping import STANDARD
from bot.tenancy.importing.models import ImportRow
from tests.support.files import HEADER, line, written


@pytest.fixture
def run(database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    monkeypatch.setenv("HUURKOMPAS_DATABASE_URL", database_url)
    monkeypatch.setenv("HUURKOMPAS_VAR_DIR", str(tmp_path))

    def command(*arguments: object) -> tuple[int, str]:
        code = main(["import", *map(str, arguments)])
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    return command


def test_the_command_tries_takes_in_and_says_what_it_did(run: Any, tmp_path: Path) -> None:
    path = written(tmp_path, line(), line(Boekingsnummer="B2", Bedrag="x"))
    code, told = run(path, "--dry-run")
    assert code == 1
    assert "Regel 3 overgeslagen: Bedrag 'x' is geen bedrag" in told
    assert "Proef: er is niets veranderd." in told
    code, told = run(path)
    assert code == 1
    assert "1  overeenkomst\n" in told
    assert "Verwerkt." in told
    code, told = run(path)
    assert code == 0
    assert "al verwerkt" in told


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", "Het bestand is leeg"),
        (HEADER.encode() + b"\n", "staat geen enkele regel"),
        ((HEADER + "\n" + line()).encode("latin-1"), "geen UTF-8"),
        (b"Naam;Bedrag\nX;1\n", "In de eerste regel ontbreekt"),
        ((HEADER + "\n" + line(Bedrag="x")).encode(), "Geen enkele regel is te gebruiken"),
    ],
)
def test_the_command_refuses_a_file_in_one_clear_line(run: Any, tmp_path: Path, body: bytes, expected: str) -> None:
    path = tmp_path / "fout.csv"
    path.write_bytes(body)
    code, told = run(path)
    assert code == 2
    assert expected in told


def test_the_command_takes_another_mapping_and_refuses_a_wrong_one(run: Any, tmp_path: Path) -> None:
    mapping = tmp_path / "eigen.yml"
    mapping.write_text(STANDARD.read_text(encoding="utf-8").replace("[Achternaam, Naam]", "[Heet]"), encoding="utf-8")
    path = tmp_path / "huur.csv"
    path.write_text((HEADER.replace("Achternaam", "Heet") + "\n" + line()), encoding="utf-8")
    assert run(path, "--mapping", mapping)[0] == 0
    mapping.write_text("contents: alles", encoding="utf-8")
    code, told = run(path, "--mapping", mapping)
    assert code == 2
    assert "Dat gaat niet" in told
    assert run(tmp_path / "er-niet.csv")[0] == 2


def test_the_columns_to_copy_are_those_of_the_table() -> None:
    assert staging.COLUMNS[0] == "run_id"
    assert len(staging.COLUMNS) == len(ImportRow.__table__.columns)
