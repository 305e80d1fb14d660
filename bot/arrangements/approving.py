"""A proposal that waited, written anew when a collector approves it: by the policy of today, or not at all."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.arrangements.book import Kept
from bot.arrangements.ground import Ground, PayDay
from bot.arrangements.models import ArrangementRequest
from bot.arrangements.proposing import ProposalService
from bot.arrangements.reading import Picture
from bot.arrangements.rules import schedule
from bot.arrangements.rules.changes import Running
from bot.arrangements.rules.days import next_month
from bot.arrangements.rules.eligibility import Failed, Kind, judge
from bot.arrangements.rules.facts import Fact, Facts, facts_of, from_json
from bot.arrangements.rules.life import Event, NotNow
from bot.arrangements.rules.policy import Policy
from bot.arrangements.rules.schedule import Plan, Term, Wish
from bot.arrangements.rules.wanted import Change, Move, Spread, weigh_again
from bot.arrangements.rules.wanted import from_json as change_from_json
from bot.arrangements.running import as_it_runs, open_now
from bot.guidance.words import euros

#: Ways in which the ledger moved on since it was proposed.
OTHER_AMOUNT, RUNS_NO_MORE = "other-amount-by-now", "runs-no-more"


class NoLongerAllowed(Exception):
    """The policy of today does not allow what was proposed; the text says why, as a tenant would read it."""


async def write_anew(session: AsyncSession, ground: Ground, kept: Kept) -> None:
    """The same plan in a text of today, with a person behind it and the version of the policy that it was judged by.

    Raises NotNow (its first day has passed) and NoLongerAllowed.
    """
    row = kept.row
    picture = await ground.picture(session, row.contract_id)
    matter = _matter(ground, kept)
    if why_not := await _why_not(session, ground, kept, picture, matter):
        raise NoLongerAllowed(why_not)
    about = ground.particulars(picture, row.reference, row.change, by_collector=True)
    document = ground.document(matter, about)
    row.document, row.text_digest, row.valid_until = document.to_json(), document.digest, about.valid_until
    row.policy_version = ground.policy.stamp


def _matter(ground: Ground, kept: Kept) -> Plan | PayDay:
    row = kept.row
    if row.pay_day is not None:
        rules = ground.policy.pay_date
        return PayDay(row.pay_day, next_month(ground.today), rules.proof.get(row.pay_day, "") if rules else "")
    plan = Plan(row.kind, tuple(Term(t.number, t.due_on, t.amount_cents) for t in kept.terms))
    if plan.first_on <= ground.today:
        raise NotNow(row.state, Event.APPROVE)
    return plan


async def _asked(session: AsyncSession, kept: Kept) -> tuple[Facts, Mapping[str, Any]]:
    """What the tenant told for it, and the change that they asked, as remembered; a collector weighs what was not."""
    request = ArrangementRequest
    statement = select(request.facts, request.wanted).where(
        request.contract_id == kept.row.contract_id, request.agreement_id == kept.row.id
    )
    found = (await session.execute(statement.order_by(request.at.desc()).limit(1))).one_or_none()
    return (from_json(found[0]), found[1] or {}) if found else ({}, {})


async def _why_not(session: AsyncSession, ground: Ground, kept: Kept, picture: Picture, matter: Plan | PayDay) -> str:
    """The first thing in its way by the policy and the ledger of today, in words; empty where there is nothing."""
    changes_plan = isinstance(matter, Plan) and kept.row.replaces_id is not None
    if isinstance(matter, Plan):
        live = await ground.book.live(session, kept.row.contract_id, kept.row.subject)
        open_cents = await open_now(session, ground, kept, live)
        if open_cents is None:
            return ProposalService(ground).tell(RUNS_NO_MORE)
        if changes_plan and live is not None and (why_not := await _no_change(session, ground, kept, live, matter)):
            return why_not
        if open_cents != kept.row.total_cents:
            return ground.texts.refusal(OTHER_AMOUNT, amount=euros(open_cents), total=euros(kept.row.total_cents))
    return "" if changes_plan else _no_plan(ground, kept, picture, matter, (await _asked(session, kept))[0])


def _no_plan(ground: Ground, kept: Kept, picture: Picture, matter: Plan | PayDay, told: Facts) -> str:
    """Why a new plan, or another pay day, may not be."""
    policy, today, tell = ground.policy, ground.today, ProposalService(ground).tell
    facts = facts_of(picture.case, told) | ({} if isinstance(matter, PayDay) else matter.facts(today))
    verdict = judge(policy, matter.kind, picture.overview.stage, facts, asked=tuple(Fact))
    if verdict.refused:
        return _says(verdict.refused[0], tell)
    beyond = bounds_of(policy, matter, kept.row.total_cents, today)
    return tell(beyond[0]) if beyond else ""


async def _no_change(session: AsyncSession, ground: Ground, kept: Kept, live: Kept, plan: Plan) -> str:
    """Why a change of what runs may not be. Where only the sum is another, that is told with both sums."""
    told, wished = await _asked(session, kept)
    tell = ProposalService(ground).tell
    now = await as_it_runs(session, ground, live)
    change = Change(now.running, _wanted(wished, kept, now.running), ground.today)
    case = facts_of(now.picture.case, told)
    found = weigh_again(ground.policy, now.picture.overview.stage, case, change, plan)
    if found.verdict.refused:
        return _says(found.verdict.refused[0], tell)
    return tell(found.bound) if found.bound not in ("", schedule.SUM_IS_WRONG) else ""


def _says(first: Failed, tell: Callable[[str], str]) -> str:
    return first.says or tell(first.id)


def _wanted(wished: Mapping[str, Any], kept: Kept, running: Running) -> Move | Spread:
    """What was asked; where that was not remembered, what is left in so many terms."""
    if "plans" in wished:
        return change_from_json(wished).wanted
    return Spread(Wish(terms=len(kept.terms)), new_cents=max(0, kept.row.total_cents - running.open_cents))


def bounds_of(policy: Policy, matter: Plan | PayDay, total_cents: int, today: date) -> tuple[str, ...]:
    """Ids of the policy's bounds that this goes beyond."""
    if isinstance(matter, PayDay):
        offered = policy.pay_date.days if policy.pay_date else ()
        return () if matter.day in offered else (schedule.PAY_DAY_NOT_OFFERED,)
    if matter.kind is Kind.DEFERRAL:
        most = policy.deferral.maximum_days if policy.deferral else 0
        return (schedule.DEFERRAL_TOO_LONG,) if (matter.last_on - today).days > most else ()
    return schedule.bounds(policy.arrangement, matter, total_cents, today) if policy.arrangement else ()
