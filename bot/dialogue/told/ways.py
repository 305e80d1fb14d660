"""How somebody wants to be reached: a number or an address, and when; the when in their own words. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.dialogue.dates import WEEKDAY_NAMES, day_in, part_of_day
from bot.dialogue.entities import of_kind, span, values
from bot.guidance.words import day_in_words

_I = re.IGNORECASE
_COUNT = r"(?:\d{1,2}(?:[.:]\d{2})?|één|een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|half \w+)"
_HOUR = rf"{_COUNT}(?:[\s'’]?(?:en|ën|uur|u)\b)?"
_WEEKDAY = rf"(?:{WEEKDAY_NAMES})"
_MOMENT = re.compile(
    r"\b(?:van(?:ochtend|middag|avond)|morgen(?:ochtend|middag|avond)|overmorgen"
    rf"|{_WEEKDAY}\s?(?:ochtend|middag|avond)?|werkdagen|doordeweeks|door de week|(?:in het )?weekend"
    r"|(?:in de |'s |’s |s )?(?:ochtends?|voormiddags?|middags?|namiddags?|avonds?|morgens)\b|overdag|(?:de )?hele dag"
    r"|altijd|elk moment|tussen de middag|in de pauze|na (?:mijn |het )?(?:werk|werktijd|school|eten)"
    rf"|(?:tussen|van) {_HOUR} (?:en|tot) {_HOUR}|(?:na|voor|vóór|vanaf|tot|rond|om) (?:de |het )?{_HOUR}"
    r"|(?:na|voor) (?:eenen|enen|tweeën|drieën|vieren|vijven|zessen|zevenen|achten|negenen|tienen|twaalven))(?!\w)",
    _I,
)
_NOT = r"(?:(?:liever |echt |maar |ook |dus )?(?:niet|geen|nooit)|behalve)"
_LIMIT = re.compile(
    rf"\b(?:{_NOT}\s+(?:(?:via|per|op|met) )?(?:de )?"
    r"(?:sms\w*|appen|app\w*|whatsapp\w*|voicemail\w*|inspreken|mail\w*|berichten|een bericht"
    rf"|{_WEEKDAY}|(?:in de |'s |’s |s )?(?:ochtends?|middags?|avonds?)|(?:voor|na|tussen) {_HOUR}(?: en {_HOUR})?)"
    r"|alleen (?:sms\w*|appen|bellen|whatsapp|mailen)"
    rf"|(?:{_NOT}\s+(?:bellen |appen |sms\w* |langskomen )?)?als (?:hij|zij|ze|ik|er|mijn \w+|mn \w+|m'n \w+|de \w+)"
    r" [^.,;!?\n]{2,30}?(?=\s(?:op|maar|en)\b|\s\+?\d|[.,;!?\n]|$))",
    _I,
)
#: A "not" that none of these caught turns the meaning round: then the sentence itself is kept.
_NEGATES = re.compile(r"\b(?:niet|geen|nooit|behalve|tenzij|zonder|liever)\b", _I)
LONGEST_SENTENCE = 90
#: A number that is somebody's own to be called on, not one that is asked after.
_CALL = re.compile(
    r"\b(?:bel(?:len|t)?|terugbel\w*|opbellen|gebeld|telefon\w*|bereik\w*|nummer|06)\b|\bte ?bereiken\b", _I
)
_VISIT = re.compile(r"\b(?:langs ?kom\w*|kom\w* (?:\w+ ){0,3}langs|langs|bezoek\w*|huisbezoek|bij mij thuis)\b", _I)
_STREET = re.compile(
    r"\b((?:[A-Za-zÀ-ÿ'’.\-]+ ){0,2}?[A-Za-zÀ-ÿ'’\-]*(?:straat|laan|weg|plein|hof|kade|singel|dijk|gracht|pad|dreef"
    r"|steeg|plantsoen|markt|park|baan|burgh?|veld|akker|kamp|erf|wal|haven|tuin|donk|oord|horst|beek|brink|es)"
    r"\s\d{1,4}(?:\s?[-/]?\s?[a-zA-Z](?![a-zA-Z]))?(?:[-/]\d{1,3})?)(?!\w|[.,]\d)",
    _I,
)
_LEAD_IN = re.compile(r"^(?:(?:op|aan|naar|bij|in|mijn|adres|is|woon|ik|de|het|kom|langs)\s+)+", _I)


@dataclass(frozen=True, slots=True)
class Way:
    """What one message tells of it; empty where it tells nothing."""

    phone: str = ""
    #: When to call or to come, and what not to do, as it was said; a day with its date.
    when: str = ""
    address: str = ""


def read(text: str, entities: Sequence[Mapping[str, Any]], today: date) -> Way:
    """The number, the moment and the address in a message that is about being reached."""
    phone = next(iter(values(entities, "phone")), "")
    street = _STREET.search(text)
    address = _LEAD_IN.sub("", street[1]).strip() if street else ""
    return Way(spoken(phone), moment(text, entities, today), address)


#: Who else's number it is, or what it did: asked about, or called from.
_ANOTHERS = re.compile(
    r"\b(?:is|was|klopt|hoort) (?:dat |dit |het )?(?:nummer )?(?:echt )?(?:van )?(?:jullie|de deurwaarder|u)\b"
    r"|\bvan (?:jullie|de deurwaarder|het incasso\w*|de bank|mijn (?:ex|buur\w*))\b|\bgebeld door\b"
    r"|\b(?:belt|belde|gebeld|appte|smste|sms|bericht|mail)\b[^.?!]{0,25}\b(?:mij|me|ons|van|door|met)\b",
    _I,
)


def is_own_number(text: str) -> bool:
    """Whether a number in a message may be the one to call somebody on: not where it is said to be another's."""
    return bool(_CALL_ME.search(text)) or not _ANOTHERS.search(text)


_CALL_ME = re.compile(r"\b(?:bel|app|sms) (?:me|mij|ons|dan|maar)\b|\b(?:mijn|mn|m'n|me) (?:nummer|nr|06)\b", _I)


def is_about_calling(text: str) -> bool:
    return bool(_CALL.search(text))


def is_about_visiting(text: str) -> bool:
    return bool(_VISIT.search(text))


def moment(text: str, entities: Sequence[Mapping[str, Any]], today: date) -> str:
    """When, in the words of the tenant, with the date of a day that they named; empty where nothing says when."""
    spans = [(m.start(), m.end(), m[0]) for m in _MOMENT.finditer(text) if not _is_no_moment(text, m)]
    for entity in of_kind(entities, "date"):
        day = _day(str(entity.get("value")), today)
        if (place := span(entity)) is not None:
            start, end = place
            words = text[start:end]
            spans = [span for span in spans if span[1] <= start or end <= span[0]]
            spans.append((start, end, f"{day} {part_of_day(words)}".strip() if day else words))
        elif day and not spans:
            spans.append((0, 0, f"{day} {part_of_day(text)}".strip()))
    relevant = _parts_about_it(text)
    spans = [span for span in spans if any(start <= span[0] < end for start, end in relevant)]
    limits = [m for m in _LIMIT.finditer(text) if not _is_another(text, m, relevant)]
    if (spans or limits) and _is_turned(text, relevant, limits):
        told = " ".join(_PHONE_DIGITS.sub("", text[start:end]) for start, end in relevant)
        return " ".join(told.split())[:LONGEST_SENTENCE].lower()
    spans = [s for s in spans if not any(m.start() <= s[0] and s[1] <= m.end() for m in limits)]
    said = " ".join(words for _, _, words in sorted(spans))
    return ", ".join(filter(None, [said, *(_BUT.sub("", m[0].strip()) for m in limits)])).lower()


#: Only a condition: "als hij werkt". Without a time or a way to be reached beside it, it may be about anything.
_CONDITION = re.compile(r"^als\b", _I)
#: "En als ik niks doe", "wat als ik betaal": asked, and no moment.
_WHAT_IF = re.compile(r"\b(?:en|wat|maar|kost|bedoel)\b[^.!?\n]*$", _I)
_DEED = re.compile(r"\b(?:doe|betaal|regeling|niks|niets|gebeurt|weiger|wil)\b", _I)


def _is_another(text: str, limit: "re.Match[str]", parts: Sequence[tuple[int, int]]) -> bool:
    """Whether an "als …" belongs to something else than being reached: no time stands with it, or it is asked."""
    if not _CONDITION.search(limit[0]):
        return False
    start, end = next(((a, b) for a, b in parts if a <= limit.start() < b), (0, len(text)))
    beside = text[start : limit.start()] + " " + text[limit.end() : end]
    if _MOMENT.search(beside) or _PHONE_DIGITS.search(beside):
        return False
    return bool(_WHAT_IF.search(text[start : limit.start()]) or _DEED.search(limit[0]))


_BUT = re.compile(r"^(?:maar|ook|dus|echt) ", _I)


def _parts_about_it(text: str) -> list[tuple[int, int]]:
    """The sentences that are about being reached, as places in the text; all of it where none says so by its words."""
    parts, at = [], 0
    for mark in [*_SENTENCE_ENDS.finditer(text), None]:
        end = mark.end() if mark else len(text)
        if text[at:end].strip():
            parts.append((at, end))
        at = end
    words = (_PHONE_DIGITS, _CALL, _VISIT, _STREET, _MOMENT, _LIMIT)
    own = (_PHONE_DIGITS, _CALL, _VISIT, _STREET)
    about = [(start, end) for start, end in parts if any(w.search(text[start:end]) for w in words)]
    if any(_PHONE_DIGITS.search(text[start:end]) for start, end in about):
        # Beside a number, a question with a day in it ("het is toch maandag pas?") asks after something else.
        about = [
            p
            for p in about
            if not text[slice(*p)].rstrip().endswith("?") or any(w.search(text[slice(*p)]) for w in own)
        ]
    return about or parts


def _is_turned(text: str, parts: Sequence[tuple[int, int]], limits: Sequence["re.Match[str]"]) -> bool:
    """Whether a "not" stands in these sentences that was not understood: then they are kept as they are."""
    return any(
        not any(m.start() <= start + found.start() < m.end() for m in limits)
        for start, end in parts
        for found in _NEGATES.finditer(text[start:end])
    )


_SENTENCE_ENDS = re.compile(r"[.!?](?!\d)|\n+")
_PHONE_DIGITS = re.compile(r"\+?\d(?:[ .\-]?\d){7,}")


def _day(value: str, today: date) -> str:
    day = day_in(value)
    return day_in_words(day, today) if day is not None else ""


def _is_no_moment(text: str, found: "re.Match[str]") -> bool:
    """Whether it greets ("goedemiddag"), or says what time it is now ("is al na 12")."""
    return bool(re.search(r"\bgoe(?:de|ie)n?\s?$|\b(?:is|was|tis)(?: het| nu| al| nog)* $", text[: found.start()], _I))


def spoken(number: str) -> str:
    """`+31612345678` as it is read here: `06-12345678`."""
    digits = re.sub(r"[^\d+]", "", number)
    national = f"0{digits[3:]}" if digits.startswith("+31") else digits
    return f"06-{national[2:]}" if national.startswith("06") and len(national) == 10 else national


_ASKS_NUMBER = re.compile(
    r"\b(?:heb|heeft|hebben|had|is|staat|weet|ken)\b[^.?!]{0,40}\b(?:nummer|nr|06)\b[^.?!]{0,30}"
    r"(?:genoteerd|opgeschreven|doorgegeven|gekregen|gezien|opgeslagen|doorgekregen|aangekomen|erin)\b"
    r"|\b(?:heb je|heeft u|hebben jullie|weet je|weten jullie)\s(?:\w+ ){0,2}(?:dat|die|het|mijn|mn|m'n|me) "
    r"(?:telefoon|mobiele )?(?:nummer|nr)\b"
    r"|\b(?:telefoon|mobiele ?)?(?:nummer|nr)\b[^.?!]{0,20}\b(?:genoteerd|opgeschreven|doorgegeven)\b",
    _I,
)
_OTHER_NUMBER = re.compile(r"\b(?:huurders?|klant|contract|rekening|zaak|dossier)\s?(?:nummer|nr)\b", _I)


def asks_number(text: str) -> bool:
    """Whether somebody asks if their telephone number was taken down."""
    flat = " ".join(text.split())
    return bool(_ASKS_NUMBER.search(flat)) and not _OTHER_NUMBER.search(flat)
