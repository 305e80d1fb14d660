"""The room of what is agreed about money owed, put together."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.arrangements.changing import ChangeService
from bot.arrangements.desk import CollectorService
from bot.arrangements.disputes import DisputeService
from bot.arrangements.due import DueNudges
from bot.arrangements.ground import Ground
from bot.arrangements.hindrances import RecordedHindrances
from bot.arrangements.papers import Papers
from bot.arrangements.proposing import ProposalService
from bot.arrangements.rules.paying import PayLink
from bot.arrangements.rules.policy import Policy
from bot.arrangements.services import ArrangementService
from bot.arrangements.upkeep import UpkeepService
from bot.arrangements.writing.texts import Texts
from bot.clock import Clock
from bot.database.engine import Database
from bot.database.session import NewId


@dataclass(frozen=True)
class Arrangements:
    """What the conversation, the guarding and the desk use of it."""

    ground: Ground
    proposals: ProposalService
    agreements: ArrangementService
    changes: ChangeService
    collector: CollectorService
    disputes: DisputeService
    upkeep: UpkeepService
    due: DueNudges
    papers: Papers


def arrangements(
    database: Database,
    clock: Clock,
    make_id: NewId,
    *,
    policy: Policy,
    texts: Texts,
    values: Mapping[str, str],
    secret: bytes,
    address: str,
    pay_link: PayLink | None = None,
) -> Arrangements:
    """Everything that is agreed, on one ground.

    `address`: under which a tenant reaches the papers. `pay_link`: the corporation's page to pay on, if it has one.
    """
    disputes = DisputeService(database, clock, make_id)
    ground = Ground(
        database=database,
        clock=clock,
        new_id=make_id,
        policy=policy,
        texts=texts,
        values=values,
        hindrances=RecordedHindrances(clock, disputes),
        pay_link=pay_link,
    )
    proposals = ProposalService(ground)
    return Arrangements(
        ground=ground,
        proposals=proposals,
        agreements=ArrangementService(ground),
        changes=ChangeService(ground, proposals),
        collector=CollectorService(ground),
        disputes=disputes,
        upkeep=UpkeepService(ground),
        due=DueNudges(ground),
        papers=Papers(secret, clock, address),
    )
