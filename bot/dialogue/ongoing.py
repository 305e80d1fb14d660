"""What is going on in a talk (a question, a proof, a plan, a sum): it takes its words, and answers lead on to it."""

from dataclasses import dataclass, replace

from bot.dialogue import composing, dangers, waiting
from bot.dialogue.alarms import Alarms
from bot.dialogue.arranging.conversation import Arranging
from bot.dialogue.changing_contact import ChangingContact
from bot.dialogue.exchange import Exchange
from bot.dialogue.flows.rules import IDENTITY
from bot.dialogue.guide import Guide
from bot.dialogue.identifying import Identifying
from bot.dialogue.noting import Noting
from bot.dialogue.outright import Outright
from bot.dialogue.short_answers import ShortAnswers
from bot.dialogue.speech import Speech
from bot.dialogue.told.talk import TellingBack
from bot.dialogue.voice import Voice


@dataclass(frozen=True)
class Ongoing:
    """The rooms that may be in the middle of something."""

    alarms: Alarms
    short: ShortAnswers
    outright: Outright
    identifying: Identifying
    contact: ChangingContact
    arranging: Arranging
    noting: Noting
    guide: Guide
    told: TellingBack

    async def taken(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """What the words are to what is going on (an open question, a proof, a plan, a sum): the first takes them."""
        if (now := self._awaited(exchange, voice)) is not None:
            return now
        if (told := await self.outright.heard(exchange)) is not None:
            return told
        if (told_back := await self.told.heard(exchange, voice)) is not None:
            return told_back
        if not self.alarms.heard_in(exchange) and (day := self.short.day(exchange, voice)) is not None:
            return day
        if (identified := await self.identifying.heard(exchange, voice)) is not None:
            return identified
        if (changed := await self.contact.heard(exchange, voice)) is not None:
            return changed
        if (arranged := await self.arranging.heard(exchange, voice)) is not None:
            return arranged
        if (reckoned := self._reckoned(exchange)) is not None:
            return self.identifying.resumed(exchange, voice, reckoned)
        if (taken := await self.noting.solution(exchange)) is not None:
            return taken
        return await self.guide.heard(exchange, voice) or await self.guide.opened(exchange, voice)

    async def led_on(self, exchange: Exchange, voice: Voice, speech: Speech) -> Speech:
        """An answer that opens a flow ends with that flow's question instead of its own."""
        heard = exchange.heard
        if heard.intent == "ask_clarification" or exchange.memory.simplified or heard.value("answer"):
            return speech
        if len(exchange.memory.told) > 1:
            # Several answers end in a question of their own.
            return await self.arranging.offered(exchange, speech)
        asked = (
            await self.identifying.question_after(exchange, voice)
            or await self.contact.question_after(exchange, voice)
            or self.guide.question_after(exchange, voice)
        )
        if asked is None:
            return await self.arranging.offered(exchange, speech)
        body, source = composing.source_apart(speech.text)
        text = f"{composing.without_question(body)}{source}\n\n{asked.text}"
        return replace(speech, text=text, buttons=asked.buttons or speech.buttons)

    def _awaited(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """To "en nu?" while a question waits: what it waits for. The ladder of identity tells that itself."""
        flow, held = exchange.memory.flow, exchange.memory.danger in dangers.HOLDS_ON
        own = flow is None or flow.question is None or flow.flow == IDENTITY
        if flow is None or own or held or self.alarms.heard_in(exchange) or not waiting.asks_now(exchange.heard.text):
            return None
        asked = self.guide.asked(flow, exchange, voice, again=True)
        return replace(asked, text=f"{self.outright.awaits(exchange)}\n\n{asked.text}")

    def _reckoned(self, exchange: Exchange) -> Speech | None:
        """A sum, or a day too far away, that was asked for; not while a danger was heard or holds on."""
        held = exchange.memory.danger in dangers.HOLDS_ON
        if held or self.alarms.heard_in(exchange):
            return None
        return self.outright.sum_of(exchange) or self.outright.too_far(exchange)
