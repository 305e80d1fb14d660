"""Which part hears which answer: from what was said to the next step."""

from collections.abc import Awaitable, Callable
from datetime import date

from bot.arrangements.disputes import DisputeKind
from bot.dialogue.arranging import named_days, rules, wishes
from bot.dialogue.arranging.agreeing import Agreeing
from bot.dialogue.arranging.countering import Countering, merged
from bot.dialogue.arranging.disputing import Disputing
from bot.dialogue.arranging.planning import Planning, offered_wish, without_offer
from bot.dialogue.arranging.running import Running
from bot.dialogue.arranging.talk import OFFERED, Speaking, Talk
from bot.dialogue.arranging.wished import Wished
from bot.dialogue.asking import asks
from bot.dialogue.speech import Speech
from bot.guidance.rules import ANSWER_WORDS, Reply

Heard = Callable[[Talk, str | None], Awaitable[Speech | None]]


def could_answer(question: str, reply: Reply, choice: str | None, today: date) -> bool:
    """Whether a message can be an answer at all; what is not leaves the ladder alone."""
    if choice is not None:
        return True
    match question:
        case "arranging.right":
            return bool(rules.wish_in(reply, today)) and reply.intent in wishes.HEARS
        case "arranging.choose_one" if reply.intent in ("affirm", "deny"):
            return True
        case "arranging.own" | "arranging.trouble" | "arranging.choose" | "arranging.choose_one":
            picked = reply.choice is not None or named_days.bare_number(reply) is not None
            places = any(word in reply.text.lower() for word in ("eerste", "tweede", "laatste", "bovenste"))
            leaves_it = question == "arranging.own" and rules.leaves_it_to_us(reply)
            return bool(rules.wish_in(reply, today)) or picked or places or leaves_it
        case "arranging.income_day" | "arranging.pay_day":
            return named_days.income_day(reply) is not None or reply.choice is not None
        case "arranging.until":
            picked = reply.choice is not None or reply.intent == "affirm"
            return named_days.day_in(reply, today) is not None or picked
        case "arranging.paid":
            return bool(reply.values("date") or reply.values("amount"))
        case "arranging.consent":
            # A sum in a few words is another proposal; in a story it may be anything.
            few = len(reply.text.split()) <= ANSWER_WORDS and not asks(reply.text)
            own_wish = bool(rules.wish_in(reply, today)) and (few or reply.intent != "nlu_fallback")
            return rules.agrees(reply.text) or reply.intent in ("affirm", "deny") or own_wish
    return False


class Answers:
    def __init__(
        self,
        speaking: Speaking,
        planning: Planning,
        agreeing: Agreeing,
        running: Running,
        disputing: Disputing,
    ) -> None:
        self._speaking = speaking
        self._planning = planning
        self._agreeing = agreeing
        self._running = running
        self._disputing = disputing
        self._countering = Countering(speaking, planning, self.go_on)

    async def heard(self, question: str, talk: Talk, choice: str | None) -> Speech | None:
        """What comes of an answer to this question; None when it was none after all."""
        return await self._hears(question.partition(".")[2])(talk, choice)

    async def wished(self, question: str, talk: Talk, wished: Wished) -> Speech | None:
        """What comes of a wish beside the question; None when it was none after all."""
        return await self._countering.taken(talk, question, wished)

    def _hears(self, question: str) -> Heard:
        if question.startswith(rules.FACT_PREFIX):
            return lambda talk, choice: self._fact_told(talk, question, choice)
        return {
            "right": self._right,
            "own": self._own,
            "until": self._until,
            "income_day": self._income_day,
            "left": self._left,
            "other_debts": self._other_debts,
            "choose": self._chosen,
            "choose_one": self._chosen,
            "consent": self._consent,
            "trouble": self._trouble,
            "pay_day": self._pay_day,
            "dispute": self._dispute,
            "paid": self._paid,
            "story": self._story,
        }[question]

    async def go_on(self, talk: Talk, *lead: str) -> Speech:
        """On with what is talked about: a change of what runs, or a new plan."""
        if rules.CHANGE in talk.known:
            return await self._running.go_on(talk, *lead)
        return await self._planning.go_on(talk, *lead)

    async def _right(self, talk: Talk, choice: str | None) -> Speech | None:
        if choice is None:
            # A wish before it is sure what it is about: kept, and not lost.
            wish = rules.wish_in(talk.reply, talk.today)
            return self._speaking.ask(talk.knowing(**wish), "right", self._speaking.say("wish-kept"), again=True)
        if choice == "yes":
            wish = rules.wish_in(talk.reply, talk.today)
            return await self.go_on(talk.knowing(**wish))
        if choice == rules.UNKNOWN:
            return await self.go_on(talk, self._speaking.say("right-unknown"))
        return await self._disputing.begin(talk, paid=choice == "paid")

    async def _own(self, talk: Talk, choice: str | None) -> Speech | None:
        wish = rules.wish_in(talk.reply, talk.today)
        if wish:
            # Where it begins may have been told before how much.
            before = merged(talk.known, wish, ()) if wish[rules.GOAL] == rules.ARRANGEMENT else wish
            return await self.go_on(talk.without(*rules.OF_WISH).knowing(**before))
        if choice == "later":
            return await self.go_on(talk.without(*rules.OF_WISH).knowing(**{rules.GOAL: rules.DEFERRAL}))
        if choice == rules.UNKNOWN or rules.leaves_it_to_us(talk.reply):
            return await self.go_on(talk.knowing(**{rules.GOAL: rules.ARRANGEMENT}))
        return None

    async def _until(self, talk: Talk, choice: str | None) -> Speech | None:
        day, offered = named_days.day_in(talk.reply, talk.today), talk.known.get(OFFERED)
        fresh = talk.without(*rules.OF_WISH, OFFERED)
        if day is None and offered and (talk.reply.choice == OFFERED or talk.reply.intent == "affirm"):
            day = date.fromisoformat(offered)
        if day is not None:
            return await self.go_on(fresh.knowing(**{rules.GOAL: rules.DEFERRAL, rules.DAY: day.isoformat()}))
        if choice is None:
            return None
        return await self.go_on(fresh.knowing(**{rules.GOAL: rules.ARRANGEMENT}))

    async def _income_day(self, talk: Talk, choice: str | None) -> Speech | None:
        days = named_days.income_days(talk.reply)
        day = named_days.latest(days)
        lead = [self._speaking.say("income-latest", number=str(day))] if len(days) > 1 else []
        return await self.go_on(talk.knowing(**{rules.INCOME_DAY: str(day) if day else rules.UNKNOWN}), *lead)

    async def _left(self, talk: Talk, choice: str | None) -> Speech | None:
        return await self.go_on(talk.knowing(**{rules.LEFT: choice or rules.UNKNOWN}))

    async def _other_debts(self, talk: Talk, choice: str | None) -> Speech | None:
        return await self.go_on(talk.knowing(**{rules.DEBTS: choice or rules.UNKNOWN}))

    async def _fact_told(self, talk: Talk, question: str, choice: str | None) -> Speech | None:
        return await self.go_on(talk.knowing(**{question: choice or rules.UNKNOWN}))

    async def _chosen(self, talk: Talk, choice: str | None) -> Speech | None:
        offered = [int(count) for count in talk.known.get(OFFERED, "").split(",") if count]
        count = rules.chosen(offered, talk.reply)
        if len(offered) == 1 and talk.reply.intent == "affirm":
            count = offered[0]
        elif count is None and (choice == "no" or talk.reply.intent == "deny"):
            return self._speaking.ask(talk.without(*rules.OF_WISH, OFFERED), "own", again=True)
        wish = {rules.TERMS: str(count)} if count else rules.wish_in(talk.reply, talk.today)
        if not wish:
            return None
        begun = {key: talk.known[key] for key in (*rules.OF_BEGINNING, rules.FIRST) if count and key in talk.known}
        whole = offered_wish(talk.known) if count and len(offered) == 1 else {}
        fresh = without_offer(talk.without(*rules.OF_WISH, OFFERED))
        return await self.go_on(fresh.knowing(**{rules.GOAL: rules.ARRANGEMENT, **begun, **wish, **whole}))

    async def _consent(self, talk: Talk, choice: str | None) -> Speech | None:
        reply, known = talk.reply, talk.known
        if rules.agrees(reply.text):
            return await self._agreeing.yes(talk, known.get(rules.AGREEMENT, ""), known.get(rules.DIGEST, ""))
        if wish := rules.wish_in(reply, talk.today):
            fresh = talk.without(*rules.OF_WISH, rules.AGREEMENT, rules.DIGEST)
            return await self.go_on(fresh.knowing(**wish))
        if reply.intent == "affirm":
            return self._agreeing.again(talk)
        return await self._agreeing.no(talk, known.get(rules.AGREEMENT))

    async def _trouble(self, talk: Talk, choice: str | None) -> Speech | None:
        return await self._running.trouble_answered(talk, choice, rules.wish_in(talk.reply, talk.today))

    async def _pay_day(self, talk: Talk, choice: str | None) -> Speech | None:
        picked = talk.reply.choice
        day = int(picked) if picked and picked.isdigit() else named_days.income_day(talk.reply)
        return await self._running.pay_day(talk, day) if day else None

    async def _dispute(self, talk: Talk, choice: str | None) -> Speech | None:
        return await self._disputing.payment(talk) if choice == "paid" else self._speaking.ask(talk, "story")

    async def _paid(self, talk: Talk, choice: str | None) -> Speech | None:
        if choice == rules.UNKNOWN:
            return await self._disputing.opened(talk, DisputeKind.PAID)
        return await self._disputing.payment(talk)

    async def _story(self, talk: Talk, choice: str | None) -> Speech | None:
        return await self._disputing.opened(talk, DisputeKind.AMOUNT)
