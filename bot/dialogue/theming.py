"""Which narrower answer a message calls for, at this moment of the talk."""

from bot.dialogue.exchange import Exchange
from bot.knowledge.models import Answer
from bot.knowledge.services import AnswerBook


def theme_of(
    book: AnswerBook, exchange: Exchange, intent: str | None = None, *, named: bool = False, guessed: bool = True
) -> str | None:
    """The id of that answer, or None.

    `intent`: as another subject than was understood. `named`: what a button asks for counts too. `guessed`: what the
    engine takes the words to call for counts as well; not where a danger hangs on it.
    """
    heard = exchange.heard
    return book.theme(
        intent or heard.intent,
        heard.text,
        heard.value("answer") if named else None,
        moment=exchange.moment,
        passed=passed(exchange),
        likely=_likely(exchange) if guessed else (),
    )


def may_be_said(book: AnswerBook, exchange: Exchange) -> list[tuple[Answer, float]]:
    """The narrower answers that the engine takes the words to call for and that fit this moment, with their chances."""
    return book.themes.may_be_said(
        _likely(exchange), exchange.heard.text, moment=exchange.moment, passed=passed(exchange)
    )


def _likely(exchange: Exchange) -> list[tuple[str, float]]:
    return [(str(one["name"]), float(one["confidence"])) for one in exchange.heard.themes]


def passed(exchange: Exchange) -> frozenset[str]:
    """The answers that were told last."""
    return frozenset((exchange.memory.as_recalled or exchange.memory).told)
