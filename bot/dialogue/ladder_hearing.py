"""What a message says to the question of the identity ladder that is open, or that sleeps."""

from bot.dialogue import lacking, proposals, tenant_number, waiting
from bot.dialogue import rules as dialogue_rules
from bot.dialogue.after_proof import AfterProof, name_of
from bot.dialogue.asking import asks_midway, asks_somewhere, is_question
from bot.dialogue.exchange import Exchange
from bot.dialogue.flows import FlowState
from bot.dialogue.flows.rules import IDENTITY, MOST_MISSES
from bot.dialogue.ladder import Ladder
from bot.dialogue.ladder_questions import CODES, NUMBER
from bot.dialogue.ladder_speech import LadderSpeech
from bot.dialogue.speech import Speech
from bot.dialogue.theming import theme_of
from bot.dialogue.voice import Voice
from bot.dialogue.without_number import WithoutNumber
from bot.guidance.rules import UNCLEAR
from bot.knowledge.services import AnswerBook


class LadderHearing:
    def __init__(
        self, book: AnswerBook, ladder: Ladder, speech: LadderSpeech, after_proof: AfterProof, without: WithoutNumber
    ) -> None:
        self._book = book
        self._ladder = ladder
        self._speech = speech
        self._after_proof = after_proof
        self._without = without

    async def heard(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """An answer to the question, or a button of ours; None when it is about something else."""
        heard, memory, flow = exchange.heard, exchange.memory, exchange.memory.flow
        if (pressed := heard.value("identity")) is not None:
            return await self._ladder.pressed(exchange, voice, pressed)
        if flow is None and memory.asleep is not None:
            return await self._asleep(exchange, voice)
        if flow is None or flow.flow != IDENTITY or flow.question is None:
            return None
        if (other := await self._ladder.third_party(exchange, voice)) is not None:
            return other
        if given := await self._ladder.taken(exchange):
            return await self._ladder.given(exchange, voice, flow, given)
        if (choice := heard.value("choice")) is not None:
            return await self._chosen(exchange, voice, flow, choice)
        if (line := waiting.asked_of(flow.question, heard.text)) is not None:
            return self._speech.happened(exchange, voice, flow, line)
        if flow.question in CODES and lacking.code_goes_astray(heard.text):
            return await self._without.astray(exchange, voice)
        if flow.question == NUMBER and lacking.is_wanting(heard.intent, heard.text):
            return await self._without.wanting(exchange, voice, name_of(flow))
        if self._is_more_of_it(exchange, flow):
            return await self._beside(exchange, voice, self._after_proof.with_told(exchange, voice, flow))
        return await self._unanswered(exchange, voice, flow)

    async def _asleep(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """A question that is not put again: a number that is typed, or asked after, still counts."""
        given, heard = await self._ladder.taken(exchange), exchange.heard
        asks = "nummer" in heard.text.lower() or heard.value("choice") == "unknown"
        line = waiting.asked_of(NUMBER, heard.text)
        if not given and not asks:
            return None
        if not given and heard.value("choice") != "unknown" and line is None:
            return None
        flow = tenant_number.wake(exchange.memory)
        assert flow is not None
        if given:
            return await self._ladder.given(exchange, voice, flow, given)
        return self._speech.happened(exchange, voice, flow, line or "identity_where_number")

    async def _chosen(self, exchange: Exchange, voice: Voice, flow: FlowState, choice: str) -> Speech | None:
        if choice == "unknown":
            return await self._without.wanting(exchange, voice, name_of(flow))
        return await self._ladder.anew(exchange, voice, flow, choice)

    @staticmethod
    def _is_more_of_it(exchange: Exchange, flow: FlowState) -> bool:
        """More of what the question is asked for ("vorige week betaald"): its answer was just given."""
        heard = exchange.heard
        again = heard.intent == name_of(flow) and heard.intent not in dialogue_rules.PROPOSED
        return again and bool(heard.text) and not is_question(heard.text)

    async def _unanswered(self, exchange: Exchange, voice: Voice, flow: FlowState) -> Speech | None:
        """Words that answer nothing: another try, or a person; None where something else hears them."""
        heard = exchange.heard
        if heard.intent not in UNCLEAR or theme_of(self._book, exchange) is not None:
            return None
        if self._is_proposal(exchange, voice, flow):
            return None
        asks = is_question(heard.text) or asks_midway(heard.text) or asks_somewhere(heard.text)
        if asks and len(heard.text.split()) >= dialogue_rules.STATEMENT_WORDS:
            return None  # It is not understood, and "that is noted" would be no answer to it.
        return await self._missed(exchange, voice, flow.missed())

    def _is_proposal(self, exchange: Exchange, voice: Voice, flow: FlowState) -> bool:
        """An amount or a day where the number was asked: noted for a person as ever, and kept for what comes after."""
        heard = exchange.heard
        values = any(heard.value(name) for name in dialogue_rules.VALUES)
        subject = dialogue_rules.subject(exchange.memory.intents)
        if flow.question != NUMBER:
            return False
        if not proposals.is_proposal(heard.intent, heard.text, values, subject, ""):
            return False
        exchange.memory.flow = self._after_proof.with_told(exchange, voice, flow)
        return True

    async def _missed(self, exchange: Exchange, voice: Voice, flow: FlowState) -> Speech | None:
        if flow.misses >= MOST_MISSES:
            return self._speech.given_up(exchange, voice)
        if len(exchange.heard.text.split()) >= dialogue_rules.STATEMENT_WORDS:
            return await self._beside(exchange, voice, flow)
        if flow.question == NUMBER and not tenant_number.may_be_put(exchange.memory):
            tenant_number.put_to_sleep(exchange.memory)
            return None
        return self._speech.put(exchange, voice, flow, again=True)

    async def _beside(self, exchange: Exchange, voice: Voice, flow: FlowState) -> Speech:
        """A word that what was told is read; the number is not asked for behind it, another question is."""
        if flow.question == NUMBER:
            exchange.memory.flow = flow
            return await self._without.noted(exchange, voice)
        return self._speech.put_behind(exchange, voice, flow, "noted_beside")
