"""Naming the debt: how much, since when and how it built up, what was paid last, and what already runs."""

from sqlalchemy import select

from bot.arrangements.possible import Outlook
from bot.conversation.models import Conversation
from bot.dialogue.arranging import rules
from bot.dialogue.arranging.talk import Speaking, Talk
from bot.guidance.words import MONTHS, day_in_words, euros
from bot.tenancy.services import Overview

#: Months that are drawn one by one; what is older is one line.
MOST_BARS = 4


class Naming:
    def __init__(self, speaking: Speaking) -> None:
        self._speaking = speaking

    async def told(self, talk: Talk, overview: Overview, outlook: Outlook) -> tuple[str, ...]:
        """Three plain lines, and below them how it built up."""
        first, second = self._owed(talk, overview)
        lines = [first, second, " ".join(filter(None, (self._paid(talk, overview), self._running(overview, outlook))))]
        blocks = ["\n".join(line for line in lines if line)]
        if overview.balance_cents > 0 and len(overview.open_build_up) > 1:
            blocks.append(await self._built_up(talk, overview))
        if overview.in_doubt:
            blocks.append(self._speaking.say("in-doubt"))
        return tuple(blocks)

    async def parts(self, talk: Talk, overview: Overview) -> str:
        """What the amount is made of, month by month, with the costs and what was paid last."""
        costs = overview.open_costs_cents
        lines = [await self._built_up(talk, overview)] if overview.open_build_up else []
        lines += [self._line(talk, "own_costs", costs=euros(costs))] if costs else []
        return "\n".join((*lines, self._paid(talk, overview)))

    def _owed(self, talk: Talk, overview: Overview) -> tuple[str, str]:
        day = f"{day_in_words(talk.today, talk.today)} {talk.today.year}"
        amounts = {"balance": euros(abs(overview.balance_cents)), "costs": euros(overview.open_costs_cents)}
        if overview.balance_cents <= 0:
            ahead = "own_ahead" if overview.balance_cents < 0 else "own_even"
            return self._line(talk, ahead, day=day, **amounts), ""
        since = []
        if (month := overview.oldest_open_month) is not None:
            since.append(self._line(talk, "own_since", month=f"{MONTHS[month.month - 1]} {month.year}"))
        if overview.open_costs_cents:
            since.append(self._line(talk, "own_costs", **amounts))
        return self._line(talk, "own_open", day=day, **amounts), " ".join(since)

    def _paid(self, talk: Talk, overview: Overview) -> str:
        paid = overview.last_payment
        if paid is None:
            return self._line(talk, "own_never_paid")
        return self._line(talk, "own_paid", payment=euros(paid.cents), day=day_in_words(paid.on, talk.today))

    def _running(self, overview: Overview, outlook: Outlook) -> str:
        live = outlook.live
        if live is None:
            return self._speaking.say("running-no") if overview.balance_cents > 0 else ""
        return self._speaking.say("running", reference=live.reference, amount=euros(live.open_cents))

    async def _built_up(self, talk: Talk, overview: Overview) -> str:
        months = overview.open_build_up
        older, recent = months[:-MOST_BARS], months[-MOST_BARS:]
        parts = [
            (self._speaking.say("built-up-line", month=MONTHS[m.month.month - 1], amount=euros(m.open_cents)), m)
            for m in recent
        ]
        lines = [words for words, _ in parts]
        if await self._is_drawn(talk):
            bars = rules.bar([month.open_cents for _, month in parts])
            lines = [f"{bar} {words}" for bar, words in zip(bars, lines, strict=True)]
        if older:
            cents = sum(month.open_cents for month in older)
            lines.insert(0, self._speaking.say("built-up-older", amount=euros(cents)))
        return "\n".join((self._speaking.say("built-up"), *lines))

    async def _is_drawn(self, talk: Talk) -> bool:
        """A drawn bar is for a screen of our own; a telephone reads every block of it out."""
        statement = select(Conversation.channel).where(Conversation.id == talk.conversation_id)
        async with self._speaking.tools.ground.database.reading() as session:
            return await session.scalar(statement) in self._speaking.tools.screens

    def _line(self, talk: Talk, line_id: str, **more: str) -> str:
        values = {**talk.voice.values, **more}
        return self._speaking.tools.book.line(line_id, values=values, seed=talk.voice.seed)
