"""Danger while the desk is closed: who is on duty is told, again and again, until a person has the conversation.

What goes out holds no word of the tenant and no name: that somebody must look now, and where.
"""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.conversation.models import Conversation, Owner
from bot.database.engine import Database
from bot.database.session import NewId, announce
from bot.ending import end
from bot.handoff import rules
from bot.handoff.alarm_models import DangerAlarm
from bot.handoff.models import Handoff
from bot.handoff.rules import Hours
from bot.handoff.settings import OnCall
from bot.identity.rules import Way
from bot.identity.sending import CodeMessage, CodeSender, NotSent

log = logging.getLogger(__name__)

LOOK_EVERY_SECONDS = 10.0
SEND_SECONDS = 20.0
AT_ONCE = 20
TAKEN, CLEARED, GIVEN_UP = "taken", "cleared", "given_up"


@dataclass(frozen=True)
class Call:
    """One message to one person on duty."""

    who: str
    way: Way
    to: str


class OnCallWatch:
    """Looks every few seconds; several processes may, an alarm is taken by one of them at a time."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        new_id: NewId,
        hours: Hours,
        on_call: OnCall | None,
        senders: Mapping[Way, CodeSender],
        desk_address: str,
    ) -> None:
        self._database = database
        self._clock = clock
        self._new_id = new_id
        self._hours = hours
        self._on_call = on_call
        self._senders = senders
        self._desk_address = desk_address
        self._task: asyncio.Task[None] | None = None

    @property
    def calls(self) -> tuple[Call, ...]:
        """Everybody on the list by every way that is switched on here."""
        if self._on_call is None:
            return ()
        told = [
            Call(person.name, way, to)
            for person in self._on_call.people
            for way, to in ((Way.SMS, person.sms), (Way.EMAIL, person.email))
            if to and way in self._senders
        ]
        return tuple(told)

    def reaches(self, kind: str) -> bool:
        """Whether anybody is told of this danger while the desk is closed."""
        return self._on_call is not None and kind in self._on_call.dangers and bool(self.calls)

    def start(self) -> None:
        if self._on_call is None:
            log.warning("nobody is on duty outside opening hours: danger waits until the desk opens (on_call)")
        elif not self.calls:
            log.error("on_call names people, but neither SMS nor SMTP is switched on: nobody will be told of danger")
        else:
            self._task = asyncio.create_task(self._keep_looking(), name="on-call")

    async def stop(self) -> None:
        if self._task is not None:
            await end([self._task])

    async def _keep_looking(self) -> None:
        while True:
            try:
                await self.look()
            except Exception as error:  # the watch must outlive any fault; the next look tries again
                log.error("looking for danger failed: %s", type(error).__name__)
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def look(self) -> int:
        """End what is over, open what is new, and make the calls that are due. Returns how many calls were made."""
        if self._on_call is None or not self.calls:
            return 0
        async with self._database.transaction() as session:
            await self._end(session)
            if not rules.is_open(self._clock(), self._hours):
                await self._open(session, self._on_call)
            due = await self._due(session, self._on_call)
        made = 0
        for alarm_id, conversation_id in due:
            results = await asyncio.gather(*(self._call(call, conversation_id) for call in self.calls))
            made += len(results)
            await self._note(alarm_id, conversation_id, results)
        return made

    async def _open(self, session: AsyncSession, on_call: OnCall) -> None:
        """One alarm a danger: a danger that was given up on is not begun again until there is a new one."""
        told_before = exists().where(
            DangerAlarm.conversation_id == Conversation.id,
            or_(DangerAlarm.ended_at.is_(None), DangerAlarm.since >= Handoff.requested_at),
        )
        statement = (
            select(Conversation.id, Conversation.danger)
            .join(Handoff, Handoff.conversation_id == Conversation.id)
            .where(Handoff.closed_at.is_(None), Conversation.owner != Owner.PERSON)
            .where(Conversation.danger.in_(sorted(on_call.dangers)), ~told_before)
        )
        now = self._clock()
        for conversation_id, kind in (await session.execute(statement)).all():
            row: dict[str, Any] = {
                "id": self._new_id(), "conversation_id": conversation_id, "kind": kind, "since": now, "rounds": 0,
                "next_at": now, "calls": [], "ended_how": "",
            }  # fmt: skip
            await session.execute(insert(DangerAlarm).values(row).on_conflict_do_nothing())

    async def _end(self, session: AsyncSession) -> None:
        """A person has it, or cleared it."""
        statement = (
            select(DangerAlarm, Conversation.owner, Conversation.danger)
            .join(Conversation, Conversation.id == DangerAlarm.conversation_id)
            .where(DangerAlarm.ended_at.is_(None))
            .where(or_(Conversation.owner == Owner.PERSON, Conversation.danger.is_(None)))
            .with_for_update(of=DangerAlarm, skip_locked=True)
        )
        for alarm, owner, _ in (await session.execute(statement)).all():
            alarm.ended_at, alarm.next_at = self._clock(), None
            alarm.ended_how = TAKEN if owner is Owner.PERSON else CLEARED
            await announce(session, "owner", alarm.conversation_id)

    async def _due(self, session: AsyncSession, on_call: OnCall) -> list[tuple[UUID, UUID]]:
        """Take the alarms that are due, so that no other process calls for them, and set when they are due again."""
        now = self._clock()
        statement = (
            select(DangerAlarm)
            .where(DangerAlarm.ended_at.is_(None), DangerAlarm.next_at <= now)
            .order_by(DangerAlarm.next_at)
            .limit(AT_ONCE)
            .with_for_update(skip_locked=True)
        )
        due: list[tuple[UUID, UUID]] = []
        for alarm in (await session.scalars(statement)).all():
            if alarm.rounds >= on_call.at_most:
                alarm.ended_at, alarm.next_at, alarm.ended_how = now, None, GIVEN_UP
                log.critical("nobody took a danger outside opening hours after %s rounds of calls", alarm.rounds)
                continue
            alarm.rounds += 1
            alarm.next_at = now + timedelta(minutes=on_call.again_after_minutes)
            due.append((alarm.id, alarm.conversation_id))
        return due

    async def _call(self, call: Call, conversation_id: UUID) -> dict[str, Any]:
        assert self._on_call is not None
        minutes = self._on_call.again_after_minutes
        where = f"{self._desk_address}/gesprekken/{conversation_id}" if self._desk_address else "het postvak"
        text = f"Huurkompas: gevaar bij een huurder. Kijk nu: {where} Neem het gesprek over. Weer over {minutes} min."
        message = CodeMessage(call.way, call.to, "Gevaar bij een huurder: kijk nu in Huurkompas", text)
        problem = ""
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await self._senders[call.way].send(message)
        except Exception as error:  # whatever a provider's library raises may hold the address: only its kind is told
            problem = "niet aangenomen" if isinstance(error, NotSent) else "geen antwoord"
            log.error("a call about danger was not delivered by %s: %s", call.way, type(error).__name__)
        return _entry(self._clock(), call, problem)

    async def _note(self, alarm_id: UUID, conversation_id: UUID, results: list[dict[str, Any]]) -> None:
        async with self._database.transaction() as session:
            alarm = await session.get(DangerAlarm, alarm_id, with_for_update=True)
            if alarm is not None:
                alarm.calls = [*alarm.calls, *results]
            await announce(session, "owner", conversation_id)


def _entry(at: datetime, call: Call, problem: str) -> dict[str, Any]:
    return {"at": at.isoformat(), "who": call.who, "by": str(call.way), "done": not problem, "problem": problem}


async def alarms_of(session: AsyncSession, conversation_id: UUID, most: int = 3) -> list[DangerAlarm]:
    """What was done about danger in a conversation outside opening hours, newest first; for the desk."""
    statement = select(DangerAlarm).where(DangerAlarm.conversation_id == conversation_id)
    return list((await session.scalars(statement.order_by(DangerAlarm.since.desc()).limit(most))).all())
