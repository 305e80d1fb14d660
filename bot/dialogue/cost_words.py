"""Which amounts of a message are rent and which are costs ("240 euro kosten over 700 huur"). Pure."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.dialogue.flows.rules import COSTS_ASKED, COSTS_PRINCIPAL

_COSTS = re.compile(r"^\W*(?:euro|eur|,-)?\W*(?:aan |extra |voor )*(?:incasso\w*|\w*kosten)\b", re.IGNORECASE)
_COSTS_BEFORE = re.compile(r"\b(?:\w*kosten)\W+(?:zijn|is|van|waren|:)?\W*$", re.IGNORECASE)
_RENT = re.compile(r"\b(?:huur\w*|schuld|achterstand)\W+(?:\w+\W+){0,2}$", re.IGNORECASE)
_RENT_AFTER = re.compile(
    r"^\W*(?:euro|eur|,-)?\W*(?:aan |van |achterstallige )*(?:huur\w*|schuld|achterstand)\b", re.IGNORECASE
)


def told(text: str, entities: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Question id → cents, for the amounts of which the words say what they are."""
    found: dict[str, str] = {}
    for entity in entities:
        start, end = entity.get("start"), entity.get("end")
        if entity.get("entity") != "amount" or not isinstance(start, int) or not isinstance(end, int):
            continue
        before, after = text[max(0, start - 30) : start], text[end : end + 30]
        kind = None
        if _COSTS.search(after) or _COSTS_BEFORE.search(before):
            kind = COSTS_ASKED
        elif _RENT.search(before) or _RENT_AFTER.search(after):
            kind = COSTS_PRINCIPAL
        if kind is not None and kind not in found:
            found[kind] = cents(str(entity.get("value")))
    return found


def only_amount(entities: Sequence[Mapping[str, Any]]) -> str | None:
    """The cents of the only amount in a message; None where there is none, or more than one."""
    amounts = [str(entity.get("value")) for entity in entities if entity.get("entity") == "amount"]
    return cents(amounts[0]) if len(amounts) == 1 else None


def cents(amount: str) -> str:
    """`700.00` as `70000`."""
    whole, _, rest = amount.partition(".")
    return str(int(whole) * 100 + int((rest + "00")[:2]))
