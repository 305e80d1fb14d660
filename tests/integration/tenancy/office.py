"""Somebody who takes in files, for the tests of taking in."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from bot.database.engine import Base, Database
from bot.tenancy.importing.mapping import STANDARD, load_mapping
from bot.tenancy.importing.models import ImportQuestion, ImportRun, QuestionKind, RunState
from bot.tenancy.importing.questions import Questions
from bot.tenancy.importing.services import Imports
from bot.tenancy.models import ContactPoint, Contract, ContractParty, LedgerEntry, Marker, Person
from bot.tenancy.services import Overview, TenancyService
from tests.support.clock import FixedClock
from tests.support.files import written

TODAY = date(2026, 11, 23)
RECORDS: tuple[type[Base], ...] = (Contract, Person, ContactPoint, ContractParty, LedgerEntry, Marker, ImportQuestion)


class Office:
    """Somebody who takes in files."""

    def __init__(self, database: Database, clock: FixedClock, folder: Path, **mapping: Any) -> None:
        self.database, self.clock, self.folder = database, clock, folder
        self.mapping = load_mapping(STANDARD.parent).model_copy(update=mapping)
        self.imports = Imports(database, clock, uuid4, self.mapping)
        self.questions = Questions(database, clock)
        self.tenancy = TenancyService(database)

    async def look(self, *lines: str) -> ImportRun:
        path = written(self.folder, *lines)
        return await self.imports.check(await self.imports.begin(path.name, None), path)

    async def take(self, *lines: str) -> ImportRun:
        self.clock.move(minutes=1)
        run = await self.look(*lines)
        assert run.state is RunState.CHECKED, run.reason
        return await self.imports.apply(run.id)

    async def debt(self, number: str = "0001") -> Overview:
        contract = await self.tenancy.find_contract(number)
        assert contract is not None
        found = await self.tenancy.overview(contract, TODAY)
        assert found is not None
        return found

    async def asked(self, kind: QuestionKind) -> list[UUID]:
        return [question.id for question in await self.questions.page(kind)]

    async def rows(self) -> dict[str, set[tuple[Any, ...]]]:
        async with self.database.transaction() as session:
            return {
                table.__tablename__: {tuple(map(str, row)) for row in await session.execute(select(table.__table__))}
                for table in RECORDS
            }
