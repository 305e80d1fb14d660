"""What one message tells of sums and of the days that go with them. Pure."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.dialogue.dates import MONTH_NAMES, day_in, next_such
from bot.dialogue.entities import of_kind, values
from bot.dialogue.told import amounts, days
from bot.dialogue.told.asked import Asked
from bot.dialogue.told.clauses import clause_at
from bot.dialogue.told.days import DayRole
from bot.dialogue.told.later import Later
from bot.dialogue.told.roles import PAID_WORDS, Amount, Role
from bot.guidance.words import MONTHS

#: A day that is read as further ahead was meant otherwise: "28 nov" on the 29th.
FARTHEST = timedelta(days=200)

_I = re.IGNORECASE
_REST = re.compile(r"\b(?:de |the )?(?:rest|restant|resterende|overige|wat (?:er )?(?:dan )?over ?(?:blijft|is))\b", _I)
_PARTS = re.compile(r"\bin (?:stukjes|stukken|delen|termijnen|gedeeltes|gedeelten)\b|\bgespreid\b", _I)
_WHOLE = re.compile(
    r"\b(?:alles|het hele bedrag|de hele (?:schuld|achterstand|huur)|het in zijn geheel|het)\b[^.?!\n]{0,25}"
    r"\b(?:ineens|in (?:één|een|1) ?(?:x|keer|maal))(?!\w)"
    r"|\b(?:ineens|in (?:één|een|1) ?(?:x|keer|maal)) (?:alles|het hele bedrag|de hele (?:schuld|achterstand))\b"
    r"|\bhet hele bedrag\b[^.?!\n]{0,25}\bbetalen\b",
    _I,
)
_NOT_WHOLE = re.compile(
    r"\b(?:niet|nooit)\b[^.?!\n]{0,25}(?:\balles\b|\bineens\b|\bin (?:één|een|1) ?(?:x|keer|maal))"
    r"|\b(?:moet|waarom|als)\b[^.?!\n]{0,30}\b(?:ineens|in (?:één|een|1) ?(?:x|keer|maal))(?!\w)|\bbetaald\b"
    r"|(?:ineens|in (?:één|een|1) ?(?:x|keer|maal)) (?:\w+ )?(?:niet|onmogelijk)\b",
    _I,
)
_MOMENT = re.compile(
    rf"\b(?:(?:in |begin |eind |half )?(?:{MONTH_NAMES})|volgende (?:week|maand)|eind(?:e)? (?:van )?(?:de )?maand"
    r"|(?:over )?(?:een|één|twee|drie|\d) (?:week|weken|maand|maanden)(?: later)?)\b",
    _I,
)
_INCOME = re.compile(
    r"\b(?:loon|salaris|uitkering|uwv|ww|bijstand|toeslag\w*|kinderbijslag|aow|pensioen|geld|uitbetaald)\b", _I
)
_NOW = re.compile(r"\b(?:nu|now|meteen|direct|alvast|vandaag)\b", _I)
_NOT_PAID = re.compile(r"\b(?:niet|nooit|nog te|word(?:t|en)|kan|moet)\b[^.?!]{0,25}\bbetaald\b|\bniet betaald\b", _I)


@dataclass(frozen=True, slots=True)
class Told:
    """Sums in cents; a moment as an ISO day, or in the tenant's words ("in december", "nu"). Empty: not told."""

    owed: int | None = None
    monthly: int | None = None
    #: The ISO days on which the parts are to be paid, where each was named.
    part_days: tuple[str, ...] = ()
    once: int | None = None
    once_when: str = ""
    #: Offered, without saying whether each month or once.
    offered: int | None = None
    #: Wants to pay in parts ("in stukjes").
    parts: bool = False
    #: Wants to pay all of it at once ("alles in één keer"), and on which day.
    whole: bool = False
    whole_when: str = ""
    #: Wants to pay the rent later, this once or from now on.
    later: Later = Later()
    #: "De rest", and when.
    rest: bool = False
    rest_when: str = ""
    paid: int | None = None
    paid_on: str = ""
    #: Says that something was paid, with a sum or without.
    says_paid: bool = False
    costs: int | None = None
    #: What the rent is, for one month.
    rent: int | None = None
    #: Sums in a question, those whose role is not clear, and those that are said not to be it.
    asked: tuple[int, ...] = ()
    unclear: tuple[int, ...] = ()
    denied: tuple[int, ...] = ()
    #: Sums that somebody cannot or will not pay.
    refused: tuple[int, ...] = ()
    #: Every sum named that is nobody's income.
    named: tuple[int, ...] = ()

    #: When money is expected, without what it is.
    says_income_when: bool = False

    @property
    def known(self) -> frozenset[Asked]:
        """What this message alone tells, and is not kept."""
        return frozenset({Asked.INCOME_WHEN}) if self.says_income_when else frozenset()

    @property
    def offers(self) -> bool:
        return bool(self.monthly or self.once or self.offered or self.rest or self.parts or self.whole)


def read(text: str, entities: Sequence[Mapping[str, Any]], asked: Collection[Asked], today: date) -> Told:
    """`asked`: what our last question asked for, which a bare sum then answers."""
    found = [_in_answer(amount, asked) for amount in amounts.read(text, entities, today)]
    by_role = {role: [a for a in found if a.role is role] for role in Role}
    paid = by_role[Role.PAID]
    says_paid = bool(PAID_WORDS.search(text)) and not _NOT_PAID.search(text)
    once = _last(by_role[Role.ONCE])
    rest = _REST.search(text)
    once_when = _moment(text, entities, once.start, today) if once else ""
    rest_when = _moment(text, entities, rest.start(), today) if rest else ""
    return Told(
        owed=_one([a.cents for a in by_role[Role.OWED]]),
        monthly=_one([a.cents for a in by_role[Role.MONTHLY]]),
        once=once.cents if once else None,
        once_when=once_when,
        offered=_one([a.cents for a in by_role[Role.OFFERED]]),
        parts=_PARTS.search(text) is not None,
        whole=not found and _WHOLE.search(text) is not None and _NOT_WHOLE.search(text) is None,
        whole_when=day_ahead(entities, today),
        rest=rest is not None and not PAID_WORDS.search(text),
        # What is paid now leaves no rest for now.
        rest_when="" if rest_when == "nu" else rest_when,
        paid=_one([a.cents for a in paid]),
        paid_on=_paid_on(text, entities, today) if says_paid or Asked.PAID_ON in asked else "",
        says_paid=says_paid,
        costs=_one([a.cents for a in by_role[Role.COSTS]]),
        rent=_one([a.cents for a in by_role[Role.RENT]]),
        asked=tuple(a.cents for a in by_role[Role.ASKED]),
        unclear=tuple(a.cents for a in by_role[Role.UNCLEAR]),
        denied=tuple(a.cents for a in by_role[Role.DENIED]),
        refused=tuple(a.cents for a in by_role[Role.REFUSED]),
        says_income_when=_tells_income_when(text, entities),
        named=tuple(dict.fromkeys(a.cents for a in found if a.role is not Role.INCOME)),
    )


def _tells_income_when(text: str, entities: Sequence[Mapping[str, Any]]) -> bool:
    dated = of_kind(entities, "date", "day_of_month") or _MOMENT.search(text)
    return bool(dated) and bool(_INCOME.search(text))


#: What a bare sum is, after a question for it.
_ANSWERS: Mapping[Asked, Role] = {Asked.OWED: Role.OWED, Asked.MONTHLY: Role.MONTHLY, Asked.PAID: Role.PAID}


def _in_answer(amount: Amount, asked: Collection[Asked]) -> Amount:
    answers = [role for what, role in _ANSWERS.items() if what in asked]
    if len(answers) != 1:
        return amount
    open_ = {Role.UNCLEAR, Role.OFFERED} if answers[0] is Role.MONTHLY else {Role.UNCLEAR}
    return Amount(amount.cents, answers[0], amount.start, amount.end) if amount.role in open_ else amount


def _one(found: Sequence[int]) -> int | None:
    """The sum, where there is one; two different ones leave it unclear which is meant."""
    distinct = list(dict.fromkeys(found))
    return distinct[0] if len(distinct) == 1 else None


def _last(found: Sequence[Amount]) -> Amount | None:
    return found[-1] if len({a.cents for a in found}) == 1 else None


def _moment(text: str, entities: Sequence[Mapping[str, Any]], place: int, today: date) -> str:
    """When, by what stands in one breath with this place of a message."""
    part = clause_at(text, place)
    if part is None:
        return ""
    for entity in of_kind(entities, "date"):
        at = entity.get("start")
        inside = part.start <= at < part.end if isinstance(at, int) else True
        if inside and (day := _ahead(str(entity.get("value")), today)):
            return day
    found = _MOMENT.search(part.text)
    if found:
        said = found[0].lower()
        return f"in {said}" if said in MONTHS else said
    return "nu" if _NOW.search(part.text) else ""


def _ahead(value: str, today: date) -> str:
    """The ISO day, if it lies ahead and not too far."""
    day = day_in(value)
    return value if day is not None and today <= day <= today + FARTHEST else ""


def day_ahead(entities: Sequence[Mapping[str, Any]], today: date) -> str:
    """The one day to come that a message names, also as "de 24e"; empty where it names none or more."""
    named = values(entities, "date")
    if not named:
        numbers = values(entities, "day_of_month")
        named = [coming.isoformat() for number in numbers if (coming := next_such(number, today))]
    ahead = {day for value in named if (day := _ahead(value, today))}
    return ahead.pop() if len(ahead) == 1 else ""


def _paid_on(text: str, entities: Sequence[Mapping[str, Any]], today: date) -> str:
    """The one day behind us on which a message says that was paid; a letter's own day is none."""
    behind = {day for day in days.that_may_be(text, entities, DayRole.PAID) if day <= today.isoformat()}
    return behind.pop() if len(behind) == 1 else ""


def fitting(question: str, takes: str, told: Told, value: str | None) -> str | None:
    """The answer to a question of a flow, by what the message tells: a day on which somebody will pay is no day of a
    letter, and what was paid or offered is neither the rent that is owed nor the costs."""
    if takes == "date":
        return None if told.offers else value
    if takes != "amount":
        return value
    if value in {str(cents) for cents in (*told.refused, *told.denied)}:
        return None
    # Where no debt is named, the rent itself is what is open.
    meant = told.costs if question == "costs.asked" else told.owed or told.rent
    if meant is not None:
        return str(meant)
    if value == str(told.costs):
        return None
    return None if told.paid or told.says_paid or told.offers else value


_INSTEAD = re.compile(
    r"\b(?:doe|maak (?:er|het|dat)(?: van)?|liever|dan|toch)(?: toch| liever| maar)* (?:€ ?)?(\d{2,4})\b", _I
)


def instead_of_before(text: str, told: Told) -> int | None:
    """The sum that takes the place of what was offered ("doe 40"); None where a message names its role itself."""
    found = _INSTEAD.search(text)
    return int(found[1]) * 100 if found and not (told.offers or told.owed or told.paid) else None


def corrects(told: Told) -> int | None:
    """The sum that takes the place of another ("het is 1480, niet 300"); None where none does."""
    return told.unclear[0] if told.denied and len(told.unclear) == 1 else told.owed if told.denied else None
