"""The questions of the identity ladder, and what comes after. Any flow can ask for a level here, and be gone on with.

What is typed never comes by here: it was taken out of the message at the door, and is handed to the ladder as it is.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from bot.channels.contract import SHARE_PHONE, Button
from bot.clock import in_amsterdam
from bot.dialogue import composing, dangers, proposals, tenant_number, waiting
from bot.dialogue import rules as dialogue_rules
from bot.dialogue.asking import asks_midway, asks_somewhere, is_question
from bot.dialogue.exchange import Exchange
from bot.dialogue.flows import FlowState
from bot.dialogue.flows.rules import CONTACT, IDENTITY, MOST_MISSES
from bot.dialogue.for_other import THIRD_PARTY, writes_for_other
from bot.dialogue.guide import Guide
from bot.dialogue.speech import Payload, Speech
from bot.dialogue.theming import theme_of
from bot.dialogue.told.asked import asks_for
from bot.dialogue.voice import Voice
from bot.dialogue.without_number import CODES, WithoutNumber
from bot.guidance.rules import UNCLEAR
from bot.handoff.models import Reason
from bot.handoff.services import HandoffService
from bot.identity.answers import Input, Outcome, Reply
from bot.identity.hearing import Asked
from bot.identity.rules import Level
from bot.identity.services import Identity
from bot.identity.standing import Standing
from bot.knowledge.services import AnswerBook

#: What goes on once somebody is known: with what the flow that asked had put down.
GoOn = Callable[[Exchange, Voice, Standing, Mapping[str, str]], Awaitable[Speech]]
#: What a message already tells that need not be asked again once somebody is known.
Keeps = Callable[[Exchange, Voice], Mapping[str, str]]

QUESTIONS = {
    Outcome.ASK_NUMBER: "identity.number",
    Outcome.ASK_BIRTH_DATE: "identity.birth_date",
    Outcome.ASK_CODE: "identity.code",
    Outcome.ASK_SECOND_CODE: "identity.second_code",
}
#: Said before the same question is put again.
LINES = {
    Outcome.NO_MATCH: "identity_no_match",
    Outcome.WRONG_CODE: "identity_wrong_code",
    Outcome.CODE_OVER: "identity_code_over",
    Outcome.WAIT: "identity_wait",
}
#: Narrower answers have names that begin so.
THEME = "theme_"
#: Only the file answers this.
OWN_SUM = "ask_balance"
THEN, WANTED, KEPT = "then", "wanted", "kept."
#: Flows in which what is typed is taken out of the message.
ASKING = frozenset({IDENTITY, CONTACT})
#: What the ladder asks for; anything else that was taken out is no step on it.
STEPS = frozenset({Asked.NUMBER, Asked.BIRTH_DATE, Asked.CODE})
#: Words after which nothing that was proven stays: the next one at this screen may be somebody else.
ENDS = frozenset({"goodbye", "opt_out"})


class Identifying:
    def __init__(self, identity: Identity, guide: Guide, book: AnswerBook, handoffs: HandoffService) -> None:
        self._identity = identity
        self._guide = guide
        self._book = book
        self._handoffs = handoffs
        self._without = WithoutNumber(book, handoffs)
        self._go_on: dict[str, GoOn] = {}
        self._keeps: dict[str, Keeps] = {}

    def then(self, name: str, go_on: GoOn, keeps: Keeps | None = None) -> None:
        """What follows under this name. The name of an intent makes asking it ask who somebody is."""
        self._go_on[name] = go_on
        if keeps is not None:
            self._keeps[name] = keeps

    # ── for others ────────────────────────────────────────────────────────────────────────────────

    async def ensure(
        self, exchange: Exchange, voice: Voice, wanted: Level, then: str, known: Mapping[str, str] | None = None
    ) -> Speech | None:
        """None when the level is there. Otherwise the first question; `then` goes on with `known` once it is proven."""
        reply = await self._identity.begin(exchange.heard.conversation_id, wanted)
        if reply.outcome is Outcome.PROVEN:
            return None
        kept = {f"{KEPT}{key}": value for key, value in (known or {}).items()}
        flow = FlowState(IDENTITY, None, {THEN: then, WANTED: str(int(wanted)), **kept})
        return await self._say(exchange, voice, flow, reply)

    async def told(self, exchange: Exchange, voice: Voice, asked: str) -> Speech | None:
        """The own data that is asked for, if it may be told; who asks for somebody else hears how that goes."""
        if asked not in self._go_on:
            return None
        if self._is_for_other(exchange):
            return await self._third_party(exchange, voice)
        standing = await self._identity.level_of(exchange.heard.conversation_id)
        if standing.level < Level.OWN:
            return None
        return await self._go_on[asked](exchange, voice, standing, {})

    async def question_after(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """The question that a general answer about own data ends with."""
        asked = exchange.heard.intent
        if asked not in self._go_on or self._is_for_other(exchange):
            return None
        if not self.needs_file(exchange):
            return None
        if not (tenant_number.may_be_put(exchange.memory) or tenant_number.pressed(exchange.heard)):
            return await self._no_more(exchange, voice, asked)
        keeps = self._keeps.get(asked)
        return await self.ensure(exchange, voice, Level.OWN, asked, keeps(exchange, voice) if keeps else None)

    def needs_file(self, exchange: Exchange) -> bool:
        """Whether the answer that was given leads on to somebody's own data; a narrower one is whole without them."""
        told = exchange.memory.told
        themed = any(answer.startswith(THEME) for answer in told) and self._book.leads(told) is None
        return exchange.heard.intent in self._go_on and not themed

    def resumed(self, exchange: Exchange, voice: Voice, speech: Speech) -> Speech:
        """An answer to something else, with the open question behind it where it may be put once more."""
        flow, memory = exchange.memory.flow, exchange.memory
        if flow is None or flow.question != tenant_number.NUMBER:
            return self._guide.resumed(exchange, voice, speech)
        if not self.needs_file(exchange) or not tenant_number.may_be_put(memory):
            tenant_number.put_to_sleep(memory)
            return speech
        tenant_number.put(memory)
        return self._guide.resumed(exchange, voice, speech)

    async def _no_more(self, exchange: Exchange, voice: Voice, asked: str) -> Speech | None:
        """Instead of asking once too often: nothing, or what an own sum takes; a number typed later still counts."""
        speech = await self.ensure(exchange, voice, Level.OWN, asked)
        if speech is None or exchange.memory.flow is None or exchange.memory.flow.question != tenant_number.NUMBER:
            return speech
        tenant_number.put_to_sleep(exchange.memory)
        return self._without.own_sum(exchange, voice) if asked == OWN_SUM else None

    # ── hearing ───────────────────────────────────────────────────────────────────────────────────

    async def heard(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """An answer to an open question, or a button of ours; None when it is about something else."""
        heard, memory, flow = exchange.heard, exchange.memory, exchange.memory.flow
        danger = dangers.danger_in(heard.intent, heard.signals) or memory.danger in dangers.HOLDS_ON
        if danger:
            return None
        if (pressed := heard.value("identity")) is not None:
            return await self._pressed(exchange, voice, pressed)
        if flow is None and memory.asleep is not None:
            return await self._asleep(exchange, voice)
        if flow is None or flow.flow != IDENTITY or flow.question is None:
            return None
        if self._is_for_other(exchange):
            return await self._third_party(exchange, voice)
        if given := await self._taken(exchange):
            return await self._given(exchange, voice, flow, given)
        if (choice := heard.value("choice")) is not None:
            return await self._chosen(exchange, voice, flow, choice)
        if (line := waiting.asked_of(flow.question, heard.text)) is not None:
            return self._again(exchange, voice, flow, line)
        if flow.question in CODES and tenant_number.code_goes_astray(heard.text):
            return await self._without.astray(exchange, voice)
        if flow.question == tenant_number.NUMBER and tenant_number.is_wanting(heard.intent, heard.text):
            return await self._without.wanting(exchange, voice, flow, flow.known.get(THEN, ""))
        if self._is_more_of_it(exchange, flow):
            return await self._beside(exchange, voice, self._keeping(exchange, voice, flow))
        if heard.intent not in UNCLEAR or theme_of(self._book, exchange) is not None:
            return None
        if self._is_proposal(exchange, voice, flow):
            return None
        asks = is_question(heard.text) or asks_midway(heard.text) or asks_somewhere(heard.text)
        if asks and len(heard.text.split()) >= dialogue_rules.STATEMENT_WORDS:
            return None  # It is not understood, and "that is noted" would be no answer to it.
        return await self._missed(exchange, voice, flow.missed())

    async def _taken(self, exchange: Exchange) -> list[Input]:
        """What was taken out of this message that is a step on the ladder."""
        return [one for one in await self._identity.take(exchange.heard.conversation_id) if one.kind in STEPS]

    async def _asleep(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """A question that is not put again: a number that is typed, or asked after, still counts."""
        given, heard = await self._taken(exchange), exchange.heard
        asks = "nummer" in heard.text.lower() or heard.value("choice") == "unknown"
        line = waiting.asked_of(tenant_number.NUMBER, heard.text)
        if not given and not asks:
            return None
        if not given and heard.value("choice") != "unknown" and line is None:
            return None
        flow = tenant_number.wake(exchange.memory)
        assert flow is not None
        if given:
            return await self._given(exchange, voice, flow, given)
        return self._again(exchange, voice, flow, line or "identity_where_number")

    def _is_proposal(self, exchange: Exchange, voice: Voice, flow: FlowState) -> bool:
        """An amount or a day where the number was asked: noted for a person as ever, and kept for what comes after."""
        heard = exchange.heard
        values = any(heard.value(name) for name in dialogue_rules.VALUES)
        subject = dialogue_rules.subject(exchange.memory.intents)
        if flow.question != tenant_number.NUMBER:
            return False
        if not proposals.is_proposal(heard.intent, heard.text, values, subject, ""):
            return False
        exchange.memory.flow = self._keeping(exchange, voice, flow)
        return True

    def _keeping(self, exchange: Exchange, voice: Voice, flow: FlowState) -> FlowState:
        """The open question, with what this message already tells for what comes after it."""
        keeps = self._keeps.get(flow.known.get(THEN, ""))
        kept = keeps(exchange, voice) if keeps else {}
        return replace(flow, known={**flow.known, **{f"{KEPT}{key}": value for key, value in kept.items()}})

    def leads_on(self, exchange: Exchange) -> bool:
        """Whether asking this asks who somebody is: not where the number is asked for no more."""
        memory, heard = exchange.memory, exchange.heard
        return heard.intent in self._go_on and (tenant_number.may_be_put(memory) or tenant_number.pressed(heard))

    def keep(self, exchange: Exchange, voice: Voice) -> None:
        """Keep what this message tells for what comes after proof, while a question of the ladder is open."""
        flow = exchange.memory.flow
        if flow is not None and flow.flow == IDENTITY:
            exchange.memory.flow = self._keeping(exchange, voice, flow)

    @staticmethod
    def _is_more_of_it(exchange: Exchange, flow: FlowState) -> bool:
        """More of what the question is asked for ("vorige week betaald"): its answer was just given."""
        heard = exchange.heard
        again = heard.intent == flow.known.get(THEN) and heard.intent not in dialogue_rules.PROPOSED
        return again and bool(heard.text) and not is_question(heard.text)

    async def left(self, exchange: Exchange, speech: Speech) -> None:
        """After a turn: an open question that was let go is let go everywhere; a goodbye ends what was proven.

        A question that sleeps is let go once we ask for something else that may be a number.
        """
        conversation, flow = exchange.heard.conversation_id, exchange.memory.flow
        if asks_for(composing.last_question(speech.text)):
            tenant_number.put_to_sleep(exchange.memory)
            exchange.memory.asleep = None
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

    async def _given(self, exchange: Exchange, voice: Voice, flow: FlowState, given: Sequence[Input]) -> Speech:
        conversation = exchange.heard.conversation_id
        reply: Reply | None = None
        for one in sorted(given, key=lambda one: list(Asked).index(one.kind)):
            if not one.value:
                return self._again(exchange, voice, flow, "identity_six_digits")
            reply = await self._step(conversation, one)
            if reply.outcome not in QUESTIONS:
                break
        assert reply is not None
        return await self._say(exchange, voice, replace(flow, misses=0), reply)

    async def _step(self, conversation: UUID, one: Input) -> Reply:
        match one.kind:
            case Asked.NUMBER:
                return await self._identity.give_number(conversation, one.value, one.origin_key)
            case Asked.BIRTH_DATE:
                born = date.fromisoformat(one.value)
                return await self._identity.give_birth_date(conversation, born, one.origin_key)
        return await self._identity.check_code(conversation, one.value, one.origin_key)

    async def _chosen(self, exchange: Exchange, voice: Voice, flow: FlowState, choice: str) -> Speech | None:
        conversation, wanted = exchange.heard.conversation_id, Level(int(flow.known.get(WANTED, "1")))
        match choice:
            case "new_code":
                return await self._say(exchange, voice, flow, await self._identity.send_code(conversation))
            case "restart":
                return await self._say(
                    exchange, voice, flow, await self._identity.begin(conversation, wanted, anew=True)
                )
            case "unknown":
                return await self._without.wanting(exchange, voice, flow, flow.known.get(THEN, ""))
        return None

    async def _pressed(self, exchange: Exchange, voice: Voice, pressed: str) -> Speech | None:
        conversation = exchange.heard.conversation_id
        match pressed:
            case "shared":
                await self._identity.share_device(conversation)
                return Speech(self._line("identity_shared", exchange, voice), (self._human(),))
            case "delegate":
                return await self.ensure(exchange, voice, Level.OWN, "ask_balance")
            case "authorise":
                summary = "Wil gemachtigd worden om voor een huurder te handelen."
                receipt = await self._handoffs.request(conversation, Reason.OTHER, summary)
                return Speech(self._line("identity_authorise", exchange, voice, promise=receipt.sentence))
        return None

    async def _missed(self, exchange: Exchange, voice: Voice, flow: FlowState) -> Speech | None:
        if flow.misses >= MOST_MISSES:
            exchange.memory.flow = None
            return Speech(self._line("flow_given_up", exchange, voice), (self._human(),))
        if len(exchange.heard.text.split()) >= dialogue_rules.STATEMENT_WORDS:
            return await self._beside(exchange, voice, flow)
        if flow.question == tenant_number.NUMBER and not tenant_number.may_be_put(exchange.memory):
            tenant_number.put_to_sleep(exchange.memory)
            return None
        return self._ask(exchange, voice, flow, again=True)

    async def _beside(self, exchange: Exchange, voice: Voice, flow: FlowState) -> Speech:
        """A word that what was told is read; the number is not asked for behind it, another question is."""
        if flow.question == tenant_number.NUMBER:
            exchange.memory.flow = flow
            return await self._without.noted(exchange, voice)
        asked = self._ask(exchange, voice, flow, again=True)
        return replace(asked, text=f"{self._line('noted_beside', exchange, voice)} {asked.text}")

    # ── speaking ──────────────────────────────────────────────────────────────────────────────────

    async def _say(self, exchange: Exchange, voice: Voice, flow: FlowState, reply: Reply) -> Speech:
        if reply.outcome is Outcome.PROVEN:
            return await self._proven(exchange, voice, flow, reply.standing)
        if reply.outcome is Outcome.NO_WAY:
            exchange.memory.flow = None
            receipt = await self._handoffs.request(exchange.heard.conversation_id, Reason.OTHER, exchange.heard.text)
            return Speech(self._line("identity_no_way", exchange, voice, promise=receipt.sentence))
        if reply.outcome in QUESTIONS:
            again = flow.question == QUESTIONS[reply.outcome]
            return self._ask(exchange, voice, replace(flow, question=QUESTIONS[reply.outcome]), again=again)
        wait = in_amsterdam(reply.until).strftime("%H.%M uur") if reply.until else ""
        for_code = reply.asked is Asked.CODE and flow.question != QUESTIONS[Outcome.ASK_SECOND_CODE]
        question = QUESTIONS[Outcome.ASK_CODE] if for_code or not flow.question else flow.question
        return self._again(exchange, voice, replace(flow, question=question), LINES[reply.outcome], wait=wait)

    async def _proven(self, exchange: Exchange, voice: Voice, flow: FlowState, standing: Standing) -> Speech:
        exchange.memory.flow = None
        thanks = self._line("identity_proven", exchange, voice)
        known = {key.removeprefix(KEPT): value for key, value in flow.known.items() if key.startswith(KEPT)}
        go_on = self._go_on.get(flow.known.get(THEN, ""))
        speech = await go_on(exchange, voice, standing, known) if go_on else Speech("")
        shared = Button("Gedeeld apparaat", Payload("inform", {"identity": "shared"}).encode())
        text = f"{thanks}\n\n{speech.text}".strip()
        return replace(speech, text=text, buttons=(*speech.buttons[:2], shared))

    async def third_party(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """What somebody hears who writes for another; None for who writes for themselves."""
        return await self._third_party(exchange, voice) if self._is_for_other(exchange) else None

    async def _third_party(self, exchange: Exchange, voice: Voice) -> Speech:
        exchange.memory.flow = None
        await self._identity.forget(exchange.heard.conversation_id, THIRD_PARTY)
        buttons = (
            Button("Ik ben gemachtigd", Payload("inform", {"identity": "delegate"}).encode()),
            Button("Machtiging regelen", Payload("inform", {"identity": "authorise"}).encode()),
            self._human(),
        )
        return Speech(self._line("identity_third_party", exchange, voice), buttons)

    def _ask(self, exchange: Exchange, voice: Voice, flow: FlowState, *, again: bool) -> Speech:
        exchange.memory.flow, exchange.memory.asleep = flow, None
        if flow.question == tenant_number.NUMBER:
            tenant_number.put(exchange.memory)
        asked = self._guide.asked(flow, exchange, voice, again=again)
        share = (Button("Deel mijn nummer", SHARE_PHONE),) if flow.question == QUESTIONS[Outcome.ASK_NUMBER] else ()
        return replace(asked, buttons=(*asked.buttons[:2], *share, self._human()))

    def _again(self, exchange: Exchange, voice: Voice, flow: FlowState, line_id: str, wait: str = "") -> Speech:
        """A line about what happened; the question stays open without being put again word for word."""
        before = tenant_number.times_put(exchange.memory)
        asked = self._ask(exchange, voice, flow, again=True)
        tenant_number.put_times(exchange.memory, before)
        return replace(asked, text=self._line(line_id, exchange, voice, wait=wait))

    @staticmethod
    def _is_for_other(exchange: Exchange) -> bool:
        heard = exchange.heard
        return writes_for_other(heard.intent, heard.text, heard.signals)

    def _line(self, line_id: str, exchange: Exchange, voice: Voice, **more: str) -> str:
        values = {**voice.values, **more}
        return self._book.line(line_id, values=values, previous_texts=exchange.memory.said, seed=voice.seed)

    def _human(self) -> Button:
        return Button(self._book.guess("request_human"), Payload("request_human").encode())
