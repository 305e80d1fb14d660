"""The guide: short flows of a few questions, and what they tell at the end. Speaks in content, thinks in rules."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.dialogue import composing, evictions
from bot.dialogue import rules as dialogue_rules
from bot.dialogue.asking import asks_somewhere
from bot.dialogue.costs_talk import CostsTalk
from bot.dialogue.exchange import Exchange
from bot.dialogue.flow_answers import only_day_written, value_of
from bot.dialogue.flow_beginning import FlowBeginning
from bot.dialogue.flows import FlowState
from bot.dialogue.flows import rules as flow_rules
from bot.dialogue.letter_hearing import LetterHearing
from bot.dialogue.letters import Letters
from bot.dialogue.questions import Dressing, Questions
from bot.dialogue.reckoning import Reckoning
from bot.dialogue.referral_talk import WHICH, ReferralTalk
from bot.dialogue.referring import Referring
from bot.dialogue.road import Road
from bot.dialogue.speech import Speech
from bot.dialogue.theming import theme_of
from bot.dialogue.voice import Lines, Voice
from bot.guidance import rules
from bot.guidance.costs import Tariff
from bot.guidance.models import Guidance
from bot.handoff.services import HandoffService
from bot.knowledge.rules import PLACEHOLDERS_OF_GUIDE, fill
from bot.knowledge.services import AnswerBook

#: Flows whose end has a plain line of its own, for "snap het niet".
TOLD_BY_FLOW = frozenset({"costs", "notice", "referral"})


class Guide:
    def __init__(
        self,
        guidance: Guidance,
        tariffs: Sequence[Tariff],
        book: AnswerBook,
        handoffs: HandoffService,
        referring: Referring,
    ) -> None:
        self._guidance = guidance
        self._book = book
        self._lines = Lines(book)
        self._letters = Letters(guidance, self._lines, handoffs)
        self._hearing = LetterHearing(guidance, self._letters, book)
        self._road = Road(guidance, self._lines, self._letters)
        self._reckoning = Reckoning(tariffs, book, self._lines)
        self._questions = Questions(guidance)
        self._costs = CostsTalk(self._reckoning, self._questions)
        self._referrals = ReferralTalk(referring, self._questions)
        self._beginning = FlowBeginning(book, self._letters, self._hearing)

    def dress(self, flow: str, dressing: Dressing) -> None:
        """Let the questions of a flow be dressed by who knows what was told in it."""
        self._questions.dressed[flow] = dressing

    # ── opening ───────────────────────────────────────────────────────────────────────────────────

    async def opened(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """What a message opens by itself: a letter that is told of, or a button that begins a flow."""
        heard = exchange.heard
        if heard.intent == "inform" and heard.value("flow"):
            return await self._begin(exchange, voice, str(heard.value("flow")), _given(heard.value("need")))
        if heard.intent == "inform" and heard.value("letter"):
            return self._letters.genuine(str(heard.value("letter")), voice)
        need = dialogue_rules.need_of(exchange.memory.intents, exchange.moment.question)
        if need and heard.intent in rules.UNCLEAR and rules.place_named(heard.text, self._guidance.places):
            return await self._begin(exchange, voice, "referral", {"referral.need": need, "referral.place": heard.text})
        told = self._costs.at_once(exchange, voice) or self._letters.in_time(exchange, voice)
        told = told or self._letters.which_day(exchange, voice)
        told = told or self._letters.came_on(exchange, voice)
        if told is not None:
            return told
        if (state := self._beginning.with_letter(exchange, voice)) is None:
            return None
        begun = await self._advance(exchange, voice, state)
        if exchange.memory.flow is None:
            return begun
        return replace(begun, text=f"{self._lines.line('letter_begun', voice, exchange)} {begun.text}")

    def letter_of(self, exchange: Exchange) -> str | None:
        """The kind of letter that a message tells of, by its words or its intent."""
        return self._letters.letter_of(exchange)

    def days_told(self, exchange: Exchange, voice: Voice) -> Mapping[str, str]:
        """Whole sentences on the days this talk told of, by the name of their placeholder."""
        return self._letters.days_told(exchange, voice)

    def road(self, exchange: Exchange, voice: Voice) -> Speech:
        """Where the tenant stands, what must still happen, and the next step with its day."""
        return self._road.told(exchange, voice)

    def question_after(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """The question that an ordinary answer is followed by, where its subject opens a flow."""
        state = self._beginning.after_answer(exchange)
        if state is None:
            return None
        if state.flow == "costs":
            return self._costs.asked(exchange, voice)
        exchange.memory.flow = state
        return self._questions.ask(state, exchange, voice, again=False)

    async def _begin(self, exchange: Exchange, voice: Voice, flow: str, known: Mapping[str, str]) -> Speech | None:
        if flow not in flow_rules.FLOWS:
            return None
        return await self._advance(exchange, voice, FlowState(flow, None, known))

    # ── hearing an answer ─────────────────────────────────────────────────────────────────────────

    async def heard(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """Go on with the open flow, if this message answers its question; None when it is about something else."""
        flow, heard = exchange.memory.flow, exchange.heard
        if flow is None or flow.question is None or flow.flow not in flow_rules.FLOWS:
            return None
        if flow_rules.letter_kind(flow.known) == "summons" and exchange.memory.at_stage in evictions.DECIDED:
            exchange.memory.flow = None  # A judge has decided: what is told now is no day of a hearing.
            return None
        if (theme := theme_of(self._book, exchange)) is not None and self._book.is_first([theme]):
            exchange.memory.flow = None  # What is said here comes before the question, whatever sum stands in it.
            return None
        question = self._guidance.questions[flow.question]
        if only_day_written(question, exchange):
            return self._missed(exchange, voice, flow.missed(), "letter_day_written")
        listed = question.id == WHICH
        if listed and self._referrals.is_left(exchange):
            exchange.memory.flow = None
            return None
        value = self._referrals.chosen(exchange) if listed else value_of(question, exchange, voice.today)
        if flow.flow == "letter" and value is None and (kind := self._hearing.kind_in(exchange)):
            day = self._letters.day_told(exchange, kind, voice)
            return await self._advance(exchange, voice, flow_rules.begun_with(kind, day))
        if value is not None:
            return await self._advance(exchange, voice, self._hearing.with_day(exchange, voice, flow, value))
        if question.takes in ("date", "nothing") and any(character.isdigit() for character in heard.text):
            if flow.flow == "letter" and self._hearing.tells_of_it(exchange):
                asked = self._questions.ask(flow, exchange, voice, again=True)
                return replace(asked, text=f"{self._lines.line('letter_told', voice, exchange)} {asked.text}")
            return None  # an amount where something else was asked: a proposal, not a miss
        if heard.intent not in rules.UNCLEAR or theme_of(self._book, exchange) is not None:
            return None
        if asks_somewhere(heard.text):
            return None  # Who asks something is not asked again instead.
        return self._missed(exchange, voice, flow.missed())

    def _missed(self, exchange: Exchange, voice: Voice, flow: FlowState, why: str | None = None) -> Speech:
        """The question once more, behind a line that says why; or no more, and a person is offered."""
        if flow.misses >= flow_rules.MOST_MISSES:
            exchange.memory.flow = None
            text = self._lines.line("flow_given_up", voice, exchange)
            return Speech(text, (self._lines.human(),))
        exchange.memory.flow = flow
        asked = self._questions.ask(flow, exchange, voice, again=True)
        return replace(asked, text=f"{self._lines.line(why, voice, exchange)} {asked.text}") if why else asked

    def resumed(self, exchange: Exchange, voice: Voice, speech: Speech) -> Speech:
        """An answer to something else, followed by the open question."""
        flow = exchange.memory.flow
        if flow is None or flow.question is None:
            return speech
        if flow.flow != flow_rules.ARRANGING:
            flow = exchange.memory.flow = flow.resumed()
        if flow is None:
            return speech
        asked = self._questions.ask(flow, exchange, voice, again=True)
        line = self._lines.line("form_resume", voice, exchange)
        text, source = composing.source_apart(speech.text)
        text = f"{composing.without_question(text)}{source}\n\n{line} {asked.text}"
        return replace(speech, text=text, buttons=asked.buttons or speech.buttons)

    def simpler(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """The open question in other words."""
        flow = exchange.memory.flow
        if flow is not None and flow.question == WHICH:
            # The list is what was not understood, not the question under it.
            return self.plainly(exchange, voice)
        return self._questions.ask(flow, exchange, voice, again=True) if flow and flow.question else None

    def plainly(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """What the guide told last, in truly plain words; None when it was not the guide that told it."""
        told = next(iter(exchange.memory.told), "")
        if told in TOLD_BY_FLOW:
            return Speech(self._lines.line(f"plainly_{told}", voice, exchange), (self._lines.human(),))
        letter = self._guidance.letters.get(told.removeprefix("letter:")) if told.startswith("letter:") else None
        at_stage = self._guidance.stages.get(exchange.memory.at_stage) or self._guidance.stages[None]
        plain = letter.simpler if letter else at_stage.simpler if told == "road" else None
        return Speech(fill(plain, voice.values, PLACEHOLDERS_OF_GUIDE), (self._lines.human(),)) if plain else None

    async def _advance(self, exchange: Exchange, voice: Voice, flow: FlowState) -> Speech:
        flow = flow_rules.next_question(self._letters.with_known_day(flow, exchange))
        exchange.memory.flow = flow if flow.question else None
        if flow.flow in TOLD_BY_FLOW:
            exchange.memory.told = [flow.flow]
        if flow.flow == "referral":
            return await self._referrals.told(exchange, voice, flow)
        if flow.question is None:
            return await self._tell(exchange, voice, flow)
        if flow.flow == "costs" and flow_rules.COSTS_PRINCIPAL in flow.known:
            return self._costs.most_told(exchange, voice, flow)
        asked = self._questions.ask(flow, exchange, voice, again=False)
        called = await self._letters.called(exchange, flow) if flow.flow == "letter" else ""
        return replace(asked, text=f"{called} {asked.text}") if called else asked

    # ── speaking ──────────────────────────────────────────────────────────────────────────────────

    def asked(self, flow: FlowState, exchange: Exchange, voice: Voice, *, again: bool = False) -> Speech:
        """The open question of any flow, also one that has a voice of its own."""
        return self._questions.ask(flow, exchange, voice, again=again)

    async def _tell(self, exchange: Exchange, voice: Voice, flow: FlowState) -> Speech:
        if flow.flow == "costs":
            return self._reckoning.costs(exchange, voice, flow.known)
        if flow.flow == "notice":
            return self._reckoning.notice(exchange, voice, flow.known)
        told = await self._letters.told(exchange, voice, flow)
        if (leave_day := self._letters.leave_day_after(exchange, flow)) is None:
            return told
        exchange.memory.flow = leave_day
        asked = self._questions.ask(leave_day, exchange, voice, again=False)
        return replace(told, text=f"{told.text}\n\n{asked.text}", buttons=asked.buttons)


def _given(need: str | None) -> dict[str, str]:
    return {"referral.need": need} if need else {}
