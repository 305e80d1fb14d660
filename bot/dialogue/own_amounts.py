"""The own amounts, told in three plain lines to who has proven to be the one they belong to."""

from collections.abc import Mapping
from datetime import date

from bot.channels.contract import Button
from bot.dialogue.exchange import Exchange
from bot.dialogue.guide import Voice
from bot.dialogue.speech import Payload, Speech
from bot.guidance.words import MONTHS, day_in_words, euros
from bot.handoff.models import Reason
from bot.handoff.services import HandoffService
from bot.identity.services import Identity
from bot.identity.standing import Standing
from bot.knowledge.services import AnswerBook
from bot.tenancy.services import Overview, TenancyService

#: Somebody with more homes than this gets them from a person.
MOST_CONTRACTS = 3


class OwnAmounts:
    def __init__(self, identity: Identity, tenancy: TenancyService, book: AnswerBook, handoffs: HandoffService) -> None:
        self._identity = identity
        self._tenancy = tenancy
        self._book = book
        self._handoffs = handoffs

    async def balance(self, exchange: Exchange, voice: Voice, standing: Standing, known: Mapping[str, str]) -> Speech:
        """What is open, since when, and what was paid last; of every home that this person is a tenant of."""
        _, contracts = await self._identity.contracts(exchange.heard.conversation_id, "balance")
        found = [await self._tenancy.overview(contract, voice.today) for contract in contracts[:MOST_CONTRACTS]]
        told = [self._told(overview, voice, alone=len(contracts) == 1) for overview in found if overview is not None]
        if not told:
            return await self._by_person(exchange, voice, "own_nothing_known")
        exchange.memory.told = ["own"]
        return Speech("\n\n".join(told), self._buttons())

    async def arrangement(
        self, exchange: Exchange, voice: Voice, standing: Standing, known: Mapping[str, str]
    ) -> Speech:
        """Arrangements are looked up by a person as long as no record of them is kept here."""
        return await self._by_person(exchange, voice, "own_arrangement_by_person")

    async def _by_person(self, exchange: Exchange, voice: Voice, line_id: str) -> Speech:
        heard = exchange.heard
        receipt = await self._handoffs.request(heard.conversation_id, Reason.OTHER, heard.text)
        exchange.memory.told = ["own"]
        return Speech(self._line(line_id, voice, promise=receipt.sentence), self._buttons())

    def _told(self, overview: Overview, voice: Voice, *, alone: bool) -> str:
        values = {
            "balance": euros(abs(overview.balance_cents)),
            "day": f"{day_in_words(voice.today, voice.today)} {voice.today.year}",
            "costs": euros(overview.open_costs_cents),
        }
        state = "own_open" if overview.balance_cents > 0 else "own_ahead" if overview.balance_cents < 0 else "own_even"
        lines = [self._line(state, voice, **values)]
        if overview.balance_cents > 0:
            lines += self._since(overview, voice)
            if overview.open_costs_cents:
                lines.append(self._line("own_costs", voice, **values))
        lines.append(self._paid(overview, voice))
        head = "" if alone else f"{overview.address}\n"
        return head + " ".join(lines)

    def _since(self, overview: Overview, voice: Voice) -> list[str]:
        month = overview.oldest_open_month
        return [self._line("own_since", voice, month=_month(month))] if month else []

    def _paid(self, overview: Overview, voice: Voice) -> str:
        paid = overview.last_payment
        if paid is None:
            return self._line("own_never_paid", voice)
        return self._line("own_paid", voice, payment=euros(paid.cents), day=day_in_words(paid.on, voice.today))

    def _line(self, line_id: str, voice: Voice, **more: str) -> str:
        return self._book.line(line_id, values={**voice.values, **more}, seed=voice.seed)

    def _buttons(self) -> tuple[Button, ...]:
        return (
            Button("Bedrag klopt niet", Payload("dispute_debt").encode()),
            Button(self._book.guess("request_human"), Payload("request_human").encode()),
        )


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"
