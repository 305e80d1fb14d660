"""When to say what about a running agreement, and when to say nothing.

A reminder some days ahead, a friendly question the day after a miss, then a person, and thanks once. Never at night,
on Sundays or holidays, nor while something makes us keep still.
"""

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.arrangements.rules import days
from bot.arrangements.rules.life import LIVE, Held, Life, State
from bot.arrangements.rules.policy import GuardRules
from bot.clock import AMSTERDAM, in_amsterdam


class Nudge(enum.StrEnum):
    REMINDER = "reminder"
    #: The day after a miss: did something come up?
    QUESTION = "question"
    #: Not for the tenant: a person is asked to get in touch.
    PERSON = "person"
    THANKS = "thanks"


class Hindrance(enum.StrEnum):
    """Why we do not write of ourselves; any one is enough."""

    DANGER = "danger"
    DISPUTE = "dispute"
    ADMINISTRATOR = "administrator"
    DEBT_SCHEME = "debt_scheme"
    OPTED_OUT = "opted_out"
    DO_NOT_CONTACT = "do_not_contact"


#: These also stop a person from being sent after the money; the person looks at the hindrance instead.
NOBODY_COLLECTS = frozenset({Hindrance.DANGER, Hindrance.DISPUTE, Hindrance.ADMINISTRATOR, Hindrance.DEBT_SCHEME})
#: Older payments are not thanked for any more: it would surprise.
THANKS_WITHIN = timedelta(days=7)
#: A reminder comes earlier where its own day is a quiet one; so many quiet days in a row there never are.
QUIET_AT_MOST = timedelta(days=7)


@dataclass(frozen=True)
class Due:
    """A nudge about one instalment whose time has come."""

    nudge: Nudge
    term: Held
    #: For a person: whether the tenant was asked before. Who wants no messages from us was not.
    asked: bool = True


@dataclass(frozen=True)
class Said:
    """A nudge that went out before, and when."""

    nudge: Nudge
    number: int
    on: date


def may_write(rules: GuardRules, now: datetime) -> bool:
    """Whether this is a moment to write of ourselves, by the clock in the Netherlands."""
    local = in_amsterdam(now)
    return not days.is_quiet_day(local.date()) and rules.from_time <= local.time() < rules.until_time


def next_moment(rules: GuardRules, now: datetime) -> datetime:
    """Now when we may write, else the first moment that we may."""
    if may_write(rules, now):
        return now
    local = in_amsterdam(now)
    day = local.date() if local.time() < rules.from_time else local.date() + days.ONE
    while days.is_quiet_day(day):
        day += days.ONE
    return datetime.combine(day, rules.from_time, AMSTERDAM)


def remind_on(rules: GuardRules, due_on: date) -> date:
    """The day of the reminder; earlier, never later, when that day is a quiet one."""
    day = due_on - timedelta(days=rules.remind_days_before)
    while days.is_quiet_day(day):
        day -= days.ONE
    return day


def due_nudges(
    rules: GuardRules,
    life: Life,
    now: datetime,
    said: Iterable[Said] = (),
    hindrances: Iterable[Hindrance] = (),
    agreed_on: date | None = None,
) -> tuple[Due, ...]:
    """What to say now, at most one nudge an instalment. Nothing twice, nothing late that would only confuse."""
    stopped = frozenset(hindrances)
    if life.state not in LIVE | {State.COMPLETED} or not may_write(rules, now):
        return ()
    today = in_amsterdam(now).date()
    before = {(one.nudge, one.number): one.on for one in said}
    due = (_due(rules, life, term, today, before, agreed_on) for term in life.terms)
    found = (_instead(rules, one, today, stopped) for one in due if one)
    return tuple(one for one in found if not _silenced(one.nudge, stopped))


def _instead(rules: GuardRules, due: Due, today: date, stopped: frozenset[Hindrance]) -> Due:
    """Where the question cannot be asked, a person comes all the same; as late as with the question."""
    late = today > due.term.due_on + timedelta(days=rules.person_after_days)
    return Due(Nudge.PERSON, due.term, asked=False) if due.nudge is Nudge.QUESTION and stopped and late else due


def _silenced(nudge: Nudge, stopped: frozenset[Hindrance]) -> bool:
    return bool(stopped & NOBODY_COLLECTS) if nudge is Nudge.PERSON else bool(stopped)


def _due(
    rules: GuardRules,
    life: Life,
    term: Held,
    today: date,
    before: dict[tuple[Nudge, int], date],
    agreed_on: date | None,
) -> Due | None:
    def once(nudge: Nudge) -> Due | None:
        return None if (nudge, term.number) in before else Due(nudge, term)

    if term.is_paid:
        fresh = term.paid_on is not None and today - term.paid_on <= THANKS_WITHIN
        return once(Nudge.THANKS) if fresh else None
    if life.state not in LIVE:
        return None
    if today <= term.due_on:
        # Who agreed today has just read the day; who said it will not work is already in talks.
        settled = agreed_on == today or life.trouble == term.number
        return once(Nudge.REMINDER) if today >= remind_on(rules, term.due_on) and not settled else None
    asked = before.get((Nudge.QUESTION, term.number))
    if asked is None:
        return Due(Nudge.QUESTION, term)
    waited = today >= asked + timedelta(days=rules.person_after_days)
    return once(Nudge.PERSON) if waited else None
