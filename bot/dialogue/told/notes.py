"""What is kept of it for the talk: what a later answer or a colleague needs, and nothing of an income. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from bot.dialogue.told.asked import Asked
from bot.dialogue.told.sums import Told
from bot.dialogue.told.ways import Way

#: Kinds of deadlines that hang on a day in a letter.
LETTER_DAYS = frozenset({"hearing", "notice", "opposition", "eviction"})
#: So many sums that were named are remembered, the last ones.
MOST_SUMS = 12


@dataclass(frozen=True, slots=True)
class Reach:
    """How and when somebody wants to be called or visited, as a colleague reads it. Told here, and not proven."""

    phone: str = ""
    call_when: str = ""
    address: str = ""
    visit_when: str = ""

    def __bool__(self) -> bool:
        return bool(self.phone or self.call_when or self.address or self.visit_when)

    @property
    def call(self) -> str:
        """The number and when to call, in one breath."""
        return ", ".join(filter(None, [self.phone, self.call_when]))

    @property
    def visit(self) -> str:
        return ", ".join(filter(None, [self.address, self.visit_when]))

    def as_json(self) -> dict[str, str]:
        found = {f.name: str(getattr(self, f.name)) for f in fields(self)}
        return {name: value for name, value in found.items() if value}


@dataclass(frozen=True, slots=True)
class Notes:
    """Sums in cents; a moment as an ISO day or in the tenant's words."""

    owed: int | None = None
    monthly: int | None = None
    #: The ISO days of the parts, where each was named.
    part_days: tuple[str, ...] = ()
    once: int | None = None
    once_when: str = ""
    offered: int | None = None
    rest: bool = False
    rest_when: str = ""
    paid: int | None = None
    paid_on: str = ""
    #: What a letter asks for costs, and the day that stands on it.
    costs: int | None = None
    written_on: str = ""
    #: The day on which money comes in.
    money_on: str = ""
    #: Wants to pay in parts, and named no sum for each month.
    parts: bool = False
    #: Wants to pay all of it at once, and on which day.
    whole: bool = False
    whole_when: str = ""
    #: Which rent that is ("de huur van december"); empty where it is a debt, or was not said.
    rent: str = ""
    #: The day of the month that is wanted for every month.
    pay_date: int | None = None
    #: Sums that were named in this talk: no number that proves an identity.
    sums: tuple[int, ...] = ()
    reach: Reach = Reach()

    @property
    def offers(self) -> bool:
        # "De rest" is an offer only beside that of which it is the rest.
        return bool(self.monthly or self.once or self.offered or (self.rest and self.paid) or self.parts or self.whole)

    @property
    def day_of_paying(self) -> str:
        """The ISO day on which somebody wants to pay; empty where none is noted."""
        return next((when for when in (self.whole_when, self.once_when) if when[:1].isdigit()), "")

    def on_day(self, day: str) -> "Notes":
        """The same, to be paid on another day than was noted."""
        return replace(self, whole_when=day) if self.whole else replace(self, once_when=day)

    def after(self, told: Told, instead: int | None = None) -> "Notes":
        """The same with what a message told. `instead`: the sum that is owed after all."""
        sums = tuple(dict.fromkeys((*self.sums, *told.named)))[-MOST_SUMS:]
        kept = replace(self, sums=sums, costs=told.costs or self.costs)
        if instead is not None:
            kept = replace(kept, owed=instead)
        elif told.owed is not None:
            kept = replace(kept, owed=told.owed)
        if told.paid is not None or told.paid_on:
            kept = replace(kept, paid=told.paid or kept.paid, paid_on=told.paid_on or kept.paid_on)
        return kept._offered(told)

    def _offered(self, told: Told) -> "Notes":
        if told.whole:
            # All of it at once: no parts of before are left.
            none = replace(self._without_offer(), parts=False)
            return replace(none, whole=True, whole_when=told.whole_when or self.whole_when)
        if told.monthly or told.once or told.offered:
            # A new proposal takes the place of the one before it.
            return replace(
                self,
                monthly=told.monthly,
                part_days=told.part_days,
                once=told.once,
                once_when=told.once_when,
                offered=told.offered,
                rest=told.rest,
                rest_when=told.rest_when,
                parts=False,
                whole=False,
                whole_when="",
            )
        if told.parts:
            return replace(self._without_offer(), parts=True)
        return replace(self, rest=True, rest_when=told.rest_when or self.rest_when) if told.rest else self

    def _without_offer(self) -> "Notes":
        return replace(
            self, monthly=None, part_days=(), once=None, once_when="", offered=None, rest=False, rest_when=""
        ).without_whole()

    def without(self, sums: Collection[int], *, only_offers: bool) -> "Notes":
        """The same without these sums: those that were never said, or only what was offered of them."""
        gone = set(sums)
        kept = self
        if {self.monthly, self.once, self.offered} & gone:
            once = self.once if self.once not in gone else None
            kept = replace(
                kept,
                monthly=self.monthly if self.monthly not in gone else None,
                part_days=self.part_days if self.monthly not in gone else (),
                once=once,
                once_when=self.once_when if once else "",
                offered=self.offered if self.offered not in gone else None,
            )
        if only_offers:
            return kept
        if self.paid in gone:
            kept = replace(kept, paid=None)
        return replace(
            kept,
            owed=self.owed if self.owed not in gone else None,
            costs=self.costs if self.costs not in gone else None,
            sums=tuple(cents for cents in self.sums if cents not in gone),
        )

    def without_offer(self) -> "Notes":
        """The same without any proposal."""
        return replace(self._without_offer(), parts=False)

    def without_whole(self) -> "Notes":
        return replace(self, whole=False, whole_when="")

    def reached(self, way: Way, *, visit: bool) -> "Notes":
        """The same with what a message told of being called (or of a visit)."""
        reach = self.reach
        if visit:
            reach = replace(reach, address=way.address or reach.address, visit_when=way.when or reach.visit_when)
        else:
            reach = replace(reach, call_when=way.when or reach.call_when)
        return replace(self, reach=replace(reach, phone=way.phone or reach.phone))

    def known(self, dates: Collection[str]) -> frozenset[Asked]:
        """What need not be asked. `dates`: the kinds of deadlines whose day was told."""
        reach = self.reach
        told = {
            Asked.OWED: self.owed,
            Asked.MONTHLY: self.monthly,
            Asked.OFFER: self.offers,
            Asked.PAY_ON: self.once_when or self.rest_when or self.whole_when,
            Asked.PAID: self.paid,
            Asked.PAID_ON: self.paid_on,
            Asked.COSTS: self.costs,
            Asked.LETTER_DAY: LETTER_DAYS & set(dates),
            Asked.HEARING: "hearing" in dates,
            Asked.EVICTION: "eviction" in dates,
            Asked.PHONE: reach.phone,
            Asked.CALL_WHEN: reach.call_when,
            Asked.ADDRESS: reach.address,
            Asked.VISIT_WHEN: reach.visit_when,
        }
        return frozenset(asked for asked, value in told.items() if value)

    def as_json(self) -> dict[str, Any]:
        """As it is written down; what was not told is left out."""
        plain = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in ("sums", "reach", "part_days")}
        return {
            **{name: value for name, value in plain.items() if value},
            **({"sums": list(self.sums)} if self.sums else {}),
            **({"part_days": list(self.part_days)} if self.part_days else {}),
            **({"reach": self.reach.as_json()} if self.reach else {}),
        }


_NUMBERS = ("owed", "monthly", "once", "offered", "paid", "costs", "pay_date")
_WORDS = ("once_when", "rest_when", "whole_when", "paid_on", "written_on", "money_on", "rent")


def from_json(raw: Mapping[str, Any]) -> Notes:
    """As it was written down; what nobody can read any more counts as not told."""
    reach: Mapping[str, Any] = raw.get("reach") or {}
    sums: Sequence[Any] = raw.get("sums") or ()
    told: dict[str, Any] = {name: int(raw[name]) for name in _NUMBERS if isinstance(raw.get(name), int)}
    told |= {name: str(raw[name]) for name in _WORDS if raw.get(name)}
    return Notes(
        **told,
        rest=bool(raw.get("rest")),
        parts=bool(raw.get("parts")),
        whole=bool(raw.get("whole")),
        sums=tuple(int(value) for value in sums),
        part_days=tuple(str(day) for day in raw.get("part_days") or ()),
        reach=Reach(**{f.name: str(reach[f.name]) for f in fields(Reach) if reach.get(f.name)}),
    )
