"""Kim, who can prove who she is, and what the engine understands of her words."""

from uuid import UUID, uuid4

from bot.database.engine import Database
from bot.tenancy.models import EntryKind, LedgerEntry
from tests.support.chatting import Chat
from tests.support.clock import FixedClock
from tests.support.tenants import Outgoing
from tests.support.wiring import Desk

INTENTS = {
    "ik wil een regeling": "request_payment_arrangement",
    "kan ik 200 euro per maand betalen": "request_payment_arrangement",
    "ik wil uitstel": "request_deferral",
    "ik wil op een andere dag betalen": "request_paydate_change",
    "hoe staat het met mijn regeling": "ask_arrangement_status",
    "deze maand lukt niet": "report_arrangement_trouble",
    "hoeveel moet ik nog betalen": "ask_balance",
    "ik heb al betaald": "report_payment_made",
    "het bedrag klopt niet": "dispute_debt",
    "ik kan de huur niet betalen": "report_cannot_pay",
    "wanneer zijn jullie open": "ask_contact_hours",
    "kan ik alles in een keer aflossen": "ask_arrangement_status",
    "mag die nieuwe maand erbij": "report_arrangement_trouble",
    "stop maar": "cancel",
    "ik wil een medewerker": "request_human",
    "ja": "affirm",
    "nee": "deny",
    "weet ik niet": "unsure",
    "100 per maand kan toch wel?": "request_payment_arrangement",
    "waarom kan 100 dan niet": "nlu_fallback",
    "ik wil in januari beginnen": "nlu_fallback",
    "ik wil in december beginnen": "nlu_fallback",
    "en als ik volgende maand 300 doe": "nlu_fallback",
    "kan de eerste later": "request_paydate_change",
    "mag de eerste betaling een week later": "request_deferral",
    "kan het een week later": "request_deferral",
    "kan het een maand later": "request_deferral",
    "minder": "nlu_fallback",
    "te veel": "nlu_fallback",
    "langer": "nlu_fallback",
    "sneller": "give_feedback",
    "nee liever januari": "deny",
    "wat is het minst": "ask_arrangement_terms",
    "kan het ook per week": "request_payment_arrangement",
    "klopt dat bedrag wel?": "nlu_fallback",
    "laat maar, het klopt": "cancel",
    "oh wacht, het klopt wel": "affirm",
    "te veel rekening": "inform",
}
SIGNALS = {"ik wil dood": "suicide", "het gaat om mijn moeder": "third_party"}
ENTITIES = {
    "kan ik 200 euro per maand betalen": [("amount", "200.00")],
    "200 euro per maand": [("amount", "200.00")],
    "100 euro per maand": [("amount", "100.00")],
    "10 euro per maand": [("amount", "10.00")],
    "de 24e": [("day_of_month", "24")],
    "de 10e": [("day_of_month", "10")],
    "600 euro": [("amount", "600.00")],
    "500 euro": [("amount", "500.00")],
    "300 euro": [("amount", "300.00")],
    "20 euro": [("amount", "20.00")],
    "over 2 dagen": [("date", "2026-11-24")],
    "een week later": [("duration", "P1W")],
    "over 3 maanden": [("duration", "P3M")],
    "over 9 maanden": [("duration", "P9M")],
    "15 december": [("date", "2026-12-15")],
    "30 december": [("date", "2026-12-30")],
    "1 maart": [("date", "2027-03-01")],
    "200 euro op 3 november": [("amount", "200.00"), ("date", "2026-11-03")],
    "612,84 op 10 november": [("amount", "612.84"), ("date", "2026-11-10")],
    "100 per maand kan toch wel?": [("amount", "100.00")],
    "waarom kan 100 dan niet": [("amount", "100.00")],
    "100 echt": [("amount", "100.00")],
    "120 per maand": [("amount", "120.00")],
    "liever 150": [("amount", "150.00")],
    "tussen 80 en 100": [("amount", "80.00"), ("amount", "100.00")],
    "tussen 80 en 150": [("amount", "80.00"), ("amount", "150.00")],
    "50 per week": [("amount", "50.00")],
    "en als ik volgende maand 300 doe": [("amount", "300.00")],
    "eerst 300 en dan 150": [("amount", "300.00"), ("amount", "150.00")],
    "in 14 maanden": [("duration", "P14M")],
    "5 maanden": [("duration", "P5M")],
    "eerste betaling 15 december": [("date", "2026-12-15")],
    "mag de eerste betaling een week later": [("duration", "P1W")],
    "kan het een week later": [("duration", "P1W")],
    "kan het een maand later": [("duration", "P1M")],
}


class Tenant(Chat):
    """Kim, who can prove it."""

    def __init__(self, desk: Desk, outgoing: Outgoing) -> None:
        super().__init__(desk, uuid4().hex)
        self.outgoing = outgoing
        self.turns = 0

    async def says(self, words: str) -> str:
        self.turns += 1
        return await super().says(words)

    async def presses(self, title: str) -> str:
        self.turns += 1
        return await super().presses(title)

    async def proves(self, first: str) -> str:
        await self.says(first)
        await self.says("0012007")
        await self.says("19-04-1978")
        return await self.says(self.outgoing.last)

    async def buttons(self) -> list[str]:
        return [button["title"] for button in (await self.last()).buttons]

    async def plans(self, *answers: str) -> str:
        """From the question whether it is right to whatever comes after these answers."""
        text = ""
        for answer in answers:
            text = await self.says(answer)
        return text


async def book(
    database: Database, contract: UUID, clock: FixedClock, kind: EntryKind, cents: int, words: str = ""
) -> None:
    """A booking of today."""
    async with database.transaction() as session:
        session.add(
            LedgerEntry(
                id=uuid4(),
                contract_id=contract,
                kind=kind,
                amount_cents=cents,
                due_on=clock().date(),
                description=words,
                external_key=uuid4().hex,
            )
        )
