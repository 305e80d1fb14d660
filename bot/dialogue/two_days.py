"""The last day that a letter names beside the fourteen days that we reckon: both are told, and the earlier is safest.

The fourteen days run from receipt (art. 6:96 lid 6 BW; facts `veertiendagen-start`, `veertiendagen-fout`), so the
letter's own day may be another. Which of them holds is for a lawyer; nobody loses anything by the earlier one.
"""

from dataclasses import replace
from datetime import date

from bot.dialogue import letter_days
from bot.dialogue.dates import day_in
from bot.dialogue.exchange import Exchange
from bot.dialogue.speech import Speech
from bot.dialogue.voice import Lines, Voice
from bot.guidance.deadlines import Deadline
from bot.guidance.words import day_in_words

#: Among the days that were told: the last one that stands in a formal notice. No kind of deadline has this name.
NAMED = "notice_named"
FACTS = ("veertiendagen-start", "veertiendagen-binnen-termijn-gratis", "veertiendagen-fout")


class TwoDays:
    def __init__(self, lines: Lines) -> None:
        self._lines = lines

    @staticmethod
    def keep(exchange: Exchange, kind: str | None) -> None:
        """Remember the last day that the words give to a formal notice."""
        named = letter_days.last_named(exchange.heard.text, exchange.heard.entities)
        if named is not None and "formal_notice" in (kind, exchange.memory.at_stage):
            exchange.memory.dates[NAMED] = named

    @staticmethod
    def named(exchange: Exchange, found: Deadline | None) -> date | None:
        """The letter's own last day, where it is another than ours."""
        day = day_in(exchange.memory.dates.get(NAMED))
        return day if found is not None and day != found.last_day else None

    def beside(self, exchange: Exchange, found: Deadline | None, voice: Voice) -> str:
        """Both days in a few sentences; empty where the letter names none, or the same."""
        named = self.named(exchange, found)
        if named is None or found is None:
            return ""
        return self._line("two_days", exchange, voice, named, found.last_day)

    def which(self, exchange: Exchange, found: Deadline | None, voice: Voice) -> Speech | None:
        """Which of the two days is right; None where that is not asked, or there are no two."""
        if not letter_days.asks_which(exchange.heard.text):
            return None
        told = self.beside(exchange, found, voice)
        if not told:
            return None
        why = self._lines.line("two_days_why", voice, exchange)
        return Speech(self._lines.sourced(f"{told}\n\n{why}", FACTS), (self._lines.human(),), FACTS)

    def between(self, exchange: Exchange, paid: date, found: Deadline, voice: Voice) -> Speech | None:
        """What paying on a day means that one of the two allows and the other does not; None where they agree."""
        named = self.named(exchange, found)
        if named is None or (paid <= named) == (paid <= found.last_day):
            return None
        line = "paid_past_named" if named < found.last_day else "paid_past_ours"
        text = self._line(line, exchange, voice, named, found.last_day, paid)
        return Speech(self._lines.sourced(text, FACTS), (self._lines.human(),), FACTS)

    def _line(
        self, line: str, exchange: Exchange, voice: Voice, named: date, ours: date, paid: date | None = None
    ) -> str:
        today = voice.today
        told = {
            "what": day_in_words(named, today),
            "moment": day_in_words(ours, today),
            "limit": day_in_words(min(named, ours), today),
            "day": day_in_words(paid or named, today),
        }
        return self._lines.line(line, replace(voice, values={**voice.values, **told}), exchange)
