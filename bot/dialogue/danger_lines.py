"""The lines about a danger that stand beside something else, or ask after it: never the whole reply."""

from collections.abc import Sequence
from dataclasses import replace

from bot.channels.contract import Button
from bot.dialogue import checking, composing, dangers, doubting, harm
from bot.dialogue.exchange import Exchange
from bot.dialogue.speech import Payload, Speech
from bot.dialogue.teller import Teller
from bot.knowledge.services import AnswerBook


class DangerLines:
    def __init__(self, book: AnswerBook, teller: Teller) -> None:
        self._book = book
        self._teller = teller

    def quietly(self, exchange: Exchange, speech: Speech, kind: str) -> Speech:
        """An answer with one calm line for a danger that was only faintly heard; said once in a while.

        Of a life always; of anything else not where it was hardly heard at all.
        """
        if kind != "suicide" and doubting.surely(exchange.heard).get(kind, 1.0) < doubting.WHISPER:
            return speech
        line = self._book.dangers.quiet(kind, self._teller.values())
        was_said = any(line in said for said in exchange.memory.said)
        return speech if was_said else replace(speech, text=composing.with_line(speech.text, line))

    def check(self, exchange: Exchange, kind: str) -> Speech | None:
        """The calm question whether this danger is meant, with where to call; None where its content has none."""
        text, facts = self._book.dangers.check(kind, self._teller.values())
        if not text:
            return None
        checking.note(exchange, kind)
        yes, no = self._book.line("check_yes"), self._book.line("check_no")
        buttons = (Button(yes, Payload("affirm").encode()), Button(no, Payload("deny").encode()), self._teller.human())
        return Speech(text, buttons, facts)

    def beside_answer(self, exchange: Exchange, speech: Speech) -> Speech:
        """An answer while a danger holds on: no button, no question, no next plan, and where to call stays in sight."""
        kind = dangers.graver(None, exchange.memory.danger)
        text, source = composing.source_apart(speech.text)
        line = self.beside(exchange, kind)
        if any(line in said for said in exchange.memory.said[-1:]):
            line = self._book.dangers.quiet(kind, self._teller.values())
        return Speech(f"{composing.without_question(text)}{source}\n\n{line}", (), speech.facts, alone=True)

    def beside(self, exchange: Exchange, kind: str) -> str:
        """The line about a danger that stands; to who fears who guards children, one that does not name them again."""
        texts = self._book.dangers
        feared = kind == "child_at_risk" and harm.fears_guard(exchange.heard.text)
        return (texts.quiet if feared else texts.beside)(kind, self._teller.values())

    def with_left(self, speech: Speech, kinds: Sequence[str]) -> Speech:
        """An answer to what was asked beside a denial, with where to call for what is still lacking."""
        lines = [self._book.dangers.beside(kind, self._teller.values()) for kind in kinds]
        return replace(speech, text=composing.with_line(speech.text, "\n\n".join(lines))) if lines else speech
