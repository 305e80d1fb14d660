"""When it is asked who somebody is, and when no more. Any flow can ask for a level here, and be gone on with.

What is typed never comes by here: it was taken out of the message at the door, and is handed to the ladder as it is.
"""

from collections.abc import Mapping

from bot.dialogue import composing, dangers, tenant_number
from bot.dialogue.after_proof import OWN_SUM, AfterProof, GoOn, Keeps
from bot.dialogue.exchange import Exchange
from bot.dialogue.flows.rules import CONTACT, IDENTITY
from bot.dialogue.guide import Guide
from bot.dialogue.ladder import Ladder, is_for_other
from bot.dialogue.ladder_hearing import LadderHearing
from bot.dialogue.ladder_questions import NUMBER
from bot.dialogue.ladder_speech import LadderSpeech
from bot.dialogue.speech import Speech
from bot.dialogue.told.asked import asks_for
from bot.dialogue.voice import Lines, Voice
from bot.dialogue.without_number import WithoutNumber
from bot.handoff.services import HandoffService
from bot.identity.rules import Level
from bot.identity.services import Identity
from bot.knowledge.services import AnswerBook

#: Narrower answers have names that begin so.
THEME = "theme_"
#: Flows in which what is typed is taken out of the message.
ASKING = frozenset({IDENTITY, CONTACT})
#: Words after which nothing that was proven stays: the next one at this screen may be somebody else.
ENDS = frozenset({"goodbye", "opt_out"})


class Identifying:
    def __init__(self, identity: Identity, guide: Guide, book: AnswerBook, handoffs: HandoffService) -> None:
        lines = Lines(book)
        speech = LadderSpeech(lines, guide)
        self._identity = identity
        self._guide = guide
        self._book = book
        self._after_proof = AfterProof()
        self._without = WithoutNumber(lines, handoffs)
        self._ladder = Ladder(identity, handoffs, speech, self._after_proof)
        self._hearing = LadderHearing(book, self._ladder, speech, self._after_proof, self._without)

    def then(self, name: str, go_on: GoOn, keeps: Keeps | None = None) -> None:
        """What follows under this name. The name of an intent makes asking it ask who somebody is."""
        self._after_proof.then(name, go_on, keeps)

    async def ensure(
        self, exchange: Exchange, voice: Voice, wanted: Level, then: str, known: Mapping[str, str] | None = None
    ) -> Speech | None:
        """None when the level is there. Otherwise the first question; `then` goes on with `known` once it is proven."""
        return await self._ladder.begun(exchange, voice, wanted, then, known or {})

    async def told(self, exchange: Exchange, voice: Voice, asked: str) -> Speech | None:
        """The own data that is asked for, if it may be told; who asks for somebody else hears how that goes."""
        if not self._after_proof.follows(asked):
            return None
        if (other := await self._ladder.third_party(exchange, voice)) is not None:
            return other
        standing = await self._identity.level_of(exchange.heard.conversation_id)
        if standing.level < Level.OWN:
            return None
        return await self._after_proof.at_once(exchange, voice, asked, standing)

    async def question_after(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """The question that a general answer about own data ends with."""
        asked = exchange.heard.intent
        if not self._after_proof.follows(asked) or is_for_other(exchange):
            return None
        if not self.needs_file(exchange):
            return None
        if not self.leads_on(exchange):
            return await self._no_more(exchange, voice, asked)
        return await self.ensure(exchange, voice, Level.OWN, asked, self._after_proof.told(exchange, voice, asked))

    def needs_file(self, exchange: Exchange) -> bool:
        """Whether the answer that was given leads on to somebody's own data; a narrower one is whole without them."""
        told = exchange.memory.told
        themed = any(answer.startswith(THEME) for answer in told) and self._book.leads(told) is None
        return self._after_proof.follows(exchange.heard.intent) and not themed

    def leads_on(self, exchange: Exchange) -> bool:
        """Whether asking this asks who somebody is: not where the number is asked for no more."""
        memory, heard = exchange.memory, exchange.heard
        may_be_put = tenant_number.may_be_put(memory) or tenant_number.pressed(heard)
        return self._after_proof.follows(heard.intent) and may_be_put

    def keep(self, exchange: Exchange, voice: Voice) -> None:
        """Keep what this message tells for what comes after proof, where that is being asked for."""
        flow = exchange.memory.flow
        if flow is not None and flow.flow == IDENTITY:
            exchange.memory.flow = self._after_proof.with_told(exchange, voice, flow)

    def resumed(self, exchange: Exchange, voice: Voice, speech: Speech) -> Speech:
        """An answer to something else, with the open question behind it where it may be put once more."""
        flow, memory = exchange.memory.flow, exchange.memory
        if flow is None or flow.question != NUMBER:
            return self._guide.resumed(exchange, voice, speech)
        if not self.needs_file(exchange) or not tenant_number.may_be_put(memory):
            tenant_number.put_to_sleep(memory)
            return speech
        tenant_number.put(memory)
        return self._guide.resumed(exchange, voice, speech)

    async def third_party(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """What somebody hears who writes for another; None for who writes for themselves."""
        return await self._ladder.third_party(exchange, voice)

    async def heard(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """An answer to an open question, or a button of ours; None when it is about something else, or in danger."""
        heard, memory = exchange.heard, exchange.memory
        if dangers.danger_in(heard.intent, heard.signals) or memory.danger in dangers.HOLDS_ON:
            return None
        return await self._hearing.heard(exchange, voice)

    async def left(self, exchange: Exchange, speech: Speech) -> None:
        """After a turn: an open question that was let go is let go everywhere; a goodbye ends what was proven.

        A question that sleeps is let go once we ask for something else that may be a number.
        """
        conversation, flow = exchange.heard.conversation_id, exchange.memory.flow
        if asks_for(composing.last_question(speech.text)):
            tenant_number.let_go(exchange.memory)
            flow = exchange.memory.flow
        elif flow is not None:
            exchange.memory.asleep = None
        if exchange.heard.intent in ENDS:
            tenant_number.forget(exchange.memory)
            exchange.memory.asleep = None
            await self._identity.forget(conversation, exchange.heard.intent)
        elif exchange.memory.asleep is not None:
            return
        elif exchange.memory.began_with in ASKING and (flow is None or flow.flow not in ASKING):
            await self._identity.stop_asking(conversation)

    async def _no_more(self, exchange: Exchange, voice: Voice, asked: str) -> Speech | None:
        """Instead of asking once too often: nothing, or what an own sum takes; a number typed later still counts."""
        speech = await self.ensure(exchange, voice, Level.OWN, asked)
        if speech is None or exchange.memory.flow is None or exchange.memory.flow.question != NUMBER:
            return speech
        tenant_number.put_to_sleep(exchange.memory)
        return self._without.own_sum(exchange, voice) if asked == OWN_SUM else None
