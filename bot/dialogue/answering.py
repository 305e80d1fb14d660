"""What the assistant says in one turn: which room answers, in which order."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.channels.opting import Wish, ends_a_question, is_bare_stop, wish_of
from bot.dialogue import asking, checking, composing, dangers, doubting, means, of_life, rules, said_beside
from bot.dialogue.arranging import doubts
from bot.dialogue.asides import asked_of, person_beside_feelings
from bot.dialogue.exchange import Exchange, Heard
from bot.dialogue.rooms import Rooms
from bot.dialogue.speech import Speech
from bot.dialogue.teller import REASONS
from bot.dialogue.theming import passed, theme_of
from bot.dialogue.voice import Voice
from bot.handoff.models import Reason
from bot.identity.hearing import is_only_proof

#: Kinds of deadline whose day a letter gives.
DAYS_OF_LETTERS = frozenset({"notice", "hearing", "opposition", "eviction"})

Say = Callable[[Exchange], Awaitable[Speech]]

__all__ = ["AnsweringService", "Exchange", "Heard"]


class AnsweringService:
    def __init__(self, rooms: Rooms) -> None:
        self._book = rooms.book
        self._handoffs = rooms.handoffs
        self._intents = rooms.intents
        self._guide = rooms.guide
        self._conduct = rooms.conduct
        self._identifying = rooms.identifying
        self._ledger_stage = rooms.ledger_stage
        self._contact = rooms.contact
        self._teller = rooms.teller
        self._alarms = rooms.alarms
        self._in_danger = rooms.in_danger
        self._noting = rooms.noting
        self._outright = rooms.outright
        self._told = rooms.told
        self._short = rooms.short
        self._ongoing = rooms.ongoing
        self._beside = rooms.beside
        self._said_beside = rooms.said_beside
        self._misheard = rooms.misheard
        self._defects = rooms.defects
        self._plainer = rooms.plainer
        self._memories = rooms.memories
        self._wishes = rooms.wishes

    async def respond(self, heard: Heard, say: Say) -> Speech:
        """One turn: danger first, then an open question's answer, then what was asked, with the question again."""
        exchange = await self._memories.recall(heard)
        if heard.edited:
            return await self._reread(exchange)
        open_before = exchange.memory.flow
        speech = self._defects.beside(await self._turn(exchange, say), exchange)
        speech = self._outright.without_phone(speech, exchange)
        speech = said_beside.opened(await self._told.beside(exchange, speech), exchange)
        if open_before is not None and means.may_tell(open_before):
            speech = replace(speech, private=str(open_before.question))
        await self._contact.left(exchange)
        await self._identifying.left(exchange, speech)
        await self._memories.keep(exchange)
        return speech

    async def _reread(self, exchange: Exchange) -> Speech:
        """A message that was changed after its answer: danger in it is answered like any other, the rest is not."""
        self._alarms.listen(exchange)
        self._alarms.doubt(exchange)
        danger = self._alarms.beside(exchange) or self._alarms.heard_in(exchange)
        if not danger:
            return Speech("", silent=True)
        speech = await self._alarms.reply(exchange, danger)
        await self._memories.keep(exchange)
        return speech

    async def _turn(self, exchange: Exchange, say: Say) -> Speech:
        understood = exchange.heard.intent
        self._short.singly(exchange, self._teller.today())
        self._short.plainly(exchange)
        self._alarms.listen(exchange)
        if self._alarms.is_denied(exchange) or self._alarms.lets_be(exchange):
            return await self._let_go(exchange, say)
        settled = self._alarms.doubt(exchange)
        if settled and exchange.memory.flow is None and theme_of(self._book, exchange, guessed=False) is None:
            return self._alarms.taken_back(exchange)
        await self._beside.believe(exchange)
        await self._beside.listen(exchange)
        if (whole := await self._said_beside.heard(exchange)) is not None:
            return whole
        return await self._answered(exchange, say if exchange.heard.intent == understood else self._plain)

    async def _let_go(self, exchange: Exchange, say: Say) -> Speech:
        """After a denial: sorry, once, and in the same message the answer to what else was asked."""
        left, denied, said = self._alarms.left(exchange), exchange.memory.danger, exchange.heard.text
        sorry = await self._alarms.let_go(exchange)
        theme = theme_of(self._book, exchange)
        if left and not self._book.is_first(list(filter(None, [theme]))):
            speech = await self._alarms.reply(exchange, left)
            return replace(speech, text=composing.after_sorry(composing.without_question(sorry), speech.text))
        asked = doubting.asked_beside(exchange.heard)
        more = self._conduct.leaves_more(exchange.heard.text) or theme is not None
        if asked is None and not more:
            return Speech(sorry, alone=True)
        exchange.heard = replace(exchange.heard, intent=asked or "nlu_fallback")
        # Who says that they do not think of death is believed, and where to call stays in sight.
        speech = await self._answered(exchange, say)
        if denied == "suicide" and of_life.speaks_of_death(said) and "113" not in speech.text:
            speech = self._alarms.lines.quietly(exchange, speech, denied)
        speech = self._alarms.lines.with_left(speech, left)
        return replace(speech, text=composing.after_sorry(composing.without_question(sorry), speech.text))

    async def _answered(self, exchange: Exchange, say: Say) -> Speech:
        heard, memory = exchange.heard, exchange.memory
        if danger := self._alarms.beside(exchange):
            return await self._alarms.reply(exchange, danger)
        if (confirmed := checking.confirmed(exchange)) is not None:
            return await self._alarms.reply(exchange, [confirmed])
        if checking.asked(exchange) is not None and heard.intent == "deny":
            return Speech(self._book.line("check_denied", previous_texts=memory.said), (self._teller.human(),))
        if (worn := self._alarms.worn_out(exchange)) is not None and not self._alarms.heard_in(exchange):
            return worn
        if heard.intent == "opt_out" and heard.text and ends_a_question(heard.text, asked=memory.flow is not None):
            return self._stop_asking(exchange)
        # A mark in the place of a code is no word: whatever the engine takes it for, it ends nothing.
        stops = heard.intent in rules.STOPS and not (heard.text and is_only_proof(heard.text))
        # "Laat maar, het klopt" ends a doubt, and not the talk.
        stops = stops and not (memory.proven and doubts.takes_back(heard.text))
        if memory.flow is not None and stops:
            memory.flow = None
            bare = heard.intent == "opt_out" and is_bare_stop(heard.text)
            return await self.answer(exchange, intent="cancel" if bare else heard.intent)
        if wish_of(heard.text) is Wish.BACK and await self._wishes.back(heard.conversation_id, heard.message_id):
            return Speech(self._book.line("opted_in", values=self._teller.values("")))
        if self._conduct.asks_source(heard.text):
            return await self.sources(exchange)
        if self._short.meant(exchange) and (kinds := self._alarms.heard_in(exchange)):
            return await self._alarms.reply(exchange, kinds)
        heard, voice = exchange.heard, self._teller.voice(exchange)
        if memory.proven:
            memory.ledger_stage = await self._ledger_stage.of(heard.conversation_id, voice.today)
        if (own := await self._ongoing.taken(exchange, voice)) is not None:
            return own
        return await self._said(exchange, voice, say, heard.intent)

    async def _said(self, exchange: Exchange, voice: Voice, say: Say, intent: str) -> Speech:
        """The answer to what was understood, and what it leads on to; `intent` as the engine understood it."""
        memory = exchange.memory
        before = memory.flow
        speech = await say(exchange)
        if memory.dates.keys() & DAYS_OF_LETTERS:
            # The day of the letter was told: it is not asked for again.
            speech = replace(speech, text=composing.without_day_question(speech.text))
        if (leads := self._book.leads(memory.told)) is not None:
            exchange.heard = replace(exchange.heard, intent=leads)
        if not speech.alone and self._book.is_first(memory.told):
            memory.flow = None
            return speech
        if speech.alone or speech.asks_back or intent in rules.NO_RESUME:
            return speech
        if memory.flow is not None:
            # A flow that the answer itself opened has just asked its question.
            if memory.flow is not before:
                return speech
            return self._identifying.resumed(exchange, voice, speech)
        return await self._ongoing.led_on(exchange, voice, speech)

    def _stop_asking(self, exchange: Exchange) -> Speech:
        """Who wants an end of something else than messages: the open question ends, and the messages do not."""
        exchange.memory.flow = None
        text = self._book.line("stop_asking", previous_texts=exchange.memory.said)
        return Speech(text, (self._teller.guess("opt_out"), self._teller.human()))

    # ── what the actions ask for ──────────────────────────────────────────────────────────────────

    async def answer(self, exchange: Exchange, *, intent: str | None = None) -> Speech:
        """The answer to what was asked, at this tenant's stage; several questions in order in one turn."""
        heard, memory = exchange.heard, exchange.memory
        asked = intent or heard.intent
        memory.simplified = 0
        if asked == "nlu_fallback" or (asked == "out_of_scope" and self._misheard.is_lost(memory)):
            return await self.fallback(exchange)
        if asked == "affirm" and theme_of(self._book, exchange) is None and (yes := self._short.yes(exchange)):
            return yes
        if theme_of(self._book, exchange) is None and (refused := self._noting.refusal(exchange)) is not None:
            return refused
        if asked in REASONS:
            return await self.with_handoff(exchange, REASONS[asked], asked)
        is_own = asked in rules.PROPOSED and memory.at_stage in rules.EARLY
        written = theme_of(self._book, exchange, asked)
        is_own = is_own and written is None
        is_bare = asked in rules.BARE and not self._book.is_first(list(filter(None, [written])))
        if (is_bare or is_own) and (noted := await self._noting.proposal(exchange)) is not None:
            return noted
        if asked == "ask_eviction_process" and theme_of(self._book, exchange, asked, named=True) is None:
            memory.told = ["road"]
            return self._guide.road(exchange, self._teller.voice(exchange))
        if (own := await self._identifying.told(exchange, self._teller.voice(exchange), asked)) is not None:
            return own
        topics = asked_of(heard.topics, asked, heard.text)
        if (person := person_beside_feelings([asked, *topics])) is not None:
            return await self.with_handoff(exchange, REASONS[person], person)
        alone = bool(intent) or asking.is_single(heard.text)
        alone = alone or (written is not None and "opt_out" not in topics and asking.is_about_one_thing(heard.text))
        wanted = [asked] if alone else rules.requests(topics, asked, self._intents, composing.MAX_PARTS)
        if "opt_out" in wanted:
            await self._wishes.out(heard.conversation_id, heard.message_id)
        # Words that call for one answer under several subjects are answered once.
        spoken = list({s.answer_id: s for s in [await self._teller.spoken(exchange, name) for name in wanted]}.values())
        if len(spoken) == 1 and spoken[0].answer_id in passed(exchange) and asking.contradicts(heard.text):
            return self._misheard.misread(exchange)
        memory.told = [s.answer_id for s in spoken]
        speech = self._teller.speech(spoken[0]) if len(spoken) == 1 else self._teller.together(spoken)
        return self._alarms.beside_subjects(exchange, speech)

    async def simpler(self, exchange: Exchange) -> Speech:
        """The subject before this message once more, in plainer words."""
        if theme_of(self._book, exchange) is not None:
            return await self.answer(exchange)  # "Wat moet ik nu doen" asks more than to hear it again.
        return await self._plainer.told(exchange)

    async def with_handoff(self, exchange: Exchange, reason: Reason, intent: str | None = None) -> Speech:
        """Bring a person in, and say truthfully when one reads this."""
        heard = exchange.heard
        receipt = await self._handoffs.request(heard.conversation_id, reason, heard.text)
        asked = intent or heard.intent
        spoken = await self._teller.spoken(exchange, asked, promise=receipt.sentence)
        exchange.memory.told = [spoken.answer_id]
        return self._teller.speech(spoken)

    async def danger(self, exchange: Exchange) -> Speech:
        """The fixed reply to danger, alone on the screen; the conversation goes to the top of the queue."""
        heard, memory = exchange.heard, exchange.memory
        holds = memory.danger in dangers.HOLDS_ON
        kinds = [] if exchange.plain else self._alarms.heard_in(exchange)
        faint = bool(kinds) and self._alarms.is_faint(exchange)
        if not holds and (faint or not kinds):
            speech = await self._plain(exchange)
            return self._alarms.lines.quietly(exchange, speech, kinds[0]) if faint else speech
        if kinds and checking.is_half_heard(exchange):
            if kinds[0] != "suicide" and theme_of(self._book, exchange, guessed=False) is not None:
                return self._alarms.lines.quietly(exchange, await self._plain(exchange), kinds[0])
            if (check := self._alarms.check(exchange, kinds[0])) is not None:
                return check
        quiet = faint or not rules.names(heard.signals) & set(dangers.DANGERS)
        if quiet and (answered := await self._in_danger.answered(exchange)) is not None:
            return answered
        return await self._alarms.reply(exchange, kinds)

    async def _plain(self, exchange: Exchange) -> Speech:
        """What the words say, where no danger is acted on: answered as if none had been heard."""
        intent = exchange.heard.intent
        if intent in rules.UNHEARD:
            return await self.fallback(exchange)
        if intent in rules.WITH_PERSON:
            return await self.with_handoff(exchange, Reason.EVICTION)
        return await (self.simpler(exchange) if intent == "ask_clarification" else self.answer(exchange))

    async def sources(self, exchange: Exchange) -> Speech:
        """Where it is written: the sources of what was said last."""
        memory = exchange.memory
        return Speech(self._book.sources(memory.facts, earlier=not memory.facts_are_last))

    async def fallback(self, exchange: Exchange) -> Speech:
        """What was not understood; what it nearly surely means is answered as that."""
        if (known := await self._misheard.known(exchange)) is not None:
            return known
        if (near := self._misheard.nearly(exchange)) is None:
            return self._misheard.guesses(exchange)
        exchange.heard = replace(exchange.heard, intent=near, topics=())
        return self._misheard.hedged(exchange, await self._plain(exchange))

    async def other_language(self, exchange: Exchange) -> Speech:
        """Lines in the tenant's own language."""
        return await self._misheard.other_language(exchange)
