"""Two tenants on one contract, one on another, and what would have been sent to them; fixtures that rooms share."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from bot.database.engine import Database
from bot.identity.models import IdentityEvent
from bot.identity.sending import CodeMessage, NotSent
from bot.identity.services import Identity
from bot.tenancy.models import ContactKind, ContactPoint, Contract, ContractParty, EntryKind, LedgerEntry, Person
from tests.support.clock import FixedClock
from tests.support.wiring import Desk

NUMBER, OTHER_NUMBER, NO_NUMBER = "0012007", "0012014", "0099999"
KIM_BORN, EX_BORN, NOOR_BORN = date(1978, 4, 19), date(1975, 2, 3), date(1990, 12, 20)
KIM_PHONE, EX_PHONE = "+31612345601", "+31612345602"


@dataclass
class Outgoing:
    """Takes every code; a test can make it fail."""

    sent: list[CodeMessage] = field(default_factory=list)
    broken: bool = False

    async def send(self, message: CodeMessage) -> None:
        if self.broken:
            raise NotSent("the provider is away")
        self.sent.append(message)

    async def look_up(self) -> None:
        if self.broken:
            raise NotSent("the provider is away")

    def to(self, address: str) -> list[str]:
        return [code_in(message.text) for message in self.sent if message.to == address]

    @property
    def last(self) -> str:
        return code_in(self.sent[-1].text)


def code_in(text: str) -> str:
    found = re.search(r"\b\d{6}\b", text)
    assert found is not None
    return found[0]


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


@dataclass
class Tenants:
    kim: UUID
    ex: UUID
    noor: UUID
    contract: UUID


@pytest.fixture
def outgoing() -> Outgoing:
    return Outgoing()


@pytest.fixture
def identity(desk: Desk) -> Identity:
    return desk.services.identity


@pytest.fixture
async def tenants(database: Database, clock: FixedClock) -> Tenants:
    """Kim and an ex-partner are both on the contract; Noor lives elsewhere."""
    kim, ex, noor, contract, other = (uuid4() for _ in range(5))
    at = clock()
    async with database.transaction() as session:
        session.add_all(
            [
                Person(id=kim, initials="K.", prefix="van der", surname="Wolkenveld", born_on=KIM_BORN),
                Person(id=ex, initials="E.", prefix="", surname="Windwijzer", born_on=EX_BORN),
                Person(id=noor, initials="N.", prefix="", surname="Theelepelsma", born_on=NOOR_BORN),
                home(contract, NUMBER),
                home(other, OTHER_NUMBER),
            ]
        )
        await session.flush()
        session.add_all(
            [
                contact(kim, ContactKind.PHONE, KIM_PHONE, at),
                contact(kim, ContactKind.EMAIL, "kim@example.nl", at),
                contact(ex, ContactKind.PHONE, EX_PHONE, at),
                contact(noor, ContactKind.EMAIL, "noor@example.nl", at),
                ContractParty(contract_id=contract, person_id=kim, since=date(2014, 3, 1)),
                ContractParty(contract_id=contract, person_id=ex, since=date(2014, 3, 1)),
                ContractParty(contract_id=other, person_id=noor, since=date(2020, 1, 1)),
                booking(contract, EntryKind.RENT, 61284, date(2026, 10, 1)),
                booking(contract, EntryKind.RENT, 61284, date(2026, 11, 1)),
                booking(contract, EntryKind.PAYMENT, -20000, date(2026, 11, 3)),
                booking(other, EntryKind.RENT, 77777, date(2026, 11, 1)),
            ]
        )
    return Tenants(kim, ex, noor, contract)


def home(contract_id: UUID, number: str) -> Contract:
    return Contract(
        id=contract_id, number=number, street="Zilverlindestraat", house_number="12", postcode="0000 AB",
        town="Lindestad", started_on=date(2014, 3, 1), rent_cents=61284,
    )  # fmt: skip


def contact(person_id: UUID, kind: ContactKind, value: str, at: Any) -> ContactPoint:
    return ContactPoint(id=uuid4(), person_id=person_id, kind=kind, value=value, noted_at=at)


def booking(contract_id: UUID, kind: EntryKind, cents: int, due: date) -> LedgerEntry:
    return LedgerEntry(
        id=uuid4(), contract_id=contract_id, kind=kind, amount_cents=cents, due_on=due, external_key=uuid4().hex
    )


Opened = Callable[..., Awaitable[UUID]]


@pytest.fixture
def opened(desk: Desk) -> Opened:
    """A conversation on a channel."""

    async def new(channel: str = "web", address: str | None = None) -> UUID:
        return await desk.services.intake.open_conversation(channel, address or uuid4().hex)

    return new


class Somebody:
    """One conversation on the ladder, as its services hear it."""

    def __init__(self, desk: Desk, outgoing: Outgoing, conversation: UUID) -> None:
        self.identity = desk.services.identity
        self.post = desk.services.post
        self.outgoing = outgoing
        self.conversation = conversation

    async def claims(self, number: str, born: date, origin: str = "") -> str:
        """Give number and birth date; what the last of the two was answered with."""
        await self.identity.begin(self.conversation, anew=True)
        await self.identity.give_number(self.conversation, number, origin)
        reply = await self.identity.give_birth_date(self.conversation, born, origin)
        await self.post.settled()
        return str(reply.outcome)

    async def types(self, digits: str, origin: str = "") -> str:
        digest = self.identity.digest_of_code(self.conversation, digits)
        return str((await self.identity.check_code(self.conversation, digest, origin)).outcome)

    async def asks_code(self) -> str:
        reply = await self.identity.send_code(self.conversation)
        await self.post.settled()
        return str(reply.outcome)

    async def level(self) -> int:
        return int((await self.identity.level_of(self.conversation)).level)


@pytest.fixture
def somebody(desk: Desk, outgoing: Outgoing, opened: Opened) -> Callable[..., Awaitable[Somebody]]:
    async def new(channel: str = "web", address: str | None = None) -> Somebody:
        return Somebody(desk, outgoing, await opened(channel, address))

    return new


async def events(database: Database, *kinds: str) -> list[IdentityEvent]:
    statement = select(IdentityEvent).order_by(IdentityEvent.at, IdentityEvent.id)
    async with database.transaction() as session:
        found = (await session.scalars(statement.where(IdentityEvent.kind.in_(kinds)) if kinds else statement)).all()
    return list(found)
