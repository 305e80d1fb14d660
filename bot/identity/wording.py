"""What the message that carries a code says; the words are content."""

from collections.abc import Callable, Mapping

from bot.identity.rules import Way
from bot.knowledge.services import AnswerBook


def code_wording(book: AnswerBook, values: Mapping[str, str]) -> Callable[[Way, str], tuple[str, str]]:
    """Subject and text of the message that carries a code."""

    def worded(way: Way, code: str) -> tuple[str, str]:
        filled = {**values, "code": code}
        return book.line("code_email_subject", values=filled), book.line(f"code_{way}", values=filled)

    return worded
