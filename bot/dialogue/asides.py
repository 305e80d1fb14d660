"""Clauses that sound like a subject of their own and ask nothing. Pure."""

import re
from collections.abc import Sequence

#: A clause that only says when there is money: "als mijn loon binnen is", "zodra ik mijn uitkering krijg".
_ONCE_PAID = re.compile(
    r"\b(?:als|zodra|wanneer|nadat|totdat|tot)\s+(?:dat\s+)?(?:(?:ik|we|wij)\s+)?(?:(?:mijn|me|m'n|mn|ons|het|de|weer)\s+)*"
    r"(?:loon|salaris|geld|uitkering|bijstand|toeslag(?:en)?|vakantiegeld|aow|pensioen|kinderbijslag|studiefinanciering)\b",
    re.IGNORECASE,
)
_SEIZED = re.compile(r"beslag|ingehouden|afgepakt", re.IGNORECASE)
#: What such a clause sounds like by itself; nobody asks it with those words.
_OF_INCOME = frozenset({"ask_seizure", "inform_income_change"})


def asked_of(topics: Sequence[str], intent: str, text: str) -> list[str]:
    """The subjects of a message without those that only its "als mijn loon binnen is" sounds like."""
    aside = _ONCE_PAID.search(text) is not None and _SEIZED.search(text) is None
    return [topic for topic in topics if not aside or topic == intent or topic not in _OF_INCOME]


#: Ways to a person, and what is only felt beside them.
TO_PERSON = ("request_human", "request_callback", "request_visit")
_FELT_ONLY = frozenset({"express_anger", "express_shame", "complain_bot", "inform", "affirm", "thank", "greet"})


def person_beside_feelings(topics: Sequence[str]) -> str | None:
    """The way to a person, where a message asks for one and else only tells a feeling: then that is the answer."""
    asked = [topic for topic in TO_PERSON if topic in topics]
    return asked[0] if asked and set(topics) <= {*asked, *_FELT_ONLY} else None
