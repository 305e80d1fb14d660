"""Whether a tenant can get at what we know: facts that nothing tells, and sentences that lead elsewhere. Pure."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from bot.knowledge import rules
from bot.knowledge.models import Answer, Knowledge, Moment
from bot.knowledge.vocabulary import TALK_MARKS

#: The value of a button that asks for one answer by its id ("meer weten", "bedoel je").
ANSWER = "answer"


class Theme(Protocol):
    """The id of the answer that these words get under this intent at a moment; None for the general one."""

    def __call__(self, intent: str, text: str, *, moment: Moment) -> str | None: ...


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


def moment_for(answer: Answer) -> Moment:
    """A moment at which the words of this answer mean it."""
    return Moment(answer.after, min(answer.at, default=None), next(iter(answer.to), ""), answer.elsewhere)


def never_asked(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """The answer's id and the phrase of a question it follows on that no text of ours asks."""
    variants = [v for answer in knowledge.answers for v in (answer.general, *answer.by_stage.values())]
    told = [t.lower() for v in variants for t in (*v.texts, *v.timeless, v.simpler or "")]
    told += [text.lower() for line in knowledge.lines.values() for text in line.texts]
    told += [text.lower() for reply in knowledge.dangers.values() for text in (reply.text, *reply.again)]
    for answer in knowledge.answers:
        for phrase in answer.to:
            if not any(phrase.lower() in text for text in told):
                yield answer.id, phrase


def dead_subjects(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """The answer's id and the subject it follows on that is neither an intent, nor an answer, nor a mark of a talk."""
    known = {*TALK_MARKS, *knowledge.intents, *(answer.id for answer in knowledge.answers)}
    for answer in knowledge.answers:
        yield from ((answer.id, subject) for subject in sorted((answer.after | answer.never_in) - known))


def astray(knowledge: Knowledge, theme: Theme) -> Iterator[tuple[str, str, str]]:
    """The answer's id, the sentence that must lead to it, and the intent under which it does not."""
    for answer in knowledge.answers:
        for sentence in answer.asked:
            # What the engine alone can tell is tried on the engine, by tests/conversations.
            if answer.learned and not rules.is_called_for(answer, " ".join(sentence.lower().split())):
                continue
            for intent in answer.intents:
                if theme(intent, sentence, moment=moment_for(answer)) != answer.id:
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
