"""The demo's agreements: one in every state, made by the same services as real ones, with the clock turned back.

The same on every machine for the same day: ids and references follow from the tenant's number.
"""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Literal
from uuid import NAMESPACE_URL, UUID, uuid5

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select, update

from bot import plain_yaml
from bot.arrangements.book import AgreementView
from bot.arrangements.changing import ChangeService
from bot.arrangements.desk import CollectorService
from bot.arrangements.ground import Asker, Ground, Told
from bot.arrangements.models import Agreement
from bot.arrangements.news import TenantNews
from bot.arrangements.proposing import Answer, ProposalService
from bot.arrangements.rules.eligibility import Outcome
from bot.arrangements.rules.life import EndReason, NotNow
from bot.arrangements.rules.schedule import Wish
from bot.arrangements.services import ArrangementService
from bot.arrangements.upkeep import UpkeepService
from bot.clock import AMSTERDAM
from bot.tenancy.demo_files import load_demo
from bot.tenancy.demo_ledger import month_zero, months_back
from bot.tenancy.models import Contract, ContractParty

log = logging.getLogger(__name__)

FILE = "agreements.yml"
IDS = uuid5(NAMESPACE_URL, "https://woonstichtingdelinde.example.nl/demo/agreements")
OFFICE_HOUR = time(10)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Wish(_Strict):
    terms: int | None = None
    until_days: int | None = None
    pay_day: int | None = None


class _On(_Strict):
    days_ago: Annotated[int, Field(ge=0)] | None = None
    months_ago: Annotated[int, Field(ge=0)] | None = None
    days_after: int = 0

    def day(self, today: date) -> date:
        if self.days_ago is not None:
            return today - timedelta(days=self.days_ago)
        return months_back(month_zero(today), self.months_ago or 0) + timedelta(days=self.days_after)


class _Story(_Strict):
    number: str
    wish: _Wish
    on: _On
    then: tuple[Literal["agree", "trouble", "look", "break", "end", "decline", "withdraw"], ...]


class _File(_Strict):
    agreements: tuple[_Story, ...]


async def seed_agreements(ground: Ground, folder: Path, staff_id: UUID) -> int:
    """Make them where there are none at all; how many were made. Needs the demo's tenants and one of its staff."""
    path = folder / FILE
    async with ground.database.transaction() as session:
        known = await session.scalar(select(Agreement.id).limit(1))
    if known is not None or not path.is_file():
        return 0
    # YAML 1.1 reads a bare "on" as yes; the key is meant.
    raw = plain_yaml.parse(path.read_text(encoding="utf-8").replace(" on:", ' "on":'))
    income = {tenant.number: tenant.income_day for tenant in load_demo(folder).tenants}
    made = 0
    for story in _File.model_validate(raw).agreements:
        made += await _Telling(ground, story, income.get(story.number), staff_id).tell()
    # These stories are of the past: whoever they are about has heard it, and starting the demo tells it to nobody.
    async with ground.database.transaction() as session:
        heard = {"told_at": TenantNews.left_at, "told_by": "sms"}
        await session.execute(update(TenantNews).where(TenantNews.told_at.is_(None)).values(heard))
    return made


class _Telling:
    """One story: proposed on its day, and what came of it."""

    def __init__(self, ground: Ground, story: _Story, income_day: int | None, staff_id: UUID) -> None:
        ids = _ids(story.number)
        self._today = ground.today
        self._story = story
        self._told = Told(income_day=income_day)
        self._staff = staff_id
        began = datetime.combine(story.on.day(self._today), OFFICE_HOUR, AMSTERDAM)
        self._then = replace(ground, clock=lambda: began, new_id=lambda: next(ids))
        self._now = replace(ground, new_id=lambda: next(ids))

    async def tell(self) -> bool:
        async with self._then.database.transaction() as session:
            found = select(Contract.id, ContractParty.person_id).join(
                ContractParty, ContractParty.contract_id == Contract.id
            )
            row = (await session.execute(found.where(Contract.number == self._story.number))).first()
        if row is None:
            return False
        answer = await self._propose(row[0])
        if answer.agreement is None or answer.outcome is Outcome.REFUSED:
            log.info("demo agreement of %s left out: %s", self._story.number, answer.why and answer.why.id)
            return False
        for step in self._story.then:
            try:
                await self._step(step, answer.agreement, row[1])
            except NotNow as error:
                log.info("demo agreement of %s: %s", self._story.number, error)
                break
        return True

    async def _propose(self, contract_id: UUID) -> Answer:
        proposals, wish = ProposalService(self._then), self._story.wish
        if wish.pay_day is not None:
            return await proposals.propose_pay_date(contract_id, wish.pay_day, self._told, Asker())
        if wish.until_days is not None:
            until = self._today + timedelta(days=wish.until_days)
            return await proposals.propose_deferral(contract_id, until, self._told, Asker())
        return await proposals.propose_arrangement(contract_id, Wish(terms=wish.terms), self._told, Asker())

    async def _step(self, step: str, view: AgreementView, person_id: UUID) -> None:
        match step:
            case "agree":
                agreeing = ArrangementService(self._then)
                await agreeing.agree(view.id, view.text_digest, person_id=person_id, source="demo")
            case "trouble":
                changes = ChangeService(self._now, ProposalService(self._now))
                await changes.report_trouble(view.id, 1, Asker())
            case "look":
                await UpkeepService(self._now).look_at(view.id)
            case "break":
                note = "Twee termijnen gemist en geen contact."
                await CollectorService(self._now).break_off(view.id, self._staff, note)
            case "end":
                note = "De familie betaalt alles ineens."
                await CollectorService(self._now).end(view.id, self._staff, EndReason.AGREED_OTHERWISE, note)
            case "decline":
                reason = "Negen maanden is hier te lang. Zes maanden kan wel."
                await CollectorService(self._now).decline(view.id, self._staff, reason)
            case "withdraw":
                await ArrangementService(self._now).withdraw(view.id, Asker())


def _ids(number: str) -> Iterator[UUID]:
    count = 0
    while True:
        count += 1
        yield uuid5(IDS, f"{number}/{count}")
