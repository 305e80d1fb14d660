"""The identity ladder, as a talk climbs it: what was given is put on it step by step, and what comes of it is told."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from bot.dialogue.after_proof import OWN_SUM, AfterProof, ladder_to, level_of
from bot.dialogue.exchange import Exchange
from bot.dialogue.flows import FlowState
from bot.dialogue.for_other import THIRD_PARTY, writes_for_other
from bot.dialogue.ladder_speech import QUESTIONS, LadderSpeech
from bot.dialogue.speech import Speech
from bot.dialogue.voice import Voice
from bot.handoff.models import Reason
from bot.handoff.services import HandoffService
from bot.identity.answers import Input, Outcome, Reply
from bot.identity.hearing import Asked
from bot.identity.rules import Level
from bot.identity.services import Identity

#: What the ladder asks for; anything else that was taken out is no step on it.
STEPS = frozenset({Asked.NUMBER, Asked.BIRTH_DATE, Asked.CODE})


class Ladder:
    def __init__(
        self, identity: Identity, handoffs: HandoffService, speech: LadderSpeech, after_proof: AfterProof
    ) -> None:
        self._identity = identity
        self._handoffs = handoffs
        self._speech = speech
        self._after_proof = after_proof

    async def begun(
        self, exchange: Exchange, voice: Voice, wanted: Level, then: str, known: Mapping[str, str]
    ) -> Speech | None:
        """The first question; None when the level is there."""
        reply = await self._identity.begin(exchange.heard.conversation_id, wanted)
        if reply.outcome is Outcome.PROVEN:
            return None
        return await self._answered(exchange, voice, ladder_to(then, wanted, known), reply)

    async def taken(self, exchange: Exchange) -> list[Input]:
        """What was taken out of this message that is a step on the ladder."""
        return [one for one in await self._identity.take(exchange.heard.conversation_id) if one.kind in STEPS]

    async def given(self, exchange: Exchange, voice: Voice, flow: FlowState, given: Sequence[Input]) -> Speech:
        """What comes of the steps that were given, in the order of the ladder, as far as they lead."""
        reply: Reply | None = None
        for one in sorted(given, key=lambda one: list(Asked).index(one.kind)):
            if not one.value:
                return self._speech.happened(exchange, voice, flow, "identity_six_digits")
            reply = await self._step(exchange.heard.conversation_id, one)
            if reply.outcome not in QUESTIONS:
                break
        assert reply is not None
        return await self._answered(exchange, voice, replace(flow, misses=0), reply)

    async def anew(self, exchange: Exchange, voice: Voice, flow: FlowState, choice: str) -> Speech | None:
        """Another code, or all of it once more; None for another choice."""
        conversation = exchange.heard.conversation_id
        match choice:
            case "new_code":
                reply = await self._identity.send_code(conversation)
            case "restart":
                reply = await self._identity.begin(conversation, level_of(flow), anew=True)
            case _:
                return None
        return await self._answered(exchange, voice, flow, reply)

    async def pressed(self, exchange: Exchange, voice: Voice, pressed: str) -> Speech | None:
        """What a button of the ladder's own asks."""
        conversation = exchange.heard.conversation_id
        match pressed:
            case "shared":
                await self._identity.share_device(conversation)
                return self._speech.shared_device(exchange, voice)
            case "delegate":
                return await self.begun(exchange, voice, Level.OWN, OWN_SUM, {})
            case "authorise":
                summary = "Wil gemachtigd worden om voor een huurder te handelen."
                receipt = await self._handoffs.request(conversation, Reason.OTHER, summary)
                return self._speech.authorising(exchange, voice, receipt.sentence)
        return None

    async def third_party(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """What somebody hears who writes for another; None for who writes for themselves."""
        if not is_for_other(exchange):
            return None
        await self._identity.forget(exchange.heard.conversation_id, THIRD_PARTY)
        return self._speech.third_party(exchange, voice)

    async def _step(self, conversation: UUID, one: Input) -> Reply:
        match one.kind:
            case Asked.NUMBER:
                return await self._identity.give_number(conversation, one.value, one.origin_key)
            case Asked.BIRTH_DATE:
                born = date.fromisoformat(one.value)
                return await self._identity.give_birth_date(conversation, born, one.origin_key)
        return await self._identity.check_code(conversation, one.value, one.origin_key)

    async def _answered(self, exchange: Exchange, voice: Voice, flow: FlowState, reply: Reply) -> Speech:
        """What is told of what the ladder answered; at its top, with what it was climbed for."""
        match reply.outcome:
            case Outcome.PROVEN:
                exchange.memory.flow = None
                speech = await self._after_proof.go_on(exchange, voice, flow, reply.standing)
                return self._speech.proven(exchange, voice, speech)
            case Outcome.NO_WAY:
                heard = exchange.heard
                receipt = await self._handoffs.request(heard.conversation_id, Reason.OTHER, heard.text)
                return self._speech.no_way(exchange, voice, receipt.sentence)
        return self._speech.after_step(exchange, voice, flow, reply)


def is_for_other(exchange: Exchange) -> bool:
    """Whether this message is written for somebody else."""
    heard = exchange.heard
    return writes_for_other(heard.intent, heard.text, heard.signals)
