"""The demo corporation's tenants: made up, and with the same names, numbers and ids every time."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import AMSTERDAM
from bot.database.engine import Base
from bot.tenancy.demo_files import DemoTenant, load_demo
from bot.tenancy.demo_ledger import History, history, months_back
from bot.tenancy.models import (
    ContactKind,
    ContactPoint,
    Contract,
    ContractParty,
    LedgerEntry,
    Marker,
    MarkerKind,
    Person,
)

#: All ids of the demo follow from this one and from keys that do not change.
DEMO_IDS = uuid5(NAMESPACE_URL, "https://woonstichtingdelinde.example.nl/demo")
#: In the order in which the database can take them.
TABLES: tuple[type[Base], ...] = (Person, ContactPoint, Contract, ContractParty, LedgerEntry, Marker)

Row = dict[str, Any]


async def seed_tenancy(session: AsyncSession, folder: Path, today: date) -> int:
    """Put the tenants of `folder` in the database with a year of ledger up to `today`; returns how many.

    Does nothing once there is any contract: a demo keeps the year that it was made with, and a corporation's own
    tenants are never mixed with made-up ones. One statement a table. Raises DemoDataError when the files are wrong.
    """
    if await session.scalar(select(Contract.id).limit(1)) is not None:
        return 0
    data = load_demo(folder)
    rows: dict[type[Base], list[Row]] = {table: [] for table in TABLES}
    for tenant in data.tenants:
        for table, row in _rows(tenant, history(tenant, data.stories[tenant.story], today), today):
            rows[table].append(row)
    for table in TABLES:
        if rows[table]:
            # Rows with and without an empty field go together.
            await session.execute(insert(table), rows[table], execution_options={"render_nulls": True})
    return len(data.tenants)


def demo_id(*keys: object) -> UUID:
    """The id of a made-up thing; the same on every machine."""
    return uuid5(DEMO_IDS, "/".join(map(str, keys)))


def _rows(tenant: DemoTenant, past: History, today: date) -> Iterator[tuple[type[Base], Row]]:
    contract = demo_id("contract", tenant.number)
    yield Contract, _contract(tenant, past, contract)
    for table, row in _people(tenant, min(past.started_on, today)):
        yield table, row
        if table is Person:
            yield ContractParty, {"contract_id": contract, "person_id": row["id"], "since": past.started_on}
    for booking in past.bookings:
        yield (
            LedgerEntry,
            {
                "id": demo_id("entry", tenant.number, booking.entry.key),
                "contract_id": contract,
                "kind": booking.entry.kind,
                "amount_cents": booking.entry.amount_cents,
                "due_on": booking.entry.due_on,
                "description": booking.description,
                "external_key": booking.entry.key,
            },
        )
    for kind, note, since in _markers(tenant, past, today):
        marker = demo_id("marker", tenant.number, kind)
        yield Marker, {"id": marker, "contract_id": contract, "kind": kind, "note": note, "since": since}


def _contract(tenant: DemoTenant, past: History, contract: UUID) -> Row:
    return {
        "id": contract,
        "number": tenant.number,
        **tenant.address.model_dump(),
        "started_on": past.started_on,
        "rent_cents": tenant.rent_cents,
        "direct_debit": tenant.direct_debit,
        "stage": tenant.stage,
        "stage_since": past.stage_since,
    }


def _people(tenant: DemoTenant, known_since: date) -> Iterator[tuple[type[Base], Row]]:
    noted_at = datetime.combine(known_since, time(12), AMSTERDAM)
    for place, who in enumerate(tenant.people):
        person = demo_id("person", tenant.number, place)
        named = who.model_dump(include={"initials", "prefix", "surname", "language"})
        yield Person, {"id": person, "born_on": who.born, **named}
        for kind, value in ((ContactKind.PHONE, who.phone), (ContactKind.EMAIL, who.email)):
            if value:
                contact = demo_id("contact", tenant.number, place, kind)
                row = {"id": contact, "person_id": person, "kind": kind, "value": value, "noted_at": noted_at}
                yield ContactPoint, row


def _markers(tenant: DemoTenant, past: History, today: date) -> Iterator[tuple[MarkerKind, str, date]]:
    for marker in tenant.markers:
        yield marker.kind, marker.note, months_back(today, marker.months_ago)
    if past.collection_since:
        note = f"Gerechtsdeurwaarder De Populier, dossier P-{tenant.number}"
        yield MarkerKind.BAILIFF_FILE, note, past.collection_since
