"""What was told, in the turn: said back where it answers, and kept out of what is asked."""

from dataclasses import replace

from bot.dialogue import believed, dangers
from bot.dialogue.arranging.talk import PRESSED
from bot.dialogue.exchange import Exchange
from bot.dialogue.flows.rules import IDENTITY, LED
from bot.dialogue.identifying import Identifying
from bot.dialogue.speech import Speech
from bot.dialogue.told.asked import without_known
from bot.dialogue.told.deferring import Deferring
from bot.dialogue.told.notes import Notes
from bot.dialogue.told.offering import Offering
from bot.dialogue.told.paying import Paying
from bot.dialogue.told.reaching import Reaching
from bot.dialogue.told.righting import Righting
from bot.dialogue.told.too_much import TooMuch
from bot.dialogue.voice import Voice
from bot.identity.hearing import MARKS
from bot.knowledge.vocabulary import DENIED

#: Words after which the next one at this screen may be somebody else.
ENDS = frozenset({"goodbye", "opt_out"})
#: What a button of ours says; nothing of it is told by the tenant.
OF_BUTTONS = ("choice", "flow", "letter", "answer", "identity", "need", PRESSED)


class TellingBack:
    def __init__(
        self,
        reaching: Reaching,
        paying: Paying,
        too_much: TooMuch,
        deferring: Deferring,
        offering: Offering,
        righting: Righting,
        identifying: Identifying,
    ) -> None:
        self._righting = righting
        self._reaching = reaching
        self._paying = paying
        self._too_much = too_much
        self._deferring = deferring
        self._offering = offering
        self._identifying = identifying

    async def heard(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """The whole answer to what was told; None where it is about something else, or a danger was heard."""
        heard, memory = exchange.heard, exchange.memory
        if dangers.dangers_in(heard.intent, heard.signals) or memory.danger in dangers.HOLDS_ON:
            return None
        if (reached := await self._reaching.heard(exchange)) is not None:
            return reached
        if self._may_reckon(exchange) and (which := await self._deferring.which_day(exchange)) is not None:
            return self._resumed(exchange, voice, which)
        if (righted := self._righting.heard(exchange)) is not None:
            return righted
        if not self._may_reckon(exchange):
            return None
        if (no_number := self._paying.no_number(exchange)) is not None:
            return self._resumed(exchange, voice, no_number)
        if (paid := await self._paying.heard(exchange)) is not None:
            if memory.flow is not None and memory.flow.flow == "costs":
                memory.flow = None  # What was paid is no debt over which costs are reckoned.
            return self._resumed(exchange, voice, paid)
        if (too_much := await self._too_much.heard(exchange)) is not None:
            return self._resumed(exchange, voice, too_much)
        leads_on = memory.flow is None and self._identifying.leads_on(exchange)
        offered = await self._deferring.heard(exchange) or await self._offering.heard(exchange, leads_on=leads_on)
        if offered is not None and (offered.asks_back or "?" in offered.text.rsplit("\n\n", 1)[-1]):
            return offered  # It asks something itself.
        if offered is None or not leads_on:
            return offered and self._resumed(exchange, voice, offered)
        asked = await self._identifying.question_after(exchange, voice)
        if asked is None:
            return offered
        return replace(offered, text=f"{offered.text}\n\n{asked.text}", buttons=asked.buttons or offered.buttons)

    async def beside(self, exchange: Exchange, speech: Speech) -> Speech:
        """An answer, behind what was noted of something else, and without a question for what is known."""
        heard, memory = exchange.heard, exchange.memory
        if not speech.silent and memory.flow is None:
            known = memory.notes.known(memory.dates) | exchange.sums.known
            speech = replace(speech, text=without_known(speech.text, known))
        denied = DENIED & memory.dates.keys()
        if denied and not (speech.alone or speech.silent):
            speech = replace(speech, text=believed.without_denied(speech.text, denied))
        speech = await self._reaching.beside(exchange, speech)
        if not speech.alone and not speech.silent and self._may_reckon(exchange):
            line = self._offering.line_beside(exchange, speech)
            quoted = heard.text.strip()[:20] in speech.text
            speech = replace(speech, text=f"{line}\n\n{speech.text}") if line and not quoted else speech
        speech = self._righting.beside(exchange, speech)
        if heard.intent in ENDS:
            memory.notes = Notes()
        return speech

    def _resumed(self, exchange: Exchange, voice: Voice, speech: Speech) -> Speech:
        """With the open question again; what was offered is kept for what comes after proof."""
        self._identifying.keep(exchange, voice)
        return self._identifying.resumed(exchange, voice, speech)

    @staticmethod
    def _may_reckon(exchange: Exchange) -> bool:
        """Whether sums are told here: not after proof, where the ledger is, nor in a flow that has its own ears."""
        heard, flow = exchange.heard, exchange.memory.flow
        own = flow is not None and flow.flow in LED - {IDENTITY}
        pressed = any(heard.value(name) is not None for name in OF_BUTTONS)
        proof = any(mark in heard.text for mark in MARKS.values())
        return bool(heard.text) and not (exchange.memory.proven or own or pressed or proof)
