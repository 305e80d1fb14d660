"""The demo shows an agreement in every state, the same one for the same tenant."""

from datetime import datetime

import pytest
from sqlalchemy import select

from bot.arrangements.demo import seed_agreements
from bot.arrangements.models import Agreement
from bot.arrangements.rules.life import State
from bot.database.engine import Database
from bot.settings import PROJECT
from bot.staff.models import Staff
from bot.tenancy.demo import seed_tenancy
from bot.tenancy.models import Contract
from tests.support.clock import FixedClock
from tests.support.wiring import Desk

FOLDER = PROJECT / "content" / "demo"
#: Before anybody has looked at it, a proposal is in this state for a moment only.
NEVER_SEEN = {State.PROPOSED}


@pytest.mark.parametrize("now", ["2026-11-22T14:00:00+01:00", "2026-12-02T09:00:00+01:00", "2027-03-15T12:00:00+01:00"])
async def test_there_is_an_agreement_in_every_state_and_the_same_ones_again(
    desk: Desk, database: Database, clock: FixedClock, collector: Staff, now: str
) -> None:
    clock.now = datetime.fromisoformat(now)
    async with database.transaction() as session:
        await seed_tenancy(session, FOLDER, clock().date())
    ground = desk.services.arrangements.ground
    made = await seed_agreements(ground, FOLDER, collector.id)
    async with database.transaction() as session:
        rows = (
            await session.execute(
                select(Contract.number, Agreement.state, Agreement.kind, Agreement.reference).join(
                    Contract, Contract.id == Agreement.contract_id
                )
            )
        ).all()
    states = {number: (state, str(kind)) for number, state, kind, _ in rows}
    assert made == 13, states
    assert {state for state, _ in states.values()} == set(State) - NEVER_SEEN, states
    assert {kind for _, kind in states.values()} == {"arrangement", "deferral", "pay_date"}
    assert states["0012287"] == (State.BROKEN, "arrangement")
    assert await seed_agreements(ground, FOLDER, collector.id) == 0
