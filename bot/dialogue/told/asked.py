"""What a question of ours asks for, by its words: so that nobody is asked for what they told. Pure."""

import enum
import re
from collections.abc import Collection, Sequence

from bot.knowledge.rules import sentences


class Asked(enum.StrEnum):
    OWED = "owed"
    #: What somebody can pay each month; or what and when they propose, whichever.
    MONTHLY = "monthly"
    OFFER = "offer"
    PAY_ON = "pay_on"
    PAID = "paid"
    PAID_ON = "paid_on"
    COSTS = "costs"
    #: The day that stands in a letter, of whichever kind.
    LETTER_DAY = "letter_day"
    HEARING = "hearing"
    EVICTION = "eviction"
    PHONE = "phone"
    CALL_WHEN = "call_when"
    ADDRESS = "address"
    VISIT_WHEN = "visit_when"
    INCOME_WHEN = "income_when"
    #: Whether what was offered is for each month.
    PACE = "pace"


#: What is needed to call or to visit somebody.
CONTACT = frozenset({Asked.PHONE, Asked.CALL_WHEN, Asked.ADDRESS, Asked.VISIT_WHEN})


_I = re.IGNORECASE
#: Every one that fits counts: a question may ask for two things.
_WORDS: Sequence[tuple[Asked, re.Pattern[str]]] = tuple(
    (asked, re.compile(pattern, _I))
    for asked, pattern in (
        (Asked.OWED, r"\bhoe hoog is (?:je|de) (?:huur)?(?:schuld|achterstand)\b|\bhoeveel huur staat er open\b"),
        (Asked.OWED, r"\bwelk bedrag (?:aan huur )?staat er\b(?! aan rente)"),
        (Asked.MONTHLY, r"\b(?:welk bedrag|hoeveel)\b[^?]*\bper maand\b"),
        (Asked.OFFER, r"\bwelk bedrag (?:zou|lukt|past|denk|houd|heb je voorgesteld)\b|\baan welk bedrag denk\b"),
        (Asked.OFFER, r"\b(?:hoeveel|wat) (?:je|kun je|wil je)\b[^?]*\bbetalen\b"),
        (Asked.PAY_ON, r"\b(?:op )?welke dag lukt\b|\bop welke dag (?:heb je het hele bedrag|lukt het wel)\b"),
        (
            Asked.PAID_ON,
            r"\b(?:welke dag|welke datum|wanneer)\b[^?]*\b(?:betaald|betaalde|was dat)\b|\ben op welke datum\b",
        ),
        (Asked.PAID, r"\bbetaald, en hoeveel\b|\bwelk bedrag was het\b|\bhoeveel was het\b"),
        (Asked.COSTS, r"\bwelke kosten staan er\b|\bbedrag aan incassokosten\b"),
        (
            Asked.LETTER_DAY,
            r"\bwelke (?:dag|datum) staat er\b(?: in (?:je|de) brief)?(?! en)|\bwelke (?:dag|datum) is het\b",
        ),
        (Asked.HEARING, r"\bwanneer (?:moet je er zijn|is de zitting)\b|\bwelke dag en tijd staan in de brief\b"),
        (Asked.EVICTION, r"\bwanneer moet je (?:er)?uit\b|\bdag waarop je weg moet zijn\b"),
        (
            Asked.PHONE,
            r"\bnummer (?:is goed|kun je|kunnen we)\b|\bwelk nummer\b|\bhoe en wanneer mag\b[^?]*\bcontact\b",
        ),
        (Asked.CALL_WHEN, r"\bwanneer (?:komt het|past het|kun je praten|heb je tijd)\b|\bop welk moment\b"),
        (Asked.CALL_WHEN, r"\bwelke tijd\b|\bhoe en wanneer mag\b[^?]*\bcontact\b"),
        (Asked.ADDRESS, r"\bop welk adres\b|\bwat is je adres\b"),
        (Asked.VISIT_WHEN, r"\bwelke dag\b[^?]*\b(?:bezoek|langs)\b"),
        (Asked.PACE, r"^bedoel je dat bedrag elke maand\b"),
        (Asked.INCOME_WHEN, r"\bwanneer (?:verwacht je (?:weer )?geld|komt er (?:weer )?geld)\b"),
        (Asked.INCOME_WHEN, r"\b(?:welke dag|wanneer)\b[^?]*\b(?:geld|inkomen)\b[^?]*\bbinnen\b"),
    )
)


def asks_for(question: str) -> frozenset[Asked]:
    """What this question asks for; empty where it asks for nothing that is kept here."""
    return frozenset(asked for asked, words in _WORDS if words.search(question))


def without_known(text: str, known: Collection[Asked]) -> str:
    """The text without the questions for what is known; a question for more than that stays."""
    if not known:
        return text
    kept = []
    for block in text.split("\n\n"):
        told = [s for s in sentences(block) if not (s.rstrip("'\"’”").endswith("?") and _is_known(s, known))]
        kept.append(block if len(told) == len(sentences(block)) else " ".join(told))
    return "\n\n".join(block for block in kept if block.strip()) or text


def _is_known(question: str, known: Collection[Asked]) -> bool:
    wanted = asks_for(question)
    return bool(wanted) and wanted <= set(known)
