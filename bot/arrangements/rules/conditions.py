"""One condition of a policy: a fact, a limit, and what happens when it does not hold."""

import enum
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from bot.arrangements.rules.facts import Fact, Facts, Measure, measure

LIMITS = ("at_least", "more_than", "at_most", "less_than")


class NextStep(enum.StrEnum):
    """The best thing left when something cannot be agreed."""

    #: A person looks, with the proposal attached.
    COLLECTOR = "collector"
    OTHER_PLAN = "other_plan"
    ARRANGEMENT = "arrangement"
    DEFERRAL = "deferral"
    PAY_DATE = "pay_date"
    PAY_AT_ONCE = "pay_at_once"
    BAILIFF = "bailiff"
    ADMINISTRATOR = "administrator"
    DEBT_HELP = "debt_help"
    BUDGET_COACH = "budget_coach"
    BENEFITS_CHECK = "benefits_check"


class Otherwise(enum.StrEnum):
    """What follows when a condition does not hold."""

    REFUSE = "refuse"
    COLLECTOR = "collector"


class Strict(BaseModel):
    """A part of a policy file: nothing unknown, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _cents(value: Any) -> int:
    text = value if isinstance(value, str) else ""
    whole, dot, rest = text.partition(".")
    if not (whole.isascii() and whole.isdigit() and (not dot or (len(rest) == 2 and rest.isdigit()))):
        raise ValueError('een bedrag staat tussen aanhalingstekens, bijvoorbeeld "50.00"')
    return int(whole) * 100 + int(rest or 0)


#: Written as "50.00", kept in cents.
Money = Annotated[int, BeforeValidator(_cents)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]


class Refusing(Strict):
    """Something that can stand in the way: its own name, the tenant's words for it, and the next best paths."""

    says: str = ""
    next: tuple[NextStep, ...] = ()

    def _must_explain(self) -> None:
        if not self.says.strip() or not self.next:
            raise ValueError("wie weigert, zegt waarom (says) en wat dan wel kan (next)")


class Condition(Refusing):
    """`fact` against one limit; `is` for yes or no. Money limits are written as "300.00"."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    id: Slug
    fact: Fact
    at_least: Decimal | None = None
    more_than: Decimal | None = None
    at_most: Decimal | None = None
    less_than: Decimal | None = None
    is_: bool | None = Field(default=None, alias="is")
    otherwise: Otherwise = Field(alias="else")

    @model_validator(mode="before")
    @classmethod
    def _money_in_cents(cls, raw: Any) -> Any:
        if isinstance(raw, dict) and raw.get("fact") in {f.value for f in Fact if measure(f) is Measure.MONEY}:
            return {key: _cents(value) if key in LIMITS else value for key, value in raw.items()}
        return raw

    @model_validator(mode="after")
    def _fits(self) -> "Condition":
        limits = [name for name in LIMITS if getattr(self, name) is not None]
        flag = measure(self.fact) is Measure.FLAG
        if flag and (limits or self.is_ is None):
            raise ValueError(f"'{self.fact}' is ja of nee: gebruik alleen 'is'")
        if not flag and (len(limits) != 1 or self.is_ is not None):
            raise ValueError(f"'{self.fact}' vraagt precies één grens: {', '.join(LIMITS)}")
        if self.otherwise is Otherwise.REFUSE:
            self._must_explain()
        return self

    def holds(self, facts: Facts) -> bool | None:
        """Whether it holds; None when the fact is not known. What never happened is long enough ago."""
        if self.fact not in facts:
            return None
        value = facts[self.fact]
        if self.is_ is not None:
            return bool(value) is self.is_
        if value is None:
            return self.at_least is not None or self.more_than is not None
        number = Fraction(value)
        checks = (
            self.at_least is None or number >= Fraction(self.at_least),
            self.more_than is None or number > Fraction(self.more_than),
            self.at_most is None or number <= Fraction(self.at_most),
            self.less_than is None or number < Fraction(self.less_than),
        )
        return all(checks)
