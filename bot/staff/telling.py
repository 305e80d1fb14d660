"""Sentences of the pages about tenants and agreements, made of their words. Pure."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from bot.arrangements.models import OF_NUDGE, EventKind
from bot.arrangements.news import By
from bot.arrangements.rules.conditions import Condition
from bot.arrangements.rules.eligibility import Kind
from bot.arrangements.rules.facts import Measure, measure
from bot.arrangements.rules.life import EndReason
from bot.arrangements.rules.policy import Policy
from bot.guidance.words import MONTHS, euros
from bot.handoff.models import Reason
from bot.identity.contact_rules import NOBODY
from bot.staff.texts import REASONS
from bot.staff.words import BOUNDS, CONTACTS, END_REASONS, EVENTS, FACTS, KINDS, LIMITS, STAGES, WAYS
from bot.tenancy.debts import Debt
from bot.tenancy.models import Stage

#: Events that tell by which way something was said.
SAID = frozenset({EventKind.TOLD, *OF_NUDGE.values()})


#: The name of a channel as people read it.
NameOf = Callable[[str], str]


def talk(title: str, by_tenant: int, by_assistant: int, by_staff: int) -> str:
    """`WhatsApp: 3 van de huurder, 4 van de assistent`; never what was said."""
    parts = [(by_tenant, "van de huurder"), (by_assistant, "van de assistent"), (by_staff, "van een medewerker")]
    told = ", ".join(f"{count} {whose}" for count, whose in parts if count)
    return f"Berichten via {title}: {told or 'alleen mededelingen'}"


def handoff(reason: Reason, taken: bool, over: bool = False) -> str:
    """`over` without `taken`: it was not needed any more before anybody took it up."""
    became = "opgepakt" if taken else "uit de wachtrij, niet meer nodig" if over else "nog niet opgepakt"
    return f"{REASONS.get(reason, reason)}, {became}"


def happened(kind: str, detail: Mapping[str, Any], name_of: NameOf) -> str:
    """What an event in the life of an agreement means, with the reason that somebody gave."""
    told = EVENTS.get(kind, kind.replace("_", " "))
    why = str(detail.get("reason") or detail.get("note") or detail.get("why") or "")
    if kind in SAID and (by := str(detail.get("by") or "")):
        why = ways(by, name_of)
    if kind == "ended" and why in set(EndReason):
        why = END_REASONS[EndReason(why)]
    return f"{told} ({why})" if why else told


def ways(by: str, name_of: NameOf) -> str:
    """`sms+web-hint` in words."""
    return ", ".join(WAYS.get(way) or name_of(way) for way in by.split("+"))


def heard(by: str, name_of: NameOf) -> str:
    """Whether and how the tenant was told what was decided."""
    if by in (By.PASSED, By.TOO_LATE):
        return f"Nee: {ways(by, name_of)}."
    return "Nog niet: een medewerker moet bellen." if by == By.PERSON else f"Ja, via {ways(by, name_of)}."


def refused(kind: Kind, reasons: Iterable[str]) -> str:
    told = ", ".join(reason_words(reason) for reason in reasons)
    return f"{KINDS[kind]} gevraagd" + (f": {told}" if told else "")


def reason_words(reason: str, policy: Policy | None = None) -> str:
    """A reason's id in words: a bound of the plan, a stage, or a condition of the policy; else the id itself."""
    if reason in BOUNDS:
        return BOUNDS[reason]
    if reason.startswith("stage-") and (stage := reason.removeprefix("stage-").replace("-", "_")) in set(Stage):
        return f"Fase: {STAGES[Stage(stage)].lower()}"
    for condition, about in _named(policy) if policy else ():
        if condition == reason:
            return about
    return reason


def _named(policy: Policy) -> Iterable[tuple[str, str]]:
    yield from ((one.id, condition_words(one)) for one in policy.exclusions)
    for part in (policy.arrangement, policy.deferral, policy.pay_date):
        if part is not None:
            yield from ((one.id, condition_words(one)) for one in part.conditions)
            yield from ((one.id, one.about) for one in part.weighs)
    if policy.arrangement is not None:
        yield from ((one.id, condition_words(one)) for one in policy.arrangement.changes.conditions)


def condition_words(condition: Condition) -> str:
    """`Achterstand in maanden huur: hoogstens 4`: what has to hold."""
    label = FACTS[condition.fact]
    if condition.is_ is not None:
        return f"{label}: moet {'ja' if condition.is_ else 'nee'} zijn"
    for name, told in LIMITS:
        limit = getattr(condition, name)
        if limit is not None:
            shown = euros(int(limit)) if measure(condition.fact) is Measure.MONEY else f"{limit.normalize():f}"
            return f"{label}: {told} {shown.replace('.', ',') if measure(condition.fact) is Measure.NUMBER else shown}"
    return label


def balance_lines(debt: Debt) -> tuple[str, ...]:
    """How a tenancy stands, in at most four plain lines."""
    if debt.balance_cents > 0:
        first = f"Er staat {euros(debt.balance_cents)} open"
        costs = f", waarvan {euros(debt.open_costs_cents)} kosten." if debt.open_costs_cents else "."
        lines = [first + costs]
    elif debt.balance_cents < 0:
        lines = [f"Er is {euros(-debt.balance_cents)} te veel of vooruit betaald."]
    else:
        lines = ["Er staat niets open."]
    if debt.oldest_open_month is not None:
        oldest = _month(debt.oldest_open_month)
        if debt.open_months == 1:
            lines.append(f"De huur van {oldest} is niet helemaal betaald.")
        else:
            lines.append(f"Van {debt.open_months} maanden is de huur niet helemaal betaald. De oudste is {oldest}.")
    paid = debt.last_payment
    if paid is not None:
        on = f"{paid.on.day} {_month(paid.on)}"
        lines.append(f"De laatste betaling was {euros(paid.cents)}, op {on}.")
    else:
        lines.append("Er is nog nooit een betaling gezien.")
    if debt.in_doubt:
        lines.append("Let op: er staat nog een vraag open van het inlezen. Dit bedrag kan dus anders zijn.")
    return tuple(lines)


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def contact_changed(kind: str, shown: str, told_by: str) -> str:
    """What was changed in the chat; and whether the old address knows. `told_by`: empty while it is on its way."""
    what = f"Wijzigde {CONTACTS[kind]} in de chat, nu {shown}"
    if not told_by:
        return what
    return f"{what}. Het oude adres {'kreeg geen bericht' if told_by == NOBODY else 'kreeg bericht'}"
