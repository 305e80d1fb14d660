"""Somebody says that the sum which we reckoned is too much for them: that disputes no debt.

What they can pay is passed on as their proposal. What else can be done: a person who may look at a longer plan, and the
municipality.
"""

import re
from dataclasses import replace

from bot.dialogue import rules
from bot.dialogue.exchange import Exchange
from bot.dialogue.money import typed_cents
from bot.dialogue.speech import Speech
from bot.dialogue.teller import Teller
from bot.dialogue.told import saying
from bot.dialogue.told.offering import OFFER
from bot.handoff.models import Reason

DEBT_HELP = "ask_debt_help"
#: So many of our last texts are looked through for a sum of ours.
TEXTS = 3

_I = re.IGNORECASE
_OURS = re.compile(r"\b(?:vanaf|minstens) €\s?([\d.]+,\d\d) per maand", _I)
_TOO_MUCH = re.compile(
    r"\b(?:te ?veel|te hoog|te duur|(?:kan|lukt|red|trek|haal|betaal|gaat|heb)\b[^.?!]{0,25}\bniet"
    r"|niet (?:haalbaar|mogelijk|te doen|betalen)|onmogelijk|onhaalbaar|max(?:imaal|imum)?|(?:kan|lukt) niet meer"
    r"|meer (?:lukt|kan|gaat|heb)\b"
    r"[^.?!]{0,10}\bniet|niet meer dan|geen \d+)\b",
    _I,
)
#: Whose sum it is, where the debt itself is what they do not believe.
_DISPUTES = re.compile(r"\b(?:klopt niet|niet (?:klopt|kloppen)|nooit (?:zo|gehad)|al betaald|fout)\b", _I)
_MOST = re.compile(r"(?<![\d.,])(?:€ ?)?(\d{2,4})(?! ?(?:kind|maand|jaar|dagen|x|keer))\b", _I)


class TooMuch:
    def __init__(self, teller: Teller) -> None:
        self._teller = teller

    async def heard(self, exchange: Exchange) -> Speech | None:
        memory, text = exchange.memory, exchange.heard.text
        ours = sum_of_ours(memory.said[-TEXTS:])
        if ours is None or memory.at_stage not in rules.EARLY or not says_too_much(text, ours):
            return None
        if (most := proposed(text, ours)) is not None:
            memory.notes = replace(memory.notes, monthly=most, offered=None, once=None, once_when="")
        promise = await self._teller.promised(exchange, Reason.OTHER)
        lines = [self._teller.line("too_much", exchange)]
        if memory.notes.monthly:
            what = saying.offer(memory.notes, self._teller.today())
            lines.append(self._teller.line("too_much_passed", exchange, what=what))
        memory.told = [OFFER]
        rest = [
            self._teller.line("too_much_longer", exchange, promise=promise),
            self._teller.line("too_much_help", exchange),
        ]
        buttons = (self._teller.guess(DEBT_HELP), self._teller.human())
        return Speech("\n\n".join([" ".join(lines), *rest]), buttons)


def sum_of_ours(said: list[str]) -> int | None:
    """The least a month that we reckoned of late, in cents."""
    found = [match for text in said for match in _OURS.finditer(text)]
    return typed_cents(found[-1][1]) or None if found else None


def says_too_much(text: str, ours: int) -> bool:
    """Whether words say that they cannot pay so much; not that the debt is another."""
    if not _TOO_MUCH.search(text) or _DISPUTES.search(text):
        return False
    named = {int(number) * 100 for number in _MOST.findall(text)}
    return not named or ours in named or max(named) < ours


def proposed(text: str, ours: int) -> int | None:
    """What they can pay each month instead ("100 is max"): the one sum that is less than ours."""
    less = {int(number) * 100 for number in _MOST.findall(text) if int(number) * 100 < ours}
    return less.pop() if len(less) == 1 else None
