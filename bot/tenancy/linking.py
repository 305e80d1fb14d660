"""Linking an address on a channel to a person: after proof by rule, or by hand with a preview; and undoing it.

Never by guess: a proof that fits two people links nobody.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import phonenumbers
from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.link_codes import new_code
from bot.channels.models import IdentityChange, LinkCode
from bot.clock import Clock
from bot.database.engine import Database
from bot.database.session import NewId
from bot.tenancy.models import ChannelIdentity, ContactKind, ContactPoint, Contract, ContractParty, Person

CODE_LIVES = timedelta(days=7)
CANDIDATES = 10


class CannotLink(Exception):
    """It cannot be done (any more); the text says why, in Dutch."""


@dataclass(frozen=True)
class PersonSummary:
    id: UUID
    name: str
    born_on: str
    addresses: tuple[str, ...]
    #: Channels and addresses that are theirs already.
    identities: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Preview:
    """What linking would do, before it is done: this address goes from whom to whom."""

    channel: str
    address: str
    before: PersonSummary | None
    after: PersonSummary


def e164(phone: str) -> str | None:
    """A phone number in international form; None when it is none."""
    digits = phone.strip()
    if digits and digits[0] not in "+0":
        digits = f"+{digits}"
    try:
        parsed = phonenumbers.parse(digits, "NL")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


class Linking:
    def __init__(self, database: Database, clock: Clock, new_id: NewId) -> None:
        self._database = database
        self._clock = clock
        self._new_id = new_id

    async def person_at(self, channel: str, address: str) -> PersonSummary | None:
        """Who is proven to be behind an address."""
        async with self._database.transaction() as session:
            person_id = await self._linked(session, channel, address)
            return await self._summary(session, person_id) if person_id else None

    async def prove_phone(self, session: AsyncSession, channel: str, address: str, phone: str) -> bool:
        """Link by a phone number that the provider proves to be the sender's own. False unless it is one person's."""
        people = await self._people_with(session, phone)
        if len(people) != 1:
            return False
        await self._link(session, channel, address, people[0], "shared_contact", None)
        return True

    async def remember(self, session: AsyncSession, channel: str, address: str, person_id: UUID) -> bool:
        """Link somebody who proved who they are in the conversation itself. False where somebody else is known."""
        known = await self._linked(session, channel, address)
        if known is None:
            await self._link(session, channel, address, person_id, "identity", None)
        return known in (None, person_id)

    async def let_go(self, session: AsyncSession, channel: str, address: str, since: datetime) -> None:
        """Unlink what `remember` linked at or after this moment: others use this device too."""
        change = await self._last_change(session, channel, address)
        if change is not None and change.how == "identity" and change.at >= since:
            await self._link(session, channel, address, change.before_person_id, "undo", None)

    async def release(self, session: AsyncSession, channel: str, address: str, staff_id: UUID | None) -> None:
        """Nobody is known to be behind this address any more: what it was known by turned out to be wrong."""
        if await self._linked(session, channel, address) is not None:
            await self._link(session, channel, address, None, "undo", staff_id)

    async def make_code(self, person_id: UUID, staff_id: UUID) -> str:
        """A one-time code that staff give to this person in another, trusted way. Raises CannotLink."""
        code, now = new_code(), self._clock()
        async with self._database.transaction() as session:
            if await session.get(Person, person_id) is None:
                raise CannotLink("Deze huurder staat niet (meer) in het bestand.")
            session.add(
                LinkCode(
                    id=self._new_id(),
                    code_hash=_hash(code),
                    person_id=person_id,
                    staff_id=staff_id,
                    created_at=now,
                    expires_at=now + CODE_LIVES,
                )
            )
        return code

    async def use_code(self, session: AsyncSession, channel: str, address: str, code: str) -> bool:
        """Link by a code, once. False when it is unknown, used or too old."""
        now = self._clock()
        person_id = await session.scalar(
            update(LinkCode)
            .where(LinkCode.code_hash == _hash(code), LinkCode.used_at.is_(None), LinkCode.expires_at > now)
            .values(used_at=now)
            .returning(LinkCode.person_id)
        )
        if person_id is None:
            return False
        await self._link(session, channel, address, person_id, "link_code", None)
        return True

    async def candidates(self, phone: str) -> list[PersonSummary]:
        """People in the file with this number: a hint for a person to look at, no proof."""
        async with self._database.transaction() as session:
            return [await self._summary(session, person) for person in await self._people_with(session, phone)]

    async def find(self, text: str) -> list[PersonSummary]:
        """People by the number of their contract or the begin of their surname, for linking by hand."""
        wanted = text.strip()
        if len(wanted) < 2:
            return []
        by_number = (
            select(ContractParty.person_id)
            .join(Contract, Contract.id == ContractParty.contract_id)
            .where(Contract.number == wanted)
        )
        by_name = func.lower(Person.surname).startswith(wanted.lower(), autoescape=True)
        statement = select(Person.id).where(Person.id.in_(by_number) | by_name).order_by(Person.surname, Person.id)
        async with self._database.transaction() as session:
            found = (await session.scalars(statement.limit(CANDIDATES))).all()
            return [await self._summary(session, person) for person in found]

    async def person(self, person_id: UUID) -> PersonSummary | None:
        async with self._database.transaction() as session:
            known = await session.get(Person, person_id)
            return await self._summary(session, person_id) if known is not None else None

    async def preview(self, channel: str, address: str, person_id: UUID) -> Preview:
        """Raises CannotLink when there is no such person."""
        async with self._database.transaction() as session:
            if await session.get(Person, person_id) is None:
                raise CannotLink("Deze huurder staat niet (meer) in het bestand.")
            before = await self._linked(session, channel, address)
            return Preview(
                channel,
                address,
                await self._summary(session, before) if before else None,
                await self._summary(session, person_id),
            )

    async def link_by_hand(
        self, channel: str, address: str, person_id: UUID, staff_id: UUID, *, seen_before: UUID | None
    ) -> UUID:
        """Do what the preview showed. Raises CannotLink when meanwhile something else is true."""
        async with self._database.transaction() as session:
            if await session.get(Person, person_id) is None:
                raise CannotLink("Deze huurder staat niet (meer) in het bestand.")
            if await self._linked(session, channel, address) != seen_before:
                raise CannotLink("Iemand heeft dit intussen al veranderd. Kijk eerst hoe het nu staat.")
            return await self._link(session, channel, address, person_id, "by_hand", staff_id)

    async def undo(self, change_id: UUID, staff_id: UUID) -> None:
        """Put back who was linked before. Raises CannotLink unless it is the address's last change."""
        async with self._database.transaction() as session:
            change = await session.get(IdentityChange, change_id, with_for_update=True)
            last = change and await self._last_change(session, change.channel, change.address)
            if change is None or last is None or last.id != change.id or change.undone_at is not None:
                raise CannotLink("Dit kan niet meer ongedaan worden gemaakt: er is daarna iets veranderd.")
            change.undone_at = self._clock()
            await self._link(session, change.channel, change.address, change.before_person_id, "undo", staff_id)

    async def last_change(self, channel: str, address: str) -> IdentityChange | None:
        async with self._database.transaction() as session:
            return await self._last_change(session, channel, address)

    async def _link(
        self, session: AsyncSession, channel: str, address: str, person_id: UUID | None, how: str, staff_id: UUID | None
    ) -> UUID:
        now = self._clock()
        before = await self._linked(session, channel, address)
        proven = now if person_id is not None else None
        await session.execute(
            insert(ChannelIdentity)
            .values(id=self._new_id(), channel=channel, address=address, person_id=person_id, proven_at=proven)
            .on_conflict_do_update(
                index_elements=["channel", "address"], set_={"person_id": person_id, "proven_at": proven}
            )
        )
        change = IdentityChange(
            id=self._new_id(),
            channel=channel,
            address=address,
            before_person_id=before,
            after_person_id=person_id,
            how=how,
            staff_id=staff_id,
            at=now,
        )
        session.add(change)
        return change.id

    @staticmethod
    async def _linked(session: AsyncSession, channel: str, address: str) -> UUID | None:
        """Only what is proven counts."""
        return await session.scalar(
            select(ChannelIdentity.person_id)
            .where(ChannelIdentity.channel == channel, ChannelIdentity.address == address)
            .where(ChannelIdentity.proven_at.is_not(None))
            .with_for_update()
        )

    @staticmethod
    async def _last_change(session: AsyncSession, channel: str, address: str) -> IdentityChange | None:
        return await session.scalar(
            select(IdentityChange)
            .where(IdentityChange.channel == channel, IdentityChange.address == address)
            .order_by(IdentityChange.at.desc(), (IdentityChange.how == "undo").desc())
            .limit(1)
        )

    async def _people_with(self, session: AsyncSession, phone: str) -> list[UUID]:
        """Not who gave it only lately: it proves nothing yet."""
        number = e164(phone)
        if number is None:
            return []
        statement = (
            select(ContactPoint.person_id)
            .where(ContactPoint.kind == ContactKind.PHONE, ContactPoint.value == number)
            .where(ContactPoint.trusted(self._clock()))
            .distinct()
            .limit(CANDIDATES)
        )
        return list((await session.scalars(statement)).all())

    @staticmethod
    async def _summary(session: AsyncSession, person_id: UUID) -> PersonSummary:
        person = await session.get_one(Person, person_id)
        homes = await session.execute(
            select(Contract.street, Contract.house_number, Contract.town)
            .join(ContractParty, ContractParty.contract_id == Contract.id)
            .where(ContractParty.person_id == person_id)
            .order_by(Contract.number)
        )
        identities = await session.execute(
            select(ChannelIdentity.channel, ChannelIdentity.address)
            .where(ChannelIdentity.person_id == person_id, ChannelIdentity.proven_at.is_not(None))
            .order_by(ChannelIdentity.channel, ChannelIdentity.address)
        )
        born = person.born_on.strftime("%d-%m-%Y") if person.born_on else ""
        return PersonSummary(
            person_id,
            full_name(person),
            born,
            tuple(f"{street} {number}, {town}" for street, number, town in homes.all()),
            tuple((channel, address) for channel, address in identities.all()),
        )


def full_name(person: Person) -> str:
    return " ".join(part for part in (person.initials, person.prefix, person.surname) if part)


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
