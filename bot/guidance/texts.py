"""Every Dutch text of the guidance that a tenant can read, for the content check."""

from collections.abc import Iterator

from bot.guidance.deadlines import FACTS as DEADLINE_FACTS
from bot.guidance.models import Guidance


def all_texts(guidance: Guidance) -> Iterator[tuple[str, str]]:
    """Place and text. Days and spans are filled in with long ones."""
    for letter in guidance.letters.values():
        where = f"guidance/letters.yml, {letter.id}"
        for text in (
            *letter.means,
            letter.denies,
            *letter.act,
            *letter.late,
            letter.simpler,
            letter.genuine,
            letter.keep,
        ):
            yield where, text
    for words in guidance.deadline_words.values():
        for text in (words.ahead, words.today, words.passed, words.unknown):
            filled = text.replace("{day}", "donderdag 3 december").replace("{span}", "over 10 dagen")
            yield f"guidance/letters.yml, {words.kind}", filled.replace("{given}", "donderdag 19 november")
    for stage in guidance.stages.values():
        for text in (*stage.texts, *stage.nexts, stage.simpler):
            yield f"guidance/timeline.yml, {stage.stage or 'unknown'}", text
    for kind, words_of_day in guidance.days.items():
        yield f"guidance/timeline.yml, days, {kind}", words_of_day.text.replace("{day}", "donderdag 3 december")
    for question in guidance.questions.values():
        for text in (*question.texts, question.again):
            yield f"guidance/questions, {question.id}", text
    for referral in guidance.referrals:
        yield f"referrals, {referral.id}", referral.helps


def all_facts(guidance: Guidance) -> Iterator[tuple[str, str]]:
    """Place and id of every fact that the guidance rests on."""
    for letter in guidance.letters.values():
        yield from ((f"guidance/letters.yml, {letter.id}", fact) for fact in letter.facts)
    for stage in guidance.stages.values():
        yield from ((f"guidance/timeline.yml, {stage.stage or 'unknown'}", fact) for fact in stage.facts)
    for kind, facts in DEADLINE_FACTS.items():
        yield from ((f"guidance/letters.yml, deadlines, {kind}", fact) for fact in facts)
    for referral in guidance.referrals:
        if referral.fact:
            yield f"referrals, {referral.id}", referral.fact
