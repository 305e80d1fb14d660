"""Changes to what runs: judged as new plans, on the table until a yes, on a real database."""

from datetime import date

from bot.arrangements.ground import Asker, Told
from bot.arrangements.rules.conditions import NextStep
from bot.arrangements.rules.eligibility import Kind, Outcome
from bot.arrangements.rules.life import EndReason, State
from bot.arrangements.rules.schedule import Wish
from bot.tenancy.models import EntryKind
from tests.integration.arrangements.conftest import RENT, TELLER, Scene


async def test_trouble_is_told_before_it_breaks_and_the_instalment_moves_with_a_new_yes(scene: Scene) -> None:
    living = await scene.agreed()
    told = await scene.changes.report_trouble(living.id, 1, Asker())
    assert told.state is State.AT_RISK
    assert [line.id for line in await scene.collector.at_risk()] == [living.id]
    answer = await scene.changes.move_instalment(living.id, 1, date(2027, 1, 8), Asker())
    assert answer.agreement is not None
    assert (answer.agreement.change, answer.agreement.reference) == (1, living.reference)
    assert answer.agreement.document.title == f"Wijziging 1 van betalingsregeling {living.reference}"
    assert (await scene.agreements.find(living.id)).state is State.AT_RISK
    # Past the days within which a first payment has to be, counted from the first yes: a person looks first.
    assert (answer.outcome, answer.agreement.looks) == (Outcome.COLLECTOR, ("first-payment-put-off",))
    assert answer.why is not None
    assert "binnen 35 dagen na je ja" in answer.why.says
    changed = await scene.yes(await scene.collector.approve(answer.agreement.id, scene.staff))
    assert [str(term.due_on) for term in changed.terms] == ["2027-01-08", "2027-01-25", "2027-02-25"]
    assert (await scene.agreements.find(living.id)).end_reason is EndReason.RENEGOTIATED
    # Fourteen days, from the 28th of December and not from where it was moved to.
    refused = await scene.changes.move_instalment(changed.id, 1, date(2027, 1, 12), Asker())
    assert refused.why is not None
    assert (refused.why.id, refused.why.next) == ("moved-too-far", (NextStep.OTHER_PLAN, NextStep.COLLECTOR))


async def test_a_change_waits_or_asks_as_a_new_plan_of_that_shape_would(scene: Scene) -> None:
    living = await scene.agreed()
    nine = await scene.changes.respread(living.id, Wish(terms=9), TELLER, Asker())
    assert nine.agreement is not None
    assert (nine.outcome, nine.agreement.looks) == (Outcome.COLLECTOR, ("terms-the-assistant-may-agree",))
    assert nine.agreement.state is State.AWAITING_APPROVAL
    dearer = await scene.changes.respread(living.id, Wish(terms=2), TELLER, Asker())
    assert (dearer.outcome, dearer.means) == (Outcome.ASK, True)
    little = Told(room_cents=30_000, room_asked=True)
    refused = await scene.changes.respread(living.id, Wish(terms=2), little, Asker())
    assert refused.why is not None
    assert refused.why.id == "more-than-you-can-miss"
    enough = Told(room_cents=40_000, room_asked=True)
    two = await scene.changes.respread(living.id, Wish(terms=2), enough, Asker())
    assert (two.outcome, two.agreement and two.agreement.state) == (Outcome.ALONE, State.OFFERED)
    # Nobody told the income day this time; the days follow the one of the first plan.
    assert two.agreement is not None
    assert [str(term.due_on) for term in two.agreement.terms] == ["2026-12-28", "2027-01-25"]


async def test_a_deferral_moves_as_a_deferral_and_with_a_new_month_is_a_new_arrangement(scene: Scene) -> None:
    await scene.stand(started_on=date(2026, 10, 15))
    answer = await scene.proposals.propose_deferral(scene.contract, date(2026, 12, 10), Told(), Asker())
    assert answer.agreement is not None
    deferral = await scene.yes(answer.agreement)
    moved = await scene.changes.move_instalment(deferral.id, 1, date(2026, 12, 21), Asker())
    assert moved.agreement is not None
    assert (moved.outcome, moved.agreement.kind) == (Outcome.ALONE, Kind.DEFERRAL)
    changed = await scene.yes(moved.agreement)
    again = await scene.changes.move_instalment(changed.id, 1, date(2026, 12, 28), Asker())
    assert again.why is not None
    assert again.why.id == "deferral-too-long"
    scene.clock.move(days=10)
    await scene.book("huur-2026-12", EntryKind.RENT, RENT, date(2026, 12, 1))
    asked = await scene.changes.merge_months(changed.id, Wish(terms=2), TELLER, Asker())
    assert (asked.outcome, asked.means) == (Outcome.ASK, True)
    able = Told(income_day=24, room_cents=70_000, room_asked=True)
    merged = await scene.changes.merge_months(changed.id, Wish(terms=2), able, Asker())
    assert merged.agreement is not None
    assert (merged.outcome, merged.agreement.kind) == (Outcome.COLLECTOR, Kind.ARRANGEMENT)
    assert "tenancy-age" in merged.agreement.looks


async def test_a_newly_missed_month_comes_into_the_plan(scene: Scene) -> None:
    living = await scene.agreed()
    nothing = await scene.changes.merge_months(living.id, Wish(terms=5), TELLER, Asker())
    assert nothing.why is not None
    assert nothing.why.id == "nothing-new-open"
    scene.clock.move(days=36)
    await scene.book("huur-2026-12", EntryKind.RENT, RENT, date(2026, 12, 1))
    await scene.pay(21_666)
    await scene.upkeep.look_at(living.id)
    assert (await scene.agreements.find(living.id)).state is State.AT_RISK
    answer = await scene.changes.merge_months(living.id, Wish(terms=6), TELLER, Asker())
    assert answer.agreement is not None
    assert answer.agreement.total_cents == RENT - 21_666 + RENT
    merged = await scene.yes(answer.agreement)
    assert merged.state is State.ACTIVE
    assert not await scene.upkeep.look_at(merged.id)
