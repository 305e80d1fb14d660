"""Taking in what a webhook brought: each element stored once, whatever its order, copies and company."""

import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.batches import grouped
from bot.channels.changes_of_mind import ChangesOfMind
from bot.channels.deliveries import Deliveries, OnFailure
from bot.channels.elements import (
    Approval,
    Edited,
    Element,
    GroupCalled,
    GroupLeft,
    NewHolder,
    Noted,
    Reached,
    Renamed,
    Reported,
    Said,
    Trouble,
    Warned,
    Wished,
    Withdrawn,
)
from bot.channels.event_log import EventLog, kind_of, note_of
from bot.channels.ground import Ground
from bot.channels.notices import Raised
from bot.channels.reading import LONGEST_RAW_TEXT
from bot.channels.saying import Heard, Saying
from bot.database.trouble import passes

log = logging.getLogger(__name__)

ATTEMPTS = 5
ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))")
#: What a channel does when its number or account is in trouble: code and detail.
OnTrouble = Callable[[AsyncSession, int | None, str], Awaitable[None]]
#: What it does when the provider reports on one of its templates.
OnApproval = Callable[[AsyncSession, Approval], Awaitable[None]]


@dataclass
class TakenIn:
    """What was new, so that the channel can be courteous about it."""

    heard: list[Heard] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    duplicates: int = 0


class Reception:
    """One a channel."""

    def __init__(
        self,
        channel: str,
        ground: Ground,
        saying: Saying,
        minds: ChangesOfMind,
        *,
        deliveries: Deliveries | None = None,
        on_failure: OnFailure | None = None,
        on_trouble: OnTrouble | None = None,
        on_approval: OnApproval | None = None,
        read_again: Callable[[Any], Reported | None] | None = None,
    ) -> None:
        self._channel = channel
        self._database = ground.database
        self._clock = ground.clock
        self._contacts = ground.contacts
        self._events = EventLog(channel, ground)
        self._saying = saying
        self._minds = minds
        self._metrics = ground.metrics
        self._notices = ground.notices
        self._deliveries = deliveries
        self._on_failure = on_failure
        self._on_trouble = on_trouble
        self._on_approval = on_approval
        self._read_again = read_again

    async def take_in(self, elements: Iterable[Element]) -> TakenIn:
        """Store everything. Raises only when the database cannot be reached: then the provider must come again."""
        taken = TakenIn()
        for group in grouped(list(elements)):
            await self._group(group, taken)
        return taken

    async def _group(self, group: Sequence[Element], taken: TakenIn) -> None:
        for attempt in range(1, ATTEMPTS + 1):
            mine = TakenIn()
            try:
                async with self._database.transaction() as session:
                    await self._one_at_a_time(session, group)
                    for element in group:
                        await self._one(session, element, mine)
            except Exception as error:
                if not passes(error):
                    await self._apart(group, taken, error)
                    return
                # Two stood in each other's way, or the database is away: after that the provider comes back.
                if attempt == ATTEMPTS:
                    raise
            else:
                taken.heard += mine.heard
                taken.groups += mine.groups
                taken.duplicates += mine.duplicates
                return

    async def _one_at_a_time(self, session: AsyncSession, group: Sequence[Element]) -> None:
        """Webhooks about the same person wait for each other here, in one order, and not half-way."""
        senders = [sender for element in group if (sender := getattr(element, "sender", None))]
        for alias in sorted({alias for sender in senders for alias in sender.aliases}):
            await session.execute(ONE_AT_A_TIME, {"key": f"{self._channel}:{alias}"})

    async def _apart(self, group: Sequence[Element], taken: TakenIn, error: Exception) -> None:
        """One bad element must not take the others with it; alone, it is set aside with what we know of it."""
        if len(group) > 1:
            for element in group:
                await self._group([element], taken)
            return
        log.error("an element of %s was set aside: %s", self._channel, type(error).__name__)
        try:
            async with self._database.transaction() as session:
                await self._events.note(session, group[0], "quarantine", type(error).__name__)
        except Exception as again:
            if passes(again):
                raise
            # Not even its JSON can be stored: then what it looks like.
            plain = replace(group[0], raw=ascii(group[0].raw)[:LONGEST_RAW_TEXT])
            async with self._database.transaction() as session:
                await self._events.note(session, plain, "quarantine", type(again).__name__)

    async def _one(self, session: AsyncSession, element: Element, taken: TakenIn) -> None:
        event_id = await self._events.note(session, element, kind_of(element), note_of(element))
        if event_id is None:
            taken.duplicates += 1
            return
        conversation_id = await self._act(session, element, taken)
        if conversation_id is not None:
            await self._events.belongs(session, event_id, conversation_id)
        elif isinstance(element, Reported):
            await self._events.wait(session, event_id)
        self._metrics.event(self._channel, kind_of(element) if not isinstance(element, Noted) else "noted")

    async def _act(self, session: AsyncSession, element: Element, taken: TakenIn) -> UUID | None:
        match element:
            case Said():
                heard = await self._saying.hear(session, self._channel, element)
                taken.heard.append(heard)
                return heard.conversation_id
            case Reported() if self._deliveries and self._on_failure:
                return await self._deliveries.apply(session, element, self._on_failure)
            case Edited():
                found = await self._minds.edited(session, self._channel, element)
                if found is None and element.whole is not None:
                    # It overtook its message: that one, when it comes, has been said already.
                    found = await self._act(session, element.whole, taken)
                    await self._minds.stands(session, self._channel, element)
                return found
            case Withdrawn():
                return await self._minds.withdrawn(session, self._channel, element)
            case Reached():
                await self._minds.reached(session, self._channel, element)
            case Wished():
                await self._minds.wished(session, self._channel, element)
            case Renamed():
                await self._contacts.rename(session, self._channel, element.sender, self._clock(), element.at)
            case NewHolder():
                await self._minds.new_holder(session, self._channel, element)
            case Trouble() if self._on_trouble:
                await self._on_trouble(session, element.code, element.detail)
            case Warned():
                await self._warned(session, element)
            case GroupCalled():
                taken.groups.append(element.chat)
            case GroupLeft():
                await self._events.forget_group(session, element.chat)
        return None

    async def _warned(self, session: AsyncSession, element: Warned) -> None:
        """What the provider said before something newer neither raises an alarm nor stops a template."""
        told = Raised(self._channel, element.warning, element.subject, element.facts, element.over, element.at)
        fresh = await self._notices.tell(session, told)
        if fresh and isinstance(element, Approval) and self._on_approval:
            await self._on_approval(session, element)

    async def untold(self, chat: str) -> None:
        """The line to a group did not get out: its next word is another chance."""
        async with self._database.transaction() as session:
            await self._events.forget_group(session, chat)

    async def match_waiting(self) -> int:
        """Look again at statuses that overtook their message. Returns how many found it."""
        if self._deliveries is None or self._on_failure is None:
            return 0
        found = 0
        async with self._database.transaction() as session:
            for event in await self._deliveries.waiting(session):
                report = self._read_again(event.raw) if self._read_again else None
                conversation_id = report and await self._deliveries.apply(session, report, self._on_failure)
                if conversation_id:
                    event.conversation_id, event.waiting = conversation_id, False
                    found += 1
        return found
