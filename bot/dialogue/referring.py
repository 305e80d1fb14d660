"""Whom to turn to: the list, what would be passed on, and the record of a sign-up that was agreed to."""

from collections.abc import Mapping
from datetime import date

from bot.channels.contract import Button
from bot.clock import Clock
from bot.conversation.models import Conversation
from bot.database.engine import Database
from bot.database.session import NewId
from bot.dialogue.exchange import Exchange
from bot.dialogue.flows import FlowState
from bot.dialogue.models import WarmReferral
from bot.dialogue.speech import Payload, Speech
from bot.guidance.models import Guidance, Referral
from bot.guidance.rules import fitting, place_of
from bot.guidance.words import day_in_words
from bot.handoff.models import Reason
from bot.handoff.services import HandoffService
from bot.identity.standing import known_within
from bot.knowledge.services import AnswerBook

TITLE = 20


class Referring:
    def __init__(
        self,
        database: Database,
        clock: Clock,
        new_id: NewId,
        guidance: Guidance,
        book: AnswerBook,
        handoffs: HandoffService,
    ) -> None:
        self._database = database
        self._clock = clock
        self._new_id = new_id
        self._guidance = guidance
        self._book = book
        self._handoffs = handoffs
        self._by_id = {referral.id: referral for referral in guidance.referrals}

    def listed(self, flow: FlowState, values: Mapping[str, str], today: date) -> Speech:
        """At most three that fit, each with what it costs, how to reach it and when that was checked."""
        need, typed = flow.known["referral.need"], flow.known.get("referral.place", "skip")
        place = place_of(typed, self._guidance.places) if typed != "skip" else None
        stale = self._book.stale([r.fact for r in self._guidance.referrals if r.fact], today)
        found = fitting(self._guidance.referrals, need, place, stale, today)
        intro = "referral_intro" if place or typed == "skip" else "referral_unknown_place"
        if not found:
            intro = "referral_none"
        lines = [self._entry(referral, today) for referral in found]
        warm = [referral for referral in found if referral.warm]
        asked = [self._guidance.questions["referral.which"].texts[0]] if warm else []
        text = "\n\n".join([self._book.line(intro, values=values), *lines, *asked])
        return Speech(text, self._buttons(warm), tuple(r.fact for r in found if r.fact))

    def _buttons(self, warm: list[Referral]) -> tuple[Button, ...]:
        choices = [
            Button(_short(referral.name), Payload("inform", {"choice": referral.id}).encode()) for referral in warm[:2]
        ]
        return (*choices, Button(self._book.guess("request_human"), Payload("request_human").encode()))

    def _entry(self, referral: Referral, today: date) -> str:
        checked = referral.checked_on or self._book.checked_on(referral.fact or "")
        parts = [
            f"• {referral.name}. {referral.helps}",
            f"Kosten: {referral.cost}.",
            f"Zo bereik je het: {referral.reach}.",
        ]
        if referral.waiting:
            parts.append(f"Wachttijd: {referral.waiting}." if referral.place else f"Let op: {referral.waiting}.")
        if checked:
            parts.append(f"Nagekeken op {day_in_words(checked, today)}.")
        return " ".join(parts)

    def chosen(self, text: str, choice: str | None) -> str | None:
        """The organisation that a button or a few words mean."""
        if choice in self._by_id:
            return choice
        said = text.lower()
        return next((r.id for r in self._guidance.referrals if r.warm and r.name.lower() in said), None)

    def shown(self, flow: FlowState, values: Mapping[str, str]) -> str:
        """Word for word what staff would pass on."""
        passed_on, referral = self._passed_on(flow), self._by_id[flow.known["referral.which"]]
        return self._book.line(
            "referral_shown", values={**values, "organisation": referral.name, "passed_on": passed_on}
        )

    def _passed_on(self, flow: FlowState) -> str:
        need = self._book.line(f"need_{flow.known['referral.need']}")
        return f"{flow.known['referral.reach']}. {need}"

    async def finished(self, exchange: Exchange, flow: FlowState, values: Mapping[str, str], seed: str) -> Speech:
        """Record the sign-up for staff when the tenant agreed; nothing at all is kept when not."""
        if flow.known.get("referral.consent") != "yes":
            return Speech(self._book.line("referral_refused", values=values, seed=seed))
        referral, now = self._by_id[flow.known["referral.which"]], self._clock()
        async with self._database.transaction() as session:
            conversation = await session.get_one(Conversation, exchange.heard.conversation_id, with_for_update=True)
            session.add(
                WarmReferral(
                    id=self._new_id(),
                    conversation_id=conversation.id,
                    person_id=await known_within(session, conversation, now),
                    referral_id=referral.id,
                    organisation=referral.name,
                    passed_on=self._passed_on(flow),
                    consented_at=now,
                )
            )
            summary = f"Aanmelden bij {referral.name}: {self._passed_on(flow)}"
            receipt = await self._handoffs.request_within(session, conversation, Reason.SIGN_UP, summary)
        line = {**values, "organisation": referral.name, "promise": receipt.sentence}
        return Speech(self._book.line("referral_recorded", values=line, seed=seed))


def _short(name: str) -> str:
    return name if len(name) <= TITLE else f"{name[: TITLE - 1].rstrip()}…"
