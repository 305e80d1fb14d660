"""Pure rules of what is asked outright: how many months a debt takes, a day to come by, what was noted, no letter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.dialogue import paper
from bot.dialogue.arranging.rules import cents

_PER_MONTH = re.compile(
    r"(?:€ ?)?(\d[\d.]*(?:,\d{1,2})?)\s*(?:euro|eur)?\s*(?:per|elke|iedere|in de|p/?) ?(?:maand|mnd|m)\b"
    r"|\b(?:elke|iedere|per) maand (?:€ ?)?(\d[\d.]*(?:,\d{1,2})?)|\b(?:door|met) (?:€ ?)?(\d[\d.]*(?:,\d{1,2})?)\b",
    re.IGNORECASE,
)
_ASKS_SUM = re.compile(
    r"\bhoe ?(?:veel|lang)\b|\bgenoeg\b|\bvoldoende\b|\bdeel(?:t|en|d)? door\b|\bgedeeld\b|\bwanneer\b|\bklaar\b"
    r"|\d+ (?:maanden|maand|keer) ?\?|\bdobrze\b|\bok[eé]?\b|\bkan dat\b|\bmag dat\b|\blukt dat\b",
    re.IGNORECASE,
)
#: Amounts that are no debt and no part of one.
_OTHER_MONEY = re.compile(
    r"\b(?:verdien\w*|salaris|loon|inkomen|uitkering|bijstand|toeslag\w*|winst|leefgeld|rente|incassokosten|boete)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Months:
    """A debt in parts, in cents: so many months, of which the last pays what is left."""

    total: int
    monthly: int
    months: int
    last: int


def in_months(total: int, monthly: int) -> Months:
    """`total` in parts of `monthly`, both above zero: 127400 by 15000 is nine months, the last 7400."""
    months = -(-total // monthly)
    return Months(total, monthly, months, total - (months - 1) * monthly)


def least(total: int, most: int) -> int:
    """The smallest part, in whole euros as cents, with which a debt is paid in `most` months: 138000 in 9 is 15400."""
    return -(-total // (most * 100)) * 100


def months_asked(text: str, amounts: Sequence[str]) -> Months | None:
    """The sum that a message asks for: two amounts, of which one is for each month. None where it asks none."""
    flat = " ".join(text.split())
    found = sorted({value for amount in amounts if (value := cents(amount))})
    if len(found) != 2 or _OTHER_MONEY.search(flat) or not (_ASKS_SUM.search(flat) or "?" in flat):
        return None
    monthly, total = found
    named = {_cents_of(next(filter(None, groups))) for groups in _PER_MONTH.findall(flat)}
    return in_months(total, monthly) if monthly in named and total > monthly else None


def _cents_of(written: str) -> int | None:
    whole, _, rest = written.partition(",")
    return cents(f"{whole.replace('.', '')}.{rest or '0'}")


def day_in(value: str | None) -> date | None:
    """A heard date; None where it is no whole day."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None


def number_in(told: str | None) -> int | None:
    """The number in a value that the policy fills in ("9", "31 dagen"); None where it has no such rule."""
    found = re.match(r"\d+", told or "")
    return int(found[0]) if found else None


_ASKS_NOTES = re.compile(
    r"\bwat (?:heb|heeft|hebben|is|staat|stond)\b[^.?!]{0,40}\b(?:genoteerd|opgeschreven|vastgelegd|doorgegeven)\b"
    r"|\b(?:lees|zeg|herhaal)\b[^.?!]{0,25}\bwat (?:je|u) (?:hebt?|heeft)\b[^.?!]{0,20}\b(?:genoteerd|opgeschreven)",
    re.IGNORECASE,
)


def asks_notes(text: str) -> bool:
    """Whether somebody asks what we took down of this talk."""
    return bool(_ASKS_NOTES.search(" ".join(text.split())))


def quoted(said: Sequence[str]) -> list[str]:
    """What we said, between double quotes, to have taken down; old to new, each once."""
    return list(dict.fromkeys(words for text in said for words in re.findall(r'"([^"\n]+)"', text)))


#: What a message that names a day may be understood as, and still only name it.
MAY_NAME_DAY = frozenset(
    {"inform", "nlu_fallback", "unsure", "affirm", "goodbye", "thank", "out_of_scope", "suspect_scam"}
)
_PART_OF_DAY = (
    (r"ochtend|morgens?\b(?<!\bmorgen)|voormiddag", "in de ochtend"),
    (r"middag", "in de middag"),
    (r"avond", "in de avond"),
)


def part_of_day(text: str) -> str:
    """`in de middag` of "dinsdagmiddag na twee uur"; empty where none is named."""
    flat = re.sub(r"\b(?:goe(?:de|ie)n?)(?:morgen|middag|avond)\b", " ", text.lower())
    flat = re.sub(r"(dag)morgen\b", r"\1 ochtend", flat)
    return next((words for pattern, words in _PART_OF_DAY if re.search(pattern, flat)), "")


def has_none(text: str) -> bool:
    """Whether somebody says that there is no letter, or no summons and no judgment."""
    return paper.denies_paper(text) or paper.denies_court(text)


_NO_PHONE = re.compile(
    r"\b(?:slechthorend\w*|hardhorend\w*|doof|dove?|hoor (?:heel |erg )?slecht)\b"
    r"|\bbellen (?:gaat|lukt|kan|wil|durf) (?:ik )?(?:echt |bij mij |voor mij )?niet\b"
    r"|\b(?:kan|durf) (?:echt )?niet (?:te )?(?:bellen|telefoneren)\b",
    re.IGNORECASE,
)
#: What we say to it, by which the next answers know it too.
NO_PHONE_TOLD = "Bellen hoeft niet."


def avoids_phone(text: str, said: Sequence[str]) -> bool:
    """Whether this tenant cannot or will not telephone, by these words or what we said to it before."""
    return bool(_NO_PHONE.search(text)) or any(NO_PHONE_TOLD in told for told in said)
