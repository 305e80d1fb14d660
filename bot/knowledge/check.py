"""The check behind `./run check-content`: everything that is wrong with the content, told at once.

An error must be mended before the content is used. A warning asks a person to look, such as a fact
whose review date has come; the assistant already stopped stating it.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from bot.arrangements.loading import load_policy
from bot.arrangements.rules.policy import PolicyError
from bot.arrangements.writing import texts as arrangement_texts
from bot.channels.whatsapp.templates import TemplateError, load_templates
from bot.guidance import texts as guidance_texts
from bot.guidance.loading import load_guidance, load_tariffs
from bot.handoff.standard_answers import VARIABLES, StandardAnswersError, load_standard_answers
from bot.knowledge import reach, rules, sources, text_check
from bot.knowledge.loading import ContentError, load_knowledge
from bot.knowledge.models import Answer, AnswerVariant, Knowledge
from bot.knowledge.services import AnswerBook
from bot.knowledge.vocabulary import FEELINGS

#: No intents of anybody: a themed answer may stand in for what was not understood, or under every subject.
UNUNDERSTOOD = frozenset({"nlu_fallback", "any"})


@dataclass(frozen=True, slots=True)
class Problem:
    rule: str
    where: str
    message: str
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        return f"{self.severity}: {self.where}: {self.message} [{self.rule}]"


def check_content(folder: Path, today: date) -> list[Problem]:
    """All problems in the content folder, errors first."""
    try:
        knowledge = load_knowledge(folder)
    except ContentError as error:
        return [Problem("unreadable", f"{error.file}, {error.entry_id}", error.message)]
    found = [
        *_facts(knowledge, today),
        *_answers(knowledge, today),
        *_coverage(knowledge),
        *_names(knowledge),
        *_ways(knowledge),
        *(problem for text in text_check.all_texts(knowledge) for problem in _flaws(text, knowledge)),
    ]
    if (folder / "guidance").exists():
        found += [*_guidance(folder, knowledge), *_untold(folder, knowledge)]
    if (folder / "arrangements").exists():
        found += _arrangements(folder, knowledge)
    found += _templates(folder / "demo", knowledge)
    found += _standard_answers(folder / "demo", knowledge)
    return sorted(found, key=lambda problem: problem.severity)


def _templates(corporation: Path, knowledge: Knowledge) -> Iterator[Problem]:
    """WhatsApp's templates: about contact and help only, and as plain as every other text."""
    try:
        templates = load_templates(corporation).templates
    except TemplateError as error:
        yield Problem("template", "whatsapp.yml", str(error))
        return
    for template in templates:
        filled = template.words(dict.fromkeys(template.variables, "Woonstichting De Linde"))
        yield from _flaws(text_check.Text(f"whatsapp.yml, {template.name}", filled), knowledge)


def _standard_answers(corporation: Path, knowledge: Knowledge) -> Iterator[Problem]:
    """What staff put in the reply box: a tenant reads it, so it is as plain as every other text."""
    try:
        answers = load_standard_answers(corporation).answers
    except StandardAnswersError as error:
        yield Problem("standard-answer", "standard-answers.yml", str(error))
        return
    for answer in answers:
        where = f"standard-answers.yml, {answer.id}"
        yield from _flaws(text_check.Text(where, answer.text, VARIABLES), knowledge)


def _flaws(text: text_check.Text, knowledge: Knowledge) -> Iterator[Problem]:
    for flaw in text_check.flaws(text, knowledge):
        yield Problem(flaw.rule, text.where, flaw.message)


def _guidance(folder: Path, knowledge: Knowledge) -> Iterator[Problem]:
    """The letters, the road, the questions and the directory, under the same rules as the answers."""
    try:
        guidance = load_guidance(folder, folder / "demo")
    except ContentError as error:
        yield Problem("unreadable", f"{error.file}, {error.entry_id}", error.message)
        return
    for where, fact_id in guidance_texts.all_facts(guidance):
        yield from _fact_use([fact_id], where, knowledge)
    for where, text in guidance_texts.all_texts(guidance):
        yield from _flaws(text_check.Text(where, text, rules.PLACEHOLDERS_OF_GUIDE), knowledge)


def _untold(folder: Path, knowledge: Knowledge) -> Iterator[Problem]:
    """Every fact can be reached by asking, or somebody wrote down why not."""
    try:
        elsewhere = [fact for _, fact in guidance_texts.all_facts(load_guidance(folder, folder / "demo"))]
        elsewhere += [fact for tariff in load_tariffs(folder) for fact in tariff.facts]
    except ContentError:
        return
    for fact in reach.untold(knowledge, elsewhere):
        where = f"{knowledge.facts[fact].file}, {fact}"
        yield Problem("untold-fact", where, "no text tells it, and background-facts.yml does not say why")
    for fact in reach.idly_aside(knowledge, elsewhere):
        message = "stands here without need: it does not exist, or a text tells it"
        yield Problem("background-fact", f"background-facts.yml, {fact}", message)


def _ways(knowledge: Knowledge) -> Iterator[Problem]:
    """The sentences and the buttons that must lead to an answer do."""
    for answer, sentence, intent in reach.astray(knowledge, AnswerBook(knowledge).theme):
        yield Problem("astray", f"answers, {answer}", f"under {intent!r} {sentence!r} leads elsewhere")
    for answer, phrase in reach.never_asked(knowledge):
        yield Problem("never-asked", f"answers, {answer}", f"follows on {phrase!r}, which no text asks")
    for answer, subject in reach.dead_subjects(knowledge):
        yield Problem("dead-subject", f"answers, {answer}", f"follows on {subject!r}, which is no intent or answer")
    for answer, wanted in reach.dead_links(knowledge):
        yield Problem("dead-link", f"answers, {answer}", f"a button asks for {wanted!r}, which nobody wrote")


def _arrangements(folder: Path, knowledge: Knowledge) -> Iterator[Problem]:
    """What goes into writing about an agreement, and what the policy says when it refuses."""
    try:
        texts, policy = arrangement_texts.load_texts(folder), load_policy(folder / "demo")
    except ContentError as error:
        yield Problem("unreadable", f"{error.file}, {error.entry_id}", error.message)
        return
    except PolicyError as error:
        yield Problem("unreadable", "policy.yml", str(error))
        return
    for where, text in arrangement_texts.all_texts(texts, policy):
        yield from _flaws(text_check.Text(where, text), knowledge)


def _facts(knowledge: Knowledge, today: date) -> Iterator[Problem]:
    for fact in knowledge.facts.values():
        where = f"{fact.file}, {fact.id}"
        if not fact.sources or (fact.confirmed and not any(source.url for source in fact.sources)):
            yield Problem("fact-without-source", where, "a stated fact needs a source with an address")
        if fact.valid_from and fact.valid_until and fact.valid_until < fact.valid_from:
            yield Problem("fact-dates", where, "valid_until lies before valid_from")
        if fact.confirmed and today > fact.next_review:
            message = f"past its review date ({fact.next_review}); it is not stated any more"
            yield Problem("fact-past-review", where, message, "warning")


def _answers(knowledge: Knowledge, today: date) -> Iterator[Problem]:
    for answer in knowledge.answers:
        tellings = {"": answer.general, **answer.by_stage}
        for stage, variant in tellings.items():
            where = f"{answer.file}, {answer.id}{'.' + stage if stage else ''}"
            yield from _variant(answer, variant, where, knowledge)
    for danger in knowledge.dangers.values():
        where = f"answers/dangers.yml, {danger.kind}"
        yield from _fact_use(danger.facts, where, knowledge)
        if rules.split_by_date(danger.facts, knowledge.facts, today)[1]:
            message = "rests on a fact that is past its review date; look at it today"
            yield Problem("danger-past-review", where, message, "warning")


def _variant(answer: Answer, variant: AnswerVariant, where: str, knowledge: Knowledge) -> Iterator[Problem]:
    if not variant.facts and answer.kind != "conversation":
        yield Problem("answer-without-facts", where, "states something without a fact to rest on")
    if not 2 <= len(variant.texts) <= 3:
        yield Problem("variant-count", where, f"has {len(variant.texts)} wordings, not 2 or 3")
    if len(set(variant.texts)) < len(variant.texts):
        yield Problem("variant-count", where, "has the same wording twice")
    if not variant.simpler:
        yield Problem("no-simpler", where, "has no simpler explanation")
    if not variant.timeless and any(_ages(fact_id, knowledge) for fact_id in variant.facts):
        yield Problem("no-timeless", where, "rests on a fact that ages, but has no timeless text")
    for fact_id in set(variant.cites or ()) - set(variant.facts):
        yield Problem("cites-no-fact", where, f"cites {fact_id!r}, which is none of its facts")
    yield from _source(variant, where, knowledge)
    yield from _fact_use(variant.facts, where, knowledge)
    yield from _buttons(variant, where, knowledge)


def _source(variant: AnswerVariant, where: str, knowledge: Knowledge) -> Iterator[Problem]:
    """The law shown under a text is that of something it says, or somebody named that fact on purpose."""
    if variant.cites is not None:
        return
    may_stand = rules.cited(variant, knowledge.facts)
    shown = sources.carrying([knowledge.facts[fact_id] for fact_id in may_stand])
    if shown and not sources.speaks_of(" ".join([*variant.texts, variant.simpler or ""]), shown):
        yield Problem("source-not-told", where, f"is put under the law of {shown.id!r}, which it does not speak of")


def _ages(fact_id: str, knowledge: Knowledge) -> bool:
    fact = knowledge.facts.get(fact_id)
    return fact is not None and fact.volatility != "stable"


def _fact_use(fact_ids: Iterable[str], where: str, knowledge: Knowledge) -> Iterator[Problem]:
    for fact_id in fact_ids:
        fact = knowledge.facts.get(fact_id)
        if fact is None:
            yield Problem("dead-fact-id", where, f"the fact {fact_id!r} does not exist")
        elif not fact.confirmed:
            yield Problem("unconfirmed-fact", where, f"the fact {fact_id!r} is not confirmed")


def _buttons(variant: AnswerVariant, where: str, knowledge: Knowledge) -> Iterator[Problem]:
    if len(variant.buttons) > rules.MAX_BUTTONS:
        yield Problem("button-count", where, f"has {len(variant.buttons)} buttons")
    for button in variant.buttons:
        if len(button.title) > rules.MAX_BUTTON_TITLE:
            message = f"the button {button.title!r} has {len(button.title)} characters"
            yield Problem("button-title", where, message)
        if button.intent not in knowledge.intents:
            yield Problem("button-intent", where, f"the button intent {button.intent!r} does not exist")


def _coverage(knowledge: Knowledge) -> Iterator[Problem]:
    """Every intent has exactly one answer; every feeling and danger has its text."""
    served = Counter(intent for answer in knowledge.answers if not answer.narrow for intent in answer.intents)
    served.update(intent for danger in knowledge.dangers.values() for intent in danger.intents)
    for intent in knowledge.intents:
        if not served[intent]:
            yield Problem("missing-answer", "answers", f"no answer for the intent {intent!r}")
    for intent, times in served.items():
        if times > 1:
            yield Problem("answered-twice", "answers", f"the intent {intent!r} has {times} answers")
        if intent not in knowledge.intents:
            yield Problem("unknown-intent", "answers", f"the intent {intent!r} does not exist")
    for answer in knowledge.answers:
        for intent in (*answer.intents, *filter(None, [answer.leads])):
            if intent not in knowledge.intents and intent not in UNUNDERSTOOD:
                yield Problem("unknown-intent", f"{answer.file}, {answer.id}", f"no intent {intent!r}")
    for feeling in FEELINGS:
        if len(knowledge.feelings.get(feeling, ())) < 6:
            yield Problem("few-lines", "answers/feelings.yml", f"{feeling} has fewer than six lines")


def _names(knowledge: Knowledge) -> Iterator[Problem]:
    """Every intent and every narrower answer is told apart by what its 'bedoel je …' button says."""
    told = [(f"intents.yml, {name.intent}", name.guess) for name in knowledge.intents.values()]
    for answer in knowledge.answers:
        where = f"{answer.file}, {answer.id}"
        if answer.guess is not None:
            told.append((where, answer.guess))
        elif answer.needs_guess:
            yield Problem(
                "no-guess", where, "says neither what its button is ('guess') nor why it has none ('no_guess')"
            )
        if answer.guess is not None and (answer.no_guess is not None or not answer.narrow):
            yield Problem("idle-guess", where, f"the guess {answer.guess!r} is never offered")
    guesses = Counter(guess.lower() for _, guess in told)
    for where, guess in told:
        if len(guess) > rules.MAX_BUTTON_TITLE:
            yield Problem("button-title", where, f"the guess {guess!r} has {len(guess)} characters")
        if guesses[guess.lower()] > 1:
            yield Problem("same-guess", where, f"the guess {guess!r} is used more than once")


def main(folder: Path, today: date) -> int:
    """Prints what is wrong; 1 when something must be mended."""
    problems = check_content(folder, today)
    for problem in problems:
        print(problem)
    errors = sum(problem.severity == "error" for problem in problems)
    print(f"{errors} errors, {len(problems) - errors} warnings", file=sys.stderr)
    return 1 if errors else 0
