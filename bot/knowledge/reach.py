"""Whether a tenant can get at what we know: facts that nothing tells, and sentences that lead elsewhere. Pure."""

from collections.abc import Iterable, Iterator

from bot.knowledge.models import Knowledge
from bot.knowledge.services import AnswerBook

#: The value of a button that asks for one answer by its id ("meer weten").
ANSWER = "answer"


def facts_told(knowledge: Knowledge) -> frozenset[str]:
    """The facts on which an answer or a danger reply rests."""
    told = {fact for danger in knowledge.dangers.values() for fact in danger.facts}
    for answer in knowledge.answers:
        for variant in (answer.general, *answer.by_stage.values()):
            told |= set(variant.facts)
    return frozenset(told)


def untold(knowledge: Knowledge, elsewhere: Iterable[str]) -> list[str]:
    """Facts that nothing tells and nobody put aside; `elsewhere`: the ids that other texts rest on."""
    reached = facts_told(knowledge) | set(elsewhere)
    return [fact for fact in knowledge.facts if fact not in reached and fact not in knowledge.background]


def idly_aside(knowledge: Knowledge, elsewhere: Iterable[str]) -> list[str]:
    """Facts put aside that do not exist, or that are told after all."""
    reached = facts_told(knowledge) | set(elsewhere)
    return [fact for fact in knowledge.background if fact not in knowledge.facts or fact in reached]


def astray(knowledge: Knowledge) -> Iterator[tuple[str, str, str]]:
    """The answer's id, the sentence that must lead to it, and the intent under which it does not."""
    book = AnswerBook(knowledge)
    for answer in knowledge.answers:
        for sentence in answer.asked:
            for intent in answer.intents:
                if book.theme(intent, sentence) != answer.id:
                    yield answer.id, sentence, intent


def dead_links(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """The answer's id and the id that a button of it asks for and nobody wrote."""
    known = {answer.id for answer in knowledge.answers}
    for answer in knowledge.answers:
        for variant in (answer.general, *answer.by_stage.values()):
            for button in variant.buttons:
                wanted = dict(button.values).get(ANSWER)
                if wanted is not None and wanted not in known:
                    yield answer.id, wanted
