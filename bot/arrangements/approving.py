"""A proposal that waited, written anew when a collector approves it: by the policy of today, or not at all."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.arrangements.book import Kept
from bot.arrangements.ground import Ground, PayDay
from bot.arrangements.models import ArrangementRequest
from bot.arrangements.proposing import ProposalService
from bot.arrangements.reading import Picture
from bot.arrangements.rules import schedule
from bot.arrangements.rules.days import next_month
from bot.arrangements.rules.eligibility import Kind, judge, judge_changes
from bot.arrangements.rules.facts import Fact, Facts, facts_of, from_json
from bot.arrangements.rules.life import Event, NotNow
from bot.arrangements.rules.policy import Policy
from bot.arrangements.rules.schedule import Plan, Term


class NoLongerAllowed(Exception):
    """The policy of today does not allow what was proposed; the text says why, as a tenant would read it."""


async def write_anew(session: AsyncSession, ground: Ground, kept: Kept) -> None:
    """The same plan in a text of today, with a person behind it and the version of the policy that it was judged by.

    Raises NotNow (its first day has passed) and NoLongerAllowed.
    """
    row = kept.row
    picture = await ground.picture(session, row.contract_id)
    matter = _matter(ground, kept)
    # A change is judged as if what it replaces were not there: it will not be.
    without = await ground.picture(session, row.contract_id, apart=row.reference) if row.replaces_id else picture
    why_not = _why_not(ground, kept, without, matter, await _told(session, kept))
    if why_not:
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


async def _told(session: AsyncSession, kept: Kept) -> Facts:
    """What the tenant told for it, as it was remembered; a collector weighs what was not."""
    request = ArrangementRequest
    statement = select(request.facts).where(
        request.contract_id == kept.row.contract_id, request.agreement_id == kept.row.id
    )
    raw = await session.scalar(statement.order_by(request.at.desc()).limit(1))
    return from_json(raw) if raw else {}


def _why_not(ground: Ground, kept: Kept, picture: Picture, matter: Plan | PayDay, told: Facts) -> str:
    """The first thing in its way by the policy of today, in words; empty where there is nothing."""
    policy, stage, today = ground.policy, picture.overview.stage, ground.today
    facts = facts_of(picture.case, told) | ({} if isinstance(matter, PayDay) else matter.facts(today))
    changes = kept.row.replaces_id is not None and kept.row.pay_day is None
    if changes and isinstance(matter, Plan):
        verdict = judge_changes(policy, matter.kind, stage, facts)
    else:
        verdict = judge(policy, matter.kind, stage, facts, asked=tuple(Fact))
    tell = ProposalService(ground).tell
    if verdict.refused:
        first = verdict.refused[0]
        return first.says or tell(first.id)
    beyond = () if changes else bounds_of(policy, matter, kept.row.total_cents, today)
    return tell(beyond[0]) if beyond else ""


def bounds_of(policy: Policy, matter: Plan | PayDay, total_cents: int, today: date) -> tuple[str, ...]:
    """Ids of the policy's bounds that this goes beyond."""
    if isinstance(matter, PayDay):
        offered = policy.pay_date.days if policy.pay_date else ()
        return () if matter.day in offered else (schedule.PAY_DAY_NOT_OFFERED,)
    if matter.kind is Kind.DEFERRAL:
        most = policy.deferral.maximum_days if policy.deferral else 0
        return (schedule.DEFERRAL_TOO_LONG,) if (matter.last_on - today).days > most else ()
    return schedule.bounds(policy.arrangement, matter, total_cents, today) if policy.arrangement else ()
