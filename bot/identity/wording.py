"""What the messages that carry a code say; the words are content."""

from collections.abc import Callable, Mapping

from bot.identity.rules import Way
from bot.knowledge.services import AnswerBook

Worded = Callable[[Way, str], tuple[str, str]]


def code_wording(book: AnswerBook, values: Mapping[str, str]) -> Worded:
    """Subject and text of the message with which somebody proves who they are."""
    return _wording(book, values, "code_email_subject", "code")


def contact_wording(book: AnswerBook, values: Mapping[str, str]) -> Worded:
    """The same for the code that goes to a new telephone number or e-mail address."""
    return _wording(book, values, "contact_code_subject", "contact_code")


def _wording(book: AnswerBook, values: Mapping[str, str], subject: str, line: str) -> Worded:
    def worded(way: Way, code: str) -> tuple[str, str]:
        filled = {**values, "code": code}
        return book.line(subject, values=filled), book.line(f"{line}_{way}", values=filled)

    return worded
