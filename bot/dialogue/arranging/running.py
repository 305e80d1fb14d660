"""What runs: how it stands, "lukt deze maand niet", all at once, and another pay day."""

from datetime import date

from bot.arrangements.book import AgreementView
from bot.arrangements.models import Subject
from bot.arrangements.proposing import Answer
from bot.arrangements.reaching import NOT_ARRIVED
from bot.arrangements.rules.changes import NOTHING_NEW
from bot.arrangements.rules.conditions import NextStep
from bot.arrangements.rules.eligibility import Kind, Outcome
from bot.arrangements.rules.life import OVER, Held, NotNow, State
from bot.arrangements.rules.schedule import ABOVE_ROOM, Wish
from bot.dialogue.arranging import named_days, rules
from bot.dialogue.arranging.planning import Planning
from bot.dialogue.arranging.talk import OFFERED, PAYOFF, PRESSED, Speaking, Talk, button
from bot.dialogue.arranging.wished import Shown, in_state
from bot.dialogue.speech import Speech
from bot.guidance.words import day_in_words, euros

SUBJECT_OF = {Kind.PAY_DATE: Subject.PAY_DAY}


class Running:
    def __init__(self, speaking: Speaking, planning: Planning) -> None:
        self._speaking = speaking
        self._planning = planning
        self._tools = speaking.tools

    # ── how it stands ─────────────────────────────────────────────────────────────────────────────

    async def status(self, talk: Talk) -> Speech:
        """What lives first, then what lies on the table, else what was."""
        known = await self._tools.agreements.of_contract(talk.contract_id)
        if (offered := next((v for v in known if v.state is State.OFFERED), None)) is not None:
            head = self._speaking.say("status-offered")
            return self._planning.text_shown(talk, Answer(Outcome.ALONE, offered), head)
        live = next((view for view in known if view.is_live and view.kind is not Kind.PAY_DATE), None)
        waits = any(view.state is State.AWAITING_APPROVAL for view in known)
        more = (self._speaking.say("status-waits"),) if waits else ()
        if live is not None:
            return self._told(talk, live, *more)
        if more:
            return self._speaking.end(talk, *more)
        last = next((view for view in known if view.state in OVER and view.agreed_on), None)
        words = self._speaking.say("status-over", reference=last.reference) if last else ""
        plan = button("Regeling bespreken", "request_payment_arrangement")
        lines = words or self._speaking.say("status-none")
        return self._speaking.end(talk, lines, buttons=(plan, self._speaking.human()))

    def _told(self, talk: Talk, live: AgreementView, *more: str) -> Speech:
        lines = [self._speaking.say("status", reference=live.reference, amount=euros(live.open_cents))]
        if (term := _next(live, talk.today)) is not None:
            late = term.due_on < talk.today
            day = day_in_words(term.due_on, talk.today)
            lines.append(
                self._speaking.say("status-late" if late else "status-next", amount=euros(term.open_cents), day=day)
            )
        buttons = (
            button("Dit lukt niet", "report_arrangement_trouble"),
            button("Alles ineens betalen", "inform", **{PRESSED: PAYOFF}),
            self._speaking.human(),
        )
        if live.task in NOT_ARRIVED:
            more = (*more, self._speaking.say("status-undelivered"))
        pay = self._speaking.pay_link(term.open_cents, live.reference) if term else ()
        papers = "\n".join(self._speaking.papers(talk, live))
        return self._speaking.end(talk, " ".join(lines), *pay, *more, papers, buttons=buttons)

    async def payoff(self, talk: Talk) -> Speech:
        """What is left in one amount; nothing has to be agreed for it."""
        live = await self._live(talk)
        if live is None:
            return self._speaking.end(talk, self._speaking.say("no-running"))
        try:
            found = await self._tools.changes.payoff(live.id)
        except NotNow:
            return self._speaking.end(talk, self._speaking.say("no-running"))
        how = self._speaking.say("payoff-how", account=found.account, number=found.number, reference=found.reference)
        pay = self._speaking.pay_link(found.cents, found.reference)
        return self._speaking.end(talk, f"{self._speaking.say('payoff', amount=euros(found.cents))} {how}", *pay)

    async def merge(self, talk: Talk, live: AgreementView, *lead: str) -> Speech:
        """A newly missed month into the agreement, in as many parts as are still to come; or that there is none.

        Where that is more than somebody can miss, in parts of what they can.
        """
        talk = talk.knowing(**{rules.CHANGE: rules.MERGE})
        parts = Wish(terms=max(2, sum(1 for term in live.terms if not term.is_paid)))
        wish = rules.wish_of(talk.known) if rules.has_wish(talk.known) else parts
        merge_months, room = self._tools.changes.merge_months, talk.told.room_cents
        try:
            answer = await merge_months(live.id, wish, talk.told, talk.asker)
            if room is not None and answer.why is not None and answer.why.id == ABOVE_ROOM:
                answer = await merge_months(live.id, Wish(amount_cents=room), talk.told, talk.asker)
        except NotNow:
            return self._speaking.end(talk, self._speaking.say("no-running"))
        if answer.why is not None and answer.why.id == NOTHING_NEW:
            return self._told(talk, live, *lead, answer.why.says)
        return await self._came_of(talk, answer, *lead)

    async def go_on(self, talk: Talk, *lead: str) -> Speech:
        """The change that is talked about, with what was told since: what can be missed, or another wish."""
        live = await self._live(talk)
        if live is None:
            return self._speaking.end(talk, *lead, self._speaking.say("no-running"))
        if rules.ROOM not in talk.known and any(key in talk.known for key in rules.OF_MEANS):
            if (asked := self._planning.means_asked(talk, rules.OF_MEANS, *lead)) is not None:
                return asked
            found = await self._planning.weighed(talk, *lead)
            if isinstance(found, Speech):
                return found
            talk, lead = found[0], (*lead, *found[1])
        if talk.known[rules.CHANGE] == rules.MERGE:
            return await self.merge(talk, live, *lead)
        wish = {key: talk.known[key] for key in rules.OF_WISH if key in talk.known}
        if not rules.has_wish(wish) and rules.DAY not in wish:
            return self._speaking.ask(talk, "trouble", *lead, again=True)
        return await self._changed(talk, live, wish, *lead)

    async def _came_of(self, talk: Talk, answer: Answer, *lead: str) -> Speech:
        """Of a change: what can be missed is asked first where it costs more a month; another wish may still do.

        What no other wish can mend goes on as with a new plan: the reason, and the next best way.
        """
        if answer.means:
            line = "change-parts" if answer.agreement and answer.agreement.kind is Kind.DEFERRAL else "change-dearer"
            asked = self._planning.means_asked(talk, rules.OF_MEANS, *lead, self._speaking.say(line))
            assert asked is not None
            return asked
        why = answer.why
        if answer.outcome is Outcome.REFUSED and why is not None and why.next[0] is NextStep.OTHER_PLAN:
            fresh = talk.without(*rules.OF_WISH)
            return self._speaking.ask(fresh, "trouble", *lead, why.says, again=True)
        return await self._planning.answered(talk.without(*rules.OF_WISH), answer, *lead)

    # ── "lukt deze maand niet" ────────────────────────────────────────────────────────────────────

    async def trouble(self, talk: Talk, wish: dict[str, str]) -> Speech:
        """Noted at once, so that nobody reminds them; then what would work."""
        live = await self._live(talk)
        term = _next(live, talk.today) if live else None
        if live is None or term is None:
            return await self._planning.go_on(talk.knowing(**wish), self._speaking.say("no-running"))
        try:
            await self._tools.changes.report_trouble(live.id, term.number, talk.asker)
        except (NotNow, LookupError):  # paid, or ended, while it was being told
            return await self.status(talk)
        day = day_in_words(term.due_on, talk.today)
        line = "trouble-noted-one" if live.kind is Kind.DEFERRAL else "trouble-noted"
        noted = self._speaking.say(line, number=str(term.number), day=day)
        trouble = {rules.NUMBER: str(term.number), rules.CHANGE: rules.SPREAD}
        left = [one for one in live.terms if not one.is_paid]
        shown = in_state([Shown(len(left), left[0].amount_cents, left[0].due_on)])
        talk = talk.knowing(**{rules.AGREEMENT: str(live.id), rules.SHOWN: shown, **trouble})
        return await self._changed(talk, live, wish, noted) if wish else self._speaking.ask(talk, "trouble", noted)

    async def trouble_answered(self, talk: Talk, choice: str | None, wish: dict[str, str]) -> Speech | None:
        """A day moves the instalment, an amount or a length spreads what is left anew; else a person."""
        live = await self._live(talk)
        if live is None:
            return self._speaking.end(talk, self._speaking.say("no-running"))
        if wish:
            return await self._changed(talk, live, wish)
        if choice == "spread":
            return self._speaking.ask(talk, "trouble", again=True)
        return await self._by_person(talk) if choice == rules.UNKNOWN else None

    async def _changed(self, talk: Talk, live: AgreementView, wish: dict[str, str], *lead: str) -> Speech:
        changes, talk = self._tools.changes, talk.without(*rules.OF_WISH).knowing(**wish)
        term = _next(live, talk.today)
        number = int(talk.known.get(rules.NUMBER) or (term.number if term else 1))
        try:
            if rules.has_wish(wish):
                answer = await self._spread(talk, live, rules.wish_of(wish))
            else:
                due = next((term.due_on for term in live.terms if term.number == number), talk.today)
                day = named_days.moved_to(talk.reply, date.fromisoformat(wish[rules.DAY]), due)
                answer = await changes.move_instalment(live.id, number, day, talk.asker)
        except NotNow:
            return self._speaking.end(talk, self._speaking.say("no-running"))
        return await self._came_of(talk, answer, *lead)

    async def _spread(self, talk: Talk, live: AgreementView, wish: Wish) -> Answer:
        """With a newly missed month in it, where there is one."""
        overview = await self._tools.tenancy.overview(talk.contract_id, talk.today)
        if overview is not None and overview.balance_cents > live.open_cents:
            merged = await self._tools.changes.merge_months(live.id, wish, talk.told, talk.asker)
            if merged.outcome is not Outcome.REFUSED:
                return merged
        return await self._tools.changes.respread(live.id, wish, talk.told, talk.asker)

    async def _by_person(self, talk: Talk, *lead: str) -> Speech:
        promise = await self._speaking.promise(talk, "Een termijn lukt niet.")
        return self._speaking.end(talk, *lead, self._speaking.say("person-looks", promise=promise))

    async def _live(self, talk: Talk) -> AgreementView | None:
        return (await self._tools.proposals.outlook(talk.contract_id)).live

    # ── another pay day ───────────────────────────────────────────────────────────────────────────

    async def pay_day(self, talk: Talk, day: int | None) -> Speech:
        """The day asked for, or first which days there are."""
        policy = self._tools.ground.policy.pay_date
        if policy is None:
            promise = await self._speaking.promise(talk, "Vraagt een andere betaaldag.")
            return self._speaking.end(talk, self._speaking.say("pay-day-person", promise=promise))
        if day is None:
            *some, last = (str(one) for one in policy.days)
            days = f"{', '.join(some)} en {last}" if some else last
            offered = talk.knowing(**{rules.GOAL: rules.PAY_DATE, OFFERED: ",".join(map(str, policy.days))})
            return self._speaking.ask(offered, "pay_day", self._speaking.say("pay-days", pay_days=days))
        answer = await self._tools.proposals.propose_pay_date(talk.contract_id, day, talk.told, talk.asker)
        if answer.outcome is Outcome.REFUSED and answer.why is not None and day not in policy.days:
            near = named_days.days_from(day, policy.days)
            offered = talk.knowing(**{rules.GOAL: rules.PAY_DATE, OFFERED: ",".join(map(str, near))})
            nearest = self._speaking.say("pay-day-nearest", pay_day=str(near[0]))
            return self._speaking.ask(offered, "pay_day", f"{answer.why.says} {nearest}", again=True)
        return await self._planning.answered(talk, answer)


def _next(live: AgreementView, today: date) -> Held | None:
    """The first open instalment."""
    return next((term for term in live.terms if not term.is_paid), None)
