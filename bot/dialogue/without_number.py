"""Going on without the tenant number, or without a code that cannot arrive: a person can help all the same."""

from collections.abc import Mapping

from bot.channels.contract import Button
from bot.dialogue import rules, tenant_number
from bot.dialogue.asking import asks_somewhere
from bot.dialogue.exchange import Exchange
from bot.dialogue.flows import FlowState
from bot.dialogue.speech import Payload, Speech
from bot.dialogue.told.notes import Notes
from bot.dialogue.voice import Voice
from bot.handoff.models import Reason
from bot.handoff.services import HandoffService
from bot.knowledge.services import AnswerBook

CODES = frozenset({"identity.code", "identity.second_code"})


class WithoutNumber:
    def __init__(self, book: AnswerBook, handoffs: HandoffService) -> None:
        self._book = book
        self._handoffs = handoffs

    async def wanting(self, exchange: Exchange, voice: Voice, flow: FlowState, then: str) -> Speech | None:
        """To who has no number, or will not give it: where it stands, once, and that a person can help without.

        None where more was said: that gets its answer, behind one sentence.
        """
        heard, memory = exchange.heard, exchange.memory
        tenant_number.refuse(memory)
        tenant_number.put_to_sleep(memory)
        passed_on = await self._passed_on(exchange, voice, then)
        if len(heard.text.split()) > tenant_number.SHORT and (asks_somewhere(heard.text) or self._tells(exchange)):
            exchange.openings.append(
                " ".join(filter(None, [self._line("identity_not_needed", exchange, voice), passed_on]))
            )
            return None
        missing = heard.intent == "unsure" or heard.value("choice") == "unknown"
        text = self._line("identity_where_number" if missing else "identity_without_number", exchange, voice)
        return Speech("\n\n".join(filter(None, [text, passed_on])), self._buttons())

    async def noted(self, exchange: Exchange, voice: Voice) -> Speech:
        """What was told where the number was asked goes to a person; the number is not asked for again."""
        tenant_number.put_to_sleep(exchange.memory)
        heard = exchange.heard
        receipt = await self._handoffs.request(heard.conversation_id, Reason.OTHER, heard.text)
        known = any(receipt.sentence in said for said in exchange.memory.said)
        promise = "" if known else receipt.sentence
        return Speech(self._line("identity_noted", exchange, voice, promise=promise), self._buttons())

    async def astray(self, exchange: Exchange, voice: Voice) -> Speech:
        """A code that goes to a number or address which is not theirs any more: a person, and not the same again."""
        heard = exchange.heard
        exchange.memory.flow = None
        receipt = await self._handoffs.request(heard.conversation_id, Reason.OTHER, heard.text)
        text = self._line("identity_code_astray", exchange, voice, promise=receipt.sentence)
        return Speech(text, self._buttons())

    def own_sum(self, exchange: Exchange, voice: Voice) -> Speech:
        """To who asks for their own amount where the number is not asked for any more."""
        return Speech(self._line("identity_own_sum", exchange, voice), self._buttons())

    async def _passed_on(self, exchange: Exchange, voice: Voice, then: str) -> str:
        """That what was told goes to a person all the same; empty where nothing was told yet."""
        if exchange.memory.notes == Notes() and then not in rules.PROPOSALS - {"request_human"}:
            return ""
        heard = exchange.heard
        receipt = await self._handoffs.request(heard.conversation_id, Reason.OTHER, heard.text)
        if any(receipt.sentence in said for said in exchange.memory.said):
            return ""
        return self._line("identity_passed_on", exchange, voice, promise=receipt.sentence)

    @staticmethod
    def _tells(exchange: Exchange) -> bool:
        return exchange.heard.intent not in rules.CONTROL_INTENTS | rules.UNHEARD | {"inform"} or exchange.sums.offers

    def _line(self, line_id: str, exchange: Exchange, voice: Voice, **more: str) -> str:
        values: Mapping[str, str] = {**voice.values, **more}
        return self._book.line(line_id, values=values, previous_texts=exchange.memory.said, seed=voice.seed)

    def _buttons(self) -> tuple[Button, ...]:
        return (Button(self._book.guess("request_human"), Payload("request_human").encode()),)
