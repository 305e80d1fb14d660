"""To be called or visited: what was told of it is said back, put with the handoff, and not asked again."""

from collections.abc import Mapping
from dataclasses import replace

from bot.dialogue import asking
from bot.dialogue.exchange import Exchange
from bot.dialogue.speech import Speech
from bot.dialogue.teller import Teller
from bot.dialogue.theming import theme_of
from bot.dialogue.told import ways
from bot.dialogue.told.asked import without_known
from bot.dialogue.told.listening import CALL, SAYS_WHEN, VISIT, being_reached
from bot.dialogue.told.notes import Reach
from bot.dialogue.told.offering import Briefly
from bot.handoff.models import Reason
from bot.handoff.services import HandoffService
from bot.knowledge.services import AnswerBook

REASONS: Mapping[str, Reason] = {CALL: Reason.CALLBACK, VISIT: Reason.VISIT}
#: What a message that tells how to be reached may be understood as, and still only tell that.
TAKES = SAYS_WHEN | {CALL, VISIT}


class Reaching:
    def __init__(self, book: AnswerBook, teller: Teller, handoffs: HandoffService, briefly: Briefly) -> None:
        self._briefly = briefly
        self._book = book
        self._teller = teller
        self._handoffs = handoffs

    async def heard(self, exchange: Exchange) -> Speech | None:
        """What is noted for a call or a visit, said back, with a question for what is missing; None where it is about
        something else."""
        heard, memory = exchange.heard, exchange.memory
        if not heard.text and heard.intent != CALL:
            return None
        if ways.asks_number(heard.text):
            return self._number(exchange)
        of, told = being_reached(exchange), exchange.way
        wants_known = heard.intent == CALL and bool(memory.notes.reach.phone)
        if of is None or not (told.phone or told.when or told.address or wants_known) or heard.intent not in TAKES:
            return None
        noted = await self._noted(exchange, of)
        theme = theme_of(self._book, exchange)
        if theme is None:
            question = asking.asked_beside(heard.text) if asking.is_burst(heard.text) else None
            beside = await self._briefly(exchange, question) if question and not told.when else ""
            return replace(noted, text=f"{beside}\n\n{noted.text}") if beside else noted
        spoken = await self._teller.spoken(exchange, "ask_capabilities", promise="", answer_id=theme)
        answer = self._teller.speech(spoken)
        buttons = (*answer.buttons[:2], self._teller.human())
        return replace(answer, text=f"{noted.text}\n\n{answer.text}", buttons=buttons)

    async def beside(self, exchange: Exchange, speech: Speech) -> Speech:
        """An answer to something else, or to danger, behind what was noted; without a question for what was told."""
        reach, told = exchange.memory.notes.reach, exchange.way
        before = exchange.memory.as_recalled
        if before is not None and before.notes.reach.phone and not reach.phone:
            await self._handoffs.reach(exchange.heard.conversation_id, reach.as_json())
        if speech.silent or not reach:
            return speech
        await self._handoffs.reach(exchange.heard.conversation_id, reach.as_json())
        asks = ways.asks_number(exchange.heard.text)
        new = told.phone or told.when or told.address
        what = reach.visit if told.address else reach.call or reach.visit
        if not (new or asks) or what in speech.text:
            return speech
        line = self._teller.line("number_in_danger" if asks else "reach_beside", exchange, what=what)
        text = without_known(speech.text, exchange.memory.notes.known(exchange.memory.dates))
        return replace(speech, text=f"{line}\n\n{text}")

    async def _noted(self, exchange: Exchange, of: str) -> Speech:
        reach = exchange.memory.notes.reach
        promise = await self._teller.promised(exchange, REASONS[of])
        exchange.memory.told = [of]
        line, what = ("visit_noted", reach.visit) if of == VISIT else ("callback_noted", reach.call)
        missing = _missing(of, reach)
        text = self._teller.line(line, exchange, what=what, promise=promise)
        question = self._teller.line(missing, exchange) if missing else ""
        return Speech("\n\n".join(filter(None, [text, question])), (self._teller.human(),))

    def _number(self, exchange: Exchange) -> Speech:
        """Whether their number was taken down: only what they gave in this talk, and never what is on file."""
        reach = exchange.memory.notes.reach
        exchange.memory.told = [CALL]
        told = {"what": reach.call, "promise": self._teller.values()["promise"]}
        text = self._teller.line("number_told" if reach.phone else "number_none", exchange, **told)
        return Speech(text, (self._teller.human(),))


def _missing(of: str, reach: Reach) -> str | None:
    """The line that asks for what is still needed."""
    if of == VISIT:
        return None if reach.visit_when else "visit_which_moment"
    if not reach.phone:
        return "callback_which_number"
    return None if reach.call_when else "callback_which_moment"
