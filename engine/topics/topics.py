"""Which intents a message holds, clause by clause."""

from __future__ import annotations

from typing import Callable, Dict, List, Optional, Sequence, Tuple

from engine.topics.clauses import clauses, halves, sentences

Ranking = Sequence[Tuple[str, float]]
#: Names the likeliest intents of a text with their chances, best first: `rank(text, length)`.
Ranker = Callable[[str, int], Ranking]

#: Where the intent classifier may leave its `rank(text, length)` on the message, for those who come after it.
CLAUSE_RANKER = "clause_ranker"

#: Said along the way; no request to answer.
SMALL_TALK = frozenset(
    [
        "greet",
        "goodbye",
        "affirm",
        "deny",
        "unsure",
        "inform",
        "bot_challenge",
        "ask_clarification",
        "cancel",
        "give_feedback",
        "nlu_fallback",
        "out_of_scope",
        "request_other_language",
        "ask_capabilities",
        "ask_source",
    ]
)
#: A feeling or circumstance counts where nothing else in its sentence does.
BACKGROUND = frozenset(
    ["express_shame", "express_anger", "inform_income_change", "inform_life_event", "inform_multiple_debts"]
)

#: Chance from which a sentence, a clause, a feeling, and half a clause count.
SURE = 0.4
SURE_CLAUSE = 0.5
SURE_BACKGROUND = 0.75
SURE_HALF = 0.6
#: More ways to cut a clause than this are not tried: each costs two readings.
MOST_CUTS = 2
#: However long a message is, no more stretches of it than this are read.
MOST_READINGS = 14
#: A message as short as this is one thought.
SHORT = 5


def topics(text: str, intent: Optional[str], rank: Optional[Ranker]) -> List[str]:
    """Requests and reports in order. Never without the message's own intent, where it has one."""
    own = [intent] if intent and intent != "nlu_fallback" else []
    if rank is None or len(text.split()) <= SHORT:
        return own
    rank = _sparing(rank)
    found: List[str] = []
    for sentence in sentences(text):
        for name in _of_sentence(sentence, rank):
            if name not in found:
                found.append(name)
    if own and own[0] not in found:
        found = _with_own(found, own[0])
    return found or own


def _sparing(rank: Ranker) -> Ranker:
    """The same ranker, never asked twice, and not more often than a message may cost."""
    known: Dict[str, Ranking] = {}

    def asked(text: str, length: int) -> Ranking:
        if text not in known:
            known[text] = rank(text, length) if len(known) < MOST_READINGS else ()
        return known[text]

    return asked


def _of_sentence(sentence: str, rank: Ranker) -> List[str]:
    whole = _best(sentence, rank)
    parts = clauses(sentence)
    if len(parts) == 1:
        halves = [name for name, _ in _of_clause(sentence, rank)]
        return halves if len(halves) > 1 else [whole[0]] if _counts(whole, SURE) else []
    found: Dict[str, float] = {}
    for part in parts:
        for name, chance in _of_clause(part, rank):
            found.setdefault(name, chance)
    if _counts(whole, SURE) and whole[0] not in found and (not found or whole[1] > max(found.values())):
        return [whole[0], *found] if not found else list(found)
    return list(found) or ([whole[0]] if _counts(whole, SURE) else [])


def _of_clause(clause: str, rank: Ranker) -> List[Tuple[str, float]]:
    """What a clause asks; two things, where it falls apart at an "en" into two that are each quite clear."""
    for first, second in halves(clause)[:MOST_CUTS]:
        pair = [_best(first, rank), _best(second, rank)]
        if pair[0][0] != pair[1][0] and all(_counts(best, SURE_HALF) for best in pair):
            return pair
    best = _best(clause, rank)
    return [best] if _counts(best, SURE_CLAUSE) else []


def _best(text: str, rank: Ranker) -> Tuple[str, float]:
    given = rank(text, 1)
    return given[0] if given else ("nlu_fallback", 0.0)


def _counts(best: Tuple[str, float], limit: float) -> bool:
    name, chance = best
    if name in SMALL_TALK:
        return False
    return chance >= (SURE_BACKGROUND if name in BACKGROUND else limit)


def _with_own(found: List[str], own: str) -> List[str]:
    """The intent of the whole comes first: it is what the assistant answers."""
    return found if own in SMALL_TALK and found else [own, *found]
