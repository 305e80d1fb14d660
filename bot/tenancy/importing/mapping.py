"""What the columns of a corporation's file mean: data in its own folder, checked when it is read."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, Self, get_args

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from bot import plain_yaml
from bot.failures import PlainFailure
from bot.settings import PROJECT
from bot.tenancy.models import EntryKind, Stage

FILE = "import.yml"
STANDARD = PROJECT / "content" / FILE

Column = Literal[
    "contract", "debtor", "initials", "prefix", "surname", "born_on", "language",
    "street", "house_number", "addition", "postcode", "town", "phone", "email",
    "started_on", "ended_on", "rent", "direct_debit",
    "booking", "kind", "amount", "open", "due_on", "reference", "settles", "description",
    "stage", "stage_since", "bailiff", "bailiff_note", "administrator", "administrator_note",
    "wsnp", "amicable", "do_not_contact", "objection", "arrangement_ended_on",
]  # fmt: skip
REQUIRED: tuple[Column, ...] = ("contract", "surname", "rent", "amount", "due_on")


#: What the checker says in English, by its kind.
DUTCH = {
    "missing": "ontbreekt",
    "extra_forbidden": "is geen bekende sleutel",
    "bool_parsing": "moet true of false zijn",
}


class MappingError(PlainFailure):
    """The mapping cannot be used; the text says what is wrong, in Dutch."""


class HeaderError(Exception):
    """The file's first line does not fit the mapping; the text says what is wrong, in Dutch."""


@lru_cache(maxsize=10_000)
def plain(text: str) -> str:
    """A name or value as people compare them: without capitals, spaces, dots and underscores."""
    return re.sub(r"[\s_.]+", "", text).casefold()


def _listed(value: object) -> object:
    return [str(v) for v in value] if isinstance(value, list) else [str(value)]


Names = Annotated[tuple[str, ...], BeforeValidator(_listed), Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


class Values(_Strict):
    """How the other system writes things; each compared as `plain`."""

    yes: Names = ("ja",)
    no: Names = ("nee",)
    kind: dict[str, EntryKind] = Field(default_factory=dict)
    stage: dict[str, Stage] = Field(default_factory=dict)
    language: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _one_meaning(self) -> Self:
        both = {plain(value) for value in self.yes} & {plain(value) for value in self.no}
        if both:
            raise ValueError(f"betekent ja én nee: {', '.join(sorted(both))}")
        return self


class Mapping(_Strict):
    """One corporation's file."""

    contents: Literal["open_items", "ledger"]
    complete: bool
    signs: Literal["signed", "by_kind"]
    columns: dict[Column, Names]
    values: Values

    @model_validator(mode="after")
    def _usable(self) -> Self:
        missing = [column for column in REQUIRED if column not in self.columns]
        if missing:
            raise ValueError(f"onder columns ontbreekt: {', '.join(missing)}")
        if self.signs == "by_kind" and "kind" not in self.columns:
            raise ValueError("bij signs: by_kind hoort een kolom voor kind")
        seen: dict[str, str] = {}
        for column, names in self.columns.items():
            for name in names:
                if seen.setdefault(plain(name), column) != column:
                    raise ValueError(f"de kolom '{name}' staat bij {seen[plain(name)]} en bij {column}")
        return self

    def places(self, header: Sequence[str]) -> dict[Column, int]:
        """Where in a line each column stands. Raises HeaderError."""
        known = {plain(name): column for column, names in self.columns.items() for name in names}
        found: dict[Column, int] = {}
        for place, name in enumerate(header):
            column = known.get(plain(name))
            if column is None:
                continue
            if column in found:
                raise HeaderError(
                    f"De kolommen '{header[found[column]]}' en '{name}' betekenen hetzelfde. Laat er één."
                )
            found[column] = place
        missing = [column for column in REQUIRED if column not in found]
        if missing:
            raise HeaderError(self._told_missing(missing, header))
        return found

    def unknown(self, header: Sequence[str]) -> list[str]:
        """Columns that the mapping does not know; what is in them is not read."""
        known = {plain(name) for names in self.columns.values() for name in names}
        return [name for name in header if name.strip() and plain(name) not in known]

    def _told_missing(self, missing: Iterable[Column], header: Sequence[str]) -> str:
        wanted = "; ".join(" of ".join(f"'{name}'" for name in self.columns[column]) for column in missing)
        there = ", ".join(f"'{name}'" for name in header[:60])
        return f"In de eerste regel ontbreekt: {wanted}. Er staat: {there}. Klopt {FILE} van je corporatie wel?"


def load_mapping(corporation: Path, chosen: Path | None = None) -> Mapping:
    """The chosen mapping, else the corporation's own, else the standard one. Raises MappingError."""
    own = corporation / FILE
    path = chosen or (own if own.is_file() else STANDARD)
    try:
        return Mapping.model_validate(plain_yaml.read(path))
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise MappingError(f"{path}: niet te lezen ({error})") from error
    except ValidationError as error:
        problems = "; ".join(_told(problem["loc"], problem["type"], problem["msg"]) for problem in error.errors())
        raise MappingError(f"{path}: {problems}") from error


def _told(where: tuple[int | str, ...], kind: str, message: str) -> str:
    if where[:1] == ("columns",) and where[-1:] == ("[key]",):
        return f"columns: '{where[1]}' is geen bekende sleutel; bekend zijn {', '.join(get_args(Column))}"
    if kind in DUTCH:
        return f"{'.'.join(map(str, where))}: {DUTCH[kind]}"
    return f"{'.'.join(map(str, where)) or 'bestand'}: {message.removeprefix('Value error, ')}"
