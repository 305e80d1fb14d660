"""Tenants for the desk's pages: one with two months open, with whatever a test wants around them."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import update

from bot.arrangements.book import AgreementView
from bot.arrangements.ground import Asker, Told
from bot.arrangements.models import Agreement
from bot.arrangements.proposing import ProposalService
from bot.arrangements.rules.schedule import Wish
from bot.arrangements.services import ArrangementService
from bot.tenancy.models import (
    ChannelIdentity,
    ContactKind,
    ContactPoint,
    Contract,
    ContractParty,
    EntryKind,
    LedgerEntry,
    Person,
    Stage,
)
from tests.integration.staff.scene import Scene

RENT = 65_000
TOLD = Told(income_day=24)
#: The demo's policy leaves this many terms to a collector; fewer the assistant offers itself.
FOR_A_COLLECTOR, FOR_THE_ASSISTANT = 9, 3
NO_INLINE = r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:|hx-on|\bjs:"


@dataclass
class Renting:
    scene: Scene
    contract: UUID = field(default_factory=uuid4)
    person: UUID = field(default_factory=uuid4)

    @property
    def proposals(self) -> ProposalService:
        return ProposalService(self.scene.ground)

    @property
    def agreements(self) -> ArrangementService:
        return ArrangementService(self.scene.ground)

    async def moves_in(self, number: str = "0012999", **person: Any) -> "Renting":
        """Rent of 650 euros since January; October and November are open."""
        home = {"street": "Lindelaan", "house_number": "1", "postcode": "0000 AA", "town": "Lindestad"}
        who = {"initials": "A.", "prefix": "van der", "surname": "Wolkenveld", "born_on": date(1980, 5, 3), **person}
        phone = who.pop("phone", "+31600000077")
        async with self.scene.database.transaction() as session:
            session.add(Person(id=self.person, **who))
            session.add(Contract(id=self.contract, number=number, started_on=date(2020, 1, 1), rent_cents=RENT, **home))
            await session.flush()
            session.add(ContractParty(contract_id=self.contract, person_id=self.person, since=date(2020, 1, 1)))
            session.add(
                ContactPoint(
                    id=uuid4(),
                    person_id=self.person,
                    kind=ContactKind.PHONE,
                    value=phone,
                    noted_at=self.scene.clock(),
                )
            )
            for month in range(1, 12):
                due = date(2026, month, 1)
                session.add(self._entry(f"huur-{month:02}", EntryKind.RENT, RENT, due, f"Huur maand {month}"))
                if month < 10:
                    session.add(self._entry(f"b-{month:02}", EntryKind.PAYMENT, -RENT, due, "Overboeking"))
        return self

    def _entry(self, key: str, kind: EntryKind, cents: int, on: date, words: str) -> LedgerEntry:
        return LedgerEntry(
            id=uuid4(),
            contract_id=self.contract,
            kind=kind,
            amount_cents=cents,
            due_on=on,
            description=words,
            external_key=key,
        )

    async def stands(self, **values: Any) -> None:
        async with self.scene.database.transaction() as session:
            await session.execute(update(Contract).where(Contract.id == self.contract).values(**values))

    async def proposes(self, terms: int = FOR_A_COLLECTOR, conversation: UUID | None = None) -> AgreementView:
        asker = Asker(conversation_id=conversation)
        answer = await self.proposals.propose_arrangement(self.contract, Wish(terms=terms), TOLD, asker)
        assert answer.agreement is not None, answer
        return answer.agreement

    async def agrees(self, terms: int = FOR_THE_ASSISTANT) -> AgreementView:
        offered = await self.proposes(terms)
        return await self.agreements.agree(offered.id, offered.text_digest, person_id=self.person, source="bericht 1")

    async def force(self, agreement_id: UUID, **values: Any) -> None:
        """Put an agreement in a state that takes months to come about by itself."""
        async with self.scene.database.transaction() as session:
            await session.execute(update(Agreement).where(Agreement.id == agreement_id).values(**values))

    async def is_known_at(self, channel: str, address: str, *, proven: bool = True) -> None:
        now = self.scene.clock() - timedelta(days=1)
        async with self.scene.database.transaction() as session:
            session.add(
                ChannelIdentity(
                    id=uuid4(),
                    channel=channel,
                    address=address,
                    person_id=self.person if proven else None,
                    proven_at=now if proven else None,
                )
            )


async def rent(scene: Scene, number: str = "0012999", stage: Stage = Stage.REMINDER, **person: Any) -> Renting:
    made = await Renting(scene).moves_in(number, **person)
    await made.stands(stage=stage)
    return made


def ids_in(page: str, attribute: str) -> list[UUID]:
    return [UUID(found) for found in re.findall(rf'data-{attribute}="([0-9a-f\-]{{36}})"', page)]


def mandate(renting: Renting, **other: str) -> dict[str, str]:
    return {
        "voor": str(renting.person),
        "voorletters": "B.",
        "achternaam": "Helper",
        "geboren": "1-2-1990",
        "telefoon": "06-00000088",
        "bewijs": "mandate",
        "einde": (date(2026, 11, 23) + timedelta(days=90)).isoformat(),
        **other,
    }
