"""What the rooms that guide speak with: the day it is, the values of the placeholders, and lines of content."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.channels.contract import Button
from bot.dialogue.exchange import Exchange
from bot.dialogue.speech import Payload
from bot.knowledge.services import AnswerBook


@dataclass(frozen=True)
class Voice:
    """Of one turn."""

    today: date
    values: Mapping[str, str]
    seed: str


class Lines:
    """Short lines out of the answer book."""

    def __init__(self, book: AnswerBook) -> None:
        self._book = book

    def line(self, line_id: str, voice: Voice, exchange: Exchange, **more: str) -> str:
        """A line as this talk hears it; `more`: values of its own placeholders."""
        values = {**voice.values, **more}
        return self._book.line(line_id, values=values, previous_texts=exchange.memory.said, seed=voice.seed)

    def sourced(self, text: str, facts: Sequence[str]) -> str:
        """A text with the sources of its facts under it."""
        source = self._book.source_line(facts)
        return f"{text}\n\n{source}" if source else text

    def human(self) -> Button:
        return Button(self._book.guess("request_human"), Payload("request_human").encode())
