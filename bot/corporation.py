"""The corporation's own folder: name, hours, phone, pay day. Read once at start; wrong files are refused."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from bot import plain_yaml
from bot.arrangements.rules.paying import PayLink, parse_pay_link
from bot.failures import PlainFailure
from bot.handoff.rules import Hours
from bot.handoff.settings import OnCall

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY_NAMES = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


class CorporationError(PlainFailure):
    """The corporation's file cannot be used; the text says what is wrong, in Dutch."""


class ClosingDay(BaseModel):
    date: date
    name: str


class ResponseMinutes(BaseModel):
    normal: Annotated[int, Field(gt=0)]
    urgent: Annotated[int, Field(gt=0)]


class Retention(BaseModel):
    """How long what is kept, in days; each kind has a time of its own."""

    model_config = ConfigDict(extra="forbid")

    #: Who proved, tried and saw what. Tries of the last day are counted, so that is the least.
    identity_events_days: Annotated[int, Field(ge=7, le=3650)] = 365
    #: Words, files and names of a conversation, counted from the last message in it.
    conversations_days: Annotated[int, Field(ge=30, le=3650)] = 365

    @property
    def conversations(self) -> timedelta:
        return timedelta(days=self.conversations_days)

    @property
    def identity_events(self) -> timedelta:
        return timedelta(days=self.identity_events_days)


class ContactChangesAllowed(BaseModel):
    """Whether a tenant may change a telephone number or e-mail address in the chat, without a person."""

    model_config = ConfigDict(extra="forbid")

    #: Who says nothing about it has a person do it.
    in_chat: bool = False
    #: For so many days no code and no amount goes to what is new, and the old address stays in force.
    cooling_days: Annotated[int, Field(ge=1, le=30)] = 7


class Payment(BaseModel):
    model_config = ConfigDict(extra="forbid")

    iban: str
    account_holder: str
    reference_hint: str
    #: A page of the corporation's own to pay on, with {amount} and {reference}; null: only transfer details are told.
    link: str | None = None

    @field_validator("link")
    @classmethod
    def _link(cls, value: str | None) -> str | None:
        return parse_pay_link(value).template if value is not None else None

    @property
    def pay_link(self) -> PayLink | None:
        return PayLink(self.link) if self.link is not None else None


class Corporation(BaseModel):
    """What content/<corporation>/corporation.yml holds."""

    model_config = ConfigDict(extra="forbid")

    name: str
    phone: str
    email: str
    website: str
    privacy_page: str
    office_address: str
    municipality: str
    debt_help: str
    time_zone: str
    hours_text: str
    opening_hours: Mapping[str, tuple[str, str] | None]
    closing_days: tuple[ClosingDay, ...] = ()
    response_minutes: ResponseMinutes
    pay_day: Annotated[int, Field(ge=1, le=28)]
    payment: Payment
    retention: Retention = Retention()
    contact_changes: ContactChangesAllowed = ContactChangesAllowed()
    allowed_origins: tuple[str, ...] = ()
    #: Who is told of danger while the desk is closed; null: nobody, and the tenant hears so.
    on_call: OnCall | None = None

    @field_validator("opening_hours")
    @classmethod
    def _days(cls, value: Mapping[str, tuple[str, str] | None]) -> Mapping[str, tuple[str, str] | None]:
        unknown = set(value) - set(DAYS)
        if unknown:
            raise ValueError(f"onbekende dag: {', '.join(sorted(unknown))}")
        for day, interval in value.items():
            if interval and time.fromisoformat(interval[0]) >= time.fromisoformat(interval[1]):
                raise ValueError(f"{day}: de eindtijd ligt niet na de begintijd")
        if not any(value.values()):
            raise ValueError("er is geen enkele dag open; een overdracht zou dan niemand bereiken")
        return value

    @property
    def hours(self) -> Hours:
        intervals = {
            number: (tuple(time.fromisoformat(t) for t in interval),)
            for number, day in enumerate(DAYS)
            if (interval := self.opening_hours.get(day))
        }
        return Hours(
            {day: tuple((start, end) for start, end in spans) for day, spans in intervals.items()},
            frozenset(day.date for day in self.closing_days),
        )

    @property
    def response(self) -> timedelta:
        return timedelta(minutes=self.response_minutes.normal)

    @property
    def cooling(self) -> timedelta:
        """How long what was changed in the chat is not relied on yet."""
        return timedelta(days=self.contact_changes.cooling_days)

    @property
    def hours_lines(self) -> list[dict[str, str]]:
        """A line a day, as the website shows them."""
        lines = []
        for day, name in zip(DAYS, DAY_NAMES, strict=True):
            interval = self.opening_hours.get(day)
            spoken = " tot ".join(_clock(t) for t in interval) + " uur" if interval else "gesloten"
            lines.append({"day": name, "text": spoken})
        return lines

    def values(self) -> dict[str, str]:
        """What the placeholders in the answers stand for, but for the computed promise."""
        return {
            "corporation": self.name,
            "phone": self.phone,
            "hours": self.hours_text,
            "pay_day": f"{self.pay_day}e",
            "account": f"{self.payment.iban} ten name van {self.payment.account_holder}",
            "office_address": self.office_address,
            "municipality": self.municipality,
            "debt_help": self.debt_help,
            "kept_days": str(self.retention.conversations_days),
            "demo_visitor": "",
        }


def _clock(text: str) -> str:
    return f"{int(text[:2])}.{text[3:]}"


def load_corporation(folder: Path) -> Corporation:
    """Read the corporation's file. Raises CorporationError with the field that is wrong."""
    path = folder / "corporation.yml"
    try:
        return Corporation.model_validate(plain_yaml.read(path))
    except (OSError, yaml.YAMLError) as error:
        raise CorporationError(f"{path}: niet te lezen ({error})") from error
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, p['loc']))}: {p['msg']}" for p in error.errors())
        raise CorporationError(f"{path}: {problems}") from error
