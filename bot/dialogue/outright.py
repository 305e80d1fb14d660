"""What is asked outright and answered before a subject is sought: numbered questions, a sum, a day to come by, what was
noted, and a question of ours about a letter that there is not."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.channels.contract import Button
from bot.dialogue import asked_outright, composing, dangers, months, rules
from bot.dialogue.asking import numbered
from bot.dialogue.client import EngineUnavailable, Parse
from bot.dialogue.exchange import Exchange
from bot.dialogue.speech import Payload, Speech
from bot.dialogue.teller import HUMAN, Teller
from bot.dialogue.theming import theme_of
from bot.dialogue.told import saying
from bot.guidance.words import day_in_words, euros
from bot.handoff.models import Reason
from bot.knowledge.services import AnswerBook

Understand = Callable[[str], Awaitable[Parse]]
#: Flows that ask about a letter.
OF_LETTERS = frozenset({"letter", "costs", "notice"})
#: So many answers fit in one message, each of two or three sentences.
MOST_QUESTIONS = 6
#: Who asked for this may name the day a few turns later.
COMES_BY = {"request_visit": Reason.VISIT, "request_callback": Reason.CALLBACK}


class Outright:
    """`most_terms`, `longest`: what the policy allows, of parts and of deferral; None where it has no such rule."""

    def __init__(
        self,
        book: AnswerBook,
        teller: Teller,
        understand: Understand,
        most_terms: int | None,
        longest: timedelta | None,
    ) -> None:
        self._book = book
        self._teller = teller
        self._understand = understand
        self._most_terms = most_terms
        self._longest = longest

    async def heard(self, exchange: Exchange) -> Speech | None:
        """The whole answer, or None. Never where a danger was heard or holds on."""
        heard, memory = exchange.heard, exchange.memory
        if dangers.dangers_in(heard.intent, heard.signals) or memory.danger in dangers.HOLDS_ON:
            return None
        if memory.flow is not None and memory.flow.flow in OF_LETTERS and asked_outright.has_none(heard.text):
            memory.flow = None  # Who has no such letter is not asked for its day or its amount again.
        if len(questions := numbered(heard.text)) > 1 and (told := await self._each(exchange, questions)) is not None:
            return told
        if asked_outright.asks_notes(heard.text):
            return self._notes(exchange)
        return None

    def sum_of(self, exchange: Exchange) -> Speech | None:
        """How many months a debt takes at so much a month, with the most that the policy allows beside it."""
        heard = exchange.heard
        values = [str(e.get("value")) for e in heard.entities if e.get("entity") == "amount"]
        found = months.months_asked(heard.text, values)
        if found is None or found.total in (exchange.sums.once, exchange.sums.paid):
            return None  # What is paid at once, or was paid, is not the debt that the parts are of.
        told = {
            "balance": euros(found.total),
            "payment": euros(found.monthly),
            "wait": "één maand" if found.months == 1 else f"{found.months} maanden",
            "costs": euros(found.last),
        }
        lines = [self._line("months_even" if found.last == found.monthly else "months_told", exchange, told)]
        if self._most_terms is not None:
            verdict = "months_fit" if found.months <= self._most_terms else "months_long"
            least = {"maximum": euros(months.least(found.total, self._most_terms))}
            lines.append(self._line(verdict, exchange, least))
        lines.append(self._line("months_beside", exchange, {}))
        plan = Button(self._book.guess("request_payment_arrangement"), Payload("request_payment_arrangement").encode())
        exchange.memory.told = ["months"]
        return Speech("\n\n".join([" ".join(lines[:2]), *lines[2:]]), (plan, self._teller.human()))

    def too_far(self, exchange: Exchange) -> Speech | None:
        """That a day asked for lies beyond the longest deferral; None where it does not, or others decide."""
        heard, memory = exchange.heard, exchange.memory
        asked, today = asked_outright.day_in(heard.value("date")), self._teller.today()
        early = memory.at_stage in rules.EARLY and not memory.proven
        if heard.intent != "request_deferral" or asked is None or not early or self._longest is None:
            return None
        last = today + self._longest
        if asked <= last:
            return None
        told = {"day": day_in_words(asked, today), "moment": day_in_words(last, today)}
        plan = Button(self._book.guess("request_payment_arrangement"), Payload("request_payment_arrangement").encode())
        memory.told = [heard.intent]
        return Speech(self._line("deferral_too_far", exchange, told), (plan, self._teller.human()))

    def without_phone(self, speech: Speech, exchange: Exchange) -> Speech:
        """The same for who cannot telephone: no button to be called, and said once that it need not. Not in danger."""
        said, told = exchange.memory.said, self._book.line("no_phone")
        if speech.alone or speech.silent or not asked_outright.avoids_phone(exchange.heard.text, said, told):
            return speech
        called = Payload("request_callback").encode()
        kept = tuple(button for button in speech.buttons if button.payload != called)
        known = any(told in text for text in (*said, speech.text))
        return replace(speech, text=speech.text if known else f"{told} {speech.text}", buttons=kept)

    async def _each(self, exchange: Exchange, questions: Sequence[str]) -> Speech | None:
        """Each numbered question by itself, in order, in a few sentences."""
        try:
            parses = [await self._understand(question) for question in questions[:MOST_QUESTIONS]]
        except EngineUnavailable:
            return None
        if any(dangers.dangers_in(parse.intent, parse.signals) for parse in parses):
            return None
        asked = {parse.intent for parse in parses}
        promise = await self._teller.promised(exchange, Reason.ASKED) if HUMAN in asked else ""
        told: list[str] = []
        facts: list[str] = []
        for number, (question, parse) in enumerate(zip(questions, parses, strict=False), start=1):
            text, rests_on = await self._short(exchange, question, parse, promise)
            told.append(f"{number}. {text}")
            facts += rests_on
        exchange.memory.told = []
        source = self._book.source_line(list(dict.fromkeys(facts)))
        return Speech("\n\n".join([*told, *filter(None, [source])]), (self._teller.human(),), tuple(facts))

    async def briefly(self, exchange: Exchange, question: str) -> str:
        """One question of a message by itself, in a few sentences; empty where it was not understood."""
        try:
            parse = await self._understand(question)
        except EngineUnavailable:
            return ""
        part = Exchange(replace(exchange.heard, text=question, intent=parse.intent or ""), exchange.memory)
        known = self._book.serves(parse.intent or "") or theme_of(self._book, part) is not None
        if not known and len(parse.topics) == 1 and self._book.serves(parse.topics[0]):
            parse, known = replace(parse, intent=parse.topics[0]), True
        if not known or dangers.dangers_in(parse.intent, parse.signals):
            return ""
        return (await self._short(exchange, question, parse, ""))[0]

    async def _short(
        self, exchange: Exchange, question: str, parse: Parse, promise: str
    ) -> tuple[str, tuple[str, ...]]:
        intent = parse.intent or "nlu_fallback"
        heard = replace(exchange.heard, text=question, intent=intent, entities=parse.entities, signals=(), topics=())
        part = Exchange(heard, exchange.memory)
        if (reckoned := self.sum_of(part)) is not None:
            return composing.before_source(reckoned.text).replace("\n\n", " "), ()
        theme = theme_of(self._book, part)
        if theme is None and not self._book.serves(intent):
            return self._line("part_unclear", exchange, {}), ()
        known = intent if self._book.serves(intent) else "ask_capabilities"
        spoken = await self._teller.spoken(part, known, promise=promise, answer_id=theme)
        return composing.brief(spoken.text, skips_head=theme is None), tuple(spoken.fact_ids)

    def _notes(self, exchange: Exchange) -> Speech:
        """What was taken down, in the tenant's own words of late, and what is kept; nothing is agreed by it."""
        quotes = [f'"{words}"' for words in asked_outright.quoted(exchange.memory.said)]
        noted = [*quotes, *saying.everything(exchange.memory.notes, self._teller.today())]
        line = "notes_told" if noted else "notes_none"
        told = {"what": " en ".join(noted)}
        return Speech(self._line(line, exchange, told), (self._teller.human(),))

    def _line(self, line_id: str, exchange: Exchange, told: dict[str, str]) -> str:
        values = {**self._teller.values(""), **told}
        return self._book.line(
            line_id, values=values, previous_texts=exchange.memory.said, seed=exchange.heard.message_id
        )
