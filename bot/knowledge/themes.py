"""Which narrower answer a tenant's words call for: by the words that the content names, else by the engine's guess."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.knowledge import rules
from bot.knowledge.models import Answer, Moment

#: Intents of which the words tell more than the intent does.
UNCLEAR = frozenset({"nlu_fallback", "inform", "out_of_scope", "unsure", "affirm", "deny", "cancel"})
#: A narrower answer under every subject: its words leave no doubt.
ANY = "any"
#: How sure the engine must be of an answer that no words of the content name: where it understood nothing else, where
#: it understood a subject that has an answer of its own, and where that is another than the narrower answer's (0112).
SURE, SURE_BESIDE, SURE_OFF_SUBJECT = 0.4, 0.5, 0.8
#: Words that the content names are no proof by themselves: of those that the engine finds less likely than this one in
#: seven was right (0120). Of an answer that hangs on the moment of a talk the engine cannot tell: there they are.
SURE_BY_WORDS = 0.1
#: What is no question, however it sounds.
NO_GUESS = frozenset({"greet", "goodbye", "cancel", "opt_out"})
#: No talk yet: nothing that hangs on one is meant.
FIRST_WORDS = Moment()

#: Ids of narrower answers with the engine's sureness, surest first.
Likely = Sequence[tuple[str, float]]


class Themes:
    """The narrower answers of the content, in the order in which their words count."""

    def __init__(self, answers: Sequence[Answer]) -> None:
        self._answers = [answer for answer in answers if answer.narrow]
        self._by_id: Mapping[str, Answer] = {answer.id: answer for answer in self._answers}

    def called_for(
        self,
        intent: str,
        text: str,
        *,
        moment: Moment = FIRST_WORDS,
        passed: frozenset[str] = frozenset(),
        likely: Likely = (),
    ) -> str | None:
        """The id of the answer that these words call for, understood as this intent; None for the general one.

        Words that the content itself names (`when`) count first, unless the engine finds their answer unlikely; where
        there are none, the engine's guess counts.
        `passed`: answers that were just told; not again where their words are denied ("geen beslag").
        """
        flat = " ".join(text.lower().split())
        chances = dict(likely)
        subjects = (ANY, "nlu_fallback" if intent in UNCLEAR else intent)
        fits = [
            (not answer.bound, subjects.index(subject), place, answer.id)
            for place, answer in enumerate(self._answers)
            if not (answer.id in passed and rules.is_denied(answer, flat)) and rules.is_meant(answer, moment)
            for subject in subjects
            if subject in answer.intents and rules.is_called_for(answer, flat)
            if answer.bound or not chances or chances.get(answer.id, 0.0) >= SURE_BY_WORDS
        ]
        if fits or intent in NO_GUESS:
            return min(fits)[-1] if fits else None
        may_be_said = self.may_be_said(likely, flat, moment=moment, passed=passed)
        return next((answer.id for answer, sureness in may_be_said if sureness >= _least(answer, subjects)), None)

    def may_be_said(
        self, likely: Likely, text: str, *, moment: Moment, passed: frozenset[str]
    ) -> list[tuple[Answer, float]]:
        """Those of the engine's guesses that may be said at this moment, surest first."""
        known = [(self._by_id[name], sureness) for name, sureness in likely if name in self._by_id]
        return [(a, sure) for a, sure in known if a.id not in passed and rules.may_be_said(a, text, moment)]


def _least(answer: Answer, subjects: Sequence[str]) -> float:
    """How sure a guess at this answer must be, beside the subject that was understood."""
    if "nlu_fallback" in subjects:
        return SURE
    return SURE_BESIDE if set(subjects) & set(answer.intents) else SURE_OFF_SUBJECT
