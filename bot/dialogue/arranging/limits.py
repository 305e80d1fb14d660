"""The policy's limits in words, at the moment somebody wishes for more: what they wish, the limit, and what can be."""

from collections.abc import Mapping
from datetime import date

from bot.arrangements.proposing import Answer
from bot.arrangements.rules.options import Option
from bot.arrangements.rules.schedule import FIRST_TOO_LATE, TOO_MANY_TERMS
from bot.dialogue.arranging import rules
from bot.dialogue.arranging.talk import Speaking
from bot.guidance.words import MONTHS, day_in_words, euros

#: From the third time on a person is called in; no answer is given twice.
ASKED_ENOUGH = 3


def times(known: Mapping[str, str], bound: str) -> tuple[str, int]:
    """The mark of this wish and its bound, and how often it was put forward, this time included."""
    wish = ",".join(f"{key}={known[key]}" for key in (*rules.OF_SIZE, *rules.OF_BEGINNING) if key in known)
    mark = f"{bound}:{wish}"
    before, _, count = known.get(rules.TURNED, "").rpartition("#")
    return mark, int(count) + 1 if before == mark else 1


class Limits:
    def __init__(self, speaking: Speaking) -> None:
        self._speaking = speaking
        self._ground = speaking.tools.ground

    def told(self, known: Mapping[str, str], answer: Answer, today: date) -> str:
        """Why it cannot be, and the plan most like it that can: "120 per maand wordt 14 termijnen. …"."""
        return f"{self._why(known, answer)} {self._instead(answer, today)}".strip()

    def told_again(self, known: Mapping[str, str], answer: Answer) -> str:
        """The same to who put it forward once more, in other words, with the ways there are beside it."""
        lowest = euros(answer.nearest.plan.terms[0].amount_cents) if answer.nearest else ""
        if answer.why is not None and answer.why.id == TOO_MANY_TERMS and answer.nearest is not None:
            head = self._speaking.say("limit-again", count=str(answer.asked_terms), maximum=self._most, amount=lowest)
        else:
            head = self._speaking.say("limit-again-other")
        return f"{head} {self._speaking.say('limit-ways')}"

    def option(self, option: Option, today: date) -> str:
        """One plan in a line."""
        terms = option.plan.terms
        day = day_in_words(terms[0].due_on, today)
        if option.wish.first_cents and len(terms) > 1:
            words = self._speaking.say(
                "option-first",
                payment=euros(terms[0].amount_cents),
                day=day,
                count=str(len(terms) - 1),
                amount=euros(terms[1].amount_cents),
            )
        else:
            amount = euros(terms[0].amount_cents)
            words = self._speaking.say("option", count=str(len(terms)), amount=amount, day=day)
        return words if option.alone else f"{words} {self._speaking.say('option-look')}"

    def lowest(self, option: Option, *, known: bool) -> str:
        """What the lowest is; `known` where that plan was shown already."""
        count, amount = str(len(option.plan.terms)), euros(option.plan.terms[0].amount_cents)
        return self._speaking.say("lowest-known" if known else "lowest", count=count, amount=amount)

    def month(self, known: Mapping[str, str]) -> str:
        """The month in which somebody wants to begin, in words; empty where they named none."""
        return MONTHS[date.fromisoformat(known[rules.MONTH]).month - 1] if rules.MONTH in known else ""

    @property
    def _most(self) -> str:
        policy = self._ground.policy.arrangement
        return str(policy.terms.maximum) if policy else ""

    def _why(self, known: Mapping[str, str], answer: Answer) -> str:
        why = answer.why
        says = why.says if why else ""
        if why is None or answer.nearest is None:
            return says
        if why.id == TOO_MANY_TERMS and answer.asked_terms:
            count, amount = str(answer.asked_terms), known.get(rules.AMOUNT)
            if amount is None:
                return self._speaking.say("limit-terms", count=count, maximum=self._most)
            return self._speaking.say("limit-amount", amount=euros(int(amount)), count=count, maximum=self._most)
        if why.id == FIRST_TOO_LATE and (month := self.month(known)):
            return f"{self._speaking.say('limit-month', month=month)} {says}"
        return says

    def _instead(self, answer: Answer, today: date) -> str:
        near = answer.nearest
        if near is None:
            return ""
        if answer.why is not None and answer.why.id == TOO_MANY_TERMS:
            terms = near.plan.terms
            day = day_in_words(terms[0].due_on, today)
            words = self._speaking.say("limit-then", amount=euros(terms[0].amount_cents), day=day)
            return words if near.alone else f"{words} {self._speaking.say('option-look')}"
        return f"{self._speaking.say('limit-can')} {self.option(near, today)}"
