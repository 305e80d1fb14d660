"""Two channels, two tabs, a collector: whoever moves at the same moment, there is one agreement and all see which."""

import asyncio
from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from bot.arrangements.book import AgreementView
from bot.arrangements.disputes import DisputeKind, DisputeService
from bot.arrangements.ground import Asker
from bot.arrangements.hindrances import RecordedHindrances
from bot.arrangements.models import Actor, Agreement, AgreementEvent
from bot.arrangements.proposing import Answer
from bot.arrangements.reading import lock_contract
from bot.arrangements.rules.guarding import Nudge
from bot.arrangements.rules.life import LIVE, OPEN, EndReason, NotNow, State
from bot.arrangements.rules.schedule import Wish
from bot.arrangements.services import Outdated
from tests.integration.arrangements.conftest import RENT, TELLER, Scene
from tests.support.racing import raced


async def count(scene: Scene, states: frozenset[State]) -> int:
    async with scene.database.transaction() as session:
        return (
            await session.scalar(
                select(func.count()).where(Agreement.contract_id == scene.contract, Agreement.state.in_(list(states)))
            )
            or 0
        )


async def test_many_yeses_to_one_offer_are_one_yes(scene: Scene) -> None:
    offer = await scene.offer()
    views = await raced(scene.database, scene.contract, *(scene.yes(offer, f"tab {n}") for n in range(8)))
    assert {view.id for view in views} == {offer.id}
    assert (await scene.events()).count("agreed") == 1
    assert await count(scene, LIVE) == 1


async def test_many_proposals_at_once_leave_one_on_the_table(scene: Scene) -> None:
    async def ask(terms: int) -> Answer:
        return await scene.proposals.propose_arrangement(scene.contract, Wish(terms=terms), TELLER, Asker())

    answers = await raced(scene.database, scene.contract, *(ask(2 + n % 5) for n in range(8)))
    assert all(answer.agreement for answer in answers)
    assert await count(scene, OPEN) == 1


async def test_a_tenants_yes_and_a_collectors_other_plan_end_in_one_agreement(scene: Scene) -> None:
    for _ in range(5):
        offer = await scene.offer()
        by_collector = Asker(Actor.STAFF, staff_id=scene.staff)
        said, proposed = await raced(
            scene.database,
            scene.contract,
            scene.yes(offer),
            scene.proposals.propose_arrangement(scene.contract, Wish(terms=6), TELLER, by_collector),
        )
        assert isinstance(proposed, Answer)
        if isinstance(said, AgreementView):
            # The yes came first: the collector is shown that one.
            assert proposed.agreement is not None
            assert proposed.agreement.id == said.id
            await scene.collector.end(said.id, scene.staff, EndReason.AGREED_OTHERWISE, "proef")
        else:
            assert isinstance(said, NotNow)
            assert await count(scene, LIVE) == 0


async def test_a_yes_and_a_decline_at_the_same_moment_cannot_both_be(scene: Scene) -> None:
    waiting = await scene.offer(9)
    results = await raced(
        scene.database,
        scene.contract,
        scene.collector.approve(waiting.id, scene.staff),
        scene.collector.decline(waiting.id, scene.staff, "te lang"),
        scene.collector.approve(waiting.id, scene.staff),
    )
    assert sum(isinstance(result, AgreementView) for result in results) == 1
    assert sum(isinstance(result, NotNow) for result in results) == 2


async def test_two_changes_of_one_agreement_are_not_both_agreed(scene: Scene) -> None:
    living = await scene.agreed()
    first = await scene.changes.move_instalment(living.id, 1, date(2027, 1, 8), Asker())
    second = await scene.changes.respread(living.id, Wish(terms=6), TELLER, Asker())
    assert first.agreement is not None
    assert second.agreement is not None
    yeses = (scene.yes(first.agreement), scene.yes(second.agreement))
    results = await raced(scene.database, scene.contract, *yeses)
    assert sum(isinstance(result, AgreementView) for result in results) == 1
    assert await count(scene, LIVE) == 1


async def test_a_payment_seen_while_saying_yes_to_a_change_makes_it_outdated_or_counts(scene: Scene) -> None:
    living = await scene.agreed()
    scene.clock.move(days=7)
    change = await scene.changes.respread(living.id, Wish(terms=6), TELLER, Asker())
    assert change.agreement is not None
    await scene.pay(21_666)
    with pytest.raises(Outdated):
        await scene.yes(change.agreement)
    assert (await scene.agreements.find(living.id)).state is State.ACTIVE


async def test_two_jobs_do_the_work_of_one(scene: Scene) -> None:
    living = await scene.agreed()
    scene.clock.move(days=35)
    await scene.pay(21_666)
    changed = await raced(scene.database, scene.contract, *(scene.upkeep.look_at(living.id) for _ in range(5)))
    assert sum(changed) == 1
    claimed = await asyncio.gather(*(scene.due.claim(living.id, 1, Nudge.THANKS) for _ in range(5)))
    assert sum(claimed) == 1
    events = await scene.events()
    assert (events.count("paid"), events.count("nudge-thanks")) == (1, 1)


@pytest.mark.parametrize("state", [State.OFFERED, State.ACTIVE])
async def test_even_without_our_lock_the_database_refuses_a_second_one(scene: Scene, state: State) -> None:
    kept = await (scene.offer() if state is State.OFFERED else scene.agreed())

    async def add_a_twin() -> None:
        async with scene.database.transaction() as session:
            row = await session.get_one(Agreement, kept.id)
            copy = {column.key: getattr(row, column.key) for column in Agreement.__table__.columns}
            session.add(Agreement(**copy | {"id": uuid4()}))

    with pytest.raises(IntegrityError, match="agreements_one_"):
        await add_a_twin()


async def test_the_history_counts_from_one_without_gaps(scene: Scene) -> None:
    living = await scene.agreed()
    await asyncio.gather(*(scene.changes.report_trouble(living.id, 1, Asker()) for _ in range(4)))
    async with scene.database.transaction() as session:
        numbers = await session.scalars(
            select(AgreementEvent.number).where(AgreementEvent.agreement_id == living.id).order_by("number")
        )
        assert numbers.all() == list(range(1, 7))


async def test_bookings_can_come_in_while_somebody_agrees(scene: Scene) -> None:
    """The lock on a contract lets an import book: it waits for nobody."""
    async with scene.database.transaction() as session:
        await lock_contract(session, scene.contract)
        await asyncio.wait_for(scene.pay(1_000), timeout=5)
    assert (await scene.proposals.outlook(scene.contract)).total_cents == RENT - 1_000


async def kinds(scene: Scene) -> list[State]:
    return [view.state for view in await scene.agreements.of_contract(scene.contract)]


@pytest.mark.parametrize("first", ["tenant", "collector"])
async def test_a_yes_against_a_collector_who_takes_it_off_ends_one_way_for_both(scene: Scene, first: str) -> None:
    offer = await scene.offer()
    yes = scene.yes(offer)
    off = scene.agreements.withdraw(offer.id, Asker(Actor.STAFF, staff_id=scene.staff))
    order = (yes, off) if first == "tenant" else (off, yes)
    results = await raced(scene.database, scene.contract, *order)
    assert sorted(isinstance(result, NotNow) for result in results) == [False, True]
    (state,) = await kinds(scene)
    (winner,) = [result for result in results if isinstance(result, AgreementView)]
    assert state is winner.state


async def test_a_yes_in_one_channel_against_another_plan_in_the_next(scene: Scene) -> None:
    """The plan takes the text off the table, or finds that something lives: never both."""
    offer = await scene.offer()
    said, other = await raced(
        scene.database,
        scene.contract,
        scene.yes(offer, "whatsapp"),
        scene.proposals.propose_arrangement(scene.contract, Wish(terms=4), TELLER, Asker()),
    )
    assert isinstance(other, Answer)
    if isinstance(said, AgreementView):
        assert (other.agreement.id if other.agreement else None, await count(scene, OPEN)) == (said.id, 0)
    else:
        assert isinstance(said, NotNow)
        assert (await count(scene, LIVE), await count(scene, OPEN)) == (0, 1)


async def test_an_approval_against_a_tenant_who_proposes_anew(scene: Scene) -> None:
    waiting = await scene.offer(9)
    approved, anew = await raced(
        scene.database,
        scene.contract,
        scene.collector.approve(waiting.id, scene.staff),
        scene.proposals.propose_arrangement(scene.contract, Wish(terms=3), TELLER, Asker()),
    )
    assert isinstance(anew, Answer)
    assert anew.agreement is not None
    assert isinstance(approved, AgreementView | NotNow)
    lying = [v for v in await scene.agreements.of_contract(scene.contract) if v.is_open]
    assert [view.id for view in lying] == [anew.agreement.id]


async def test_a_yes_against_a_dispute_is_agreed_before_it_or_not_at_all(scene: Scene) -> None:
    disputes = DisputeService(scene.database, scene.clock, uuid4)
    object.__setattr__(scene.ground, "hindrances", RecordedHindrances(scene.clock, disputes))
    offer = await scene.offer()
    said, opened = await raced(
        scene.database,
        scene.contract,
        scene.yes(offer),
        disputes.open(scene.contract, DisputeKind.AMOUNT, said="klopt niet", conversation_id=None, person_id=None),
    )
    assert isinstance(opened, UUID)
    assert isinstance(said, AgreementView | Outdated)
    assert await count(scene, LIVE) == (1 if isinstance(said, AgreementView) else 0)


async def test_tabs_channels_and_a_collector_all_at_once_leave_one_agreement_that_all_see(scene: Scene) -> None:
    """Whatever the order: at most one lives, at most one lies on the table, and every yes that won names the same."""
    for _ in range(4):
        offer = await scene.offer()
        results = await raced(
            scene.database,
            scene.contract,
            scene.yes(offer, "web"),
            scene.yes(offer, "whatsapp"),
            scene.proposals.propose_arrangement(scene.contract, Wish(terms=5), TELLER, Asker()),
            scene.proposals.propose_arrangement(
                scene.contract, Wish(terms=6), TELLER, Asker(Actor.STAFF, staff_id=scene.staff)
            ),
            scene.agreements.withdraw(offer.id, Asker()),
            scene.upkeep.look_at(offer.id),
        )
        assert not [r for r in results if isinstance(r, BaseException) and not isinstance(r, NotNow)], results
        live = [v for v in await scene.agreements.of_contract(scene.contract) if v.is_live]
        said = {r.id for r in results[:2] if isinstance(r, AgreementView)}
        assert said == {view.id for view in live}
        assert len(live) + await count(scene, OPEN) <= 1
        for view in live:
            await scene.collector.end(view.id, scene.staff, EndReason.AGREED_OTHERWISE, "proef")
