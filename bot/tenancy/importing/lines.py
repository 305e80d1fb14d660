"""One line of the file: from cells to what it says of a tenancy and of a booking, or to the reasons why not. Pure."""

import json
from collections.abc import Callable, Sequence
from collections.abc import Mapping as Lookup
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from bot.tenancy import rules
from bot.tenancy.importing import fields
from bot.tenancy.importing.fields import BadField, shown
from bot.tenancy.importing.mapping import Column, Mapping, plain
from bot.tenancy.models import EntryKind, MarkerKind

OF_BOOKING: frozenset[Column] = frozenset(
    ("booking", "kind", "amount", "open", "due_on", "reference", "settles", "description")
)
AMOUNT_AND_DAY: tuple[Column, ...] = ("amount", "due_on")
#: A due date further ahead than this is a slip of the pen.
LATEST_DUE = timedelta(days=400)
Value = TypeVar("Value")

MARKERS: Lookup[Column, tuple[MarkerKind, Column | None]] = {
    "administrator": (MarkerKind.ADMINISTRATOR, "administrator_note"),
    "wsnp": (MarkerKind.WSNP, None),
    "amicable": (MarkerKind.AMICABLE_SCHEME, None),
    "bailiff": (MarkerKind.BAILIFF_FILE, "bailiff_note"),
    "do_not_contact": (MarkerKind.DO_NOT_CONTACT, None),
    "objection": (MarkerKind.EARLY_SIGNAL_OBJECTION, None),
}


@dataclass(frozen=True, slots=True)
class Booking:
    """Cents: above zero is owed. `settled_cents` of it had been settled when the file was made."""

    key: str
    kind: EntryKind
    amount_cents: int
    settled_cents: int
    due_on: date
    reference: str
    description: str


@dataclass(frozen=True, slots=True)
class Tenancy:
    """What a line says of a contract and of one person on it. What is None was not told: it changes nothing."""

    contract: str
    person: str
    who: tuple[Any, ...]  # initials, prefix, surname, born_on, language
    phone: str | None
    email: str | None
    home: tuple[str | None, ...]  # street, house number, postcode, town
    terms: tuple[Any, ...]  # started_on, ended_on, rent_cents, direct_debit, stage, stage_since, arrangement_ended_on
    #: JSON: marker → its note; null when the file says that it does not stand.
    markers: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line that was read well."""

    number: int
    tenancy: Tenancy
    booking: Booking | None

    def row(self) -> tuple[Any, ...]:
        """In the order of staging.COLUMNS, after the run."""
        tenancy, booking = self.tenancy, self.booking
        told: tuple[Any, ...] = (None, None, None, None, None, "", "")
        if booking is not None:
            told = (
                *(booking.key, booking.kind.value, booking.amount_cents, booking.settled_cents),
                *(booking.due_on, booking.reference, booking.description),
            )
        return (
            *(self.number, tenancy.contract, tenancy.person, *tenancy.who, tenancy.phone, tenancy.email),
            *(*tenancy.home, *tenancy.terms, tenancy.markers),
            *told,
        )


class LeftOut(Exception):
    """The line is not taken; the reasons are Dutch. `contract` tells whose it is, when that could be read."""

    def __init__(self, reasons: Sequence[str], contract: str | None) -> None:
        super().__init__("; ".join(reasons))
        self.contract = contract


class LineReader:
    """Reads lines of one file. Notes are what to know of a line that is taken all the same."""

    def __init__(self, mapping: Mapping, header: Sequence[str], as_of: date) -> None:
        self._mapping = mapping
        self._header = list(header)
        self._places = mapping.places(header)
        self._latest_due = as_of + LATEST_DUE
        values = mapping.values
        self._yes_no = {**{plain(v): True for v in values.yes}, **{plain(v): False for v in values.no}}
        self._kinds = {plain(name): kind for name, kind in values.kind.items()}
        self._stages = {plain(name): stage.value for name, stage in values.stage.items()}
        self._languages = {plain(name): code for name, code in values.language.items()}
        self._tenancy_places = [place for column, place in self._places.items() if column not in OF_BOOKING]
        self._before: tuple[list[str], Tenancy] | None = None
        self._cells: Sequence[str] = ()
        self._reasons: list[str] = []
        self.notes: list[str] = []

    def read(self, number: int, cells: Sequence[str]) -> Line:
        """Raises LeftOut with every reason at once."""
        self._cells, self._reasons, self.notes = cells, [], []
        if len(cells) != len(self._header):
            raise LeftOut([f"er zijn {len(cells)} velden in plaats van {len(self._header)}"], None)
        tenancy, booking = self._tenancy(), self._booking()
        if self._reasons:
            raise LeftOut(self._reasons, tenancy.contract or None)
        return Line(number, tenancy, booking)

    def _tenancy(self) -> Tenancy:
        """A tenant's bookings mostly stand below each other: what is the same as before is not read again."""
        cells = [self._cells[place] for place in self._tenancy_places]
        if self._before is not None and self._before[0] == cells:
            return self._before[1]
        contract = self._number("contract")
        if contract is None:
            self._missing("contract")
        made = Tenancy(
            contract=contract or "",
            person=self._number("debtor") or f"c:{contract}",
            who=self._who(),
            phone=self._noted("phone", fields.phone),
            email=self._noted("email", fields.email),
            home=self._home(),
            terms=self._terms(),
            markers=json.dumps(self._markers()),
        )
        self._before = None if self._reasons or self.notes else (cells, made)
        return made

    # ── parts ─────────────────────────────────────────────────────────────────────────────────────

    def _who(self) -> tuple[Any, ...]:
        surname = self._text("surname")
        if surname is None:
            self._missing("surname")
        return self._text("initials"), self._text("prefix"), surname, self._value("born_on", fields.day), self._tongue()

    def _home(self) -> tuple[str | None, ...]:
        number, addition = self._text("house_number"), self._text("addition")
        postcode = (self._text("postcode") or "").replace(" ", "").upper()
        return (
            self._text("street"),
            " ".join(part for part in (number, addition) if part) or None,
            f"{postcode[:4]} {postcode[4:]}".strip() or None,
            self._text("town"),
        )

    def _terms(self) -> tuple[Any, ...]:
        rent = self._value("rent", fields.cents)
        if rent is None:
            self._missing("rent")
        elif rent < 0:
            self._reasons.append(f"{self._name('rent')} ligt onder nul")
        return (
            self._value("started_on", fields.day),
            self._value("ended_on", fields.day),
            rent,
            self._yes_or_no("direct_debit"),
            self._one_of("stage", self._stages),
            self._value("stage_since", fields.day),
            self._value("arrangement_ended_on", fields.day),
        )

    def _markers(self) -> dict[str, str | None]:
        told: dict[str, str | None] = {}
        for column, (kind, note) in MARKERS.items():
            stands = self._yes_or_no(column)
            if stands is not None:
                told[kind.value] = ((self._text(note) if note else None) or "") if stands else None
        return told

    def _booking(self) -> Booking | None:
        amount, due_on = self._value("amount", fields.cents), self._value("due_on", fields.day)
        if not self._cell("amount") and not self._cell("due_on"):
            return None
        if amount is None or due_on is None:
            for column in AMOUNT_AND_DAY:
                if not self._cell(column):
                    self._missing(column)
            return None
        if due_on > self._latest_due:
            self._reasons.append(f"{self._name('due_on')} ligt te ver vooruit: {due_on:%d-%m-%Y}")
        kind = self._one_of("kind", self._kinds) or (EntryKind.RENT if amount > 0 else EntryKind.PAYMENT)
        signed = self._signed(kind, amount)
        signed, settled = self._settled(kind, signed)
        reference = self._number("reference") or ""
        key = self._number("booking") or "/".join(part for part in (kind.value, due_on.isoformat(), reference) if part)
        settles = self._number("settles")
        if settles and (signed < 0 or kind is EntryKind.REVERSAL):
            key = f"{settles}{rules.SETTLES}{key}"
        return Booking(key, kind, signed, settled, due_on, reference, self._text("description") or "")

    def _signed(self, kind: EntryKind, amount: int) -> int:
        """The amount as we book it: above zero is owed by the tenant."""
        if self._mapping.signs == "by_kind" and kind is EntryKind.PAYMENT:
            amount = -amount
        wrong = amount > 0 if kind is EntryKind.PAYMENT else amount < 0 and kind is EntryKind.REVERSAL
        if wrong:
            self._reasons.append(
                f"{self._name('amount')} {shown(self._cell('amount'))} past niet bij deze boekingsoort"
            )
        return amount

    def _settled(self, kind: EntryKind, amount: int) -> tuple[int, int]:
        """The amount, and what of it was settled, where the file only tells what is open."""
        still = self._value("open", fields.cents) if self._mapping.contents == "open_items" else None
        if still is None:
            return amount, 0
        if self._mapping.signs == "by_kind" and kind is EntryKind.PAYMENT:
            still = -still
        if not min(0, amount) <= still <= max(0, amount):
            self._reasons.append(f"{self._name('open')} {shown(self._cell('open'))} is meer dan het bedrag")
        # What is left of a payment is all that counts of it; of a charge both are told.
        return (still, 0) if amount < 0 else (amount, amount - still)

    # ── cells ─────────────────────────────────────────────────────────────────────────────────────

    def _cell(self, column: Column) -> str:
        place = self._places.get(column)
        return "" if place is None else self._cells[place].strip()

    def _name(self, column: Column) -> str:
        return self._header[self._places[column]]

    def _missing(self, column: Column) -> None:
        self._reasons.append(f"{self._name(column)} is leeg")

    def _value(self, column: Column, read: Callable[[str], Value]) -> Value | None:
        cell = self._cell(column)
        if not cell:
            return None
        try:
            return read(cell)
        except BadField as problem:
            self._reasons.append(f"{self._name(column)} {problem}")
            return None

    def _noted(self, column: Column, read: Callable[[str], Value]) -> Value | None:
        """The same, where the line is good without it."""
        cell = self._cell(column)
        try:
            return read(cell) if cell else None
        except BadField as problem:
            self.notes.append(f"{self._name(column)} {problem}; niet overgenomen")
            return None

    def _text(self, column: Column) -> str | None:
        return self._value(column, fields.words)

    def _number(self, column: Column) -> str | None:
        text = self._text(column)
        if text and rules.SETTLES in text:
            self._reasons.append(f"{self._name(column)} {shown(text)} bevat '{rules.SETTLES}'")
        return text

    def _one_of(self, column: Column, known: Lookup[str, Value]) -> Value | None:
        cell = self._cell(column)
        if not cell:
            return None
        found = known.get(plain(cell))
        if found is None:
            self._reasons.append(f"{self._name(column)} {shown(cell)} is geen bekende waarde")
        return found

    def _yes_or_no(self, column: Column) -> bool | None:
        return self._one_of(column, self._yes_no)

    def _tongue(self) -> str | None:
        cell = self._cell("language")
        if not cell:
            return None
        known = self._languages.get(plain(cell))
        if known is None and len(cell) == 2 and cell.isalpha():
            known = cell.lower()
        if known is None:
            self.notes.append(f"{self._name('language')} {shown(cell)} is geen bekende waarde; niet overgenomen")
        return known
