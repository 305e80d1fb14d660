"""Yes or no to what lies on the table. Nothing is agreed anywhere else.

A dialogue calls `ProposalService` first: `outlook` (is it worth asking?), `room` (affordability), `options` (plans
side by side), `propose_…` (puts one on the table and returns its whole text). Then `ArrangementService.agree` with
the digest of the text that was shown. Running agreements are changed through `bot.arrangements.changing`.
"""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.arrangements.book import AgreementView, Kept, UnknownAgreement
from bot.arrangements.ground import Asker, Ground
from bot.arrangements.models import Actor, Agreement, AgreementEvent, EventKind, Subject
from bot.arrangements.news import News
from bot.arrangements.rules.guarding import Hindrance
from bot.arrangements.rules.life import LIVE, EndReason, Event
from bot.arrangements.running import open_now

#: With these an offer no longer stands, whatever was offered.
STOPPED_BY = frozenset({Hindrance.ADMINISTRATOR, Hindrance.DEBT_SCHEME, Hindrance.DISPUTE})


def change_pay_day(day: int) -> str:
    """What is left to do where the rent is really collected; nothing here reaches that."""
    return f"Zet in de administratie de betaaldag op de {day}e. Is er een automatische incasso? Verzet die ook."


class Outdated(Exception):
    """The offer no longer fits what is owed, or who may agree: it was taken off the table. Propose anew."""


class AnotherLives(Exception):
    """Something else was agreed about this debt in the meantime."""

    def __init__(self, live: AgreementView) -> None:
        super().__init__("er loopt al een afspraak")
        self.live = live


class ArrangementService:
    """What a tenant says to an offer, and what there is to read. Every caller is sure first who is asking."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    async def agree(
        self,
        agreement_id: UUID,
        shown_digest: str,
        *,
        person_id: UUID | None,
        source: str,
        conversation_id: UUID | None = None,
    ) -> AgreementView:
        """The tenant's explicit yes to the text whose digest is `shown_digest`; `source` is the message with the yes.

        `conversation_id`: where it was said; whoever is known elsewhere hears of it.

        Saying yes twice is one yes. What it replaces ends in the same moment. Raises UnknownAgreement, OtherText,
        OfferExpired, NotNow, AnotherLives and Outdated (the offer no longer fits, and is off the table).
        """
        ground = self._ground
        async with ground.database.transaction() as session:
            kept = await ground.book.held(session, agreement_id)
            if kept.life.state in LIVE and kept.row.consent_digest == shown_digest:
                return kept.view()
            agreed = kept.life.agree(shown_digest, ground.today)
            live = await ground.book.live(session, kept.row.contract_id, kept.row.subject)
            if live is not None and live.row.id != kept.row.replaces_id:
                raise AnotherLives(live.view())
            stands = await self._still_stands(session, kept, live)
            now = ground.clock()
            if stands:
                if live is not None:
                    await self._take_the_place_of(session, live, kept)
                row = kept.row
                row.consented_at, row.consent_person_id, row.consent_source = now, person_id, source
                kept.put(agreed, now)
                await session.flush()
                await ground.book.note(
                    session, kept, EventKind.AGREED, now, Actor.TENANT, digest=shown_digest, source=source
                )
                ground.leave_news(session, kept, News.AGREED, where=conversation_id)
                if row.pay_day is not None:
                    await ground.book.ask_person(session, kept, change_pay_day(row.pay_day), now)
            else:
                kept.put(kept.life.step(Event.WITHDRAW), now)
                await ground.book.note(session, kept, EventKind.OUTDATED, now, Actor.SYSTEM)
        if not stands:
            raise Outdated
        return kept.view()

    async def _take_the_place_of(self, session: AsyncSession, live: Kept, kept: Kept) -> None:
        """What runs ends; a pay day that was not changed yet in the administration need not be any more."""
        row, now = live.row, self._ground.clock()
        live.put(live.life.end(EndReason.RENEGOTIATED), now)
        if row.pay_day is not None and row.task == change_pay_day(row.pay_day):
            row.task, row.task_since = "", None
        await self._ground.book.note(session, live, EventKind.REPLACED, now, Actor.TENANT, by=str(kept.row.id))

    async def withdraw(self, agreement_id: UUID, asker: Asker) -> AgreementView:
        """The tenant says no, or the proposal is taken back. Raises UnknownAgreement, NotNow."""
        ground = self._ground
        async with ground.database.transaction() as session:
            kept = await ground.book.held(session, agreement_id)
            kept.put(kept.life.step(Event.WITHDRAW), ground.clock())
            await ground.book.note(session, kept, EventKind.WITHDRAWN, ground.clock(), asker.actor, asker.staff_id)
            return kept.view()

    async def find(self, agreement_id: UUID) -> AgreementView:
        """Raises UnknownAgreement."""
        async with self._ground.database.transaction() as session:
            if await session.get(Agreement, agreement_id) is None:
                raise UnknownAgreement(str(agreement_id))
            return (await self._ground.book.kept(session, agreement_id)).view()

    async def versions(self, agreement_id: UUID) -> tuple[AgreementView, ...]:
        """All that somebody said yes to under the reference of this one, first to last. Raises UnknownAgreement."""
        book = self._ground.book
        async with self._ground.database.reading() as session:
            row = await session.get(Agreement, agreement_id)
            if row is None:
                raise UnknownAgreement(str(agreement_id))
            ids = await session.scalars(
                select(Agreement.id)
                .where(
                    Agreement.contract_id == row.contract_id,
                    Agreement.subject == row.subject,
                    Agreement.reference == row.reference,
                    Agreement.consented_at.is_not(None),
                )
                .order_by(Agreement.change)
            )
            return tuple([(await book.kept(session, one)).view() for one in ids.all()])

    async def of_contract(self, contract_id: UUID) -> tuple[AgreementView, ...]:
        """All that was ever proposed or agreed about a contract, newest first."""
        async with self._ground.database.transaction() as session:
            ids = await session.scalars(
                select(Agreement.id)
                .where(Agreement.contract_id == contract_id)
                .order_by(Agreement.proposed_at.desc(), Agreement.change.desc())
            )
            return tuple([(await self._ground.book.kept(session, one)).view() for one in ids.all()])

    async def history(self, contract_id: UUID) -> tuple[AgreementEvent, ...]:
        """Everything that happened to a contract's agreements, oldest first, for the timeline."""
        async with self._ground.database.transaction() as session:
            found = await session.scalars(
                select(AgreementEvent)
                .join(Agreement, Agreement.id == AgreementEvent.agreement_id)
                .where(Agreement.contract_id == contract_id)
                .order_by(AgreementEvent.at, Agreement.proposed_at, AgreementEvent.number)
            )
            return tuple(found.all())

    async def _still_stands(self, session: AsyncSession, kept: Kept, live: Kept | None) -> bool:
        """Whether the offer still is about exactly what is open, and nobody else has the say by now."""
        ground, row = self._ground, kept.row
        if await ground.hindrances.of(session, row.contract_id) & STOPPED_BY:
            return False
        if row.subject is Subject.PAY_DAY:
            # Of two changes of the pay day, the one that was made on what runs now counts.
            return row.replaces_id == (live.row.id if live else None)
        return row.total_cents == await open_now(session, ground, kept, live)
