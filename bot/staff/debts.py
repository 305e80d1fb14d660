"""What the pages about tenants, agreements, sign-ups and the policy use, put together once."""

from dataclasses import dataclass

from bot.arrangements.changing import ChangeService
from bot.arrangements.countering import CounterService
from bot.arrangements.desk import CollectorService
from bot.arrangements.disputes import DisputeService
from bot.arrangements.news import NewsBook
from bot.arrangements.proposing import ProposalService
from bot.arrangements.services import ArrangementService
from bot.arrangements.trying import PolicyTrial
from bot.identity.authorising import Authorising
from bot.identity.contact_undo import ContactUndo
from bot.identity.delegates import Delegates
from bot.staff.agreements import AgreementLists
from bot.staff.desk import Desk
from bot.staff.disputes import DisputeLists
from bot.staff.referrals import SignUps
from bot.staff.tenant_file import TenantFiles
from bot.staff.tenants import TenantFinder
from bot.staff.timeline import Timelines
from bot.tenancy.linking import Linking
from bot.tenancy.marking import Marking
from bot.tenancy.services import TenancyService


@dataclass(frozen=True)
class Debts:
    lists: AgreementLists
    agreements: ArrangementService
    proposals: ProposalService
    changes: ChangeService
    collector: CollectorService
    counter: CounterService
    disputes: DisputeService
    dispute_lists: DisputeLists
    news: NewsBook
    finder: TenantFinder
    files: TenantFiles
    tenancy: TenancyService
    timelines: Timelines
    marking: Marking
    delegates: Delegates
    contact_undo: ContactUndo
    sign_ups: SignUps
    trial: PolicyTrial


def debts_for(desk: Desk) -> Debts:
    database, clock, new_id, ground = desk.database, desk.clock, desk.new_id, desk.ground
    proposals = ProposalService(ground)
    return Debts(
        lists=AgreementLists(database, clock),
        agreements=ArrangementService(ground),
        proposals=proposals,
        changes=ChangeService(ground, proposals),
        collector=CollectorService(ground),
        counter=CounterService(ground, proposals),
        disputes=DisputeService(database, clock, new_id),
        dispute_lists=DisputeLists(database),
        news=NewsBook(database, clock),
        finder=TenantFinder(database, clock, new_id),
        files=TenantFiles(database, clock),
        tenancy=TenancyService(database),
        timelines=Timelines(database, clock, desk.channels.title, desk.disputes),
        marking=Marking(database, clock, new_id),
        delegates=Delegates(database, clock, new_id, Authorising(database, clock, new_id)),
        contact_undo=ContactUndo(database, clock, new_id, Linking(database, clock, new_id), desk.handoffs),
        sign_ups=SignUps(database, clock, new_id),
        trial=PolicyTrial(database),
    )
