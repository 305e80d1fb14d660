"""From "wat zou voor jou lukken?" to a whole text on the screen: own solution, what fits, plans side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.arrangements.proposing import Answer
from bot.arrangements.rules.affordability import Fit, Room
from bot.arrangements.rules.conditions import NextStep
from bot.arrangements.rules.eligibility import Failed, Outcome
from bot.arrangements.rules.options import Option
from bot.arrangements.rules.schedule import DEFERRAL_TOO_LONG, Plan, Wish
from bot.dialogue.arranging import limits, rules
from bot.dialogue.arranging.limits import Limits
from bot.dialogue.arranging.talk import OFFERED, SHOWN, Speaking, Talk
from bot.dialogue.arranging.wished import Shown, in_state
from bot.dialogue.speech import Speech
from bot.guidance.words import day_in_words, euros
from bot.handoff.models import Reason

MEANS = (rules.INCOME_DAY, rules.LEFT, rules.DEBTS)
#: Next best paths of a deferral that lead straight to paying in parts.
ANOTHER_WAY = (NextStep.ARRANGEMENT, NextStep.OTHER_PLAN)
#: Beside a plan that is as low as it gets.
LATER = (NextStep.DEFERRAL,)
QUESTION_OF = {rules.INCOME_DAY: "income_day", rules.LEFT: "left", rules.DEBTS: "other_debts"}


class Planning:
    def __init__(self, speaking: Speaking) -> None:
        self._speaking = speaking
        self._tools = speaking.tools
        self._limits = Limits(speaking)

    async def go_on(self, talk: Talk, *lead: str) -> Speech:
        """The next question, or the text, by what is known so far."""
        known = talk.known
        match known.get(rules.GOAL):
            case rules.DEFERRAL if rules.DAY not in known:
                return self._speaking.ask(talk, "until", *lead)
            case rules.DEFERRAL:
                until = date.fromisoformat(known[rules.DAY])
                answer = await self._tools.proposals.propose_deferral(talk.contract_id, until, talk.told, talk.asker)
                return await self.answered(talk, answer, *lead)
            case rules.ARRANGEMENT:
                return await self._arrangement(talk, *lead)
        return self._speaking.ask(talk, "own", *lead)

    async def _arrangement(self, talk: Talk, *lead: str) -> Speech:
        known = talk.known
        if rules.ROOM not in known:
            # What cannot be is told before anything else is asked for it.
            if rules.has_wish(known) and (beyond := await self._looked(talk)) is not None:
                return await self.refused(talk, beyond, *lead)
            if (asked := self.means_asked(talk, MEANS, *lead)) is not None:
                return asked
            return await self._weighed(talk, *lead)
        if rules.has_wish(known):
            wish = rules.wish_of(known)
            answer = await self._tools.proposals.propose_arrangement(talk.contract_id, wish, talk.told, talk.asker)
            return await self.answered(talk, answer, *lead)
        return await self._side_by_side(talk, *lead)

    async def _looked(self, talk: Talk) -> Answer | None:
        return await self._tools.proposals.looked(talk.contract_id, rules.wish_of(talk.known), talk.told)

    def means_asked(self, talk: Talk, keys: Sequence[str], *lead: str) -> Speech | None:
        """The first of these questions about the means that is still open; None when all were answered."""
        nothing = talk.known.get(rules.LEFT) == "0"
        open_key = next((key for key in keys if key not in talk.known and not (nothing and key == rules.DEBTS)), None)
        return self._speaking.ask(talk, QUESTION_OF[open_key], *lead) if open_key is not None else None

    # ── what fits ─────────────────────────────────────────────────────────────────────────────────

    async def _weighed(self, talk: Talk, *lead: str) -> Speech:
        found = await self.weighed(talk, *lead)
        return found if isinstance(found, Speech) else await self._arrangement(found[0], *lead, *found[1])

    async def weighed(self, talk: Talk, *lead: str) -> tuple[Talk, tuple[str, ...]] | Speech:
        """The means become one number, how much fits, and are forgotten; with what there is to say of it.

        Speech where too little fits for any plan: then there is help, and a person.
        """
        means, rest = rules.means_of(talk.known), talk.without(*rules.OF_MEANS)
        if means is None:
            return rest.knowing(**{rules.ROOM: rules.UNKNOWN}), ()
        room = await self._tools.proposals.room(talk.contract_id, means)
        if room.fit is not Fit.FITS:
            return await self._no_room(rest, room, *lead)
        # How much that is stays unsaid: half of what is left can be reckoned back from it.
        said = [self._speaking.say("room-known")]
        if means.other_debts:
            said.append(self._speaking.say("debts-help-too"))
        return rest.knowing(**{rules.ROOM: str(room.cents)}), (" ".join(said),)

    async def _no_room(self, talk: Talk, room: Room, *lead: str) -> Speech:
        """No doomed plan: help, and a person."""
        promise = await self._speaking.promise(talk, "Er is te weinig ruimte voor een regeling.")
        words, buttons = self._speaking.next_steps(room.next)
        return self._speaking.end(
            talk,
            *lead,
            self._speaking.say("room-too-small"),
            f"{words} {self._speaking.say('room-help', promise=promise)}",
            buttons=buttons,
        )

    # ── plans ─────────────────────────────────────────────────────────────────────────────────────

    async def _side_by_side(self, talk: Talk, *lead: str) -> Speech:
        wish = rules.wish_of(talk.known) if rules.begins(talk.known) or rules.FIRST in talk.known else Wish()
        options = await self._tools.proposals.options(talk.contract_id, talk.told, wish)
        if not options:
            return await self._none_fits(talk, *lead)
        overview = await self._tools.tenancy.overview(talk.contract_id, talk.today)
        rent = euros(overview.rent_cents) if overview else ""
        head = self._speaking.say("options", rent=rent)
        return self.shown(talk, options, *lead, head)

    async def _none_fits(self, talk: Talk, *lead: str) -> Speech:
        """What stands in the way of any plan: of each, or of the shortest there is."""
        why = await self._why_no_plan(talk)
        policy = self._tools.ground.policy.arrangement
        if why is not None or policy is None:
            return await self.refused(talk, Answer(Outcome.REFUSED, why=why), *lead)
        shortest = Wish(terms=policy.terms.minimum)
        answer = await self._tools.proposals.propose_arrangement(talk.contract_id, shortest, talk.told, talk.asker)
        return await self.answered(talk, answer, *lead)

    def shown(self, talk: Talk, options: Sequence[Option], *lead: str) -> Speech:
        """Plans to choose from, or one to say yes or no to."""
        lines = [self._limits.option(option, talk.today) for option in options]
        return self._asked(talk, options, *lead, "\n".join(lines))

    def with_ways(self, talk: Talk, option: Option, *lead: str, steps: Sequence[NextStep] = LATER) -> Speech:
        """One plan, and beside it the way to something else, and to a person."""
        asked = self._asked(talk, [option], *lead)
        _, buttons = self._speaking.next_steps([step for step in steps if step is not NextStep.OTHER_PLAN])
        return replace(asked, buttons=(*asked.buttons[:1], *buttons[-2:]))

    def _asked(self, talk: Talk, options: Sequence[Option], *lead: str) -> Speech:
        offered = ",".join(str(len(option.plan.terms)) for option in options)
        seen = in_state([_seen(option.plan) for option in options])
        of_many = (*rules.OF_BEGINNING, rules.FIRST) if len(options) > 1 else ()
        begun = {key: talk.known[key] for key in of_many if key in talk.known}
        talk = without_offer(talk.without(*rules.OF_WISH)).knowing(
            **{**begun, rules.GOAL: rules.ARRANGEMENT, OFFERED: offered, SHOWN: seen}
        )
        if len(options) == 1:
            whole = rules.kept(options[0].wish)
            talk = talk.knowing(**{f"{rules.OFFER_PREFIX}{key}": value for key, value in whole.items()})
        return self._speaking.ask(talk, "choose" if len(options) > 1 else "choose_one", *lead)

    async def _why_no_plan(self, talk: Talk) -> Failed | None:
        outlook = await self._tools.proposals.outlook(talk.contract_id, talk.told)
        return outlook.arrangement.why_not

    # ── what came of it ───────────────────────────────────────────────────────────────────────────

    async def answered(self, talk: Talk, answer: Answer, *lead: str) -> Speech:
        """Whatever a proposal came to, of a new plan or of a change."""
        match answer.outcome:
            case Outcome.ALONE:
                return self.text_shown(talk, answer, *lead, self._speaking.say("text-above"))
            case Outcome.COLLECTOR:
                promise = await self._speaking.promise(talk, "Voorstel om te beoordelen.", Reason.PROPOSAL)
                # What it waits for, where the policy has a limit for it.
                why = (answer.why.says,) if answer.why is not None else ()
                return self._speaking.end(talk, *lead, *why, self._speaking.say("waits", promise=promise))
            case Outcome.ASK:
                fact = next((f for f in answer.ask if f"{rules.FACT_PREFIX}{f}" not in talk.known), answer.ask[0])
                return self._speaking.ask(talk, f"{rules.FACT_PREFIX}{fact}", *lead)
            case Outcome.REFUSED:
                return await self.refused(talk, answer, *lead)

    def text_shown(self, talk: Talk, answer: Answer, *lead: str) -> Speech:
        """The whole text, and the question for a yes to exactly that."""
        view = answer.agreement
        assert view is not None
        talk = talk.knowing(**{rules.AGREEMENT: str(view.id), rules.DIGEST: view.text_digest})
        if view.terms:
            first, *_ = view.terms
            others = [term.amount_cents for term in view.terms[1:-1]] or [first.amount_cents]
            talk = talk.knowing(**{SHOWN: in_state([Shown(len(view.terms), others[0], first.due_on)])})
        return replace(self._speaking.ask(talk, "consent", *lead, view.message), figure=view.document.figure)

    async def refused(self, talk: Talk, answer: Answer, *lead: str) -> Speech:
        """The condition's own words, and the next best path; where that is another plan, straight on to it."""
        why = answer.why
        says = why.says if why else ""
        if answer.nearest is not None:
            return await self._nearest(talk, answer, answer.nearest, *lead)
        if answer.last_day is not None and talk.known.get(rules.GOAL) == rules.DEFERRAL:
            return await self._until_then(talk, answer.last_day, *lead, says)
        steps = why.next if why else (NextStep.COLLECTOR,)
        if steps[0] in ANOTHER_WAY and talk.known.get(rules.GOAL) == rules.DEFERRAL:
            if await self._why_no_plan(talk) is not None:
                return self._speaking.ask(talk.without(rules.DAY), "until", *lead, says)
            on = talk.without(*rules.OF_WISH).knowing(**{rules.GOAL: rules.ARRANGEMENT})
            return await self._arrangement(on, *lead, f"{says} {self._speaking.say('next-arrangement')}")
        words, buttons = self._speaking.next_steps(steps)
        if steps[0] is NextStep.COLLECTOR:
            promise = await self._speaking.promise(
                talk, f"Geen afspraak mogelijk: {why.id if why else ''}.", Reason.OTHER
            )
            words = self._speaking.say("person-looks", promise=promise)
        return self._speaking.end(talk, *lead, f"{says} {words}".strip(), buttons=buttons, steps=steps)

    async def _nearest(self, talk: Talk, answer: Answer, nearest: Option, *lead: str) -> Speech:
        """The limit and what can be; who puts the same forward again gets other words, and then a person."""
        bound = answer.why.id if answer.why else ""
        mark, times = limits.times(talk.known, bound)
        known = talk.known
        talk = talk.without(*rules.OF_TABLE).knowing(**{rules.TURNED: f"{mark}#{times}"})
        if times == 1:
            return self._asked(talk, [nearest], *lead, self._limits.told(known, answer, talk.today))
        if times < limits.ASKED_ENOUGH:
            steps = answer.why.next if answer.why else ()
            return self.with_ways(talk, nearest, self._limits.told_again(known, answer), steps=steps)
        promise = await self._speaking.promise(talk, f"Wil een ander plan dan kan: {bound}.")
        return self._speaking.end(talk, self._speaking.say("limit-person", promise=promise))

    async def _until_then(self, talk: Talk, last: date, *lead: str) -> Speech:
        """A later day than can be: the last one that can, unless that was said; in parts may do as well."""
        mark, times = limits.times(talk.without(*rules.OF_WISH).known, DEFERRAL_TOO_LONG)
        again = "-again" if times > 1 else ""
        until = self._speaking.say(f"deferral-until{again}", day=day_in_words(last, talk.today))
        parts = await self._why_no_plan(talk) is None
        talk = talk.without(rules.DAY).knowing(**{OFFERED: last.isoformat(), rules.TURNED: f"{mark}#{times}"})
        told = [until, *([self._speaking.say("deferral-parts")] if parts else [])]
        return self._speaking.ask(talk, "until", " ".join(told if again else (*lead, *told)), again=True)


def _seen(plan: Plan) -> Shown:
    usual = plan.terms[1] if len(plan.terms) > 2 else plan.terms[0]
    return Shown(len(plan.terms), usual.amount_cents, plan.first_on)


def offered_wish(known: Mapping[str, str]) -> dict[str, str]:
    """The single plan that was shown last, as keys of a wish; empty where there was none, or more than one."""
    whole = {key.removeprefix(rules.OFFER_PREFIX): known[key] for key in known if key.startswith(rules.OFFER_PREFIX)}
    return whole if OFFERED in known else {}


def without_offer(talk: Talk) -> Talk:
    return talk.without(*(key for key in talk.known if key.startswith(rules.OFFER_PREFIX)))
