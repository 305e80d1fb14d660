"""Every text that a tenant can read, and what is wrong with its language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.knowledge import rules
from bot.knowledge.models import AnswerVariant, Knowledge
from bot.knowledge.vocabulary import ANSWER_PLACEHOLDERS, LINE_PLACEHOLDERS, PLACEHOLDERS

# What stands in a placeholder when we measure: as long as the longest a corporation would use.
SAMPLE_VALUES = {
    "corporation": "Woonstichting De Linde",
    "phone": "088-0000 000",
    "hours": "maandag tot en met vrijdag van 8.30 tot 17.00 uur",
    "promise": "Een medewerker leest dit morgen voor 11.00 uur.",
    "pay_day": "1e",
    "account": "NL02ABNA0123456789 ten name van Woonstichting De Linde",
    "office_address": "Lindelaan 1, Lindestad",
    "municipality": "Lindestad",
    "most_terms": "12",
    "longest_deferral": "31 dagen",
    "pay_days": "1e, 8e, 15e of 25e",
    "kept_days": "365",
    "demo_visitor": "",
    "debt_help": "het Geldloket van Lindestad (088-0000 140)",
    "name": "Sanne",
    "limit": "2.000",
    "checked_on": "22 november 2026",
    "source_name": "Juridisch Loket",
    "source_url": "https://www.juridischloket.nl",
    "notice_day": "Ik reken met ontvangst op donderdag 19 november. Dan heb je tot en met donderdag 3 december.",
    "opposition": "Was je er niet bij? Dan kun je vaak tot en met dinsdag 22 december in verzet (over 23 dagen).",
    "eviction_day": "De dag in de brief is maandag 14 december (over 15 dagen).",
    "deadline": "Je hebt tot en met donderdag 3 december (over 10 dagen).",
    "principal": "€ 1.304,80",
    "maximum": "€ 195,72",
    "with_vat": "€ 236,82",
    "asked": "€ 230,00",
    "organisation": "SchuldHulpMaatje",
    "what": "100 euro",
    "passed_on": "Sanne, 06 0000 0000.",
    "wait": "14.05 uur",
    "code": "123456",
    "link": "https://huurkompas.example.nl/contactgegevens/abc",
    "balance": "€ 1.304,80",
    "day": "donderdag 3 december",
    "month": "september 2026",
    "costs": "€ 195,72",
    "payment": "€ 652,40",
    "moment": "gisteren om 21.40 uur",
}

_AMOUNT = re.compile(r"€ ?\d")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LETTERS = re.compile(r"\bu\b|\buw\b|\bUw\b|(?<![.\w])U\b")
_SHORT_TEXT_WORDS = 25


@dataclass(frozen=True, slots=True)
class Text:
    where: str
    text: str
    known: frozenset[str] = PLACEHOLDERS
    timeless: bool = False


@dataclass(frozen=True, slots=True)
class Flaw:
    rule: str
    message: str


def all_texts(knowledge: Knowledge) -> Iterator[Text]:
    """Every Dutch text a tenant can read, with the place where it stands."""
    for answer in knowledge.answers:
        yield from _of_variant(f"{answer.file}, {answer.id}", answer.general)
        for stage, variant in answer.by_stage.items():
            yield from _of_variant(f"{answer.file}, {answer.id}.{stage}", variant)
    for danger in knowledge.dangers.values():
        lines = (danger.beside, *filter(None, [danger.quiet, danger.check]))
        told = {"text": (danger.text,), "beside": lines, "again": danger.again}
        told |= {"closed": tuple(filter(None, [danger.closed])), "closed_again": danger.closed_again}
        for part, texts in told.items():
            for text in texts:
                yield Text(f"answers/dangers.yml, {danger.kind}.{part}", text)
    for feeling, lines in knowledge.feelings.items():
        for line in lines:
            yield Text(f"answers/feelings.yml, {feeling}", line)
    for entry in knowledge.lines.values():
        for line in entry.texts:
            yield Text(f"answers/conversation.yml, {entry.id}", line, LINE_PLACEHOLDERS)


def _of_variant(where: str, variant: AnswerVariant) -> Iterator[Text]:
    for number, text in enumerate(variant.texts, start=1):
        yield Text(f"{where} text {number}", text, ANSWER_PLACEHOLDERS)
    if variant.simpler:
        yield Text(f"{where} simpler", variant.simpler, ANSWER_PLACEHOLDERS)
    for text in variant.timeless:
        yield Text(f"{where} timeless", text, ANSWER_PLACEHOLDERS, timeless=True)


def flaws(text: Text, knowledge: Knowledge) -> Iterator[Flaw]:
    """What is wrong with one text."""
    unknown = rules.placeholders(text.text) - text.known
    if unknown:
        yield Flaw("placeholder", f"unknown placeholder {', '.join(sorted(unknown))}")
    yield from _language(text, knowledge)
    if not unknown:
        yield from _length(text)


def _language(text: Text, knowledge: Knowledge) -> Iterator[Flaw]:
    for claim in rules.forbidden_in(text.text, knowledge.forbidden):
        yield Flaw("forbidden-claim", f"says what must never be said: {claim.never}")
    for entry in rules.office_words_in(text.text, knowledge.office_words):
        yield Flaw("office-word", f"{entry.word!r} can be said plainly: {entry.plain}")
    if _LETTERS.search(text.text):
        yield Flaw("not-je", "says 'u' where we say 'je'")
    amount = bool(_AMOUNT.search(text.text))
    if amount and (text.timeless or not _YEAR.search(text.text)):
        yield Flaw("amount-without-year", "names an amount without its year, or in a timeless text")


def _length(text: Text) -> Iterator[Flaw]:
    filled = rules.fill(text.text, SAMPLE_VALUES, text.known)
    measured = rules.readability(filled)
    if len(rules.paragraphs(filled)) > rules.MAX_PARAGRAPHS:
        yield Flaw("paragraphs", f"has more than {rules.MAX_PARAGRAPHS} paragraphs")
    if measured.longest_sentence > rules.MAX_SENTENCE_WORDS:
        yield Flaw("sentence-length", f"has a sentence of {measured.longest_sentence} words")
    if measured.mean_sentence > rules.MAX_MEAN_SENTENCE_WORDS:
        yield Flaw("sentence-length", f"has {measured.mean_sentence:.1f} words a sentence on average")
    long_enough = measured.words >= _SHORT_TEXT_WORDS
    if long_enough and measured.flesch_douma < rules.MIN_FLESCH_DOUMA:
        yield Flaw("hard-to-read", f"Flesch-Douma {measured.flesch_douma:.0f}")
