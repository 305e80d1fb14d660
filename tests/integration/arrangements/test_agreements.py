"""From a proposal to its end, on a real database: consent, collectors, changes, payments, nudges."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import IntegrityError

from bot.arrangements.book import UnknownAgreement
from bot.arrangements.ground import Asker, Told
from bot.arrangements.models import Actor, Agreement
from bot.arrangements.reading import UnknownContract
from bot.arrangements.rules.affordability import Fit, Means
from bot.arrangements.rules.conditions import NextStep
from bot.arrangements.rules.eligibility import Outcome
from bot.arrangements.rules.life import EndReason, NotNow, OfferExpired, OtherText, State
from bot.arrangements.rules.schedule import Wish
from bot.arrangements.services import Outdated
from bot.tenancy.models import MarkerKind, Stage
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
