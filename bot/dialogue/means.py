"""What somebody earns, has left and owes elsewhere: asked to see what fits, and kept no longer than that. Pure."""

import re

from bot.dialogue.flows import FlowState
from bot.identity.numerals import digits_of

#: Stands where an amount stood, for who reads the conversation later.
MASK = "[bedrag inkomen, gewist na de toets]"
#: The answers to these may hold such amounts, whatever else they hold.
INCOME_DAY = "arranging.income_day"
ASKING = frozenset({INCOME_DAY, "arranging.left", "arranging.other_debts"})
#: Keys of the flow's state that hold them until they are judged, and the number that the judging leaves.
KEYS = ("left", "debts", "room")

_EURO = r"(?:\s*(?:euro'?s?|eur|€|,-))"
_CURRENCY = re.compile(rf"€\s*\d++(?:[.,]\d++)*+{_EURO}?|\d++(?:[.,]\d++)*+{_EURO}(?!\w)", re.IGNORECASE)
#: A number, unless it is one of an order ("de 24e").
_NUMBER = re.compile(r"(?<![\w.,])\d++(?:[.,]\d++)*+(?!\s?(?:e|ste|de)\b)(?:k\b)?", re.IGNORECASE)
_LARGE = re.compile(r"(?<![\w.,])\d{3,}+(?:[.,]\d++)*+(?:k\b)?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_HUNDREDS = re.compile(r"honderd|duizend", re.IGNORECASE)
_NO_AMOUNT = frozenset({"een", "één", "eerste", "derde", "achtste", "oh", "zero"})
_ORDER = re.compile(r"(?:ste|de)$", re.IGNORECASE)
_AGAIN = re.compile(rf"{re.escape(MASK)}(?:(?:[\s-]|en|euro'?s?)*{re.escape(MASK)})+", re.IGNORECASE)
_EURO_AFTER = re.compile(rf"{re.escape(MASK)}{_EURO}(?!\w)", re.IGNORECASE)


def may_tell(flow: FlowState | None) -> bool:
    """Whether what is said while this question is open may hold such amounts."""
    return flow is not None and flow.question in ASKING


def wiped(text: str, question: str | None = None) -> str:
    """The text with every amount masked; other words stay.

    After the question for a day, a small number is that day and stays.
    """
    text = _CURRENCY.sub(MASK, text)
    text = (_LARGE if question == INCOME_DAY else _NUMBER).sub(MASK, text)
    text = _WORD.sub(lambda match: MASK if _is_amount(match[0], question) else match[0], text)
    return _AGAIN.sub(MASK, _EURO_AFTER.sub(MASK, text))


def _is_amount(word: str, question: str | None) -> bool:
    if _HUNDREDS.search(word):
        return True
    plain = word.lower()
    few = question == INCOME_DAY or plain in _NO_AMOUNT or _ORDER.search(plain)
    return not few and digits_of(word) is not None
