"""Going on without the tenant number, or without a code that cannot arrive: a person can help all the same."""

from bot.dialogue import lacking, rules, tenant_number
from bot.dialogue.asking import asks_somewhere
from bot.dialogue.exchange import Exchange
from bot.dialogue.speech import Speech
from bot.dialogue.told.notes import Notes
from bot.dialogue.voice import Lines, Voice
from bot.handoff.models import Reason
from bot.handoff.services import HandoffService


class WithoutNumber:
    def __init__(self, lines: Lines, handoffs: HandoffService) -> None:
        self._lines = lines
        self._handoffs = handoffs

    async def wanting(self, exchange: Exchange, voice: Voice, then: str) -> Speech | None:
        """To who has no number, or will not give it: where it stands, once, and that a person can help without.

        None where more was said: that gets its answer, behind one sentence.
        """
        heard, memory = exchange.heard, exchange.memory
        tenant_number.refuse(memory)
        tenant_number.put_to_sleep(memory)
        passed_on = await self._passed_on(exchange, voice, then)
        if len(heard.text.split()) > lacking.SHORT and (asks_somewhere(heard.text) or self._tells(exchange)):
            exchange.openings.append(
                " ".join(filter(None, [self._lines.line("identity_not_needed", voice, exchange), passed_on]))
            )
            return None
        missing = heard.intent == "unsure" or heard.value("choice") == "unknown"
        text = self._lines.line("identity_where_number" if missing else "identity_without_number", voice, exchange)
        return Speech("\n\n".join(filter(None, [text, passed_on])), (self._lines.human(),))

    async def noted(self, exchange: Exchange, voice: Voice) -> Speech:
        """What was told where the number was asked goes to a person; the number is not asked for again."""
        tenant_number.put_to_sleep(exchange.memory)
        promise = await self._promised(exchange)
        return Speech(self._lines.line("identity_noted", voice, exchange, promise=promise), (self._lines.human(),))

    async def astray(self, exchange: Exchange, voice: Voice) -> Speech:
        """A code that goes to a number or address which is not theirs any more: a person, and not the same again."""
        heard = exchange.heard
        exchange.memory.flow = None
        receipt = await self._handoffs.request(heard.conversation_id, Reason.OTHER, heard.text)
        text = self._lines.line("identity_code_astray", voice, exchange, promise=receipt.sentence)
        return Speech(text, (self._lines.human(),))

    def own_sum(self, exchange: Exchange, voice: Voice) -> Speech:
        """To who asks for their own amount where the number is not asked for any more."""
        return Speech(self._lines.line("identity_own_sum", voice, exchange), (self._lines.human(),))

    async def _passed_on(self, exchange: Exchange, voice: Voice, then: str) -> str:
        """That what was told goes to a person all the same; empty where nothing was told yet."""
        if exchange.memory.notes == Notes() and then not in rules.PROPOSALS - {"request_human"}:
            return ""
        promise = await self._promised(exchange)
        return self._lines.line("identity_passed_on", voice, exchange, promise=promise) if promise else ""

    async def _promised(self, exchange: Exchange) -> str:
        """A person is called in; the sentence about when is not said again where it stood a moment ago."""
        heard = exchange.heard
        sentence = (await self._handoffs.request(heard.conversation_id, Reason.OTHER, heard.text)).sentence
        return "" if any(sentence in said for said in exchange.memory.said) else sentence

    @staticmethod
    def _tells(exchange: Exchange) -> bool:
        return exchange.heard.intent not in rules.CONTROL_INTENTS | rules.UNHEARD | {"inform"} or exchange.sums.offers
