"""The demo's reminder of our own: a day goes by on one telephone, and what the guarding would say then is said now.

Everything after that is the real way: the switch of the corporation, the template, the fallback to SMS.
"""

import asyncio
import contextlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from aiohttp import web
from sqlalchemy import delete, select, update

from bot.arrangements.due import DueNudges
from bot.arrangements.jobs import Guarding
from bot.arrangements.models import Agreement, AgreementEvent, AgreementNudge, EventKind, Subject
from bot.arrangements.rules.guarding import Nudge
from bot.arrangements.rules.life import LIVE
from bot.channels.models import Contact
from bot.channels.whatsapp.approved import Approved
from bot.database.engine import Database
from bot.simulators.demo import PATH, DemoPhones, json_body, number_in
from bot.tenancy.models import ChannelIdentity, ContractParty
from bot.web.errors import Refusal

CHANNEL = "whatsapp"
A_DAY = timedelta(hours=25)
REPORTS_WITHIN_SECONDS = 5
WORDS: Mapping[str, str] = {
    CHANNEL: "De herinnering ging via WhatsApp.",
    "telegram": "De herinnering ging via Telegram.",
    "sms": "De herinnering ging per sms. Je ziet haar in het postvak van de demo.",
    "email": "De herinnering ging per e-mail. Je ziet haar in het postvak van de demo.",
    "person": "Deze huurder was niet te bereiken: een medewerker heeft nu een taak.",
    "": "Er ging niets: deze huurder wil geen berichten, of er praat een medewerker.",
}
NO_AGREEMENT = (
    "Op deze telefoon loopt nog geen afspraak. Maak hier eerst een regeling, of vraag hoe het met je regeling staat "
    "en laat zien wie je bent. Daarna kan de herinnering komen."
)


class DemoReminder:
    """`approved`: what the running program may send; its switch is turned here, in memory only."""

    def __init__(
        self, database: Database, due: DueNudges, guarding: Guarding, approved: Approved, phones: DemoPhones
    ) -> None:
        self._database = database
        self._due = due
        self._guarding = guarding
        self._approved = approved
        self._phones = phones

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get(f"{PATH}/zelf", self._switch),
            web.post(f"{PATH}/zelf", self._turn),
            web.post(f"{PATH}/herinnering", self._remind),
        ]

    async def _switch(self, request: web.Request) -> web.Response:
        return web.json_response({"aan": self._approved.templates.outreach})

    async def _turn(self, request: web.Request) -> web.Response:
        on = (await json_body(request)).get("aan") is True
        self._approved.templates = self._approved.templates.model_copy(update={"outreach": on})
        return web.json_response({"aan": on})

    async def _remind(self, request: web.Request) -> web.Response:
        address = f"319{number_in((await json_body(request)).get('nummer'))}"
        agreement_id = await self._agreement_of(address)
        message = await self._due.reminder_of(agreement_id) if agreement_id else None
        if agreement_id is None or message is None:
            raise Refusal(422, "no_agreement", NO_AGREEMENT)
        before = await self._last(agreement_id)
        await self._a_day_later(address, agreement_id)
        await self._guarding.say(message)
        delivery = self._phones.graph.delivery
        if delivery is not None:
            # A template that could not be brought is told of after it was taken.
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(delivery.settle(), REPORTS_WITHIN_SECONDS)
        await self._guarding.follow(at_any_hour=True)
        number, by = await self._last(agreement_id)
        return web.json_response({"tekst": WORDS.get(by if number > before[0] else "", WORDS[""])})

    async def _agreement_of(self, address: str) -> UUID | None:
        """The running agreement of who is proven on this telephone."""
        statement = (
            select(Agreement.id)
            .join(ContractParty, ContractParty.contract_id == Agreement.contract_id)
            .join(ChannelIdentity, ChannelIdentity.person_id == ContractParty.person_id)
            .where(
                ChannelIdentity.channel == CHANNEL,
                ChannelIdentity.address == address,
                ChannelIdentity.proven_at.is_not(None),
                Agreement.subject == Subject.DEBT,
                Agreement.state.in_(LIVE),
            )
            .limit(1)
        )
        async with self._database.reading() as session:
            found: UUID | None = await session.scalar(statement)
        return found

    async def _a_day_later(self, address: str, agreement_id: UUID) -> None:
        """For this telephone alone, on both sides; and what was said before may be said again."""
        mine = (Contact.channel == CHANNEL, Contact.address == address)
        async with self._database.transaction() as session:
            await session.execute(
                update(Contact).where(*mine).values(last_inbound_at=Contact.last_inbound_at - A_DAY, announced_at=None)
            )
            said = (AgreementNudge.agreement_id == agreement_id, AgreementNudge.nudge == Nudge.REMINDER)
            await session.execute(delete(AgreementNudge).where(*said))
        phone = self._phones.graph.phone(address)
        if phone.last_word is not None:
            phone.last_word -= A_DAY

    async def _last(self, agreement_id: UUID) -> tuple[int, str]:
        """Number and way of the last reminder in the agreement's history."""
        statement = (
            select(AgreementEvent.number, AgreementEvent.detail)
            .where(AgreementEvent.agreement_id == agreement_id, AgreementEvent.kind == EventKind.NUDGE_REMINDER.value)
            .order_by(AgreementEvent.number.desc())
            .limit(1)
        )
        async with self._database.reading() as session:
            row = (await session.execute(statement)).one_or_none()
        detail: Mapping[str, Any] = row[1] if row else {}
        return (row[0], str(detail.get("by", ""))) if row else (0, "")
