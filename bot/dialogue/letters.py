"""Letters: which one is told of, what it means, until when to act, and whether it is genuine."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.channels.contract import Button
from bot.dialogue import elsewhere, evictions, letter_days, marks, not_so, paper, suspect_messages
from bot.dialogue import rules as dialogue_rules
from bot.dialogue.asking import asks_somewhere
from bot.dialogue.exchange import Exchange
from bot.dialogue.flows import FlowState
from bot.dialogue.flows import rules as flow_rules
from bot.dialogue.speech import Payload, Speech
from bot.dialogue.told import days
from bot.dialogue.told.days import DayRole
from bot.dialogue.two_days import TwoDays
from bot.dialogue.voice import Lines, Voice
from bot.guidance import rules
from bot.guidance.deadlines import Deadline, DeadlineKind, deadline
from bot.guidance.models import Guidance
from bot.guidance.words import day_in_words
from bot.handoff.models import Reason
from bot.handoff.services import HandoffService
from bot.knowledge.rules import PLACEHOLDERS_OF_GUIDE, choose_text, fill

#: By stage, the letter whose day of receipt may be told later.
KIND_AT: Mapping[str, str] = {"formal_notice": "formal_notice", "judgment": "judgment"}
#: Letters after which a person looks today.
CALLS_PERSON = frozenset({"summons", "judgment", "eviction_notice"})
#: What the sentence rests on that tells who was heard by the judge of an appeal.
HEARD_FACTS = ("hoger-beroep-3-maanden", "verstek-alleen-verzet")


class Letters:
    def __init__(self, guidance: Guidance, lines: Lines, handoffs: HandoffService) -> None:
        self._guidance = guidance
        self._lines = lines
        self._handoffs = handoffs
        self._two_days = TwoDays(lines)

    def day_told(self, exchange: Exchange, kind: str, voice: Voice) -> dict[str, str]:
        """The question about the day of a letter, with the day that a message tells; empty when it tells none."""
        heard, question = exchange.heard, flow_rules.DAY_OF_LETTER.get(kind)
        if paper.is_guessed(heard.text):
            return {}
        deadline_of = self._guidance.letters[kind].deadline or ""
        if deadline_of in dialogue_rules.DATE_AHEAD:
            role = DayRole(deadline_of)
            dates = days.that_may_be(heard.text, heard.entities, role)
            if deadline_of in exchange.memory.dates and not days.of(days.read(heard.text, heard.entities), role):
                return {}  # A day that no words make this one takes the place of none that was told.
        else:
            dates = letter_days.of_receipt(heard.text, heard.entities)
        if kind == "eviction_notice":
            dates = evictions.days_told(heard.text, dates, voice.today)
        dates = dates or [day for day in [rules.days_ago(heard.text, voice.today)] if day]
        day = dialogue_rules.date_for(deadline_of, dates, voice.today) if question else None
        return {question: day} if question and day else {}

    def with_a_day(self, exchange: Exchange, voice: Voice) -> str | None:
        """The kind of letter; a judgment told of with a day to come is the letter that names the day to leave."""
        kind = self.letter_of(exchange)
        self._two_days.keep(exchange, kind)
        told = days.that_may_be(exchange.heard.text, exchange.heard.entities, DayRole.EVICTION)
        guessed = paper.is_guessed(exchange.heard.text) or paper.denies_day(exchange.heard.text)
        leaves = kind in (None, "judgment") and exchange.heard.intent == "report_eviction_notice" and not guessed
        return "eviction_notice" if leaves and any(day > voice.today.isoformat() for day in told) else kind

    def letter_of(self, exchange: Exchange) -> str | None:
        """The kind of letter that a message tells of, by its words or its intent."""
        return letter_of(exchange, self._guidance)

    def is_named(self, exchange: Exchange) -> bool:
        """Whether the words themselves name a letter, beside what was understood."""
        heard = exchange.heard
        named = heard.value("letter_type") is not None
        return named or rules.recognised(heard.text, self._guidance.letters.values()) is not None

    def remember_stage(self, exchange: Exchange, kind: str) -> None:
        """A letter tells how far things have come; never less far than was known."""
        stages = [stage for stage in (exchange.memory.stage, self._guidance.letters[kind].stage) if stage]
        if stages:
            exchange.memory.stage = max(stages, key=dialogue_rules.STAGES.index)

    def keep_day(self, exchange: Exchange, kind: str, known: Mapping[str, str]) -> None:
        """Remember the day of a letter, so that its deadline can be told whenever it matters."""
        deadline_of, question = self._guidance.letters[kind].deadline, flow_rules.DAY_OF_LETTER.get(kind)
        given = known.get(question or "")
        if deadline_of and given and given != "unknown":
            exchange.memory.dates[deadline_of] = given

    def days_told(self, exchange: Exchange, voice: Voice) -> dict[str, str]:
        """Whole sentences on the days this talk told of: the end of fourteen days, of opposition, and the day to leave.

        The second also tells of the four weeks where no day is known; the others are then empty.
        """
        words, eviction = self._guidance.deadline_words, self.found(exchange, "eviction", voice)
        notice = self.found(exchange, "notice", voice)
        return {
            "notice_day": rules.deadline_sentence(words["notice"], notice, voice.today) if notice else "",
            "opposition": self._deadline(exchange, "opposition", voice)[0],
            "eviction_day": rules.deadline_sentence(words["eviction"], eviction, voice.today) if eviction else "",
        }

    def knows_day(self, kind: str, exchange: Exchange) -> bool:
        """Whether the talk already told the day that matters for this letter."""
        return (self._guidance.letters[kind].deadline or "") in exchange.memory.dates

    def with_known_day(self, flow: FlowState, exchange: Exchange) -> FlowState:
        """The same flow with the day that was told before, so that it is not asked again."""
        dates = exchange.memory.dates
        if flow.flow != "letter":
            return flow
        if (
            "eviction" in dates
            and flow_rules.letter_kind(flow.known) == "judgment"
            and flow_rules.KIND not in flow.known
        ):
            flow = flow.with_answer("letter.leave_day", "yes")
        kind = flow_rules.letter_kind(flow.known)
        question = flow_rules.DAY_OF_LETTER.get(kind or "")
        if kind is None or question is None or question in flow.known or not self.knows_day(kind, exchange):
            return flow
        return flow.with_answer(question, dates[str(self._guidance.letters[kind].deadline)])

    def came_on(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """A day of receipt told after the letter itself ("hij lag pas vrijdag in de bus"): until when, once more."""
        heard, memory = exchange.heard, exchange.memory
        kind = KIND_AT.get((memory.as_recalled or memory).at_stage or "")
        if kind is None or not letter_days.tells_receipt(heard.text) or asks_somewhere(heard.text):
            return None
        if self.letter_of(exchange) not in (None, kind) or not (day := self.day_told(exchange, kind, voice)):
            return None
        self.keep_day(exchange, kind, day)
        letter = self._guidance.letters[kind]
        sentence, facts = self._deadline(exchange, letter.deadline, voice)
        line = self._lines.line("came_on", voice, exchange)
        rests_on = tuple(dict.fromkeys([*facts, *letter.facts]))
        memory.told = [f"letter:{kind}"]
        return Speech(self._lines.sourced(f"{line} {sentence}", rests_on), self._after(kind), rests_on)

    def in_time(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """Whether a day on which somebody will pay lies within the fourteen days; None where that is not asked."""
        heard, memory = exchange.heard, exchange.memory
        self._two_days.keep(exchange, None)
        paid = letter_days.paid_on(heard.text, heard.entities, voice.today.isoformat())
        found = self.found(exchange, "notice", voice)
        if paid is None or memory.at_stage != "formal_notice" or not _asks_of(heard.text, paid, found):
            return None
        facts = self._guidance.letters["formal_notice"].facts
        if found is None:
            memory.flow = FlowState("letter", "letter.day_notice", {flow_rules.KIND: "formal_notice"})
            text = self._lines.line("in_time_unknown", voice, exchange)
            return Speech(self._lines.sourced(text, facts), (self._lines.human(),), facts)
        day = date.fromisoformat(paid)
        if (between := self._two_days.between(exchange, day, found, voice)) is not None:
            return between
        told = {"day": day_in_words(day, voice.today), "moment": day_in_words(found.last_day, voice.today)}
        line = "in_time_yes" if day <= found.last_day else "in_time_no"
        text = self._lines.line(line, replace(voice, values={**voice.values, **told}), exchange)
        memory.told = ["letter:formal_notice"]
        return Speech(self._lines.sourced(text, facts), self._after("formal_notice"), facts)

    def which_day(self, exchange: Exchange, voice: Voice) -> Speech | None:
        """Which is right: the last day in the letter or ours; None where that is not asked."""
        self._two_days.keep(exchange, None)
        found = self.found(exchange, "notice", voice)
        return self._two_days.which(exchange, found, voice) if exchange.memory.at_stage == "formal_notice" else None

    def untold_day(self, exchange: Exchange, kind: str | None) -> FlowState | None:
        """The question about the day of this letter, where the talk has not told it; asked once."""
        memory = exchange.memory
        if kind is None or (self._guidance.letters[kind].deadline or "") in memory.dates:
            return None
        asked = flow_rules.next_question(flow_rules.begun_with(kind, {}))
        question = self._guidance.questions[str(asked.question)]
        was_asked = any(text in said for text in (*question.texts, question.again) for said in memory.said)
        return None if was_asked else asked

    async def called(self, exchange: Exchange, flow: FlowState) -> str:
        """That a person looks today, as soon as a letter of a judge is told of; empty where it was just said."""
        if flow_rules.letter_kind(flow.known) not in CALLS_PERSON:
            return ""
        heard = exchange.heard
        receipt = await self._handoffs.request(heard.conversation_id, Reason.EVICTION, heard.text)
        return "" if any(receipt.sentence in said for said in exchange.memory.said) else receipt.sentence

    def leave_day_after(self, exchange: Exchange, flow: FlowState) -> FlowState | None:
        """The question whether a day to leave stands in a judgment that was explained; once, not where it is known."""
        known, question = flow.known, self._guidance.questions["letter.leave_day"]
        if flow_rules.letter_kind(known) != "judgment" or "letter.leave_day" in known:
            return None
        asked = any(text in said for text in (*question.texts, question.again) for said in exchange.memory.said)
        return None if asked or "eviction" in exchange.memory.dates else flow_rules.leave_day_of(known)

    async def told(self, exchange: Exchange, voice: Voice, flow: FlowState) -> Speech:
        if flow_rules.names_no_day(flow.known):
            announced = ("aanzegging-3-dagen",)
            text = self._lines.line("no_leave_day", voice, exchange)
            return Speech(self._lines.sourced(text, announced), self._after("judgment"), announced)
        kind = flow_rules.letter_kind(flow.known) or "other"
        letter = self._guidance.letters[kind]
        self.remember_stage(exchange, kind)
        self.keep_day(exchange, kind, flow.known)
        sentence, facts = self._deadline(exchange, letter.deadline, voice)
        promise = ""
        if kind in CALLS_PERSON:
            receipt = await self._handoffs.request(exchange.heard.conversation_id, Reason.EVICTION, exchange.heard.text)
            promise = receipt.sentence
        values = {**voice.values, "deadline": sentence, "promise": promise}
        means = choose_text(letter.means, None, exchange.memory.said, voice.seed)
        found = self.found(exchange, letter.deadline, voice) if letter.deadline else None
        acts = letter.late if letter.late and found and found.passed else letter.act
        act = choose_text(acts, None, exchange.memory.said, voice.seed)
        text = fill(f"{means} {letter.denies}\n\n{act}", values, PLACEHOLDERS_OF_GUIDE)
        if kind == "formal_notice" and (both := self._two_days.beside(exchange, found, voice)):
            text = f"{text}\n\n{both}"
        exchange.memory.told = [f"letter:{kind}"]
        rests_on = tuple(dict.fromkeys([*facts, *letter.facts]))
        return Speech(self._lines.sourced(text, rests_on), self._after(kind), rests_on)

    def _after(self, kind: str) -> tuple[Button, ...]:
        check = Button("Is dit echt?", Payload("inform", {"letter": kind}).encode())
        where = Button("Waar sta ik nu?", Payload("ask_eviction_process").encode())
        notice = Button("Klopt deze brief?", Payload("inform", {"flow": "notice"}).encode())
        middle = {"formal_notice": notice, "municipality": check, "other": check}.get(kind, where)
        return (middle, self._lines.human()) if middle is check else (middle, check, self._lines.human())

    def _deadline(self, exchange: Exchange, kind: str | None, voice: Voice) -> tuple[str, tuple[str, ...]]:
        """The sentence about the deadline and its facts."""
        if kind is None:
            return "", ()
        if kind == "opposition" and marks.WAS_THERE in exchange.memory.dates:
            return self._lines.line("judged_heard", voice, exchange), HEARD_FACTS
        found = self.found(exchange, kind, voice)
        words = self._guidance.deadline_words[kind]
        return rules.deadline_sentence(words, found, voice.today), found.facts if found else ()

    @staticmethod
    def found(exchange: Exchange, kind: str, voice: Voice) -> Deadline | None:
        if kind == "opposition" and marks.WAS_THERE in exchange.memory.dates:
            return None  # Who was heard cannot oppose: no day of it may be told.
        given = exchange.memory.dates.get(kind)
        return deadline(DeadlineKind(kind), date.fromisoformat(given), voice.today) if given else None

    def genuine(self, kind: str, voice: Voice) -> Speech | None:
        letter = self._guidance.letters.get(kind)
        if letter is None:
            return None
        text = fill(f"{letter.genuine}\n\n{letter.keep}", voice.values, PLACEHOLDERS_OF_GUIDE)
        return Speech(text, (self._lines.human(),), letter.facts)


def _asks_of(text: str, day: str, found: Deadline | None) -> bool:
    """Whether it is asked if this day is early enough, or if it is the last one that we reckoned."""
    ours = found is not None and found.last_day.isoformat() == day and letter_days.asks_if_day(text)
    return ours or letter_days.asks_in_time(text) or letter_days.asks_if_reckoned(text)


def letter_of(exchange: Exchange, guidance: Guidance) -> str | None:
    """The kind of letter that a message tells of, by its words or its intent."""
    heard = exchange.heard
    if paper.denies_court(heard.text) or suspect_messages.is_suspect(heard.text):
        return None
    found = rules.recognised(heard.text, guidance.letters.values())
    kind = dialogue_rules.letter_told(heard.intent, heard.entities, found)
    if kind == "bailiff" and (paper.no_bailiff_yet(heard.text) or not_so.only_asks_of_collector(heard.text)):
        kind = found if found not in ("bailiff", "collection_agency") else None
    if kind == "summons" and exchange.memory.at_stage in evictions.DECIDED:
        return None  # A judge has decided: a day that is told is no day of a hearing, and nothing is still open.
    if kind == "eviction_notice" and paper.denies_day(heard.text):
        return None  # "nog geen ontruimingsdatum": that letter has not come
    return None if kind != "eviction_notice" and is_of_another_debt(exchange) else kind


def is_of_another_debt(exchange: Exchange) -> bool:
    """Whether this talk is about another debt than the rent, and this message does not speak of the rent."""
    of_bailiff = bool({str(e.get("value")) for e in exchange.heard.entities} & {"bailiff", "collection_agency"})
    return exchange.memory.elsewhere and (of_bailiff or not elsewhere.is_of_rent(exchange.heard.text))
