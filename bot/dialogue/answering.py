"""What the assistant says: chosen by the knowledge room, with what this conversation already knows."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.channels.contract import Button
from bot.channels.opting import Wish, is_bare_stop, wish_of
from bot.channels.wishes import Wishes
from bot.clock import Clock, in_amsterdam
from bot.conversation.models import Conversation
from bot.database.engine import Database
from bot.dialogue import composing, rules
from bot.dialogue.arranging.conversation import Arranging
from bot.dialogue.conduct import Conduct
from bot.dialogue.exchange import Exchange, Heard, Memory
from bot.dialogue.guide import Guide, Voice
from bot.dialogue.identifying import Identifying
from bot.dialogue.ledger_stage import LedgerStage
from bot.dialogue.memory import Memories
from bot.dialogue.speech import Payload, Speech
from bot.guidance.deadlines import is_near_eviction
from bot.handoff.models import Reason
from bot.handoff.services import HandoffService
from bot.identity.hearing import is_only_proof
from bot.knowledge.models import SpokenAnswer
from bot.knowledge.services import AnswerBook

HUMAN = "request_human"
#: Told last: that more of the story was taken down.
NOTED = "noted"
#: Consecutive misunderstandings after which a person is offered in so many words.
MISUNDERSTANDINGS = 2
#: What counts as one.
NOT_HEARD = frozenset({"nlu_fallback", "out_of_scope"})
#: How often an answer is told in simpler words before a person is offered instead.
SIMPLER_TELLINGS = 2
REASONS: Mapping[str, Reason] = {
    HUMAN: Reason.ASKED,
    "request_callback": Reason.CALLBACK,
    "request_visit": Reason.VISIT,
}

Say = Callable[[Exchange], Awaitable[Speech]]

__all__ = ["AnsweringService", "Conduct", "Exchange", "Heard"]


class AnsweringService:
    def __init__(
        self,
        database: Database,
        clock: Clock,
        book: AnswerBook,
        handoffs: HandoffService,
        values: Mapping[str, str],
        intents: frozenset[str],
        guide: Guide,
        conduct: Conduct,
        identifying: Identifying,
        arranging: Arranging,
        ledger_stage: LedgerStage,
        reaches_on_call: Callable[[str], bool],
    ) -> None:
        self._database = database
        self._clock = clock
        self._book = book
        self._handoffs = handoffs
        self._values = dict(values)
        self._intents = intents
        self._guide = guide
        self._conduct = conduct
        self._identifying = identifying
        self._ledger_stage = ledger_stage
        self._reaches = reaches_on_call
        self._arranging = arranging
        self._memories = Memories(database, clock)
        self._wishes = Wishes(database, clock)

    async def respond(self, heard: Heard, say: Say) -> Speech:
        """One turn: danger first, then an open question's answer, then what was asked, with the question again."""
        exchange = await self._memories.recall(heard)
        if heard.edited:
            return await self._reread(exchange)
        speech = await self._turn(exchange, say)
        await self._identifying.left(exchange)
        await self._memories.keep(exchange)
        return speech

    async def _reread(self, exchange: Exchange) -> Speech:
        """A message that was changed after its answer: danger in it is answered like any other, the rest is not."""
        heard = exchange.heard
        danger = self._danger_beside(exchange) or rules.danger_in(heard.intent, heard.signals)
        if danger is None:
            return Speech("", silent=True)
        speech = await self._in_danger(exchange, danger)
        await self._memories.keep(exchange)
        return speech

    def _danger_beside(self, exchange: Exchange) -> str | None:
        """The danger that the words hold beside what the engine acts on by itself."""
        heard = exchange.heard
        # A threat against our people is heard as violence too; whoever is in danger otherwise comes first.
        others = [signal for signal in heard.signals if signal.get("name") != "violence"]
        if rules.threatens(heard.text, self._conduct.threats) and not rules.danger_in(None, others):
            return "threat_to_staff"
        if (veiled := self._conduct.danger(heard.text)) is not None:
            return rules.graver(rules.danger_in(heard.intent, heard.signals), veiled)
        return "homeless_now" if self._is_evicted_soon(exchange) else None

    async def _turn(self, exchange: Exchange, say: Say) -> Speech:
        heard, memory = exchange.heard, exchange.memory
        if (danger := self._danger_beside(exchange)) is not None:
            return await self._in_danger(exchange, danger)
        # A mark in the place of a code is no word: whatever the engine takes it for, it ends nothing.
        stops = heard.intent in rules.STOPS and not (heard.text and is_only_proof(heard.text))
        if memory.flow is not None and stops:
            memory.flow = None
            bare = heard.intent == "opt_out" and is_bare_stop(heard.text)
            return await self.answer(exchange, intent="cancel" if bare else heard.intent)
        if wish_of(heard.text) is Wish.BACK and await self._wishes.back(heard.conversation_id):
            return Speech(self._book.line("opted_in", values=self._values))
        if self._conduct.asks_source(heard.text):
            return await self.sources(exchange)
        voice = self._voice(exchange)
        if memory.proven:
            memory.ledger_stage = await self._ledger_stage.of(heard.conversation_id, voice.today)
        if (identified := await self._identifying.heard(exchange, voice)) is not None:
            return identified
        if (arranged := await self._arranging.heard(exchange, voice)) is not None:
            return arranged
        if (taken := await self._taken_down(exchange)) is not None:
            return taken
        if (
            guided := await self._guide.heard(exchange, voice) or await self._guide.opened(exchange, voice)
        ) is not None:
            return guided
        before = memory.flow
        speech = await say(exchange)
        if not speech.alone and self._book.is_first(memory.told):
            memory.flow = None
            return speech
        if speech.alone or heard.intent in rules.NO_RESUME:
            return speech
        if memory.flow is not None:
            # A flow that the answer itself opened has just asked its question.
            if memory.flow is not before:
                return speech
            return self._guide.resumed(exchange, voice, speech)
        return await self._led_on(exchange, voice, speech)

    async def _led_on(self, exchange: Exchange, voice: Voice, speech: Speech) -> Speech:
        """An answer that opens a flow ends with that flow's question instead of its own."""
        heard = exchange.heard
        if heard.intent == "ask_clarification" or exchange.memory.simplified or heard.value("answer"):
            return speech
        if len(exchange.memory.told) > 1:
            # Several answers end in a question of their own.
            return self._arranging.offered(exchange, speech)
        asked = await self._identifying.question_after(exchange, voice) or self._guide.question_after(exchange, voice)
        if asked is None:
            return self._arranging.offered(exchange, speech)
        body, separator, source = speech.text.rpartition("\n\n")
        if not source.startswith("Bron:"):
            body, separator, source = speech.text, "", ""
        text = f"{composing.without_question(body)}{separator}{source}\n\n{asked.text}"
        return replace(speech, text=text, buttons=asked.buttons or speech.buttons)

    def _is_evicted_soon(self, exchange: Exchange) -> bool:
        """A date on which the home must be empty, within a week."""
        heard, flow = exchange.heard, exchange.memory.flow
        letter = self._guide.letter_of(exchange)
        asked = flow is not None and flow.question == "letter.day_eviction"
        if letter != "eviction_notice" and not asked:
            return False
        day = heard.value("date")
        return day is not None and is_near_eviction(date.fromisoformat(day), self._today())

    # ── what the actions ask for ──────────────────────────────────────────────────────────────────

    async def answer(self, exchange: Exchange, *, intent: str | None = None) -> Speech:
        """The answer to what was asked, at this tenant's stage; several questions in order in one turn."""
        heard, memory = exchange.heard, exchange.memory
        asked = intent or self._meant(exchange)
        memory.simplified = 0
        if asked == "out_of_scope" and self._is_lost(memory):
            return await self.fallback(exchange)
        if asked in REASONS:
            return await self.with_handoff(exchange, REASONS[asked], asked)
        is_own = asked in rules.PROPOSED and memory.at_stage in rules.EARLY
        is_own = is_own and self._book.theme(asked, heard.text) is None
        if (asked in rules.BARE or is_own) and (noted := await self._proposal(exchange)) is not None:
            return noted
        if asked == "ask_eviction_process" and self._book.theme(asked, heard.text, heard.value("answer")) is None:
            memory.told = ["road"]
            return self._guide.road(exchange, self._voice(exchange))
        if (own := await self._identifying.told(exchange, self._voice(exchange), asked)) is not None:
            return own
        wanted = [asked] if intent else rules.requests(heard.topics, asked, self._intents, composing.MAX_PARTS)
        if "opt_out" in wanted:
            await self._wishes.out(heard.conversation_id)
        # Words that call for one answer under several subjects are answered once.
        spoken = list({s.answer_id: s for s in [await self._spoken(exchange, name) for name in wanted]}.values())
        memory.told = [s.answer_id for s in spoken]
        return self._speech(spoken[0]) if len(spoken) == 1 else self._together(spoken)

    async def _taken_down(self, exchange: Exchange) -> Speech | None:
        """What somebody says after being asked for their own solution, for the person who looks at it."""
        heard, memory = exchange.heard, exchange.memory
        listens = memory.flow is None and self._book.listens(memory.told)
        if listens and heard.intent == "affirm" and not heard.entities:
            return Speech(self._book.line("tell_me", previous_texts=memory.said), (self._guess_button(HUMAN),))
        if not listens or not rules.is_statement(heard.intent, heard.text):
            return None
        memory.told = [NOTED]
        told = {
            **self._with_promise(await self._promised(exchange, Reason.OTHER)),
            "what": heard.text.strip().rstrip("."),
        }
        text = self._book.line("proposal_noted", values=told, previous_texts=memory.said, seed=heard.message_id)
        return Speech(text, (self._guess_button(HUMAN),))

    def _meant(self, exchange: Exchange) -> str:
        """What a bare "ja" says yes to."""
        heard, said = exchange.heard, exchange.memory.said
        if heard.intent != "affirm" or not said:
            return heard.intent
        body = said[-1].split("\n\nBron:")[0]
        return self._conduct.meant(composing.closing_question(body)) or heard.intent

    async def simpler(self, exchange: Exchange) -> Speech:
        """The subject before this message once more, in plainer words; the third time a person is offered."""
        memory, voice = exchange.memory, self._voice(exchange)
        memory.simplified += 1
        if memory.simplified > SIMPLER_TELLINGS:
            text = self._book.line("still_unclear", previous_texts=memory.said, seed=voice.seed)
            return Speech(text, (self._guess_button(HUMAN),))
        if memory.flow is not None and (asked := self._guide.simpler(exchange, voice)) is not None:
            memory.flow = None if memory.simplified > 1 else memory.flow
            return asked
        if (plain := self._guide.plainly(exchange, voice)) is not None:
            return plain
        subject = rules.subject(exchange.memory.intents)
        known = subject if subject in self._intents else "ask_clarification"
        told = next((i for i in memory.told if self._book.has(i)), None)
        return self._speech(await self._spoken(exchange, known, simpler=True, answer_id=told))

    async def with_handoff(self, exchange: Exchange, reason: Reason, intent: str | None = None) -> Speech:
        """Bring a person in, and say truthfully when one reads this."""
        heard = exchange.heard
        receipt = await self._handoffs.request(heard.conversation_id, reason, heard.text)
        asked = intent or heard.intent
        spoken = await self._spoken(exchange, asked, promise=receipt.sentence)
        exchange.memory.told = [spoken.answer_id]
        return self._speech(spoken)

    async def danger(self, exchange: Exchange) -> Speech:
        """The fixed reply to danger, alone on the screen; the conversation goes to the top of the queue."""
        return await self._in_danger(exchange, rules.danger_in(exchange.heard.intent, exchange.heard.signals))

    async def _in_danger(self, exchange: Exchange, heard_kind: str | None) -> Speech:
        heard, memory = exchange.heard, exchange.memory
        async with self._database.transaction() as session:
            conversation = await session.get_one(Conversation, heard.conversation_id, with_for_update=True)
            kind = rules.graver(heard_kind, conversation.danger)
            again = conversation.danger == kind
            conversation.danger = kind
            await self._handoffs.request_within(session, conversation, Reason.DANGER, heard.text)
        memory.flow, memory.told = None, []
        values = self._in_danger_values(kind)
        if again and memory.said and values["promise"] in memory.said[-1]:
            # Said a moment ago; what matters now is the number to call.
            values["promise"] = self._book.line("danger_promise_again", previous_texts=memory.said)
        spoken = self._book.danger(kind, values=values, previous_texts=memory.said, again=again)
        return Speech(spoken.text, (), tuple(spoken.fact_ids), alone=True)

    def _in_danger_values(self, kind: str) -> dict[str, str]:
        """While nobody is at work, also whether anybody is told: who waits for us must know what that is worth."""
        values = self._with_promise()
        if not self._handoffs.is_open():
            line = "danger_on_call" if self._reaches(kind) else "danger_nobody"
            values["promise"] = f"{values['promise']} {self._book.line(line)}"
        return values

    async def fallback(self, exchange: Exchange) -> Speech:
        """Says that it did not understand, with guesses as buttons; the second time a person is offered."""
        heard, memory = exchange.heard, exchange.memory
        if "other_language" in rules.names(heard.signals):
            return await self.other_language(exchange)
        if (theme := self._book.theme("nlu_fallback", heard.text)) is not None:
            memory.told = [theme]
            return self._speech(await self._spoken(exchange, "ask_capabilities", answer_id=theme))
        if len(found := rules.requests(heard.topics, "", self._intents, composing.MAX_PARTS)) > 2:
            return self._together([await self._spoken(exchange, name) for name in found if name])
        if (noted := await self._proposal(exchange)) is not None:
            return noted
        if (
            rules.subject(exchange.memory.intents) in rules.STORIES
            and memory.told
            and memory.told != [NOTED]
            and self._asked(memory)
            and not rules.is_question(heard.text)
        ):
            memory.told = [NOTED]
            text = self._book.line("story_noted", values=self._with_promise(), seed=heard.message_id)
            return Speech(text, (self._guess_button(HUMAN),))
        again = self._is_lost(memory)
        line = "fallback_again" if again else "fallback"
        choices = rules.guesses(heard.ranking, self._intents)
        if not again and not choices:
            line = "fallback_no_guess"
        text = self._book.line(line, values=self._with_promise(), previous_texts=memory.said, seed=heard.message_id)
        wanted = [HUMAN, *choices[:2]] if again else [*choices[:2], HUMAN]
        return Speech(text, tuple(self._guess_button(intent) for intent in dict.fromkeys(wanted)))

    @staticmethod
    def _is_lost(memory: Memory) -> bool:
        """Whether what came just before this message was not for us either, as far as was understood."""
        last = memory.intents[-(MISUNDERSTANDINGS - 1) :]
        return len(last) == MISUNDERSTANDINGS - 1 and all(intent in NOT_HEARD for intent in last)

    @staticmethod
    def _asked(memory: Memory) -> bool:
        return bool(memory.said) and bool(composing.closing_question(memory.said[-1].split("\n\nBron:")[0]))

    async def sources(self, exchange: Exchange) -> Speech:
        """Where it is written: the sources of what was said last."""
        memory = exchange.memory
        return Speech(self._book.sources(memory.facts, earlier=not memory.facts_are_last))

    async def other_language(self, exchange: Exchange) -> Speech:
        """Lines in the tenant's own language: what this is, and that a person or interpreter can be asked for."""
        signals = exchange.heard.signals
        codes = [str(s.get("code") or s.get("language")) for s in signals if s.get("name") == "other_language"]
        code = next(iter(codes), None) or self._book.language_named(exchange.heard.text)
        if code is None and not rules.asks_in_dutch(exchange.heard.text):
            code = "en"
        if code is None:
            return self._speech(await self._spoken(exchange, "request_other_language"))
        text = self._book.language(code, values=self._with_promise(), previous_texts=exchange.memory.said)
        return Speech(text, (self._guess_button(HUMAN),))

    # ── parts ─────────────────────────────────────────────────────────────────────────────────────

    async def _proposal(self, exchange: Exchange) -> Speech | None:
        """An amount, a day or a number given under a subject that a person decides on: noted for that person."""
        heard, memory = exchange.heard, exchange.memory
        question = composing.closing_question(memory.said[-1].split("\n\nBron:")[0]) if memory.said else ""
        values = any(heard.value(name) for name in rules.VALUES)
        if not rules.is_proposal(heard.intent, heard.text, values, rules.subject(exchange.memory.intents), question):
            return None
        line = "number_noted" if heard.value("phone") else "proposal_noted"
        told = {
            **self._with_promise(await self._promised(exchange, Reason.OTHER)),
            "what": heard.text.strip().rstrip("."),
        }
        return Speech(
            self._book.line(line, values=told, previous_texts=memory.said, seed=heard.message_id),
            (self._guess_button(HUMAN),),
        )

    async def _spoken(
        self,
        exchange: Exchange,
        intent: str,
        *,
        simpler: bool = False,
        promise: str | None = None,
        answer_id: str | None = None,
    ) -> SpokenAnswer:
        """One answer. Where it says that a person looks today, one is called in first, so that it is true."""
        heard, memory = exchange.heard, exchange.memory
        chosen = answer_id or (None if simpler else self._book.theme(intent, heard.text, heard.value("answer")))
        if promise is None:
            calls = self._book.calls_person(intent, stage=memory.at_stage, today=self._today(), answer_id=chosen)
            promise = await self._promised(exchange, Reason(self._book.person_for(intent, chosen))) if calls else ""
        return self._book.answer(
            intent,
            stage=memory.at_stage,
            feelings=rules.feelings_in(heard.signals),
            previous_texts=memory.said,
            simpler=simpler,
            today=self._today(),
            values=self._with_promise(promise),
            seed=heard.message_id,
            answer_id=chosen,
        )

    async def _quoted(self, exchange: Exchange) -> dict[str, str]:
        """The placeholders' values with the tenant's own words, which a person will read."""
        promise = await self._promised(exchange, Reason.OTHER)
        return {**self._with_promise(promise), "what": exchange.heard.text.strip().rstrip(".")}

    async def _promised(self, exchange: Exchange, reason: Reason) -> str:
        """A person is called in; the sentence about when is not said again where it stood a moment ago."""
        heard = exchange.heard
        sentence = (await self._handoffs.request(heard.conversation_id, reason, heard.text)).sentence
        return "" if any(sentence in said for said in exchange.memory.said[-2:]) else sentence

    def _together(self, spoken: Sequence[SpokenAnswer]) -> Speech:
        text = composing.several([composing.Part(s.title, s.text) for s in spoken])
        facts = tuple(dict.fromkeys(fact for s in spoken for fact in s.fact_ids))
        human = self._book.guess(HUMAN)
        first = [next((b for b in s.buttons if b.title != human), s.buttons[0]) for s in spoken if s.buttons]
        buttons = [Button(b.title, Payload(b.intent, dict(b.values)).encode()) for b in dict.fromkeys(first)]
        source = self._book.source_line(facts)
        chosen = tuple(dict.fromkeys((*buttons[: composing.MAX_BUTTONS - 1], self._guess_button(HUMAN))))
        return Speech(f"{text}\n\n{source}" if source else text, chosen, facts)

    def _speech(self, spoken: SpokenAnswer) -> Speech:
        buttons = tuple(Button(b.title, Payload(b.intent, dict(b.values)).encode()) for b in spoken.buttons)
        source = self._book.source_line(spoken.fact_ids)
        text = f"{spoken.text}\n\n{source}" if source else spoken.text
        return Speech(text, buttons, tuple(spoken.fact_ids))

    def _guess_button(self, intent: str) -> Button:
        return Button(self._book.guess(intent), Payload(intent).encode())

    def _voice(self, exchange: Exchange) -> Voice:
        return Voice(self._today(), self._with_promise(""), exchange.heard.message_id)

    def _today(self) -> date:
        return in_amsterdam(self._clock()).date()

    def _with_promise(self, promise: str | None = None) -> dict[str, str]:
        """The placeholders' values. An empty promise leaves its sentence out: nothing is promised that nobody does."""
        sentence = self._handoffs.promise_sentence() if promise is None else promise
        return {**self._values, "promise": sentence}
