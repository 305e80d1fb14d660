"""From "wat zou voor jou lukken?" to a whole text on the screen: own solution, what fits, plans side by side."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.arrangements.proposing import Answer
from bot.arrangements.rules.affordability import Fit, Room
from bot.arrangements.rules.conditions import NextStep
from bot.arrangements.rules.eligibility import Failed, Outcome
from bot.arrangements.rules.options import Option
from bot.arrangements.rules.schedule import Wish
from bot.dialogue.arranging import rules
from bot.dialogue.arranging.talk import OFFERED, Speaking, Talk
from bot.dialogue.speech import Speech
from bot.guidance.words import day_in_words, euros
from bot.handoff.models import Reason

MEANS = (rules.INCOME_DAY, rules.LEFT, rules.DEBTS)
#: Next best paths of a deferral that lead straight to paying in parts.
ANOTHER_WAY = (NextStep.ARRANGEMENT, NextStep.OTHER_PLAN)
QUESTION_OF = {rules.INCOME_DAY: "income_day", rules.LEFT: "left", rules.DEBTS: "other_debts"}


class Planning:
    def __init__(self, speaking: Speaking) -> None:
        self._speaking = speaking
        self._tools = speaking.tools

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
            if (asked := self.means_asked(talk, MEANS, *lead)) is not None:
                return asked
            return await self._weighed(talk, *lead)
        if rules.has_wish(known):
            wish = rules.wish_of(known)
            answer = await self._tools.proposals.propose_arrangement(talk.contract_id, wish, talk.told, talk.asker)
            return await self.answered(talk, answer, *lead)
        return await self._side_by_side(talk, *lead)

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
        said = [self._speaking.say("room-known", amount=euros(room.cents))]
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
        options = await self._tools.proposals.options(talk.contract_id, talk.told)
        if not options:
            return await self._none_fits(talk, *lead)
        overview = await self._tools.tenancy.overview(talk.contract_id, talk.today)
        rent = euros(overview.rent_cents) if overview else ""
        head = self._speaking.say("options", rent=rent)
        return self._shown(talk, options, *lead, head)

    async def _none_fits(self, talk: Talk, *lead: str) -> Speech:
        """What stands in the way of any plan: of each, or of the shortest there is."""
        why = await self._why_no_plan(talk)
        policy = self._tools.ground.policy.arrangement
        if why is not None or policy is None:
            return await self._refused(talk, Answer(Outcome.REFUSED, why=why), *lead)
        shortest = Wish(terms=policy.terms.minimum)
        answer = await self._tools.proposals.propose_arrangement(talk.contract_id, shortest, talk.told, talk.asker)
        return await self.answered(talk, answer, *lead)

    def _shown(self, talk: Talk, options: Sequence[Option], *lead: str) -> Speech:
        lines = [self._told(option, talk.today) for option in options]
        offered = ",".join(str(len(option.plan.terms)) for option in options)
        talk = talk.without(*rules.OF_WISH).knowing(**{rules.GOAL: rules.ARRANGEMENT, OFFERED: offered})
        return self._speaking.ask(talk, "choose" if len(options) > 1 else "choose_one", *lead, "\n".join(lines))

    def _told(self, option: Option, today: date) -> str:
        terms = option.plan.terms
        words = self._speaking.say(
            "option",
            count=str(len(terms)),
            amount=euros(terms[0].amount_cents),
            day=day_in_words(terms[0].due_on, today),
        )
        return words if option.alone else f"{words} {self._speaking.say('option-look')}"

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
                return await self._refused(talk, answer, *lead)

    def text_shown(self, talk: Talk, answer: Answer, *lead: str) -> Speech:
        """The whole text, and the question for a yes to exactly that."""
        view = answer.agreement
        assert view is not None
        talk = talk.knowing(**{rules.AGREEMENT: str(view.id), rules.DIGEST: view.text_digest})
        return replace(self._speaking.ask(talk, "consent", *lead, view.message), figure=view.document.figure)

    async def _refused(self, talk: Talk, answer: Answer, *lead: str) -> Speech:
        """The condition's own words, and the next best path; where that is another plan, straight on to it."""
        why = answer.why
        says = why.says if why else ""
        if answer.nearest is not None:
            return self._shown(talk, [answer.nearest], *lead, says)
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
