"""Everything that happened around a tenancy, newest first: that there were messages (not what they said), handoffs,
agreements, what we wrote of ourselves, sign-ups, markers, authorisations, changed contact data, and disputes.

Each source tells its newest moments; they are merged here. A further source is one more function in `SOURCES`.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Protocol
from uuid import UUID

from sqlalchemy import cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import Date

from bot.arrangements.models import Agreement, AgreementEvent, AgreementNudge, ArrangementRequest
from bot.arrangements.news import TenantNews
from bot.arrangements.rules.eligibility import Outcome
from bot.clock import AMSTERDAM, Clock, in_amsterdam
from bot.conversation.models import SHOWN_AT, Author, Conversation, Message
from bot.database.engine import Database
from bot.dialogue.models import WarmReferral
from bot.handoff.models import Handoff
from bot.identity.models import Authorisation, ContactChange
from bot.staff import telling, words
from bot.staff.models import Staff
from bot.staff.tenant_file import conversations_of
from bot.tenancy.linking import full_name
from bot.tenancy.models import ContractParty, Marker, Person

PAGE = 40
MOST_PAGES = 50


@dataclass(frozen=True)
class Moment:
    """One line. `kind` is one of words.MOMENTS; `day_only` when no hour is known."""

    at: datetime
    kind: str
    text: str
    who: str | None = None
    conversation_id: UUID | None = None
    agreement_id: UUID | None = None
    day_only: bool = False


@dataclass(frozen=True)
class About:
    """What a source is asked: of which contract, as of which day, and how many of its newest moments."""

    contract_id: UUID
    today: date
    limit: int
    name_of: telling.NameOf


class Disputes(Protocol):
    """Tells what was disputed about a contract: hand one to `Desk(disputes=…)`."""

    async def moments(self, session: AsyncSession, contract_id: UUID, limit: int) -> Sequence[Moment]:
        """The newest, at most `limit`, with kind "dispute"."""
        ...


class NoDisputes:
    """For an installation where nothing records disputes."""

    async def moments(self, session: AsyncSession, contract_id: UUID, limit: int) -> Sequence[Moment]:
        return ()


@dataclass(frozen=True)
class Timeline:
    moments: Sequence[Moment]
    #: Counts from 1.
    page: int
    more: bool


class Timelines:
    def __init__(
        self, database: Database, clock: Clock, name_of: telling.NameOf, disputes: Disputes | None = None
    ) -> None:
        self._database = database
        self._clock = clock
        self._name_of = name_of
        self._disputes: Disputes = disputes or NoDisputes()

    async def page(self, contract_id: UUID, page: int = 1) -> Timeline:
        page = max(1, min(page, MOST_PAGES))
        wanted = page * PAGE + 1
        about = About(contract_id, in_amsterdam(self._clock()).date(), wanted, self._name_of)
        found: list[Moment] = []
        async with self._database.transaction() as session:
            for source in SOURCES:
                found += await source(session, about)
            found += await self._disputes.moments(session, contract_id, wanted)
        found.sort(key=lambda moment: moment.at, reverse=True)
        return Timeline(found[(page - 1) * PAGE : page * PAGE], page, len(found) > page * PAGE and page < MOST_PAGES)


async def _talk(session: AsyncSession, about: About) -> list[Moment]:
    """A line for each conversation and day on which something was written."""
    day = cast(func.timezone("Europe/Amsterdam", SHOWN_AT), Date)
    by = [func.count().filter(Message.author == author) for author in (Author.TENANT, Author.ASSISTANT, Author.STAFF)]
    last = func.max(SHOWN_AT)
    statement = (
        select(Conversation.id, Conversation.channel, last, *by)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(conversations_of(about.contract_id, about.today), Message.seq.is_not(None))
        .group_by(Conversation.id, day)
        .order_by(last.desc())
        .limit(about.limit)
    )
    rows = (await session.execute(statement)).all()
    return [
        Moment(row[2], "talk", telling.talk(about.name_of(row[1]), *row[3:6]), conversation_id=row[0]) for row in rows
    ]


async def _handoffs(session: AsyncSession, about: About) -> list[Moment]:
    statement = (
        select(Handoff, Staff.name)
        .join(Conversation, Conversation.id == Handoff.conversation_id)
        .outerjoin(Staff, Staff.id == Handoff.staff_id)
        .where(conversations_of(about.contract_id, about.today))
        .order_by(Handoff.requested_at.desc())
        .limit(about.limit)
    )
    rows = (await session.execute(statement)).all()
    return [
        Moment(
            h.requested_at,
            "handoff",
            telling.handoff(h.reason, h.taken_at is not None, h.closed_at is not None),
            name,
            h.conversation_id,
        )
        for h, name in rows
    ]


async def _agreements(session: AsyncSession, about: About) -> list[Moment]:
    statement = (
        select(AgreementEvent, Agreement.reference, Agreement.kind, Staff.name)
        .join(Agreement, Agreement.id == AgreementEvent.agreement_id)
        .outerjoin(Staff, Staff.id == AgreementEvent.staff_id)
        .where(Agreement.contract_id == about.contract_id)
        .order_by(AgreementEvent.at.desc(), AgreementEvent.number.desc())
        .limit(about.limit)
    )
    rows = (await session.execute(statement)).all()
    return [
        Moment(
            event.at,
            "agreement",
            f"{words.KINDS[kind]} {reference}: {telling.happened(event.kind, event.detail, about.name_of)}",
            name or words.ACTORS[event.actor],
            agreement_id=event.agreement_id,
        )
        for event, reference, kind, name in rows
    ]


async def _refusals(session: AsyncSession, about: About) -> list[Moment]:
    """What was asked and could not be."""
    statement = (
        select(ArrangementRequest)
        .where(ArrangementRequest.contract_id == about.contract_id, ArrangementRequest.outcome == Outcome.REFUSED)
        .order_by(ArrangementRequest.at.desc())
        .limit(about.limit)
    )
    rows = (await session.scalars(statement)).all()
    return [Moment(row.at, "refused", telling.refused(row.kind, row.reasons)) for row in rows]


async def _nudges(session: AsyncSession, about: About) -> list[Moment]:
    statement = (
        select(AgreementNudge, Agreement.reference)
        .join(Agreement, Agreement.id == AgreementNudge.agreement_id)
        .where(Agreement.contract_id == about.contract_id)
        .order_by(AgreementNudge.at.desc())
        .limit(about.limit)
    )
    rows = (await session.execute(statement)).all()
    return [
        Moment(
            nudge.at,
            "nudge",
            f"{words.NUDGES.get(nudge.nudge, nudge.nudge.value)}, termijn {nudge.number} van {reference}",
            agreement_id=nudge.agreement_id,
        )
        for nudge, reference in rows
    ]


async def _referrals(session: AsyncSession, about: About) -> list[Moment]:
    statement = (
        select(WarmReferral, Staff.name, TenantNews)
        .join(Conversation, Conversation.id == WarmReferral.conversation_id)
        .outerjoin(Staff, Staff.id == WarmReferral.done_by_id)
        .outerjoin(TenantNews, TenantNews.referral_id == WarmReferral.id)
        .where(conversations_of(about.contract_id, about.today))
        .order_by(WarmReferral.consented_at.desc())
        .limit(about.limit)
    )
    found: list[Moment] = []
    for referral, name, news in (await session.execute(statement)).all():
        where, conversation = referral.organisation, referral.conversation_id
        found.append(Moment(referral.consented_at, "referral", f"Wil aangemeld worden bij {where}", None, conversation))
        if referral.done_at:
            found.append(Moment(referral.done_at, "referral", f"Aangemeld bij {where}", name, conversation))
        if news is not None and news.told_at:
            heard = f"Weet de huurder van {where}? {telling.heard(news.told_by, about.name_of)}"
            found.append(Moment(news.told_at, "referral", heard, None, conversation))
    return found


async def _markers(session: AsyncSession, about: About) -> list[Moment]:
    setter, clearer = Staff.__table__.alias("setter"), Staff.__table__.alias("clearer")
    statement = (
        select(Marker, setter.c.name, clearer.c.name)
        .outerjoin(setter, setter.c.id == Marker.set_by_id)
        .outerjoin(clearer, clearer.c.id == Marker.cleared_by_id)
        .where(Marker.contract_id == about.contract_id)
        .order_by(Marker.since.desc())
        .limit(about.limit)
    )
    found: list[Moment] = []
    for marker, by, cleared_by in (await session.execute(statement)).all():
        name = words.MARKERS[marker.kind]
        found.append(Moment(_noon(marker.since), "marker", f"{name}: geldt vanaf nu", by, day_only=True))
        if marker.cleared_on:
            why = f" ({marker.cleared_note})" if marker.cleared_note else ""
            text = f"{name}: geldt niet meer{why}"
            found.append(Moment(_noon(marker.cleared_on), "marker", text, cleared_by, day_only=True))
    return found


async def _authorisations(session: AsyncSession, about: About) -> list[Moment]:
    recorder, ender = Staff.__table__.alias("recorder"), Staff.__table__.alias("ender")
    statement = (
        select(Authorisation, Person, recorder.c.name, ender.c.name)
        .join(Person, Person.id == Authorisation.delegate_id)
        .join(ContractParty, ContractParty.person_id == Authorisation.tenant_id)
        .outerjoin(recorder, recorder.c.id == Authorisation.recorded_by_id)
        .outerjoin(ender, ender.c.id == Authorisation.ended_by_id)
        .where(ContractParty.contract_id == about.contract_id)
        .order_by(Authorisation.recorded_at.desc())
        .limit(about.limit)
    )
    found: list[Moment] = []
    for given, delegate, by, ended_by in (await session.execute(statement)).all():
        name = full_name(delegate)
        found.append(Moment(given.recorded_at, "authorisation", f"Machtiging voor {name} vastgelegd", by))
        if given.ended_at:
            found.append(Moment(given.ended_at, "authorisation", f"Machtiging voor {name} gestopt", ended_by))
    return found


async def _contact_changes(session: AsyncSession, about: About) -> list[Moment]:
    """What was changed in the chat, whether the old address was told, and what was undone."""
    statement = (
        select(ContactChange, Staff.name)
        .join(ContractParty, ContractParty.person_id == ContactChange.person_id)
        .outerjoin(Staff, Staff.id == ContactChange.undone_by_id)
        .where(ContractParty.contract_id == about.contract_id, ContactChange.done_at.is_not(None))
        .order_by(ContactChange.done_at.desc())
        .limit(about.limit)
    )
    found: list[Moment] = []
    for change, by in (await session.execute(statement)).all():
        changed = telling.contact_changed(change.kind, change.shown, change.told_by)
        assert change.done_at is not None
        found.append(Moment(change.done_at, "contact", changed, "huurder", change.conversation_id))
        if change.undone_at:
            undone = f"Wijziging van {words.CONTACTS[change.kind]} teruggedraaid"
            found.append(Moment(change.undone_at, "contact", undone, by or "huurder"))
    return found


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), AMSTERDAM)


Source = Callable[[AsyncSession, About], Awaitable[list[Moment]]]
SOURCES: tuple[Source, ...] = (
    _talk,
    _handoffs,
    _agreements,
    _refusals,
    _nudges,
    _referrals,
    _markers,
    _authorisations,
    _contact_changes,
)
