"""Another telephone number or e-mail address, in the chat: which one, who asks it, the new one, and its code.

What is typed never comes by here: it was taken out of the message at the door, and is handed on as it is.
"""

from collections.abc import Mapping
from dataclasses import replace

from bot.channels.contract import Button
from bot.clock import Clock, in_amsterdam
from bot.dialogue import dangers
from bot.dialogue.after_proof import GoOn
from bot.dialogue.exchange import Exchange
from bot.dialogue.flow_answers import reply_of
from bot.dialogue.flows import FlowState
from bot.dialogue.flows.rules import CONTACT, MOST_MISSES
from bot.dialogue.guide import Guide
from bot.dialogue.identifying import Identifying
from bot.dialogue.speech import Payload, Speech
from bot.dialogue.theming import theme_of
from bot.dialogue.voice import Lines, Voice
from bot.guidance.models import Guidance
from bot.guidance.rules import UNCLEAR, answer_to, only_named
from bot.guidance.words import day_in_words
from bot.handoff.models import Reason
from bot.handoff.services import HandoffService
from bot.identity.answers import Input
from bot.identity.contact_changes import ASKED_OF, ContactChanges, Step
from bot.identity.contact_rules import ContactPolicy
from bot.identity.hearing import Asked
from bot.identity.rules import Level
from bot.identity.services import Identity
from bot.identity.standing import Standing
from bot.knowledge.services import AnswerBook
from bot.tenancy.models import ContactKind

INTENT = "change_contact_details"
WHICH, CODE = "contact.which", "contact.code"
QUESTION_OF = {kind: f"contact.{kind}" for kind in ContactKind}
#: In the words of the tenant.
WHAT = {ContactKind.PHONE: "telefoonnummer", ContactKind.EMAIL: "mailadres"}
KIND = "kind"
#: For the desk.
SUMMARY = "Wil contactgegevens wijzigen, en dat kan hier niet in de chat."
#: Said, and over.
ENDINGS: Mapping[Step, str] = {
    Step.KNOWN: "contact_known",
    Step.CODE_OVER: "contact_code_over",
    Step.NOT_PROVEN: "contact_not_proven",
}


class ChangingContact:
    def __init__(
        self,
        changes: ContactChanges,
        identity: Identity,
        identifying: Identifying,
        guide: Guide,
        guidance: Guidance,
        book: AnswerBook,
        handoffs: HandoffService,
        policy: ContactPolicy,
        clock: Clock,
    ) -> None:
        self._changes = changes
        self._identity = identity
        self._identifying = identifying
        self._guide = guide
        self._guidance = guidance
        self._book = book
        self._lines = Lines(book)
        self._handoffs = handoffs
        self._policy = policy
        self._clock = clock
        for kind in ContactKind:
            identifying.then(QUESTION_OF[kind], self._after_proof(kind))

    # ── opening ───────────────────────────────────────────────────────────────────────────────────

    async def question_after(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """What the general answer ends with: which of the two it is, or at once who asks it."""
        heard = exchange.heard
        if heard.intent != INTENT or not any(self._changes.offered(kind) for kind in ContactKind):
            return None
        if (other := await self._identifying.third_party(exchange, voice)) is not None:
            return other
        kind = self._kind(self._chosen(exchange, voice))
        return await self._start(exchange, voice, kind) if kind else self._ask(exchange, voice, WHICH, None)

    def _chosen(self, exchange: Exchange, voice: Voice) -> str | None:
        """Which of them: a short answer to our question, or the only one that is named in what they told."""
        question, heard = self._guidance.questions[WHICH], exchange.heard
        chosen = answer_to(question, reply_of(exchange), voice.today)
        if chosen is None and heard.intent in UNCLEAR | {INTENT}:
            return only_named(question, heard.text)
        return chosen

    def _kind(self, chosen: str | None) -> ContactKind | None:
        kind = next((one for one in ContactKind if one == chosen), None)
        return kind if kind is not None and self._changes.offered(kind) else None

    async def _start(self, exchange: Exchange, voice: Voice, kind: ContactKind) -> Speech:
        asked = await self._identifying.ensure(exchange, voice, Level.HIGH, QUESTION_OF[kind])
        return asked or await self._begun(exchange, voice, kind)

    def _after_proof(self, kind: ContactKind) -> GoOn:
        async def go_on(exchange: Exchange, voice: Voice, standing: Standing, known: Mapping[str, str]) -> Speech:
            return await self._begun(exchange, voice, kind)

        return go_on

    async def _begun(self, exchange: Exchange, voice: Voice, kind: ContactKind) -> Speech:
        step = await self._changes.begin(exchange.heard.conversation_id, kind)
        if step is Step.ASK_NEW:
            return self._ask(exchange, voice, QUESTION_OF[kind], kind)
        return await self._over(exchange, voice, kind, step)

    # ── hearing ───────────────────────────────────────────────────────────────────────────────────

    async def heard(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """An answer to a question of ours; None when it is about something else."""
        heard, memory, flow = exchange.heard, exchange.memory, exchange.memory.flow
        if flow is None or flow.flow != CONTACT or flow.question is None:
            return None
        if dangers.danger_in(heard.intent, heard.signals) or memory.danger in dangers.HOLDS_ON:
            return None
        if (other := await self._identifying.third_party(exchange, voice)) is not None:
            return other
        if flow.question == WHICH:
            return await self._which(exchange, voice, flow)
        kind = ContactKind(flow.known[KIND])
        given = await self._identity.take(heard.conversation_id)
        wanted = Asked.CODE if flow.question == CODE else ASKED_OF[kind]
        one = next((one for one in given if one.kind is wanted), None)
        if one is not None:
            return await self._given(exchange, voice, kind, one)
        choice = answer_to(self._guidance.questions[flow.question], reply_of(exchange), voice.today)
        if choice == "stop":
            exchange.memory.flow = None
            return Speech(self._lines.line("contact_stopped", voice, exchange), (self._lines.human(),))
        if choice == "restart":
            return await self._begun(exchange, voice, kind)
        return self._unanswered(exchange, voice, flow)

    async def left(self, exchange: Exchange) -> None:
        """After a turn: however our questions were let go, what was typed is forgotten."""
        memory = exchange.memory
        if memory.began_with == CONTACT and (memory.flow is None or memory.flow.flow != CONTACT):
            await self._changes.stop(exchange.heard.conversation_id)

    async def _which(self, exchange: Exchange, voice: Voice, flow: FlowState) -> Speech | None:
        chosen = self._chosen(exchange, voice)
        kind = self._kind(chosen)
        if kind is not None:
            return await self._start(exchange, voice, kind)
        if chosen is not None:
            return await self._by_person(exchange, voice)
        return self._unanswered(exchange, voice, flow)

    async def _given(self, exchange: Exchange, voice: Voice, kind: ContactKind, one: Input) -> Speech:
        conversation = exchange.heard.conversation_id
        if one.kind is not Asked.CODE:
            step = await self._changes.give(conversation, kind, one.value, one.origin_key)
        elif one.value:
            step = await self._changes.check(conversation, one.value, one.origin_key)
        else:
            return self._again(exchange, voice, kind, CODE, "identity_six_digits")
        match step:
            case Step.ASK_CODE:
                return self._ask(exchange, voice, CODE, kind)
            case Step.UNREADABLE:
                return self._again(exchange, voice, kind, QUESTION_OF[kind], f"contact_unreadable_{kind}")
            case Step.NO_SMS:
                return self._again(exchange, voice, kind, QUESTION_OF[kind], "contact_no_sms")
            case Step.WRONG_CODE:
                return self._again(exchange, voice, kind, CODE, "identity_wrong_code")
        return await self._over(exchange, voice, kind, step)

    async def _over(self, exchange: Exchange, voice: Voice, kind: ContactKind, step: Step) -> Speech:
        """The last of it: done, or why not."""
        exchange.memory.flow = None
        if step is Step.DONE:
            cooled = in_amsterdam(self._clock() + self._policy.cooling).date()
            day = day_in_words(cooled, voice.today)
            return Speech(
                self._lines.line("contact_done", voice, exchange, what=WHAT[kind], day=day), (self._lines.human(),)
            )
        if step in ENDINGS:
            again = Button("Opnieuw", Payload(INTENT).encode())
            buttons = (self._lines.human(),) if step is Step.KNOWN else (again, self._lines.human())
            return Speech(self._lines.line(ENDINGS[step], voice, exchange), buttons)
        return await self._by_person(exchange, voice)

    async def _by_person(self, exchange: Exchange, voice: Voice) -> Speech:
        exchange.memory.flow = None
        receipt = await self._handoffs.request(exchange.heard.conversation_id, Reason.OTHER, SUMMARY)
        return Speech(self._lines.line("contact_by_person", voice, exchange, promise=receipt.sentence))

    def _unanswered(self, exchange: Exchange, voice: Voice, flow: FlowState) -> Speech | None:
        heard = exchange.heard
        if heard.intent not in UNCLEAR or theme_of(self._book, exchange) is not None:
            return None
        missed = flow.missed()
        if missed.misses > MOST_MISSES:
            exchange.memory.flow = None
            return Speech(self._lines.line("flow_given_up", voice, exchange), (self._lines.human(),))
        exchange.memory.flow = missed
        return self._guide.asked(missed, exchange, voice, again=True)

    # ── speaking ──────────────────────────────────────────────────────────────────────────────────

    def _ask(self, exchange: Exchange, voice: Voice, question: str, kind: ContactKind | None) -> Speech:
        flow = FlowState(CONTACT, question, {KIND: str(kind)} if kind else {})
        exchange.memory.flow = flow
        return self._guide.asked(flow, exchange, voice)

    def _again(self, exchange: Exchange, voice: Voice, kind: ContactKind, question: str, line: str) -> Speech:
        """A line about what happened; the question stays open without being put again word for word."""
        return replace(self._ask(exchange, voice, question, kind), text=self._lines.line(line, voice, exchange))
