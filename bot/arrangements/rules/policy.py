"""The corporation's own rules for arrangements, deferrals and pay dates, as its file `policy.yml` states them.

Everything that differs between corporations is here as data; nothing else in this room knows a corporation. A file
that cannot be used is refused with the field and the reason in Dutch.
"""

import enum
import hashlib
import json
from collections.abc import Mapping
from datetime import time
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, model_validator

from bot.arrangements.rules.conditions import Condition, Money, Otherwise, Refusing, Slug, Strict
from bot.tenancy.models import Stage

Days = Annotated[int, Field(ge=0, le=366)]
DayOfMonth = Annotated[int, Field(ge=1, le=31)]


class PolicyError(ValueError):
    """A policy file cannot be used; the text says where and why, in Dutch."""


class Agrees(enum.StrEnum):
    """Who may agree at a stage."""

    ASSISTANT = "assistant"
    COLLECTOR = "collector"
    BAILIFF = "bailiff"
    NOBODY = "nobody"


class StageRule(Refusing):
    """At one stage of the landlord's steps: who agrees, and what the tenant reads when it is not us."""

    agrees: Agrees

    @model_validator(mode="after")
    def _explains(self) -> "StageRule":
        if self.agrees in (Agrees.BAILIFF, Agrees.NOBODY):
            self._must_explain()
        return self


class Weighing(Strict):
    """Something that no number decides: a collector weighs it, each time."""

    id: Slug
    about: Annotated[str, Field(min_length=1)]


class Terms(Strict):
    minimum: Annotated[int, Field(ge=2, le=60)] = 2
    maximum: Annotated[int, Field(ge=2, le=60)]
    #: Numbers of terms that are shown side by side.
    offered: tuple[int, ...]

    @model_validator(mode="after")
    def _ordered(self) -> "Terms":
        if self.minimum > self.maximum:
            raise ValueError("minimum is groter dan maximum")
        if not self.offered or any(not self.minimum <= count <= self.maximum for count in self.offered):
            raise ValueError("'offered' noemt aantallen tussen minimum en maximum")
        return self


class Due(Strict):
    """On which day of a month an instalment falls; weekends and holidays never are one."""

    #: `after_income`: so many days after income comes in. `before_day`: the last working day before that day.
    rule: Literal["after_income", "before_day"]
    days: Annotated[int, Field(ge=0, le=10)] = 0
    day: DayOfMonth | None = None
    #: Income day to reckon with when it is not known.
    otherwise_day: DayOfMonth = 25
    #: Days between agreeing and the first instalment, at least.
    lead_days: Annotated[int, Field(ge=1, le=30)] = 3

    @model_validator(mode="after")
    def _complete(self) -> "Due":
        if (self.rule == "before_day") != (self.day is not None):
            raise ValueError("'day' hoort bij before_day, en alleen daarbij")
        return self


class Breach(Strict):
    """What counts as not keeping to it, and what follows."""

    #: So many missed instalments end it.
    missed: Annotated[int, Field(ge=1, le=12)] = 1
    #: Days after the due day before an instalment counts as missed.
    grace_days: Annotated[int, Field(ge=0, le=31)] = 3
    decided_by: Literal["collector", "automatic"] = "collector"
    running_rent_counts: bool = True
    rest_at_once: bool = False
    collection_starts: bool = False
    municipality_told: bool = False

    @property
    def answer_days(self) -> int:
        """Days after our question before it can stop by itself: a question that leaves no day to answer is none."""
        return max(1, self.grace_days)


class Changes(Strict):
    """What may be changed while it runs."""

    allowed: bool = True
    #: How far one instalment may move.
    move_days: Days = 14
    #: A newly missed month may come into it.
    merge_months: bool = True
    #: When a first payment comes later than `first_payment_within_days` after the first yes, or the end later than the
    #: longest plan could have reached.
    past_limits: Otherwise = Otherwise.COLLECTOR
    conditions: tuple[Condition, ...] = ()


class ArrangementRules(Strict):
    terms: Terms
    minimum_instalment: Money
    first_payment_within_days: Annotated[int, Field(ge=1, le=92)]
    due: Due
    #: Costs that were charged are part of it.
    covers_costs: bool = True
    conditions: tuple[Condition, ...] = ()
    weighs: tuple[Weighing, ...] = ()
    breach: Breach = Breach()
    changes: Changes = Changes()


class DeferralRules(Strict):
    maximum_days: Annotated[int, Field(ge=1, le=92)]
    conditions: tuple[Condition, ...] = ()
    weighs: tuple[Weighing, ...] = ()
    breach: Breach = Breach()


class PayDateRules(Strict):
    #: Days of the month that the rent may be paid on.
    days: tuple[Annotated[int, Field(ge=1, le=28)], ...] = Field(min_length=1)
    #: Days for which somebody must show something, with what.
    proof: Mapping[int, str] = Field(default_factory=dict)
    conditions: tuple[Condition, ...] = ()
    weighs: tuple[Weighing, ...] = ()

    @model_validator(mode="after")
    def _known_days(self) -> "PayDateRules":
        if unknown := set(self.proof) - set(self.days):
            raise ValueError(f"bewijs gevraagd voor een dag die niet kan: {', '.join(map(str, sorted(unknown)))}")
        return self


class AffordabilityRules(Strict):
    """How much of what somebody has left may go to the arrears, in percent."""

    share: Annotated[int, Field(ge=1, le=100)] = 50
    share_with_other_debts: Annotated[int, Field(ge=0, le=100)] = 25


class GuardRules(Strict):
    """When we may write of ourselves. Never on Sundays and holidays: that is no setting."""

    remind_days_before: Annotated[int, Field(ge=1, le=14)] = 3
    from_time: time = time(9)
    until_time: time = time(20)
    #: Days after the friendly question before a person is asked to call.
    person_after_days: Annotated[int, Field(ge=1, le=31)] = 3

    @model_validator(mode="after")
    def _not_at_night(self) -> "GuardRules":
        if not time(8) <= self.from_time < self.until_time <= time(21):
            raise ValueError("berichten gaan uit tussen 08:00 en 21:00")
        return self


class Policy(Strict):
    """All of `policy.yml`."""

    name: Annotated[str, Field(min_length=1)]
    #: The corporation's own mark of this text, such as 2026-11.
    version: Annotated[str, Field(min_length=1, max_length=40)]
    stages: Mapping[Stage, StageRule]
    #: Stand in the way of anything, whatever is asked.
    exclusions: tuple[Condition, ...] = ()
    arrangement: ArrangementRules | None = None
    deferral: DeferralRules | None = None
    pay_date: PayDateRules | None = None
    affordability: AffordabilityRules = AffordabilityRules()
    guarding: GuardRules = GuardRules()
    #: Days for which an offer stands.
    offer_days: Annotated[int, Field(ge=1, le=60)] = 7

    @model_validator(mode="after")
    def _whole(self) -> "Policy":
        if missing := [stage.value for stage in Stage if stage not in self.stages]:
            raise ValueError(f"stages: geen regel voor {', '.join(missing)}")
        for where in (self.arrangement, self.deferral, self.pay_date):
            ids = [condition.id for condition in self.exclusions]
            if where is not None:
                ids += [condition.id for condition in where.conditions] + [weighing.id for weighing in where.weighs]
            if len(set(ids)) < len(ids):
                raise ValueError("twee voorwaarden hebben dezelfde id")
        return self

    @cached_property
    def stamp(self) -> str:
        """The stated version and a hash of the content: what an agreement was made under, beyond doubt."""
        content = json.dumps(self.model_dump(mode="json", by_alias=True), sort_keys=True, ensure_ascii=False)
        return f"{self.version}#{hashlib.sha256(content.encode()).hexdigest()[:12]}"


#: What a collector sees of a pay day that asks for proof.
PROOF = "proof-to-be-seen"

#: Pydantic's kinds of error, in Dutch; its own English text never reaches a corporation.
_DUTCH = {
    "missing": "ontbreekt",
    "extra_forbidden": "kennen we niet (tikfout?)",
    "int_type": "moet een heel getal zijn",
    "int_parsing": "moet een heel getal zijn",
    "int_from_float": "moet een heel getal zijn",
    "bool_type": "moet true of false zijn",
    "bool_parsing": "moet true of false zijn",
    "string_type": "moet een tekst zijn; zet het tussen aanhalingstekens",
    "string_too_short": "is leeg",
    "string_pattern_mismatch": "mag alleen kleine letters, cijfers en streepjes hebben",
    "greater_than_equal": "is te klein; minstens {ge}",
    "less_than_equal": "is te groot; hoogstens {le}",
    "enum": "kennen we niet; het kan zijn: {expected}",
    "literal_error": "kennen we niet; het kan zijn: {expected}",
    "decimal_parsing": "moet een getal zijn",
    "decimal_type": "moet een getal zijn",
    "tuple_type": "moet een lijst zijn",
    "too_short": "is leeg",
    "model_type": "moet een blok met velden zijn",
    "mapping_type": "moet een blok met velden zijn",
    "dict_type": "moet een blok met velden zijn",
    "time_parsing": 'moet een tijd zijn, bijvoorbeeld "09:00"',
    "time_type": 'moet een tijd zijn, bijvoorbeeld "09:00"',
}


def parse_policy(raw: Any) -> Policy:
    """The policy in what a YAML file holds. Raises PolicyError with every field that is wrong."""
    try:
        return Policy.model_validate(raw)
    except ValidationError as error:
        raise PolicyError("; ".join(_told(problem) for problem in error.errors())) from error


def _told(problem: Any) -> str:
    where = ".".join(str(part) for part in problem["loc"]) or "het bestand"
    context = {key: value for key, value in problem.get("ctx", {}).items() if key in ("ge", "le", "expected")}
    if problem["type"] == "value_error":
        return f"{where}: {problem['ctx']['error']}"
    expected = str(context.get("expected", "")).replace(" or ", " of ")
    return f"{where}: {_DUTCH.get(problem['type'], 'klopt niet').format_map({**context, 'expected': expected})}"
