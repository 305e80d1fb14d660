"""What time, the ledger and what happens around it do to an agreement, on a real database."""

from datetime import date, timedelta

import pytest

from bot.arrangements.circumstances import TASKS, Circumstance
from bot.arrangements.following import RENT_OPEN
from bot.arrangements.ground import Asker, Told
from bot.arrangements.news import News, NewsBook
from bot.arrangements.rules.guarding import Nudge
from bot.arrangements.rules.life import EndReason, State
from bot.arrangements.rules.schedule import Wish
from bot.arrangements.services import change_pay_day
from bot.tenancy.models import EntryKind, MarkerKind
from tests.integration.arrangements.conftest import RENT, TELLER, Scene


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


async def test_what_ends_by_itself_ends_after_the_question_and_the_tenant_hears_of_it(scene: Scene) -> None:
    scene.breaks_by_itself()
    living = await scene.agreed()
    scene.clock.set_to(living.terms[0].due_on + timedelta(days=3), hour=0)
    await scene.upkeep.bring_up_to_date()
    assert (await scene.agreements.find(living.id)).state is State.AT_RISK
    scene.clock.move(hours=10)
    (question,) = await scene.due.nudges()
    assert question.due.nudge is Nudge.QUESTION
    assert await scene.due.claim(living.id, 1, Nudge.QUESTION)
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
    assert len(await scene.due.nudges()) == 1
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
    assert await scene.due.nudges() == []
    await scene.collector.done(living.id, scene.staff)
    await scene.upkeep.bring_up_to_date()
    assert (await scene.agreements.find(living.id)).task == ""
    # A contract that is over may go on being paid for; with an administrator we keep still.
    assert len(await scene.due.nudges()) == (1 if circumstance is Circumstance.CONTRACT_ENDED else 0)


async def test_nothing_ends_by_itself_while_a_person_has_yet_to_look_at_an_ended_contract(scene: Scene) -> None:
    scene.breaks_by_itself()
    living = await scene.agreed()
    scene.clock.set_to(date(2026, 12, 29))
    assert await scene.due.claim(living.id, 1, Nudge.QUESTION)
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
