"""Reading one entry of a content file field by field, with errors that name the file and the id."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar, overload

import yaml

from bot import plain_yaml
from bot.knowledge.rules import tidy

Choice = TypeVar("Choice", bound=str)


class ContentError(ValueError):
    """A content file says something that cannot be used."""

    def __init__(self, file: str, entry_id: str, message: str) -> None:
        super().__init__(f"{file}, {entry_id}: {message}")
        self.file = file
        self.entry_id = entry_id
        self.message = message


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a content file, or a part of one."""

    file: str
    id: str
    raw: Mapping[str, Any]

    def error(self, message: str) -> ContentError:
        return ContentError(self.file, self.id, message)

    def has(self, key: str) -> bool:
        return self.raw.get(key) is not None

    def text(self, key: str) -> str:
        value = self.raw.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"'{key}' must be a text (tekst ontbreekt of is geen tekst: {value!r})")
        return tidy(value)

    def optional_text(self, key: str) -> str | None:
        return self.text(key) if self.has(key) else None

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.raw.get(key)
        items = [] if value is None else value
        if not isinstance(items, list):
            raise self.error(f"'{key}' must be a list (hoort een lijst te zijn)")
        for item in items:
            if not isinstance(item, str) or not item.strip():
                raise self.error(f"'{key}' holds something that is no text (geen tekst: {item!r})")
        return tuple(tidy(item) for item in items)

    def patterns(self, key: str = "words") -> tuple[re.Pattern[str], ...]:
        try:
            return tuple(re.compile(pattern, re.IGNORECASE) for pattern in self.texts(key))
        except re.error as error:
            raise self.error(f"a pattern is no regular expression: {error}") from error

    def decimal(self, key: str) -> Decimal:
        """A number with at most two decimals, written as a text so that nothing rounds it."""
        try:
            value = Decimal(self.text(key))
        except InvalidOperation as error:
            raise self.error(f"'{key}' must be a number in quotes (geen getal)") from error
        if value != value.quantize(Decimal("0.01")):
            raise self.error(f"'{key}' has more than two decimals")
        return value

    def flag(self, key: str) -> bool:
        value = self.raw.get(key)
        if not isinstance(value, bool):
            raise self.error(f"'{key}' must be true or false (hoort true of false te zijn)")
        return value

    def optional_day(self, key: str) -> date | None:
        value = self.raw.get(key)
        if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
            raise self.error(f"'{key}' must be a day such as 2026-11-22 (geen geldige datum: {value!r})")
        return value

    def day(self, key: str) -> date:
        value = self.optional_day(key)
        if value is None:
            raise self.error(f"'{key}' is missing (datum ontbreekt)")
        return value

    @overload
    def one_of(self, key: str, choices: tuple[Choice, ...], default: Choice) -> Choice: ...
    @overload
    def one_of(self, key: str, choices: tuple[Choice, ...]) -> Choice: ...
    def one_of(self, key: str, choices: tuple[Choice, ...], default: Choice | None = None) -> Choice:
        value = self.raw.get(key, default)
        for choice in choices:
            if choice == value:
                return choice
        raise self.error(f"'{key}' must be one of {', '.join(choices)} (niet: {value!r})")

    def some_of(self, key: str, choices: Sequence[str]) -> tuple[str, ...]:
        values = self.texts(key)
        for value in values:
            if value not in choices:
                raise self.error(f"'{key}' must be of {', '.join(choices)} (niet: {value!r})")
        return values

    def parts(self, key: str) -> list[Entry]:
        """A list of mappings under this key, each read like an entry."""
        items = self.raw.get(key) or []
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise self.error(f"'{key}' must be a list of fields (hoort een lijst met velden te zijn)")
        return [Entry(self.file, f"{self.id}.{key}", item) for item in items]

    def named_parts(self, key: str, names: Sequence[str]) -> dict[str, Entry]:
        """A mapping of known names to mappings, such as the stages."""
        items = self.raw.get(key) or {}
        if not isinstance(items, dict) or not all(isinstance(item, dict) for item in items.values()):
            raise self.error(f"'{key}' must map names to fields (hoort namen met velden te zijn)")
        for name in items:
            if name not in names:
                raise self.error(f"'{key}' knows {', '.join(names)} (niet: {name!r})")
        return {name: Entry(self.file, f"{self.id}.{name}", item) for name, item in items.items()}


def read_entries(file: Path, top_key: str, id_key: str = "id") -> list[Entry]:
    """The entries listed under `top_key`, each with its id."""
    name = f"{file.parent.name}/{file.name}"
    content = read_yaml(file)
    items = content.get(top_key) if isinstance(content, dict) else None
    if not isinstance(items, list):
        raise ContentError(name, top_key, f"the file must hold a list '{top_key}' (lijst ontbreekt)")
    entries = []
    for place, item in enumerate(items, start=1):
        entry_id = item.get(id_key) if isinstance(item, dict) else None
        if not isinstance(item, dict) or not isinstance(entry_id, str) or not entry_id:
            raise ContentError(name, f"{top_key}[{place}]", f"'{id_key}' is missing ('{id_key}' ontbreekt)")
        entries.append(Entry(name, entry_id, item))
    return entries


def read_yaml(file: Path) -> Any:
    """The content of a YAML file, read safely; unreadable files are told by name."""
    name = f"{file.parent.name}/{file.name}"
    try:
        return plain_yaml.read(file)
    except FileNotFoundError as error:
        raise ContentError(name, "-", "the file is missing (bestand ontbreekt)") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ContentError(name, "-", f"the file is no YAML (geen leesbare YAML): {error}") from error
