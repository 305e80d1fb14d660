"""What a narrower answer says is still true at each stage at which it may be told, however it was found."""

import re
from collections.abc import Iterator

import pytest

from bot.knowledge import rules
from bot.knowledge.models import Answer, Knowledge
from bot.knowledge.vocabulary import STAGES

LATER, JUDGED, NAMED_DAY = "summons", "judgment", "eviction_notice"

#: From this stage on the words are untrue or mislead: what must still come has come, the time has run out.
UNTRUE_FROM = {
    LATER: (
        r"\ber is (?:nu |dan |ook )?nog geen (?:rechter|deurwaarder)\b",
        r"\bis er nog geen deurwaarder\b",
        r"\bnog (?:geen deurwaarder en geen|niet bij de) rechter\b",
        r"\bkomt er eerst een dagvaarding\b",
        r"\beerst komen (?:er brieven|een herinnering)\b",
        r"\beerst komt er een herinnering\b",
        r"\bkomt eerst een gratis brief\b",
        r"\blater kan er een brief van de rechter komen\b",
        r"\ber kan later een rechtszaak komen\b",
        r"\bzo'n vaart loopt het niet\b",
        r"\bdat gaat niet (?:ineens|van de ene dag)\b",
        r"\ber zit nog tijd tussen\b",
        r"\bhet hoeft niet vandaag[.,]",
        r"\bdat hoeft niet dit moment\b",
        r"\bje hoeft nu niets te doen\b",
        r"\bopen hoeft nog niet\b",
        r"(?:^|[.?!] )nu nog (?:niet|weinig)\b",
        r"\bop tijd om er iets aan te doen\b",
    ),
    JUDGED: (
        r"\bis nog een vonnis\b",
        r"\beerst schrijft de rechter een vonnis\b",
        r"\bzet jullie zomaar uit huis\b",
        r"\bdaar is eerst een rechter voor nodig\b",
        r"\beerst moet er bijna altijd een rechter\b",
        r"\btot (?:de uitspraak|die|de rechter)\b[^.?!]{0,25}\b(?:loopt je contract|mag je blijven)",
        r"\bloopt je contract (?:gewoon )?door\b",
        r"\ber is nog niets beslist\b",
        r"\bzover is het niet\b",
        r"\bje blijft gewoon wonen\b",
        r"\bje mag gewoon blijven\b",
        r"\bje hoeft (?:er )?(?:dan |dus |nog )?niet (?:weg|uit)\b",
        r"\bwanneer (?:is de zitting|moet je er zijn)\b",
        r"\bis er al een (?:zitting|dagvaarding|brief van de rechter)\b",
        r"\bvóór de (?:zitting|dagvaarding)\b",
        r"\bneem\b[^.?!]{0,20}\bmee naar de zitting\b",
        r"\bde rechter zonder jouw verhaal\b",
        r"\b(?:nu|maak nu|kun je nog) een afspraak (?:maken|kan dat voorkomen)\b",
    ),
    NAMED_DAY: (
        r"\bkomt (?:er )?nog een brief (?:met|van)\b",
        r"\b(?:eerst|nog) een brief\b[^.?!]{0,30}\bkomen\b",
        r"\bniet vandaag op de stoep\b",
        r"\been deurwaarder brengt vaak alleen een brief\b",
        r"\bzonder brief met een dag\b",
    ),
}
#: True for who has no judgment; who may have one reads in the same words what holds then.
WITHOUT_JUDGMENT = re.compile(r"\bzonder vonnis\b(?! of dwangbevel)", re.IGNORECASE)
#: It warns of another number than ours, and has to name ours for that.
WARNS_OF_A_NUMBER = "theme_other_account_number"


def narrower(knowledge: Knowledge) -> Iterator[Answer]:
    return (answer for answer in knowledge.answers if answer.id.startswith("theme_"))


def told_at(answer: Answer, stage: str) -> tuple[str, ...]:
    """All that may be read of it at this stage."""
    if stage in answer.never_at or (answer.at and stage not in answer.at):
        return ()
    variant = rules.for_stage(answer, stage)
    return tuple(text for text in (*variant.texts, *variant.timeless, variant.simpler or "") if text)


def untrue_words(text: str, stage: str) -> list[str]:
    """The words that are untrue or mislead once this stage is reached."""
    flat = " ".join(text.split()).lower()
    passed = [since for since in UNTRUE_FROM if STAGES.index(since) <= STAGES.index(stage)]
    return [found[0] for since in passed for words in UNTRUE_FROM[since] if (found := re.search(words, flat))]


@pytest.mark.parametrize("stage", [LATER, JUDGED, NAMED_DAY])
def test_nothing_is_said_to_come_first_once_it_has_come(knowledge: Knowledge, stage: str) -> None:
    wrong = {
        answer.id: words
        for answer in narrower(knowledge)
        if (words := [word for text in told_at(answer, stage) for word in untrue_words(text, stage)])
    }
    assert wrong == {}


@pytest.mark.parametrize("stage", [JUDGED, NAMED_DAY])
def test_who_was_judged_is_not_told_only_what_holds_without_a_judgment(knowledge: Knowledge, stage: str) -> None:
    wrong = [
        answer.id
        for answer in narrower(knowledge)
        for text in told_at(answer, stage)
        if WITHOUT_JUDGMENT.search(text) and text.lower().count("vonnis") == 1
    ]
    assert wrong == []


def test_who_was_defrauded_is_given_no_number_to_pay_to(knowledge: Knowledge) -> None:
    giving = [
        answer
        for answer in narrower(knowledge)
        if answer.id != WARNS_OF_A_NUMBER and any("{account}" in text for text in answer.general.texts)
    ]
    assert giving
    assert [answer.id for answer in giving if "talk:fraud" not in answer.never_in] == []


def test_who_was_heard_by_a_judge_is_told_of_no_opposition_as_their_own_way(knowledge: Knowledge) -> None:
    opposing = [answer for answer in narrower(knowledge) if answer.id.startswith("theme_opposition")]
    assert opposing
    assert [answer.id for answer in opposing if "talk:was_there" not in answer.never_in] == []


@pytest.mark.parametrize(
    ("text", "stage", "untrue"),
    [
        ("Voor een uitzetting komt er eerst een dagvaarding.", JUDGED, True),
        ("Voor een uitzetting komt er eerst een dagvaarding.", "bailiff", False),
        ("Tot die beslist, loopt je contract door.", NAMED_DAY, True),
        ("Tot die beslist, loopt je contract door.", LATER, False),
        ("Bel vandaag de deurwaarder.", NAMED_DAY, False),
    ],
)
def test_the_words_count_from_their_own_stage_on(text: str, stage: str, untrue: bool) -> None:
    assert bool(untrue_words(text, stage)) is untrue
