"""A wish beside the plan that is being made ("minder", "pas in januari", "eerst 300"): heard at any question of it.

What it does not name stays as it was. What it comes to is judged by the policy like any wish.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date

from bot.arrangements.rules import days
from bot.arrangements.rules.options import Option, steps
from bot.arrangements.rules.schedule import FIRST_TOO_LATE, Wish
from bot.dialogue.arranging import beginnings, named_days, rules, wishes
from bot.dialogue.arranging.limits import Limits
from bot.dialogue.arranging.planning import Planning, offered_wish
from bot.dialogue.arranging.talk import OFFERED, SHOWN, Speaking, Talk
from bot.dialogue.arranging.wished import Shown, Turn, Wished, of_state
from bot.dialogue.speech import Speech
from bot.guidance.words import day_in_words, euros

GoOn = Callable[..., Awaitable[Speech]]


class Countering:
    """`go_on`: on with what is talked about, a new plan or a change of what runs."""

    def __init__(self, speaking: Speaking, planning: Planning, go_on: GoOn) -> None:
        self._speaking = speaking
        self._tools = speaking.tools
        self._planning = planning
        self._limits = Limits(speaking)
        self._go_on = go_on

    async def taken(self, talk: Talk, question: str, wished: Wished) -> Speech | None:
        """What comes of it; None where it is no wish after all."""
        name = question.partition(".")[2]
        if wished.pace and not wished.wish:
            return self._speaking.ask(talk, name, self._speaking.say("per-week"), again=True)
        if wished.number:
            return await self._numbered(talk, name, wished)
        if wished.turn is not None:
            return await self._turned(talk, wished.turn)
        return await self._changed(talk, name, wished)

    async def _numbered(self, talk: Talk, name: str, wished: Wished) -> Speech | None:
        number, policy = wished.number, self._tools.ground.policy.arrangement
        if policy is None or str(number) in talk.known.get(OFFERED, "").split(","):
            return None
        wish = wishes.sized(number, policy.minimum_instalment, policy.terms.maximum)
        if wish is None:
            asked = self._speaking.say("number-unclear", amount=euros(number * 100), count=str(number))
            return self._speaking.ask(talk, name, asked, again=True)
        return await self._changed(talk, name, Wished(wish))

    # ── another plan ──────────────────────────────────────────────────────────────────────────────

    async def _changed(self, talk: Talk, name: str, wished: Wished) -> Speech | None:
        shown = of_state(talk.known.get(SHOWN, ""))
        wish = dict(wished.wish)
        if wished.alone and talk.known.get(rules.GOAL) == rules.DEFERRAL:
            return None
        if wished.alone:
            wish[rules.DAY] = _near(talk, shown, wish[rules.DAY])
        if wished.later and talk.known.get(rules.GOAL) == rules.DEFERRAL:
            return await self._deferred_later(talk, wished, shown)
        if wished.later:
            wish = {key: value for key, value in wish.items() if key != rules.DAY}
            wish |= beginnings.begun_later(wished, shown, talk.today)
        if rules.AMOUNT in wish and len(wish) == 2 and int(wish[rules.AMOUNT]) in {one.cents for one in shown}:
            # The amount that stands there: asked about, or chosen.
            return None
        talk = talk.without(*rules.OF_WISH, *rules.OF_TABLE).knowing(**merged(talk.known, wish, shown))
        begins = rules.begins(wish)
        if rules.CHANGE in talk.known:
            return await self._go_on(talk)
        refused = await self._tools.proposals.looked(talk.contract_id, rules.wish_of(talk.known), talk.told)
        if refused is None or refused.why is None:
            lead = [self._understood(wished) or self._taken(name, wish), self._begun(talk) if begins else ""]
            if begins and name == "own" and not rules.has_wish(talk.known):
                return self._speaking.ask(talk, name, *lead, again=True)
            return await self._go_on(talk, *filter(None, lead))
        if rules.has_wish(talk.known) or rules.ROOM in talk.known or refused.why.id != FIRST_TOO_LATE:
            return await self._planning.refused(talk, refused, *filter(None, [self._understood(wished)]))
        return await self._begun_sooner(talk, name, refused.why.says, refused.nearest)

    async def _deferred_later(self, talk: Talk, wished: Wished, shown: Sequence[Shown]) -> Speech:
        """The one day of a deferral, later than was shown; which day is asked where that was not said."""
        day = beginnings.begun_later(wished, shown, talk.today).get(rules.DAY)
        fresh = talk.without(*rules.OF_WISH, *rules.OF_TABLE).knowing(**{rules.GOAL: rules.DEFERRAL})
        if day is None:
            return self._speaking.ask(fresh, "until", again=True)
        return await self._go_on(fresh.knowing(**{rules.DAY: day}))

    async def _begun_sooner(self, talk: Talk, name: str, says: str, nearest: Option | None) -> Speech:
        """Too late a beginning while no plan is there yet: why, and the last day that can be is reckoned with."""
        month = self._limits.month(talk.known)
        head = f"{self._speaking.say('limit-month', month=month)} {says}" if month else says
        talk = talk.without(*rules.OF_BEGINNING)
        if nearest is None:
            return await self._go_on(talk, head)
        first = nearest.plan.first_on
        talk = talk.knowing(**{rules.DAY: first.isoformat()})
        lead = f"{head} {self._speaking.say('begins-then')}"
        if name == "own":
            return self._speaking.ask(talk, name, lead, again=True)
        return await self._go_on(talk, lead)

    def _understood(self, wished: Wished) -> str:
        """How it was understood, where that is not plain from what comes next."""
        if wished.pace and wished.pace_cents:
            monthly = euros(int(wished.wish[rules.AMOUNT]))
            return self._speaking.say(f"paced-{wished.pace}", payment=euros(wished.pace_cents), amount=monthly)
        return self._speaking.say("range-low") if rules.MOST in wished.wish else ""

    def _taken(self, name: str, wish: Mapping[str, str]) -> str:
        """A new amount or number while something else is asked: said, as the next question does not tell it."""
        if f"arranging.{name}" not in wishes.MEANS:
            return ""
        if rules.AMOUNT in wish:
            return self._speaking.say("taken-amount", amount=euros(int(wish[rules.AMOUNT])))
        return self._speaking.say("taken-terms", count=wish[rules.TERMS]) if rules.TERMS in wish else ""

    def _begun(self, talk: Talk) -> str:
        if month := self._limits.month(talk.known):
            return self._speaking.say("begins-month", month=month)
        day = day_in_words(date.fromisoformat(talk.known[rules.DAY]), talk.today)
        return self._speaking.say("begins-day", day=day)

    # ── lower, higher, lowest ─────────────────────────────────────────────────────────────────────

    async def _turned(self, talk: Talk, turn: Turn) -> Speech | None:
        shown = of_state(talk.known.get(SHOWN, ""))
        if rules.CHANGE in talk.known:
            return await self._turned_what_runs(talk, turn, shown)
        found = await self._beside(talk, turn, shown)
        if found is None:
            return await self._at_the_end(talk, turn)
        told = self._limits.lowest(found, known=False) if turn is Turn.LOWEST else self._speaking.say(f"turned-{turn}")
        return self._planning.shown(talk.without(*rules.OF_TABLE), [found], told)

    async def _turned_what_runs(self, talk: Talk, turn: Turn, shown: Sequence[Shown]) -> Speech | None:
        """What is left of it in more or fewer terms, as far as the policy goes; None at the end of that."""
        policy = self._tools.ground.policy.arrangement
        if policy is None or not shown:
            return None
        ahead = steps(policy, shown[0].terms, longer=turn is not Turn.HIGHER)
        if not ahead:
            return None
        count = ahead[-1] if turn is Turn.LOWEST else ahead[0]
        return await self._go_on(talk.without(*rules.OF_WISH, *rules.OF_TABLE).knowing(**{rules.TERMS: str(count)}))

    async def _beside(self, talk: Talk, turn: Turn, shown: Sequence[Shown]) -> Option | None:
        """The plan that lies that way; None where there is none, or it is the one that was shown."""
        proposals, wish = self._tools.proposals, _begun_as(talk.known)
        if turn is Turn.LOWEST:
            found = await proposals.lowest(talk.contract_id, talk.told, wish)
            known = {one.terms for one in shown}
            return None if found is not None and known == {len(found.plan.terms)} else found
        if not shown:
            return None
        of_all = max(shown, key=lambda one: one.terms) if turn is Turn.LOWER else min(shown, key=lambda one: one.terms)
        longer = turn is Turn.LOWER
        return await proposals.beside(talk.contract_id, talk.told, wish, of_all.terms, longer=longer)

    async def _at_the_end(self, talk: Talk, turn: Turn) -> Speech | None:
        """No further that way: the limit, and the ways there are beside it."""
        lowest = await self._tools.proposals.lowest(talk.contract_id, talk.told, _begun_as(talk.known))
        if turn is Turn.HIGHER or lowest is None:
            return await self._go_on(talk, self._speaking.say("turned-end")) if turn is Turn.HIGHER else None
        told = f"{self._limits.lowest(lowest, known=True)} {self._speaking.say('limit-ways')}"
        return self._planning.with_ways(talk.without(*rules.OF_TABLE), lowest, told)


def _near(talk: Talk, shown: Sequence[Shown], day: str) -> str:
    """A day of the month without its month is that of the plan that was shown, where it is still to come."""
    number = named_days.month_day_in(talk.reply)
    if talk.reply.values("date") or number is None or not shown:
        return day
    first = shown[0].first_on
    near = days.in_month(first.year, first.month, number)
    return near.isoformat() if near > talk.today else day


def _begun_as(known: Mapping[str, str]) -> Wish:
    """Where the plan begins that was shown, or is talked about."""
    before = offered_wish(known) or known
    return rules.wish_of({key: before[key] for key in rules.OF_BEGINNING if key in before and rules.begins(before)})


def merged(known: Mapping[str, str], wish: Mapping[str, str], shown: Sequence[Shown]) -> dict[str, str]:
    """The wish with what it leaves as it was: how much, where only a beginning was named, and the reverse."""
    before = offered_wish(known) or {key: known[key] for key in rules.OF_WISH if key in known}
    if before.get(rules.GOAL) == rules.DEFERRAL:
        before = {}
    if not rules.has_wish(before) and len(shown) == 1:
        before = {**before, rules.TERMS: str(shown[0].terms)}
    size_told = rules.has_wish(wish)
    only_first = rules.FIRST in wish and not size_told
    sizes = () if size_told else (rules.TERMS, rules.AMOUNT) if only_first else rules.OF_SIZE
    begun = () if rules.begins(wish) else rules.OF_BEGINNING
    kept = {key: before[key] for key in (*sizes, *begun) if key in before}
    return {**kept, **wish, rules.GOAL: wish.get(rules.GOAL, rules.ARRANGEMENT)}
