"""Disputes in the chat: first looked up in the ledger, else for a person, and nobody asks for it meanwhile."""

from datetime import date

from bot.arrangements.disputes import DisputeKind
from bot.arrangements.rules.guarding import Hindrance
from bot.dialogue.arranging import named_days
from bot.dialogue.arranging.naming import Naming
from bot.dialogue.arranging.talk import Speaking, Talk
from bot.dialogue.money import cents
from bot.dialogue.speech import Speech
from bot.guidance.words import day_in_words, euros

PAID_DAY, PAID_CENTS = "paid_day", "paid_cents"
OF_PAYMENT = (PAID_DAY, PAID_CENTS)
#: Questions at which a doubt was only spoken of yet.
OF_DOUBT = frozenset({"right", "dispute", "paid", "story"})


class Disputing:
    def __init__(self, speaking: Speaking, naming: Naming) -> None:
        self._speaking = speaking
        self._tools = speaking.tools
        self._naming = naming

    async def explained(self, talk: Talk, question: str) -> Speech | None:
        """To who only asks whether it is right: what it is made of, how to say that it is wrong, and the question."""
        overview = await self._tools.tenancy.overview(talk.contract_id, talk.today)
        if overview is None or question in OF_DOUBT - {"right"}:
            return None
        parts = await self._naming.parts(talk, overview)
        lead = (self._speaking.say("doubt-parts"), parts, self._speaking.say("doubt-how"))
        return self._speaking.ask(talk, question, *lead, again=True)

    async def taken_back(self, talk: Talk, question: str) -> Speech | tuple[str, ...] | None:
        """A doubt that is none any more: what to say before going on; or that a person has it, or that there was none.

        What was opened in this conversation is withdrawn. What somebody else opened is theirs.
        """
        if question in OF_DOUBT:
            return (self._speaking.say("doubt-gone"),)
        outlook = await self._tools.proposals.outlook(talk.contract_id)
        if Hindrance.DISPUTE not in outlook.hindrances:
            return None
        if not await self._tools.disputes.withdraw(talk.contract_id, talk.conversation_id):
            promise = await self._speaking.promise(talk, "Zegt nu dat het bedrag toch klopt.")
            return self._speaking.end(talk, self._speaking.say("doubt-stays", promise=promise))
        overview = await self._tools.tenancy.overview(talk.contract_id, talk.today)
        words = self._speaking.say("doubt-withdrawn")
        if overview is None or overview.balance_cents <= 0 or outlook.live is not None:
            return self._speaking.end(talk, words)
        return (words,)

    async def begin(self, talk: Talk, *, paid: bool) -> Speech:
        """What is wrong with it? Of a payment: when and how much, as far as this message does not tell it already."""
        outlook = await self._tools.proposals.outlook(talk.contract_id)
        if Hindrance.DISPUTE in outlook.hindrances:
            promise = await self._speaking.promise(talk, "Vraagt naar het bedrag dat niet klopt.")
            return self._speaking.end(talk, self._speaking.say("dispute-runs", promise=promise))
        if not paid:
            return self._speaking.ask(talk, "dispute", self._speaking.say("dispute-start"))
        return await self.payment(talk, self._speaking.say("dispute-start"))

    async def payment(self, talk: Talk, *lead: str) -> Speech:
        """The day and the amount as far as told; with both it is looked up."""
        talk = talk.knowing(**paid_in(talk))
        day, cents = talk.known.get(PAID_DAY), talk.known.get(PAID_CENTS)
        if day is None or cents is None:
            return self._speaking.ask(talk, "paid", *lead, again=day is not None or cents is not None)
        found = await self._tools.disputes.find_payment(talk.contract_id, date.fromisoformat(day), int(cents))
        if found is None:
            return await self.opened(talk, DisputeKind.PAID)
        words = self._speaking.say("dispute-found", amount=euros(found.cents), day=day_in_words(found.on, talk.today))
        overview = await self._tools.tenancy.overview(talk.contract_id, talk.today)
        talk = talk.without(PAID_DAY, PAID_CENTS)
        if overview is None or overview.balance_cents <= 0:
            return self._speaking.end(talk, words, self._speaking.say("nothing-open"))
        still = self._speaking.say("dispute-still", balance=euros(overview.balance_cents))
        return self._speaking.ask(talk, "right", f"{words} {still}")

    async def opened(self, talk: Talk, kind: DisputeKind) -> Speech:
        """For a person; reminders rest until then."""
        day, cents = talk.known.get(PAID_DAY), talk.known.get(PAID_CENTS)
        await self._tools.disputes.open(
            talk.contract_id,
            kind,
            said=talk.exchange.heard.text,
            conversation_id=talk.conversation_id,
            person_id=talk.person_id,
            paid_on=date.fromisoformat(day) if day else None,
            paid_cents=int(cents) if cents else None,
        )
        summary = "Zegt al betaald te hebben." if kind is DisputeKind.PAID else "Zegt dat het bedrag niet klopt."
        promise = await self._speaking.promise(talk, summary)
        words = self._speaking.say("dispute-opened", promise=promise)
        return self._speaking.end(talk, words, self._speaking.say("dispute-proof"))


def paid_in(talk: Talk) -> dict[str, str]:
    """What a message tells of a payment. A payment lies behind: a day that seems ahead was last year's."""
    told: dict[str, str] = {}
    amount = next((value for one in talk.reply.values("amount") if (value := cents(one))), None)
    if amount:
        told[PAID_CENTS] = str(amount)
    for given in talk.reply.values("date"):
        try:
            day = date.fromisoformat(given)
        except ValueError:
            continue
        told[PAID_DAY] = (named_days.year_before(day) if day > talk.today else day).isoformat()
        break
    return told
