"""Cases, policies and plans for the tests of this room."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from hypothesis import strategies as st

from bot.arrangements.loading import load_policy
from bot.arrangements.rules.changes import Running
from bot.arrangements.rules.conditions import NextStep
from bot.arrangements.rules.eligibility import Kind
from bot.arrangements.rules.facts import Case
from bot.arrangements.rules.life import Held
from bot.arrangements.rules.policy import Breach, Policy, parse_policy
from bot.settings import PROJECT
from tests.unit.arrangements import published

#: A Monday.
TODAY = date(2026, 11, 23)
DEMO: Policy = load_policy(PROJECT / "content" / "demo")
PUBLISHED = tuple(parse_policy(raw) for raw in published.ALL)
DEMO_FOLDER: Path = PROJECT / "content" / "demo"
#: What counts as a breach: with patience, and at once.
KIND = Breach(missed=2, grace_days=3)
HARSH = Breach(missed=1, grace_days=0, decided_by="automatic")
COLLECTOR = (NextStep.COLLECTOR,)

#: Rent of 650 euros, one month open, living there for years, never an arrangement, always on time before.
PLAIN = Case(
    today=TODAY,
    started_on=date(2019, 5, 1),
    ended_on=None,
    rent_cents=65_000,
    open_rent_cents=65_000,
    total_cents=65_000,
    months_on_time=24,
)


def case(**changes: object) -> Case:
    return replace(PLAIN, **changes)  # type: ignore[arg-type]


def runs(*terms: Held, agreed_on: date = TODAY, kind: Kind = Kind.ARRANGEMENT) -> Running:
    """An agreement that runs as it was first agreed."""
    return Running(kind, agreed_on, (terms,))


policies = st.sampled_from((DEMO, *PUBLISHED))
days = st.dates(date(2026, 1, 1), date(2036, 12, 31))
income_days = st.none() | st.integers(1, 31)
totals = st.integers(1, 2_000_000)
