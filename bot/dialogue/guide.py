"""The guide: short flows of a few questions, and what they tell at the end. Speaks in content, thinks in rules."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.channels.contract import Button
from bot.dialogue import composing
from bot.dialogue import rules as dialogue_rules
from bot.dialogue.exchange import Exchange
from bot.dialogue.flows import FlowState
from bot.dialogue.flows import rules as flow_rules
from bot.dialogue.referring import Referring
from bot.dialogue.speech import Payload, Speech
from bot.guidance import costs, rules, timeline
from bot.guidance.deadlines import Deadline, DeadlineKind, deadline
from bot.guidance.models import Guidance, Question
from bot.guidance.words import euros
from bot.handoff.models import Reason
from bot.handoff.services import HandoffService
from bot.knowledge.rules import PLACEHOLDERS_OF_GUIDE, choose_text, fill
from bot.knowledge.services import AnswerBook

#: Letters after which a person looks today.
CALLS_PERSON = frozenset({"summons", "judgment", "eviction_notice"})
#: Questions whose day lies ahead, whatever year the reader of dates thought of.
AHEAD = frozenset({"letter.day_hearing", "letter.day_eviction"})
#: Questions whose day lies behind.
BEHIND = frozenset({"letter.day_notice", "letter.day_opposition", "notice.received"})
#: Flows whose end has a plain line of its own, for "snap het niet".
TOLD_BY_FLOW = frozenset({"costs", "notice", "referral"})
#: Subjects that open a flow, and with what is then known.
OPENS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "ask_letter_meaning": ("letter", {}),
    "ask_collection_costs": ("costs", {}),
}


@dataclass(frozen=True)
class Voice:
    """What the guide needs to speak: content, values, and the day it is."""

    today: date
    values: Mapping[str, str]
    seed: str


class Guide:
    def __init__(
        self,
        guidance: Guidance,
        tariffs: Sequence[costs.Tariff],
        book: AnswerBook,
        handoffs: HandoffService,
        referring: Referring,
    ) -> None:
        self._guidance = guidance
        self._tariffs = tariffs
        self._book = book
        self._handoffs = handoffs
        self._referring = referring
        #: By flow: gives a question the buttons that depend on what was told.
        self.dressed: dict[str, Callable[[FlowState, Speech], Speech]] = {}

    # ── opening ───────────────────────────────────────────────────────────────────────────────────

    async def opened(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """What a message opens by itself: a letter that is told of, or a button that begins a flow."""
        heard = exchange.heard
        if heard.intent == "inform" and heard.value("flow"):
            return await self._begin(exchange, voice, str(heard.value("flow")), _given(heard.value("need")))
        if heard.intent == "inform" and heard.value("letter"):
            return self._genuine(str(heard.value("letter")), voice)
        need = dialogue_rules.NEED_OF_INTENT.get(dialogue_rules.subject(exchange.memory.intents) or "")
        if need and heard.intent in rules.UNCLEAR and rules.place_named(heard.text, self._guidance.places):
            return await self._begin(exchange, voice, "referral", {"referral.need": need, "referral.place": heard.text})
        kind = self._with_a_day(exchange, voice)
        if kind is None:
            return None
        theme = self._book.theme(heard.intent, heard.text, heard.value("answer"))
        if (heard.intent != "ask_letter_meaning" or heard.value("answer")) and theme is not None:
            return None
        letter = self._guidance.letters[kind]
        if letter.stage:
            stages = [s for s in (exchange.memory.stage, letter.stage) if s]
            exchange.memory.stage = max(stages, key=dialogue_rules.STAGES.index)
        day = self._day_told(exchange, kind, voice)
        if not day and heard.intent != "ask_letter_meaning" and not rules.is_pasted(heard.text):
            return None
        return await self._advance(exchange, voice, FlowState("letter", None, {flow_rules.KIND: kind, **day}))

    def _day_told(self, exchange: Exchange, kind: str, voice: Voice) -> dict[str, str]:
        """The question about the day of a letter, with the day that a message tells; empty when it tells none."""
        heard, question = exchange.heard, flow_rules.DAY_OF_LETTER.get(kind)
        dates = [str(e.get("value")) for e in heard.entities if e.get("entity") == "date"]
        dates = dates or [day for day in [rules.days_ago(heard.text, voice.today)] if day]
        deadline_of = self._guidance.letters[kind].deadline or ""
        day = dialogue_rules.date_for(deadline_of, dates, voice.today) if question else None
        return {question: day} if question and day else {}

    def _with_a_day(self, exchange: Exchange, voice: Voice) -> str | None:
        """The kind of letter; a judgment told of with a day to come is the letter that names the day to leave."""
        kind = self.letter_of(exchange)
        days = [str(e.get("value")) for e in exchange.heard.entities if e.get("entity") == "date"]
        leaves = kind == "judgment" and exchange.heard.intent == "report_eviction_notice"
        return "eviction_notice" if leaves and any(day > voice.today.isoformat() for day in days) else kind

    def letter_of(self, exchange: Exchange) -> str | None:
        """The kind of letter that a message tells of, by its words or its intent."""
        heard = exchange.heard
        found = rules.recognised(heard.text, self._guidance.letters.values())
        return dialogue_rules.letter_told(heard.intent, heard.entities, found)

    def question_after(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """The question that an ordinary answer is followed by, where its subject opens a flow."""
        intent, kind = exchange.heard.intent, self.letter_of(exchange)
        if intent != "ask_letter_meaning" and self._themed(exchange):
            # A narrower answer asks its own question.
            kind = None
        if kind is not None and (question := flow_rules.DAY_OF_LETTER.get(kind)):
            state = FlowState("letter", question, {flow_rules.KIND: kind})
        elif kind == "bailiff":
            state = FlowState("letter", "letter.word_bailiff", {"letter.sender": "bailiff"})
        elif intent == "fear_eviction" and exchange.memory.at_stage is None:
            state = FlowState("letter", "letter.sender", {})
        elif intent in OPENS and (intent == "ask_letter_meaning" or not self._themed(exchange)):
            flow, known = OPENS[intent]
            state = flow_rules.next_question(FlowState(flow, None, known))
        else:
            return None
        exchange.memory.flow = state
        return self._ask(state, exchange, voice, again=False)

    def _themed(self, exchange: Exchange) -> bool:
        """Whether a narrower answer, with a question of its own, was called for."""
        return self._book.theme(exchange.heard.intent, exchange.heard.text) is not None

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
        question = self._guidance.questions[flow.question]
        reply = rules.Reply(heard.intent, heard.text, heard.entities)
        if flow.question == "referral.which":
            value = self._referring.chosen(heard.text, reply.choice)
            if value is None and heard.intent in ("deny", "unsure", "thank"):
                exchange.memory.flow = None
                return None
        else:
            value = rules.answer_to(question, reply, voice.today)
            if value is not None and question.id in AHEAD:
                value = rules.ahead(value, voice.today)
            elif value is not None and question.id in BEHIND and value != "unknown":
                value = rules.behind(value, voice.today)
        if flow.flow == "letter" and value is None and (kind := self._kind_in(exchange)):
            known = {flow_rules.KIND: kind, **self._day_told(exchange, kind, voice)}
            return await self._advance(exchange, voice, FlowState("letter", None, known))
        if value is not None:
            return await self._advance(exchange, voice, flow.with_answer(flow.question, value))
        if question.takes in ("date", "nothing") and any(character.isdigit() for character in heard.text):
            return None  # an amount where something else was asked: a proposal, not a miss
        if heard.intent not in rules.UNCLEAR or self._book.theme(heard.intent, heard.text) is not None:
            return None
        return self._missed(exchange, voice, flow.missed())

    def _kind_in(self, exchange: Exchange) -> str | None:
        """A letter named while its sender was asked."""
        if exchange.heard.intent in ("fear_eviction", "ask_eviction_process", "request_human"):
            return None
        named = exchange.heard.value("letter_type")
        found = named if named in self._guidance.letters else None
        return found or rules.recognised(exchange.heard.text, self._guidance.letters.values())

    def _missed(self, exchange: Exchange, voice: Voice, flow: FlowState) -> Speech:
        if flow.misses >= flow_rules.MOST_MISSES:
            exchange.memory.flow = None
            text = self._line("flow_given_up", voice, exchange)
            return Speech(text, (self._human(),))
        exchange.memory.flow = flow
        return self._ask(flow, exchange, voice, again=True)

    def resumed(self, exchange: Exchange, voice: Voice, speech: Speech) -> Speech:
        """An answer to something else, followed by the open question."""
        flow = exchange.memory.flow
        if flow is None or flow.question is None:
            return speech
        if flow.flow != flow_rules.ARRANGING:
            flow = exchange.memory.flow = flow.resumed()
        if flow is None:
            return speech
        asked = self._ask(flow, exchange, voice, again=True)
        line = self._line("form_resume", voice, exchange)
        text, source = _source_apart(speech.text)
        text = f"{composing.without_question(text)}{source}\n\n{line} {asked.text}"
        return replace(speech, text=text, buttons=asked.buttons or speech.buttons)

    def simpler(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """The open question in other words."""
        flow = exchange.memory.flow
        if flow is not None and flow.question == "referral.which":
            # The list is what was not understood, not the question under it.
            return self.plainly(exchange, voice)
        return self._ask(flow, exchange, voice, again=True) if flow and flow.question else None

    def plainly(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """What the guide told last, in truly plain words; None when it was not the guide that told it."""
        told = next(iter(exchange.memory.told), "")
        if told in TOLD_BY_FLOW:
            return Speech(self._line(f"plainly_{told}", voice, exchange), (self._human(),))
        letter = self._guidance.letters.get(told.removeprefix("letter:")) if told.startswith("letter:") else None
        at_stage = self._guidance.stages.get(exchange.memory.at_stage) or self._guidance.stages[None]
        plain = letter.simpler if letter else at_stage.simpler if told == "road" else None
        return Speech(fill(plain, voice.values, PLACEHOLDERS_OF_GUIDE), (self._human(),)) if plain else None

    async def _advance(self, exchange: Exchange, voice: Voice, flow: FlowState) -> Speech:
        flow = flow_rules.next_question(flow)
        exchange.memory.flow = flow if flow.question else None
        if flow.flow in TOLD_BY_FLOW:
            exchange.memory.told = [flow.flow]
        if flow.flow == "referral":
            return await self._refer(exchange, voice, flow)
        if flow.question is None:
            return await self._tell(exchange, voice, flow)
        if flow.flow == "costs" and "costs.principal" in flow.known:
            most = self._most(flow.known, voice)
            asked = self._ask(flow, exchange, voice, again=False)
            return replace(asked, text=f"{most.text}\n\n{asked.text}", facts=most.facts)
        return self._ask(flow, exchange, voice, again=False)

    async def _refer(self, exchange: Exchange, voice: Voice, flow: FlowState) -> Speech:
        if flow.question is None and "referral.which" not in flow.known:
            speech = self._referring.listed(flow, voice.values, voice.today)
            waits = any("choice" in button.payload for button in speech.buttons)
            exchange.memory.flow = replace(flow, question="referral.which") if waits else None
            return speech
        if flow.question is None:
            return await self._referring.finished(exchange, flow, voice.values, voice.seed)
        if flow.question == "referral.consent":
            shown = self._referring.shown(flow, voice.values)
            asked = self._ask(flow, exchange, voice, again=False)
            return replace(asked, text=f"{shown}\n\n{asked.text}")
        return self._ask(flow, exchange, voice, again=False)

    # ── speaking ──────────────────────────────────────────────────────────────────────────────────

    def asked(self, flow: FlowState, exchange: Exchange, voice: Voice, *, again: bool = False) -> Speech:
        """The open question of any flow, also one that has a voice of its own."""
        return self._ask(flow, exchange, voice, again=again)

    def _ask(self, flow: FlowState, exchange: Exchange, voice: Voice, *, again: bool) -> Speech:
        question = self._guidance.questions[str(flow.question)]
        texts = [fill(text, voice.values, PLACEHOLDERS_OF_GUIDE) for text in (*question.texts, question.again)]
        text = choose_text(texts[-1:] + texts[:-1] if again else texts[:-1], None, exchange.memory.said[-1:], "")
        asked = Speech(text, self._options(question))
        dress = self.dressed.get(flow.flow)
        return dress(flow, asked) if dress else asked

    @staticmethod
    def _options(question: Question) -> tuple[Button, ...]:
        titled = [option for option in question.options if option.title]
        return tuple(
            Button(str(o.title), Payload("inform", {"choice": o.value}).encode())
            for o in titled[: composing.MAX_BUTTONS]
        )

    async def _tell(self, exchange: Exchange, voice: Voice, flow: FlowState) -> Speech:
        if flow.flow == "costs":
            return self._costs_told(exchange, voice, flow.known)
        if flow.flow == "notice":
            return self._notice_told(exchange, voice, flow.known)
        return await self._letter_told(exchange, voice, flow)

    async def _letter_told(self, exchange: Exchange, voice: Voice, flow: FlowState) -> Speech:
        kind = flow_rules.letter_kind(flow.known) or "other"
        letter = self._guidance.letters[kind]
        if letter.stage:
            stages = [stage for stage in (exchange.memory.stage, letter.stage) if stage]
            exchange.memory.stage = max(stages, key=dialogue_rules.STAGES.index)
        sentence, facts = self._deadline(exchange, letter.deadline, flow.known, voice)
        promise = ""
        if kind in CALLS_PERSON:
            receipt = await self._handoffs.request(exchange.heard.conversation_id, Reason.EVICTION, exchange.heard.text)
            promise = receipt.sentence
        values = {**voice.values, "deadline": sentence, "promise": promise}
        means = choose_text(letter.means, None, exchange.memory.said, voice.seed)
        act = choose_text(letter.act, None, exchange.memory.said, voice.seed)
        text = fill(f"{means} {letter.denies}\n\n{act}", values, PLACEHOLDERS_OF_GUIDE)
        exchange.memory.told = [f"letter:{kind}"]
        source = self._book.source_line([*letter.facts, *facts])
        said = f"{text}\n\n{source}" if source else text
        return Speech(said, self._after_letter(kind), tuple(dict.fromkeys([*letter.facts, *facts])))

    def _after_letter(self, kind: str) -> tuple[Button, ...]:
        check = Button("Is dit echt?", Payload("inform", {"letter": kind}).encode())
        where = Button("Waar sta ik nu?", Payload("ask_eviction_process").encode())
        notice = Button("Klopt deze brief?", Payload("inform", {"flow": "notice"}).encode())
        middle = {"formal_notice": notice, "municipality": check, "other": check}.get(kind, where)
        return (middle, self._human()) if middle is check else (middle, check, self._human())

    def _deadline(
        self, exchange: Exchange, kind: str | None, known: Mapping[str, str], voice: Voice
    ) -> tuple[str, tuple[str, ...]]:
        """The sentence about the deadline and its facts; a date just given is remembered."""
        if kind is None:
            return "", ()
        given = next((known[q] for q in flow_rules.DAY_OF_LETTER.values() if q in known), None)
        if given and given != "unknown":
            exchange.memory.dates[kind] = given
        found = self._found(exchange, kind, voice)
        words = self._guidance.deadline_words[kind]
        return rules.deadline_sentence(words, found, voice.today), found.facts if found else ()

    @staticmethod
    def _found(exchange: Exchange, kind: str, voice: Voice) -> Deadline | None:
        given = exchange.memory.dates.get(kind)
        return deadline(DeadlineKind(kind), date.fromisoformat(given), voice.today) if given else None

    def _genuine(self, kind: str, voice: Voice) -> Speech | None:
        letter = self._guidance.letters.get(kind)
        if letter is None:
            return None
        text = fill(f"{letter.genuine}\n\n{letter.keep}", voice.values, PLACEHOLDERS_OF_GUIDE)
        return Speech(text, (self._human(),), letter.facts)

    # ── the road ahead ────────────────────────────────────────────────────────────────────────────

    def road(self, exchange: Exchange, voice: Voice) -> Speech:
        """Where the tenant stands, what must still happen, and the next step with its day."""
        memory = exchange.memory
        stage = memory.at_stage
        words = self._guidance.stages.get(stage) or self._guidance.stages[None]
        steps = [timeline.Step(code, title) for code, title in self._guidance.steps]
        deadline_kind = next((i.deadline for i in self._guidance.letters.values() if i.stage == stage), None)
        found = self._found(exchange, deadline_kind, voice) if deadline_kind and stage else None
        sentence = (
            rules.deadline_sentence(self._guidance.deadline_words[found.kind], found, voice.today) if found else ""
        )
        values = {**voice.values, "deadline": sentence}
        said = memory.said
        first = choose_text(words.texts, None, said, voice.seed)
        if stage is not None and stage == memory.ledger_stage:
            first = f"{self._line('stage_from_ledger', voice, exchange)} {first}"
        nexts = [fill(text, values, PLACEHOLDERS_OF_GUIDE) for text in words.nexts]
        picture = timeline.picture(
            steps, words.stage, self._guidance.here, words=self._guidance.days, found=found, today=voice.today
        )
        text = "\n\n".join(
            [
                fill(first, values, PLACEHOLDERS_OF_GUIDE),
                picture["text"],
                choose_text(nexts, None, said, voice.seed),
            ]
        )
        facts = tuple(dict.fromkeys([*words.facts, *(found.facts if found else ())]))
        source = self._book.source_line(facts)
        return Speech(f"{text}\n\n{source}" if source else text, (self._human(),), facts, figure=picture)

    # ── costs ─────────────────────────────────────────────────────────────────────────────────────

    def _most(self, known: Mapping[str, str], voice: Voice) -> Speech:
        found = costs.collection_costs(int(known["costs.principal"]), costs.tariff_on(self._tariffs, voice.today))
        values = {**voice.values, **_amounts(found)}
        return Speech(self._book.line("costs_most", values=values, seed=voice.seed), (), found.facts)

    def _costs_told(self, exchange: Exchange, voice: Voice, known: Mapping[str, str]) -> Speech:
        principal = known.get("costs.principal", "unknown")
        buttons = (Button("Klopt deze brief?", Payload("inform", {"flow": "notice"}).encode()), self._human())
        if not principal.isdigit() or int(principal) == 0:
            return Speech(self._line("costs_unknown", voice, exchange), buttons, ("wik-staffel", "wik-minimum"))
        found = costs.collection_costs(int(principal), costs.tariff_on(self._tariffs, voice.today))
        asked = known.get("costs.asked", "unknown")
        values = {**voice.values, **_amounts(found)}
        if not asked.isdigit():
            text = self._book.line("costs_most", values=values, previous_texts=exchange.memory.said, seed=voice.seed)
        else:
            verdict = costs.compare(int(asked), found)
            text = self._book.line(f"costs_{verdict}", values={**values, "asked": euros(int(asked))}, seed=voice.seed)
        limits = self._line("costs_not_decided", voice, exchange)
        return Speech(f"{text}\n\n{limits}", buttons, found.facts)

    def _notice_told(self, exchange: Exchange, voice: Voice, known: Mapping[str, str]) -> Speech:
        notice = costs.Notice(
            received=_day(known.get("notice.received")),
            pay_by=_day(known.get("notice.pay_by")),
            names_costs={"yes": True, "no": False}.get(known.get("notice.names_costs", "")),
        )
        findings = costs.check_notice(notice, costs.tariff_on(self._tariffs, voice.today))
        lines = [self._line(f"notice_{finding}", voice, exchange) for finding in findings]
        if not lines:
            lines = [self._line("notice_nothing", voice, exchange)]
        text = f"{' '.join(lines)}\n\n{self._line('costs_not_decided', voice, exchange)}"
        facts = ("veertiendagen-start", "veertiendagen-inhoud", "veertiendagen-fout")
        legal = Button("Juridische hulp", Payload("ask_legal_help").encode())
        return Speech(text, (legal, self._human()), facts)

    def _line(self, line_id: str, voice: Voice, exchange: Exchange) -> str:
        return self._book.line(line_id, values=voice.values, previous_texts=exchange.memory.said, seed=voice.seed)

    def _human(self) -> Button:
        return Button(self._book.guess("request_human"), Payload("request_human").encode())


def _given(need: str | None) -> dict[str, str]:
    return {"referral.need": need} if need else {}


def _amounts(found: costs.Costs) -> dict[str, str]:
    return {
        "principal": euros(found.principal_cents),
        "maximum": euros(found.maximum_cents),
        "with_vat": euros(found.with_vat_cents),
    }


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value and value != "unknown" else None


def _source_apart(text: str) -> tuple[str, str]:
    """A text and the source line under it, which a question may not swallow."""
    body, separator, last = text.rpartition("\n\n")
    return (body, f"{separator}{last}") if separator and last.startswith("Bron:") else (text, "")
