"""What a collector decides, and by which policy, on a real database."""

from datetime import date

import pytest

from bot.arrangements.approving import NoLongerAllowed
from bot.arrangements.desk import ReasonNeeded
from bot.arrangements.ground import Asker, Told
from bot.arrangements.models import Actor
from bot.arrangements.rules.conditions import Otherwise
from bot.arrangements.rules.eligibility import Outcome
from bot.arrangements.rules.life import EndReason, NotNow, OtherText, State
from bot.arrangements.rules.policy import Changes
from bot.arrangements.rules.schedule import Wish
from bot.arrangements.trying import PolicyTrial
from bot.tenancy.models import MarkerKind
from tests.integration.arrangements.conftest import TELLER, Scene

STAFF = Asker(Actor.STAFF)


async def test_what_a_collector_must_see_waits_for_one_and_then_for_the_tenant(scene: Scene) -> None:
    answer = await scene.proposals.propose_arrangement(scene.contract, Wish(terms=9), TELLER, Asker())
    waiting = answer.agreement
    assert waiting is not None
    assert (waiting.state, waiting.looks) == (State.AWAITING_APPROVAL, ("terms-the-assistant-may-agree",))
    assert answer.why is not None
    assert answer.why.says == "Meer dan zes termijnen mag ik niet zelf afspreken."
    with pytest.raises(NotNow):
        await scene.yes(waiting)
    assert [line.id for line in await scene.collector.waiting()] == [waiting.id]
    approved = await scene.collector.approve(waiting.id, scene.staff, "past bij het inkomen")
    assert approved.state is State.OFFERED
    assert "Een medewerker van Woonstichting De Linde heeft hiernaar gekeken." in approved.message
    with pytest.raises(OtherText):
        await scene.yes(waiting)
    assert (await scene.yes(approved)).state is State.ACTIVE
    assert await scene.collector.waiting() == []


async def test_a_collector_declines_with_a_reason_or_proposes_something_else(scene: Scene) -> None:
    waiting = await scene.offer(9)
    with pytest.raises(ReasonNeeded):
        await scene.collector.decline(waiting.id, scene.staff, "  ")
    declined = await scene.collector.decline(waiting.id, scene.staff, "Zes maanden lukt ook.")
    assert (declined.state, declined.decision_reason) == (State.DECLINED, "Zes maanden lukt ook.")
    asker = Asker(Actor.STAFF, staff_id=scene.staff)
    answer = await scene.proposals.propose_arrangement(scene.contract, Wish(terms=8), TELLER, asker)
    assert answer.outcome is Outcome.ALONE
    assert answer.agreement is not None
    assert (await scene.yes(answer.agreement)).proposed_by is Actor.STAFF


async def test_a_collector_ends_or_breaks_off_only_as_the_policy_allows(scene: Scene) -> None:
    living = await scene.agreed()
    with pytest.raises(NotNow):
        await scene.collector.break_off(living.id, scene.staff, "niet betaald")
    scene.clock.move(days=70)
    await scene.upkeep.bring_up_to_date()
    assert (await scene.agreements.find(living.id)).state is State.AT_RISK
    broken = await scene.collector.break_off(living.id, scene.staff, "twee termijnen niet betaald, geen contact")
    assert (broken.state, broken.end_reason) == (State.BROKEN, EndReason.BREACH)
    assert [line.id for line in await scene.collector.broken(date(2026, 11, 1))] == [living.id]
    with pytest.raises(NotNow):
        await scene.collector.end(living.id, scene.staff, EndReason.MOVED)


async def test_what_is_approved_names_the_policy_that_its_text_was_written_under(scene: Scene) -> None:
    waiting = await scene.offer(9)
    scene.breaks_by_itself()
    approved = await scene.collector.approve(waiting.id, scene.staff)
    assert approved.policy_version == scene.ground.policy.stamp != waiting.policy_version
    assert "dan stopt de afspraak vanzelf" in approved.message


async def test_what_the_policy_no_longer_allows_is_not_approved_and_still_waits(scene: Scene) -> None:
    waiting = await scene.offer(9)
    policy = scene.ground.policy
    assert policy.arrangement is not None
    terms = policy.arrangement.terms.model_copy(update={"maximum": 6})
    scene.under(policy.model_copy(update={"arrangement": policy.arrangement.model_copy(update={"terms": terms})}))
    with pytest.raises(NoLongerAllowed, match="6"):
        await scene.collector.approve(waiting.id, scene.staff)
    scene.under(policy)
    await scene.mark(MarkerKind.WSNP)
    with pytest.raises(NoLongerAllowed):
        await scene.collector.approve(waiting.id, scene.staff)
    seen = await scene.agreements.find(waiting.id)
    assert (seen.state, seen.text_digest) == (State.AWAITING_APPROVAL, waiting.text_digest)


def changed_rules(scene: Scene, **changes: object) -> None:
    """From now on with other rules for changes."""
    policy = scene.ground.policy
    assert policy.arrangement is not None
    rules = policy.arrangement.changes.model_copy(update=changes)
    scene.under(policy.model_copy(update={"arrangement": policy.arrangement.model_copy(update={"changes": rules})}))


async def test_a_change_past_its_limits_is_judged_anew_when_it_is_approved(scene: Scene) -> None:
    living = await scene.agreed()
    put_off = await scene.changes.move_instalment(living.id, 1, date(2027, 1, 8), Asker())
    waiting = put_off.agreement
    assert waiting is not None
    assert waiting.looks == ("first-payment-put-off",)
    before = scene.ground.policy
    changed_rules(scene, past_limits=Otherwise.REFUSE)
    with pytest.raises(NoLongerAllowed, match="te laat voor je eerste betaling"):
        await scene.collector.approve(waiting.id, scene.staff)
    changed_rules(scene, past_limits=Otherwise.COLLECTOR, move_days=3)
    with pytest.raises(NoLongerAllowed, match="Zo ver"):
        await scene.collector.approve(waiting.id, scene.staff)
    changed_rules(scene, allowed=False)
    with pytest.raises(NoLongerAllowed, match="niet aanpassen"):
        await scene.collector.approve(waiting.id, scene.staff)
    seen = await scene.agreements.find(waiting.id)
    assert (seen.state, seen.text_digest) == (State.AWAITING_APPROVAL, waiting.text_digest)
    scene.under(before)
    assert (await scene.collector.approve(waiting.id, scene.staff)).state is State.OFFERED


async def test_a_plan_spread_anew_is_held_to_the_longest_of_today_when_it_is_approved(scene: Scene) -> None:
    living = await scene.agreed()
    answer = await scene.changes.respread(living.id, Wish(terms=9), TELLER, Asker())
    assert answer.agreement is not None
    policy = scene.ground.policy
    assert policy.arrangement is not None
    terms = policy.arrangement.terms.model_copy(update={"maximum": 6})
    scene.under(policy.model_copy(update={"arrangement": policy.arrangement.model_copy(update={"terms": terms})}))
    with pytest.raises(NoLongerAllowed, match="6 termijnen"):
        await scene.collector.approve(answer.agreement.id, scene.staff)
    scene.under(policy)
    assert (await scene.collector.approve(answer.agreement.id, scene.staff)).state is State.OFFERED


async def test_what_was_paid_since_is_seen_when_a_proposal_is_approved(scene: Scene) -> None:
    waiting = await scene.offer(9)
    await scene.pay(20_000)
    with pytest.raises(NoLongerAllowed, match=r"Er staat nu €\xa0450,00 open. Dit voorstel gaat over €\xa0650,00"):
        await scene.collector.approve(waiting.id, scene.staff)
    assert (await scene.agreements.find(waiting.id)).state is State.AWAITING_APPROVAL
    asker = Asker(Actor.STAFF, staff_id=scene.staff)
    other = await scene.proposals.propose_arrangement(scene.contract, Wish(terms=9), TELLER, asker)
    assert other.agreement is not None
    assert (await scene.yes(other.agreement)).total_cents == 45_000


async def test_what_was_paid_on_what_runs_is_seen_when_its_change_is_approved(scene: Scene) -> None:
    living = await scene.agreed()
    answer = await scene.changes.respread(living.id, Wish(terms=9), TELLER, Asker())
    assert answer.agreement is not None
    await scene.pay(20_000, living.reference)
    with pytest.raises(NoLongerAllowed, match=r"Er staat nu €\xa0450,00 open"):
        await scene.collector.approve(answer.agreement.id, scene.staff)


@pytest.mark.parametrize("reason", [EndReason.MOVED, EndReason.DEATH, EndReason.ADMINISTRATOR])
async def test_what_runs_ends_with_a_move_a_death_or_an_administrator(scene: Scene, reason: EndReason) -> None:
    living = await scene.agreed()
    change = await scene.changes.respread(living.id, Wish(terms=6), TELLER, Asker())
    assert change.agreement is not None
    ended = await scene.collector.end(living.id, scene.staff, reason)
    assert (ended.state, ended.end_reason) == (State.ENDED, reason)
    assert (await scene.agreements.find(change.agreement.id)).state is State.WITHDRAWN
    with pytest.raises(ValueError, match="volgt vanzelf"):
        await scene.collector.end(living.id, scene.staff, EndReason.KEPT)


async def test_a_changed_policy_is_tried_on_what_was_really_asked(scene: Scene) -> None:
    await scene.offer(3)
    await scene.offer(9)
    policy = scene.ground.policy
    assert policy.arrangement is not None
    terms = policy.arrangement.terms.model_copy(update={"maximum": 6})
    stricter = policy.model_copy(update={"arrangement": policy.arrangement.model_copy(update={"terms": terms})})
    today = scene.ground.today
    trial = await PolicyTrial(scene.database).dry_run(stricter, today, today)
    assert trial.counts == {(Outcome.ALONE, Outcome.ALONE): 1, (Outcome.COLLECTOR, Outcome.REFUSED): 1}
    living = await scene.agreed()
    await scene.changes.respread(living.id, Wish(terms=6), TELLER, Asker())
    await scene.changes.move_instalment(living.id, 1, date(2027, 2, 1), Asker())
    await scene.proposals.propose_pay_date(scene.contract, 25, Told(), Asker())
    assert (await PolicyTrial(scene.database).dry_run(policy, today, today)).differences == ()
    none = policy.arrangement.model_copy(update={"changes": Changes(allowed=False)})
    unchanging = await PolicyTrial(scene.database).dry_run(
        policy.model_copy(update={"arrangement": none}), today, today
    )
    assert [d.reasons for d in unchanging.differences] == [("changes-not-allowed",), ("changes-not-allowed",)]
