"""What opens the arrangement in the chat, and the first that is said: the debt, or what runs already."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.arrangements.rules.eligibility import Outcome
from bot.dialogue.arranging import named_days, rules
from bot.dialogue.arranging.disputing import Disputing
from bot.dialogue.arranging.homes import Homes
from bot.dialogue.arranging.naming import Naming
from bot.dialogue.arranging.running import Running
from bot.dialogue.arranging.talk import Speaking, Talk, Tools, button
from bot.dialogue.exchange import Exchange
from bot.dialogue.speech import Speech
from bot.dialogue.voice import Voice
from bot.guidance.rules import Reply
from bot.identity.standing import Standing

#: What opens it. Unproven, the general answer comes first, and the question who it is after that.
STARTS = (
    *("request_payment_arrangement", "request_deferral", "request_paydate_change", "ask_arrangement_status"),
    *("report_arrangement_trouble", "ask_balance", "report_payment_made", "dispute_debt"),
)
#: With these somebody may mean to be done with what runs at once, or to have a new month in it.
OF_RUNNING = ("ask_arrangement_status", "report_arrangement_trouble", "request_payment_arrangement", "ask_balance")
#: Answered in general; the arrangement is offered with a button.
OFFERS = frozenset({"report_cannot_pay", "ask_arrangement_terms"})


class Opening:
    """Begins with who is proven; before that it is only offered."""

    def __init__(
        self, tools: Tools, speaking: Speaking, homes: Homes, naming: Naming, running: Running, disputing: Disputing
    ) -> None:
        self._tools = tools
        self._speaking = speaking
        self._homes = homes
        self._naming = naming
        self._running = running
        self._disputing = disputing

    def opener(self, intent: str) -> Callable[..., Awaitable[Speech]]:
        """What follows on this intent, as soon as it is sure who somebody is."""

        async def begin(exchange: Exchange, voice: Voice, standing: Standing, known: Mapping[str, str]) -> Speech:
            return await self._begin(intent, exchange, voice, known)

        return begin

    async def _begin(self, intent: str, exchange: Exchange, voice: Voice, known: Mapping[str, str]) -> Speech:
        if intent == "ask_balance" and (all_of_them := await self._homes.several(exchange, voice)) is not None:
            return all_of_them
        talk = await self._homes.about(exchange, voice, known)
        if isinstance(talk, Speech):
            return talk
        kept = {key: value for key, value in known.items() if key in rules.OF_WISH}
        wish = {**rules.wish_in(talk.reply, talk.today), **kept}
        if (changed := await self._other_way(talk, intent, known.get(rules.WAY))) is not None:
            return changed
        match intent:
            case "ask_arrangement_status":
                return await self._running.status(talk)
            case "report_arrangement_trouble":
                return await self._running.trouble(talk, wish)
            case "request_paydate_change":
                day = known.get(rules.MONTH_DAY)
                return await self._running.pay_day(talk, int(day) if day else named_days.month_day_in(talk.reply))
            case "report_payment_made" | "dispute_debt":
                return await self._disputing.begin(talk, paid=intent == "report_payment_made")
        if intent == "request_deferral":
            wish = {**wish, rules.GOAL: rules.DEFERRAL}
        elif intent == "ask_balance":
            wish = {}
        return await self._named(talk.knowing(**wish), intent)

    async def _other_way(self, talk: Talk, intent: str, kept: str | None) -> Speech | None:
        """What runs, paid off at once or with a new month in it; None where nothing runs or nothing such is asked."""
        way = kept or rules.way_in(talk.reply.text)
        if way is None or intent not in OF_RUNNING:
            return None
        live = (await self._tools.proposals.outlook(talk.contract_id)).live
        if live is None:
            return None
        return await (self._running.payoff(talk) if way == rules.PAYOFF else self._running.merge(talk, live))

    async def _named(self, talk: Talk, intent: str) -> Speech:
        """The debt, and whether it is right; or why nothing can be agreed about it."""
        overview = await self._tools.tenancy.overview(talk.contract_id, talk.today)
        outlook = await self._tools.proposals.outlook(talk.contract_id)
        if overview is None:
            return await self._homes.by_person(talk.exchange, talk.voice, "own_nothing_known")
        told = await self._naming.told(talk, overview, outlook)
        if overview.balance_cents <= 0:
            return self._speaking.end(talk, *told, self._speaking.say("nothing-open"))
        if outlook.live is not None and intent != "ask_balance":
            return await self._running.status(talk)
        asked = self._speaking.ask(talk, "right", *told)
        refused = outlook.arrangement.why_not
        if refused is not None and outlook.deferral.outcome is Outcome.REFUSED and outlook.live is None:
            words, buttons = self._speaking.next_steps(refused.next)
            return self._speaking.end(talk, *told, f"{refused.says} {words}", buttons=buttons, steps=refused.next)
        return asked

    async def offered(self, exchange: Exchange, speech: Speech) -> Speech:
        """A general answer, with a button that leads here; what stood there stays as far as there is room."""
        heard = exchange.heard
        started = next((one for one in (heard.intent, *heard.topics) if one in STARTS), None)
        if started is not None and len(exchange.memory.told) > 1:
            # Several answers at once ask nobody who they are; without this the way to the own amounts ends here.
            offer = button(self._tools.book.guess(started), started)
        elif heard.intent in OFFERS and exchange.memory.proven and await self._homes.something_runs(exchange):
            offer = button("Termijn lukt niet", "report_arrangement_trouble")
        elif heard.intent in OFFERS:
            offer = button("Samen plan maken", "request_payment_arrangement")
        else:
            return speech
        if offer.payload in {b.payload for b in speech.buttons}:
            return speech
        return replace(speech, buttons=(offer, *speech.buttons)[:3])


def keeps(exchange: Exchange, voice: Voice) -> dict[str, str]:
    """What a first message already wishes, so that it need not be said again after proof."""
    heard = exchange.heard
    reply = Reply(heard.intent, heard.text, heard.entities)
    kept = rules.wish_in(reply, voice.today)
    notes = exchange.memory.notes
    if notes.monthly and (exchange.sums.monthly or not kept):
        # A sum for each month, told now or before; "300 nu" beside it is only the first payment.
        first = {rules.FIRST: str(notes.once)} if notes.once else {}
        kept = {rules.GOAL: rules.ARRANGEMENT, rules.AMOUNT: str(notes.monthly), **first}
    if (way := rules.way_in(heard.text)) is not None:
        kept[rules.WAY] = way
    day = named_days.month_day_in(reply)
    return {**kept, rules.MONTH_DAY: str(day)} if day and heard.intent == "request_paydate_change" else kept
