"""What is wrong with a home, told beside something else: it is not lost, and it is kept apart from the rent."""

import re
from dataclasses import replace

from bot.dialogue import composing
from bot.dialogue.exchange import Exchange
from bot.dialogue.speech import Speech
from bot.dialogue.teller import Teller
from bot.knowledge.services import AnswerBook

_THING = (
    r"(?:cv|ketel|cv-ketel|boiler|verwarming|kachel|lift|douche|wc|toilet|afvoer|kraan|geiser|kozijn\w*|raam|ramen|dak"
    r"|dakgoot|plafond|muur|muren|vloer|balkon|voordeur|achterdeur|slot|keuken|badkamer|meterkast|ventilatie)"
)
_BROKEN = r"(?:kapot|stuk|lek|rot|verrot|gebroken|los|verstopt|doet het niet|werkt niet|gaat niet (?:dicht|open|aan))"
_DEFECT = re.compile(
    r"\b(?:schimmel\w*|vochtplek\w*|vochtig\w*|vochtproblem\w*|lekt|lekken|lekkages?|houtrot|ongedierte|muizen|ratten"
    r"|kakkerlakken|rioollucht|asbest|achterstallig onderhoud)\b"
    rf"|\b{_THING}\b[^.?!]{{0,30}}\b{_BROKEN}\b|\b{_BROKEN}\b[^.?!]{{0,15}}\b{_THING}\b",
    re.IGNORECASE,
)
#: Answers that speak of it themselves.
SPEAKS_OF_IT = frozenset({"withhold_rent_defects", "request_repair"})
#: An answer for a talk about it.
MARK = "talk:defects"
#: What the line rests on.
FACT = "geen-huur-inhouden-zonder-advies"


def is_told(text: str) -> bool:
    """Whether somebody tells of mould, a leak or something broken in the home."""
    return bool(_DEFECT.search(" ".join(text.split())))


class Defects:
    def __init__(self, book: AnswerBook, teller: Teller) -> None:
        self._book = book
        self._teller = teller

    def beside(self, speech: Speech, exchange: Exchange) -> Speech:
        """The same, with where a defect is reported and what withholding the rent does; said once in a while."""
        memory = exchange.memory
        if speech.alone or speech.silent or not is_told(exchange.heard.text):
            return speech
        line = self._book.line("defect_beside", values=self._teller.values())
        known = any(line in said for said in memory.said) or any(self._is_about_it(told) for told in memory.told)
        if known or (exchange.heard.intent in SPEAKS_OF_IT and not memory.told):
            return speech
        facts = tuple(dict.fromkeys((*speech.facts, FACT)))
        return replace(speech, text=composing.with_line(speech.text, line), facts=facts)

    def _is_about_it(self, told: str) -> bool:
        """Whether an answer that was told is about defects: by its id, or by what it rests on."""
        answer = next((a for a in self._book.knowledge.answers if a.id == told), None)
        return told in SPEAKS_OF_IT or (answer is not None and (FACT in answer.general.facts or MARK in answer.after))
