"""What content/<corporation>/stories.yml and tenants/*.yml hold: made-up tenants and the way each of them pays."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot import plain_yaml
from bot.tenancy.models import EntryKind, MarkerKind, Stage

#: Months counted back from the story's own month 0; ten back always lies within the year of ledger.
MonthsAgo = Annotated[int, Field(ge=0, le=10)]
Percent = Annotated[int, Field(gt=0, lt=100)]
File = TypeVar("File", bound=BaseModel)


class DemoDataError(Exception):
    """The demo tenants cannot be used; the text says what is wrong, in Dutch."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DemoPerson(_Strict):
    initials: str
    prefix: str = ""
    surname: str
    born: date
    language: str = "nl"
    phone: str | None = None
    email: str | None = None


class DemoAddress(_Strict):
    street: str
    house_number: str
    postcode: str
    town: str


class DemoMarker(_Strict):
    kind: MarkerKind
    note: str
    months_ago: Annotated[int, Field(ge=0)]


class DemoTenant(_Strict):
    """One tenancy: who lives there, what it costs (cents a month) and which story its payments tell."""

    number: str
    household: Literal["single", "couple", "family", "elderly", "newcomer"]
    people: Annotated[tuple[DemoPerson, ...], Field(min_length=1)]
    address: DemoAddress
    rent_cents: Annotated[int, Field(gt=0)]
    #: Rent before the last first of July (cents a month); the same as now when left out.
    earlier_rent_cents: Annotated[int, Field(gt=0)] | None = None
    started_on: date | None = None
    #: For somebody new: the contract began on the first of the month, this many months ago.
    started_months_ago: Annotated[int, Field(ge=1, le=11)] | None = None
    direct_debit: bool
    #: Day of the month on which the income comes in.
    income_day: Annotated[int, Field(ge=1, le=28)]
    story: str
    stage: Stage
    markers: tuple[DemoMarker, ...] = ()

    @model_validator(mode="after")
    def _one_start(self) -> Self:
        if (self.started_on is None) == (self.started_months_ago is None):
            raise ValueError("geef started_on of started_months_ago, niet allebei")
        return self


class LooseBooking(_Strict):
    """A booking beside the monthly ones, some days after the first of a month: a percentage of the rent, or cents."""

    kind: Literal[EntryKind.PAYMENT, EntryKind.CORRECTION, EntryKind.COST]
    months_ago: MonthsAgo
    days_after: Annotated[int, Field(ge=0, le=27)]
    percent: Annotated[int, Field(gt=0, le=200)] | None = None
    cents: Annotated[int, Field(gt=0)] | None = None
    description: str

    @model_validator(mode="after")
    def _one_amount(self) -> Self:
        if (self.percent is None) == (self.cents is None):
            raise ValueError("geef percent of cents, niet allebei")
        return self


class DemoArrangement(_Strict):
    """An earlier arrangement over missed months: the first term that many months ago, of which some were kept."""

    of: Annotated[tuple[MonthsAgo, ...], Field(min_length=1)]
    first: MonthsAgo
    terms: Annotated[int, Field(gt=0)]
    kept: Annotated[int, Field(ge=0)]

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.kept > self.terms or self.kept > self.first + 1 or min(self.of) <= self.first:
            raise ValueError("de regeling past niet bij de maanden")
        return self


class DemoStory(_Strict):
    """How somebody pays. Months are counted back from month 0, the last rent that was due ten or more days ago."""

    about: str
    #: When the rent is usually paid, in days after the first; below zero is before it.
    days_after: Annotated[int, Field(ge=-7, le=27)] = 0
    #: Paid on the day the income comes in, in place of `days_after`.
    on_income_day: bool = False
    unpaid: frozenset[MonthsAgo] = frozenset()
    #: Only this percentage of the month's rent was paid.
    shares: Mapping[MonthsAgo, Percent] = Field(default_factory=dict)
    #: Paid this many days after the first for once.
    late: Mapping[MonthsAgo, Annotated[int, Field(ge=1, le=27)]] = Field(default_factory=dict)
    #: Direct debit that the bank took back.
    reversed: frozenset[MonthsAgo] = frozenset()
    loose: tuple[LooseBooking, ...] = ()
    arrangements: tuple[DemoArrangement, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        months = Counter([*self.unpaid, *self.shares, *self.late, *self.reversed])
        if any(count > 1 for count in months.values()):
            raise ValueError("een maand heeft twee verhalen")
        if any(not set(arrangement.of) <= self.unpaid for arrangement in self.arrangements):
            raise ValueError("een regeling gaat over een maand die betaald is")
        return self


class _StoriesFile(_Strict):
    stories: Mapping[str, DemoStory]


class _TenantsFile(_Strict):
    tenants: tuple[DemoTenant, ...]


@dataclass(frozen=True)
class DemoData:
    """All made-up tenants, by number, and the stories they share."""

    tenants: tuple[DemoTenant, ...]
    stories: Mapping[str, DemoStory]


def load_demo(folder: Path) -> DemoData:
    """Read the corporation's tenants. A folder without them gives none; raises DemoDataError on a mistake."""
    files = sorted((folder / "tenants").glob("*.yml"))
    if not files:
        return DemoData((), {})
    stories = _read(folder / "stories.yml", _StoriesFile).stories
    tenants = [tenant for file in files for tenant in _read(file, _TenantsFile).tenants]
    _check(tenants, stories)
    return DemoData(tuple(sorted(tenants, key=lambda tenant: tenant.number)), stories)


def _check(tenants: Iterable[DemoTenant], stories: Mapping[str, DemoStory]) -> None:
    seen: set[str] = set()
    for tenant in tenants:
        story = stories.get(tenant.story)
        if tenant.number in seen:
            raise DemoDataError(f"huurder {tenant.number}: dit nummer komt twee keer voor")
        if story is None:
            raise DemoDataError(f"huurder {tenant.number}: onbekend verhaal '{tenant.story}'")
        if story.reversed and not tenant.direct_debit:
            raise DemoDataError(f"huurder {tenant.number}: zonder automatische incasso wordt niets teruggeboekt")
        seen.add(tenant.number)


def _read(path: Path, shape: type[File]) -> File:
    try:
        return shape.model_validate(plain_yaml.read(path))
    except (OSError, yaml.YAMLError) as error:
        raise DemoDataError(f"{path}: niet te lezen ({error})") from error
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, p['loc']))}: {p['msg']}" for p in error.errors())
        raise DemoDataError(f"{path}: {problems}") from error
