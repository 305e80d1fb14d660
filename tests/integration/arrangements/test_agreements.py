"""From a proposal to its end, on a real database: consent, collectors, changes, payments, nudges."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import IntegrityError

from bot.arrangements.approving import NoLongerAllowed
from bot.arrangements.book import UnknownAgreement
from bot.arrangements.circumstances import TASKS, Circumstance
from bot.arrangements.desk import ReasonNeeded
from bot.arrangements.following import RENT_OPEN
from bot.arrangements.ground import Asker, Told
from bot.arrangements.models import Actor, Agreement
from bot.arrangements.news import News, NewsBook
from bot.arrangements.reading import UnknownContract
from bot.arrangements.rules.affordability import Fit, Means
from bot.arrangements.rules.conditions import NextStep
from bot.arrangements.rules.eligibility import Kind, Outcome
from bot.arrangements.rules.guarding import Nudge
from bot.arrangements.rules.life import EndReason, NotNow, OfferExpired, OtherText, State
from bot.arrangements.rules.schedule import Wish
from bot.arrangements.services import Outdated, change_pay_day
from bot.arrangements.trying import PolicyTrial
from bot.tenancy.models import EntryKind, MarkerKind, Stage
from tests.integration.arrangements.conftest import RENT, TELLER, Scene

STAFF = Asker(Actor.STAFF)


async def test_a_plan_is_offered_in_full_and_lives_after_a_yes_to_that_text(scene: Scene) -> None:
    outlook = await scene.proposals.outlook(scene.contract)
    assert (outlook.total_cents, outlook.arrangement.outcome, outlook.live) == (RENT, Outcome.ALONE, None)
    offer = await scene.offer()
    assert offer.state is State.OFFERED
    assert "Termijn 1: €\u00a0216,66, uiterlijk 28 december 2026." in offer.message
    agreed = await scene.yes(offer)
    assert agreed.state is State.ACTIVE
    assert agreed.policy_version == scene.ground.policy.stamp
    assert sum(term.amount_cents for term in agreed.terms) == RENT
    assert await scene.events() == ["offered", "agreed"]
    # Once more is the same yes.
    assert (await scene.yes(offer)).id == agreed.id
    assert await scene.events() == ["offered", "agreed"]


async def test_no_yes_counts_for_another_text_or_after_the_offers_last_day(scene: Scene) -> None:
    offer = await scene.offer()
    with pytest.raises(OtherText):
        await scene.agreements.agree(offer.id, "0" * 64, person_id=None, source="m")
    scene.clock.move(days=8)
    with pytest.raises(OfferExpired):
        await scene.yes(offer)
    assert (await scene.agreements.find(offer.id)).state is State.OFFERED
    assert await scene.upkeep.bring_up_to_date() == 1
    assert (await scene.agreements.find(offer.id)).state is State.EXPIRED


async def test_the_database_itself_refuses_a_life_without_consent(scene: Scene) -> None:
    offer = await scene.offer()
    with pytest.raises(IntegrityError, match="agreements_consented"):
        async with scene.database.transaction() as session:
            await session.execute(update(Agreement).where(Agreement.id == offer.id).values(state=State.ACTIVE))


async def test_a_newer_wish_takes_the_place_of_what_lay_on_the_table(scene: Scene) -> None:
    first, second = await scene.offer(3), await scene.offer(6)
    assert (await scene.agreements.find(first.id)).state is State.WITHDRAWN
    with pytest.raises(NotNow):
        await scene.yes(first)
    assert (await scene.yes(second)).state is State.ACTIVE


async def test_who_already_has_an_agreement_is_shown_that_one(scene: Scene) -> None:
    living = await scene.agreed()
    answer = await scene.proposals.propose_arrangement(scene.contract, Wish(terms=6), TELLER, Asker())
    assert (answer.outcome, answer.why and answer.why.id) == (Outcome.REFUSED, "live-agreement")
    assert answer.agreement is not None
    assert answer.agreement.id == living.id
    later = scene.ground.today + timedelta(days=10)
    deferral = await scene.proposals.propose_deferral(scene.contract, later, Told(), Asker())
    assert deferral.why is not None
    assert deferral.why.id == "live-agreement"


async def test_a_payment_or_an_administrator_in_between_makes_the_offer_outdated(scene: Scene) -> None:
    offer = await scene.offer()
    await scene.pay(10_000)
    with pytest.raises(Outdated):
        await scene.yes(offer)
    assert (await scene.agreements.find(offer.id)).state is State.WITHDRAWN
    offer = await scene.offer()
    assert offer.total_cents == RENT - 10_000
    await scene.mark(MarkerKind.ADMINISTRATOR)
    with pytest.raises(Outdated):
        await scene.yes(offer)


async def test_a_refusal_names_the_condition_and_what_can_be_done(scene: Scene) -> None:
    await scene.at_stage(Stage.COLLECTION)
    answer = await scene.proposals.propose_arrangement(scene.contract, Wish(terms=3), TELLER, Asker())
    assert answer.why is not None
    assert (answer.why.id, answer.why.next[0]) == ("stage-collection", NextStep.BAILIFF)
    await scene.at_stage(Stage.REMINDER)
    answer = await scene.proposals.propose_arrangement(scene.contract, Wish(terms=12), TELLER, Asker())
    assert answer.why is not None
    assert answer.why.says == "Dat duurt langer dan we mogen afspreken. Hoogstens kan het in 9 termijnen."
    assert answer.nearest is not None
    assert len(answer.nearest.plan.terms) == 9
    answer = await scene.proposals.propose_arrangement(
        scene.contract, Wish(terms=3), Told(income_day=24, room_cents=12_000), Asker()
    )
    assert answer.why is not None
    assert answer.why.id == "more-than-you-can-miss"
    assert answer.nearest is not None
    assert answer.nearest.plan.terms[0].amount_cents <= 12_000


async def test_means_are_weighed_and_not_kept(scene: Scene) -> None:
    assert (await scene.proposals.room(scene.contract, Means(24, 40_000, False))).fit is Fit.FITS
    assert (await scene.proposals.room(scene.contract, Means(24, 2_000, False))).fit is Fit.TOO_SMALL
    async with scene.database.transaction() as session:
        assert await session.scalar(text("SELECT count(*) FROM arrangement_requests")) == 0


async def test_what_a_collector_must_see_waits_for_one_and_then_for_the_tenant(scene: Scene) -> None:
    answer = await scene.proposals.propose_arrangement(scene.contract, Wish(terms=9), TELLER, Asker())
    waiting = answer.agreement
    assert waiting is not None
    assert (waiting.state, waiting.looks) == (State.AWAITING_APPROVAL, ("terms-the-assistant-may-agree",))
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


async def test_a_deferral_is_one_day_and_completes_with_one_payment(scene: Scene) -> None:
    answer = await scene.proposals.propose_deferral(scene.contract, date(2026, 12, 20), Told(), Asker())
    assert answer.agreement is not None
    assert [str(term.due_on) for term in answer.agreement.terms] == ["2026-12-21"]
    await scene.yes(answer.agreement)
    scene.clock.move(days=20)
    await scene.pay(RENT)
    assert await scene.upkeep.bring_up_to_date() == 1
    done = await scene.agreements.find(answer.agreement.id)
    assert (done.state, done.end_reason) == (State.COMPLETED, EndReason.KEPT)
    again = await scene.proposals.outlook(scene.contract)
    assert again.deferral.failed_ids() == ("deferral-twice-a-year",)


async def test_another_pay_date_waits_where_proof_is_asked_and_lives_beside_an_arrangement(scene: Scene) -> None:
    await scene.agreed()
    refused = await scene.proposals.propose_pay_date(scene.contract, 3, Told(), Asker())
    assert refused.why is not None
    assert "1, 8, 15 en 25" in refused.why.says
    answer = await scene.proposals.propose_pay_date(scene.contract, 25, Told(), Asker())
    assert answer.outcome is Outcome.COLLECTOR
    assert answer.agreement is not None
    approved = await scene.collector.approve(answer.agreement.id, scene.staff)
    assert "voortaan uiterlijk op dag 25 van de maand. Dat begint in december 2026." in approved.message
    assert (await scene.yes(approved)).pay_day == 25
    plain = await scene.proposals.propose_pay_date(scene.contract, 15, Told(), Asker())
    assert plain.agreement is not None
    assert (plain.agreement.change, plain.agreement.reference) == (1, approved.reference)
    await scene.yes(plain.agreement)
    replaced = await scene.agreements.find(approved.id)
    assert (replaced.end_reason, replaced.task) == (EndReason.RENEGOTIATED, "")


async def test_an_agreed_pay_date_is_a_task_for_the_administration_and_rent_is_late_only_after_it(
    scene: Scene,
) -> None:
    living = await scene.agreed()
    answer = await scene.proposals.propose_pay_date(scene.contract, 15, Told(), Asker())
    assert answer.agreement is not None
    moved = await scene.yes(answer.agreement)
    assert moved.task == change_pay_day(15)
    assert "op de 15e" in moved.task
    scene.clock.set_to(date(2026, 12, 8))
    await scene.book("huur-2026-12", EntryKind.RENT, RENT, date(2026, 12, 1))
    await scene.upkeep.bring_up_to_date()
    assert (await scene.agreements.find(living.id)).state is State.ACTIVE
    nothing = await scene.changes.merge_months(living.id, Wish(terms=5), TELLER, Asker())
    assert nothing.why is not None
    assert nothing.why.id == "nothing-new-open"
    scene.clock.set_to(date(2026, 12, 19))
    await scene.upkeep.bring_up_to_date()
    assert (await scene.agreements.find(living.id)).state is State.AT_RISK


async def test_payments_fill_instalments_and_the_last_one_completes(scene: Scene) -> None:
    living = await scene.agreed()
    scene.clock.move(days=34)
    await scene.book("huur-2026-12", EntryKind.RENT, RENT, date(2026, 12, 1))
    await scene.book("huur-2026-12::betaling", EntryKind.PAYMENT, -RENT, date(2026, 12, 1))
    await scene.pay(21_666)
    assert await scene.upkeep.look_at(living.id)
    assert not await scene.upkeep.look_at(living.id)
    seen = await scene.agreements.find(living.id)
    assert [term.paid_cents for term in seen.terms] == [21_666, 0, 0]
    payoff = await scene.changes.payoff(living.id)
    assert payoff.cents == RENT - 21_666
    await scene.pay(payoff.cents, f"alles in een keer {payoff.reference.lower()}")
    await scene.upkeep.look_at(living.id)
    done = await scene.agreements.find(living.id)
    assert (done.state, done.end_reason) == (State.COMPLETED, EndReason.EARLY_PAYOFF)


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
    merged = await scene.changes.merge_months(changed.id, Wish(terms=2), TELLER, Asker())
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


async def test_what_ends_by_itself_ends_after_the_question_and_the_tenant_hears_of_it(scene: Scene) -> None:
    scene.breaks_by_itself()
    living = await scene.agreed()
    scene.clock.set_to(living.terms[0].due_on + timedelta(days=3), hour=0)
    await scene.upkeep.bring_up_to_date()
    assert (await scene.agreements.find(living.id)).state is State.AT_RISK
    scene.clock.move(hours=10)
    (question,) = await scene.upkeep.nudges()
    assert question.due.nudge is Nudge.QUESTION
    assert await scene.upkeep.claim(living.id, 1, Nudge.QUESTION)
    change = await scene.changes.respread(living.id, Wish(terms=6), TELLER, Asker())
    assert change.agreement is not None
    scene.clock.move(days=1)
    await scene.upkeep.bring_up_to_date()
    assert (await scene.agreements.find(living.id)).state is State.AT_RISK
    scene.clock.move(days=1)
    await scene.upkeep.bring_up_to_date()
    broken = await scene.agreements.find(living.id)
    assert (broken.state, broken.end_reason) == (State.BROKEN, EndReason.BREACH)
    assert (await scene.agreements.find(change.agreement.id)).state is State.WITHDRAWN
    news = await NewsBook(scene.database, scene.clock).of_agreement(living.id)
    assert news is not None
    assert news.kind is News.BROKEN


@pytest.mark.parametrize("circumstance", list(Circumstance))
async def test_what_happens_around_a_running_agreement_is_a_task_once_and_nothing_is_said_meanwhile(
    scene: Scene, circumstance: Circumstance
) -> None:
    scene.breaks_by_itself()
    living = await scene.agreed()
    scene.clock.set_to(date(2026, 12, 29))
    await scene.upkeep.bring_up_to_date()
    assert len(await scene.upkeep.nudges()) == 1
    # It comes later on the same day, from an import.
    markers = {Circumstance.ADMINISTRATOR: MarkerKind.ADMINISTRATOR, Circumstance.DEBT_SCHEME: MarkerKind.WSNP}
    if circumstance is Circumstance.CONTRACT_ENDED:
        await scene.stand(ended_on=scene.ground.today)
    else:
        await scene.mark(markers[circumstance])
    for _ in range(2):
        await scene.upkeep.bring_up_to_date()
    seen = await scene.agreements.find(living.id)
    assert (seen.task, seen.state) == (TASKS[circumstance], State.AT_RISK)
    assert (await scene.events()).count("task") == 1
    assert await scene.upkeep.nudges() == []
    await scene.collector.done(living.id, scene.staff)
    await scene.upkeep.bring_up_to_date()
    assert (await scene.agreements.find(living.id)).task == ""
    # A contract that is over may go on being paid for; with an administrator we keep still.
    assert len(await scene.upkeep.nudges()) == (1 if circumstance is Circumstance.CONTRACT_ENDED else 0)


async def test_nothing_ends_by_itself_while_a_person_has_yet_to_look_at_an_ended_contract(scene: Scene) -> None:
    scene.breaks_by_itself()
    living = await scene.agreed()
    scene.clock.set_to(date(2026, 12, 29))
    assert await scene.upkeep.claim(living.id, 1, Nudge.QUESTION)
    await scene.stand(ended_on=scene.ground.today)
    scene.clock.move(days=2)
    await scene.upkeep.bring_up_to_date()
    assert (await scene.agreements.find(living.id)).state is State.AT_RISK
    await scene.collector.done(living.id, scene.staff)
    scene.clock.move(days=1)
    await scene.upkeep.bring_up_to_date()
    assert (await scene.agreements.find(living.id)).state is State.BROKEN


async def test_open_rent_that_could_end_it_by_itself_is_a_persons_to_weigh(scene: Scene) -> None:
    scene.breaks_by_itself()
    living = await scene.agreed()
    scene.clock.set_to(date(2026, 12, 3))
    await scene.book("huur-2026-12", EntryKind.RENT, RENT, date(2026, 12, 1))
    for _ in range(2):
        await scene.upkeep.look_at(living.id)
    seen = await scene.agreements.find(living.id)
    assert (seen.state, seen.task) == (State.AT_RISK, RENT_OPEN)
    assert (await scene.events()).count("task") == 1


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
    assert (await PolicyTrial(scene.database).dry_run(policy, today, today)).differences == ()


async def test_what_is_not_there_is_told_as_that(scene: Scene) -> None:
    with pytest.raises(UnknownContract):
        await scene.proposals.outlook(uuid4())
    with pytest.raises(UnknownContract):
        await scene.proposals.propose_arrangement(uuid4(), Wish(terms=3), TELLER, Asker())
    for call in (scene.agreements.find, scene.upkeep.look_at, scene.changes.payoff):
        with pytest.raises(UnknownAgreement):
            await call(uuid4())


async def test_no_text_tells_the_municipality_of_who_objected_to_that(scene: Scene) -> None:
    async def objects() -> bool:
        async with scene.database.transaction() as session:
            picture = await scene.ground.picture(session, scene.contract)
        return scene.ground.particulars(picture, "R-1", 0, by_collector=False).objects

    assert not await objects()
    await scene.mark(MarkerKind.EARLY_SIGNAL_OBJECTION)
    assert await objects()
