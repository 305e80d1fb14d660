"""Which narrower answer a message calls for, at this moment of the talk."""

from bot.dialogue.exchange import Exchange
from bot.knowledge.services import AnswerBook


def theme_of(book: AnswerBook, exchange: Exchange, intent: str | None = None, *, named: bool = False) -> str | None:
    """The id of that answer, or None.

    `intent`: as another subject than was understood. `named`: what a button asks for counts too.
    """
    heard = exchange.heard
    answer = heard.value("answer") if named else None
    return book.theme(intent or heard.intent, heard.text, answer, moment=exchange.moment, passed=passed(exchange))


def passed(exchange: Exchange) -> frozenset[str]:
    """The answers that were told last."""
    return frozenset((exchange.memory.as_recalled or exchange.memory).told)
