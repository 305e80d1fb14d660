"""Files as a corporation's system would export them."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

HEADER = (
    "Overeenkomstnummer;Debiteurnummer;Voorletters;Voorvoegsel;Achternaam;Geboortedatum;Straat;Huisnummer;Postcode;"
    "Plaats;Telefoon;E-mail;Brutohuur;Boekingsnummer;Boekingsoort;Bedrag;Openstaand;Vervaldatum;Betalingskenmerk;Fase;"
    "Bewindvoering;Contact bewindvoerder"
)
COLUMNS = HEADER.split(";")
USUAL = {
    "Overeenkomstnummer": "0001",
    "Debiteurnummer": "D1",
    "Voorletters": "Z.",
    "Voorvoegsel": "van der",
    "Achternaam": "Wolkenvëld",
    "Geboortedatum": "02-01-1980",
    "Straat": "Lindelaan",
    "Huisnummer": "1",
    "Postcode": "0000ab",
    "Plaats": "Lindestad",
    "Brutohuur": "600,00",
    "Boekingsnummer": "B1",
    "Bedrag": "600,00",
    "Vervaldatum": "01-11-2026",
}


def line(**changed: str) -> str:
    """One line; names of columns with an underscore for a space."""
    told = {**USUAL, **{name.replace("_", " "): value for name, value in changed.items()}}
    assert set(told) <= set(COLUMNS), set(told) - set(COLUMNS)
    return ";".join(told.get(column, "") for column in COLUMNS)


def written(folder: Path, *lines: str, name: str = "huur.csv") -> Path:
    path = folder / name
    path.write_text("\r\n".join([HEADER, *lines, ""]), encoding="utf-8")
    return path


def many(count: int) -> Iterable[str]:
    """Three bookings a tenant, each partly paid."""
    for number in range(count):
        tenant = number // 3
        yield line(
            Overeenkomstnummer=f"{tenant:07}",
            Debiteurnummer=f"D{tenant:07}",
            Achternaam=f"Wolkenvëld{tenant}",
            Telefoon=f"+316{10_000_000 + tenant}",
            Boekingsnummer=f"B{number}",
            Openstaand=f"{number % 600},{number % 100:02}",
            Vervaldatum=date(2026, 9 + number % 3, 1).strftime("%d-%m-%Y"),
            Fase="herinnering",
        )
