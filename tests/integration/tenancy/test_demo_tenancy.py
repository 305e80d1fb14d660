"""The demo tenants on a real database: the same every time, in line with themselves, and read in one question."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, event, func, select, update

from bot.database.engine import Database
from bot.settings import PROJECT
from bot.tenancy.demo import TABLES, seed_tenancy
from bot.tenancy.models import Contract, ContractParty, LedgerEntry, Marker, MarkerKind, Person, Stage
from bot.tenancy.rules import Month, Payment
from bot.tenancy.services import Overview, TenancyService

FOLDER = PROJECT / "content" / "demo"
TODAY = date(2026, 11, 23)


async def seed(database: Database, today: date = TODAY, folder: Path = FOLDER) -> int:
    async with database.transaction() as session:
        return await seed_tenancy(session, folder, today)


async def all_rows(database: Database) -> dict[str, set[tuple[Any, ...]]]:
    async with database.transaction() as session:
        return {
            table.__tablename__: {tuple(row) for row in await session.execute(select(table.__table__))}
            for table in TABLES
        }


async def overview(database: Database, number: str, today: date = TODAY) -> Overview:
    service = TenancyService(database)
    contract = await service.find_contract(number)
    assert contract is not None
    found = await service.overview(contract, today)
    assert found is not None
    return found


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    yield seen
    event.remove(database.engine.sync_engine, "before_cursor_execute", note)


async def test_sixty_tenants_come_with_a_year_of_ledger_in_a_handful_of_statements(database: Database) -> None:
    with statements(database) as seen:
        assert await seed(database) == 60
    assert len(seen) == 1 + len(TABLES)
    async with database.transaction() as session:
        stages = Counter((await session.scalars(select(Contract.stage))).all())
        rents = await session.scalar(select(func.count()).where(LedgerEntry.kind == "rent"))
        shared = await session.scalar(select(func.count()).select_from(ContractParty))
    assert stages == {
        Stage.NONE: 24,
        Stage.REMINDER: 10,
        Stage.FORMAL_NOTICE: 8,
        Stage.COLLECTION: 7,
        Stage.SUMMONS: 5,
        Stage.JUDGMENT: 3,
        Stage.EVICTION_NOTICE: 3,
    }
    assert rents == 57 * 12 + 5 + 4 + 7
    assert shared is not None
    assert shared > 60


async def test_the_same_seed_gives_the_same_rows_on_an_empty_database(database: Database) -> None:
    await seed(database)
    first = await all_rows(database)
    async with database.transaction() as session:
        for table in reversed(TABLES):
            await session.execute(delete(table))
    await seed(database)
    assert await all_rows(database) == first
    assert all(first.values())


@pytest.mark.parametrize("later", [0, 1, 40])
async def test_seeding_again_changes_nothing_on_that_day_or_later(database: Database, later: int) -> None:
    await seed(database)
    first = await all_rows(database)
    assert await seed(database, TODAY + timedelta(days=later)) == 0
    assert await all_rows(database) == first


async def test_made_up_tenants_are_never_added_to_real_ones(database: Database) -> None:
    async with database.transaction() as session:
        home = {"street": "Lindelaan", "house_number": "1", "postcode": "0000 AA", "town": "Lindestad"}
        session.add(Contract(id=uuid4(), number="1", started_on=TODAY, rent_cents=1, **home))
    assert await seed(database) == 0
    async with database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(Person)) == 0


async def test_a_corporation_without_demo_tenants_gets_none(database: Database, tmp_path: Path) -> None:
    assert await seed(database, folder=tmp_path) == 0


async def test_every_stage_agrees_with_what_is_owed(database: Database) -> None:
    await seed(database)
    service = TenancyService(database)
    async with database.transaction() as session:
        contracts = (await session.scalars(select(Contract))).all()
    for contract in contracts:
        found = await service.overview(contract.id, TODAY)
        assert found is not None
        assert found.balance_cents == found.open_rent_cents + found.open_costs_cents - found.credit_cents
        assert sum(month.open_cents for month in found.build_up) == found.balance_cents + found.credit_cents
        behind = contract.stage is not Stage.NONE
        assert (found.balance_cents > 0) == behind
        assert (found.stage_since is not None) == behind
        late = contract.stage in list(Stage)[3:]
        assert found.is_marked(MarkerKind.BAILIFF_FILE) == late
        assert (found.open_costs_cents > 0) == late or contract.number == "0012224"


async def test_who_lost_work_owes_three_months_and_costs(database: Database) -> None:
    await seed(database)
    found = await overview(database, "12308")
    # Rent 599.72; September, October and November missed; costs are 15 % of September, rounded: 89.96.
    assert (found.tenants, found.address) == (("S. Regenstra",), "Populierenrede 107, 0000 AL Lindestad")
    assert (found.open_rent_cents, found.open_costs_cents, found.balance_cents) == (179_916, 8_996, 188_912)
    assert (found.oldest_open_month, found.open_months) == (date(2026, 9, 1), 3)
    assert found.months_in_arrears == Decimal("3.0")
    assert found.last_payment == Payment(date(2026, 8, 1), 59_972)
    assert (found.stage, found.stage_since) == (Stage.COLLECTION, date(2026, 10, 16))
    assert found.build_up[-3:] == (
        Month(date(2026, 9, 1), 59_972, 0, 59_972),
        Month(date(2026, 10, 1), 68_968, 0, 68_968),
        Month(date(2026, 11, 1), 59_972, 0, 59_972),
    )
    assert [marker.kind for marker in found.markers] == [MarkerKind.BAILIFF_FILE]


async def test_a_broken_arrangement_leaves_what_its_terms_did_not_cover(database: Database) -> None:
    await seed(database)
    found = await overview(database, "0012287")
    # June was 583.41 (before the rise). Four terms of 145.85, two of them kept: 583.41 - 291.70 = 291.71.
    assert (found.balance_cents, found.open_costs_cents) == (29_171, 0)
    assert found.oldest_open_month == date(2026, 6, 1)
    assert found.months_in_arrears == Decimal("0.4")
    assert found.last_payment == Payment(date(2026, 11, 1), 60_733)
    assert found.stage_since == date(2026, 6, 25)
    june = next(month for month in found.build_up if month.month == date(2026, 6, 1))
    assert june == Month(date(2026, 6, 1), 58_341, 29_170, 29_171)


async def test_a_reversed_debit_leaves_its_own_month_open_for_both_tenants(database: Database) -> None:
    await seed(database)
    found = await overview(database, "0012196")
    assert found.tenants == ("F. Mahtabzay", "N. Mahtabzay")
    assert (found.balance_cents, found.oldest_open_month) == (72_385, date(2026, 11, 1))
    assert found.last_payment == Payment(date(2026, 10, 1), 72_385)
    assert (found.stage, found.stage_since) == (Stage.REMINDER, date(2026, 11, 11))
    assert found.direct_debit


async def test_the_money_that_one_tenant_misses_stands_on_another_contract(database: Database) -> None:
    await seed(database)
    missing, stray = await overview(database, "0012217"), await overview(database, "0012168")
    assert missing.balance_cents == stray.credit_cents == -stray.balance_cents == 61_350


async def test_an_earlier_day_knows_nothing_of_what_came_later(database: Database) -> None:
    await seed(database)
    found = await overview(database, "0012308", date(2026, 8, 31))
    assert (found.balance_cents, found.last_payment) == (0, Payment(date(2026, 8, 1), 59_972))
    assert found.markers == ()


async def test_a_marker_that_was_cleared_no_longer_counts(database: Database) -> None:
    await seed(database)
    assert (await overview(database, "0012266")).is_marked(MarkerKind.DO_NOT_CONTACT)
    async with database.transaction() as session:
        await session.execute(update(Marker).values(cleared_on=TODAY))
    assert (await overview(database, "0012266")).markers == ()


async def test_an_overview_is_one_question_and_none_for_an_unknown_contract(database: Database) -> None:
    await seed(database)
    service = TenancyService(database)
    contract = await service.find_contract("0012007")
    assert isinstance(contract, UUID)
    with statements(database) as seen:
        assert await service.overview(contract, TODAY) is not None
    assert len(seen) == 1
    assert await service.overview(uuid4(), TODAY) is None


@pytest.mark.parametrize("typed", ["12007", " 0012 007", "0012.007", "000012007"])
async def test_a_contract_is_found_however_its_number_is_typed(database: Database, typed: str) -> None:
    await seed(database)
    service = TenancyService(database)
    assert await service.find_contract(typed) == await service.find_contract("0012007") is not None


@pytest.mark.parametrize("typed", ["", "12008", "' OR 1=1 --", "\x00", "12007; 12014", "９" * 400])
async def test_what_is_no_number_of_ours_finds_nothing(database: Database, typed: str) -> None:
    await seed(database)
    assert await TenancyService(database).find_contract(typed) is None
