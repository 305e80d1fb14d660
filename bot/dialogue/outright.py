"""What is asked outright and answered before a subject is sought: numbered questions, a sum, a day to come by, what was
noted, and a question of ours about a letter that there is not."""

from dataclasses import replace
from datetime import timedelta

from bot.dialogue import asked_outright, dangers, months, paper, rules, suspect_messages
from bot.dialogue.dates import day_in
from bot.dialogue.exchange import Exchange
from bot.dialogue.several import SeveralQuestions, Understand
from bot.dialogue.speech import Payload, Speech
from bot.dialogue.teller import Teller
from bot.dialogue.told import saying
from bot.guidance.words import day_in_words, euros
from bot.knowledge.services import AnswerBook

#: Flows that ask about a letter.
OF_LETTERS = frozenset({"letter", "costs", "notice"})


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
        self._several = SeveralQuestions(book, teller, understand)
        self._most_terms = most_terms
        self._longest = longest

    async def heard(self, exchange: Exchange) -> Speech | None:
        """The whole answer, or None. Never where a danger was heard or holds on."""
        heard, memory = exchange.heard, exchange.memory
        if dangers.dangers_in(heard.intent, heard.signals) or memory.danger in dangers.HOLDS_ON:
            return None
        asks_letter = memory.flow is not None and memory.flow.flow in OF_LETTERS
        # Beside "no letter", the rent that was asked for is told all the same.
        asks_letter = asks_letter and not (exchange.sums.rent or exchange.sums.owed)
        if asks_letter and (paper.denies_paper(heard.text) or paper.denies_court(heard.text) or memory.elsewhere):
            memory.flow = None  # No such letter, or one that is not about the rent: it is not asked about again.
        # Whether a message is genuine comes before how an eviction goes.
        suspect = suspect_messages.is_suspect(heard.text)
        if not suspect and (told := await self._several.answered(exchange, self.sum_of)) is not None:
            return told
        if asked_outright.asks_notes(heard.text):
            return self._notes(exchange)
        return None

    def sum_of(self, exchange: Exchange) -> Speech | None:
        """How many months a debt takes at so much a month, with the most that the policy allows beside it."""
        heard = exchange.heard
        found = months.months_asked(heard.text, heard.values("amount"))
        if found is None or found.total in (exchange.sums.once, exchange.sums.paid):
            return None  # What is paid at once, or was paid, is not the debt that the parts are of.
        told = "months_even" if found.last == found.monthly else "months_told"
        lines = [self._teller.line(told, exchange, **months.values_of(found))]
        if self._most_terms is not None:
            verdict = "months_fit" if found.months <= self._most_terms else "months_long"
            least = {"maximum": euros(months.least(found.total, self._most_terms))}
            lines.append(self._teller.line(verdict, exchange, **least))
        lines.append(self._teller.line("months_beside", exchange))
        plan = self._teller.guess("request_payment_arrangement")
        exchange.memory.told = ["months"]
        return Speech("\n\n".join([" ".join(lines[:2]), *lines[2:]]), (plan, self._teller.human()))

    def too_far(self, exchange: Exchange) -> Speech | None:
        """That a day asked for lies beyond the longest deferral; None where it does not, or others decide."""
        heard, memory = exchange.heard, exchange.memory
        asked, today = day_in(heard.value("date")), self._teller.today()
        early = memory.at_stage in rules.EARLY and not memory.proven
        if heard.intent != "request_deferral" or asked is None or not early or self._longest is None:
            return None
        last = today + self._longest
        if asked <= last:
            return None
        told = {"day": day_in_words(asked, today), "moment": day_in_words(last, today)}
        plan = self._teller.guess("request_payment_arrangement")
        memory.told = [heard.intent]
        return Speech(self._teller.line("deferral_too_far", exchange, **told), (plan, self._teller.human()))

    def without_phone(self, speech: Speech, exchange: Exchange) -> Speech:
        """The same for who cannot telephone: no button to be called, and said once that it need not. Not in danger."""
        said, told = exchange.memory.said, self._book.line("no_phone")
        if speech.alone or speech.silent or not asked_outright.avoids_phone(exchange.heard.text, said, told):
            return speech
        called = Payload("request_callback").encode()
        kept = tuple(button for button in speech.buttons if button.payload != called)
        known = any(told in text for text in (*said, speech.text))
        return replace(speech, text=speech.text if known else f"{told} {speech.text}", buttons=kept)

    def awaits(self, exchange: Exchange) -> str:
        """To "en nu?": that a question of ours waits, and what else can be done."""
        return self._teller.line("flow_now", exchange)

    async def briefly(self, exchange: Exchange, question: str) -> str:
        """One question of a message by itself, in a few sentences; empty where it was not understood."""
        return await self._several.briefly(exchange, question, self.sum_of)

    def _notes(self, exchange: Exchange) -> Speech:
        """What was taken down, in the tenant's own words of late, and what is kept; nothing is agreed by it."""
        quotes = [f'"{words}"' for words in asked_outright.quoted(exchange.memory.said)]
        noted = [*quotes, *saying.everything(exchange.memory.notes, exchange.memory.dates, self._teller.today())]
        line = "notes_told" if noted else "notes_none"
        told = {"what": saying.together(noted)}
        return Speech(self._teller.line(line, exchange, **told), (self._teller.human(),))
