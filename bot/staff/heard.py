"""Which turns say something about how well the assistant understands."""

from sqlalchemy import ColumnElement, select

from bot.conversation.models import Author, Message, Turn
from bot.identity.hearing import MARKS


def words_of_a_tenant() -> ColumnElement[bool]:
    """Turns in which there was something to understand.

    A number, a birth date or a code was asked for, and is taken out before anything is understood: what is left of
    such a message is a mark, which no intent fits.
    """
    only_a_mark = select(Message.id).where(
        Message.conversation_id == Turn.conversation_id,
        Message.turn_id == Turn.id,
        Message.author == Author.TENANT,
        Message.text.in_(list(MARKS.values())),
    )
    return ~only_a_mark.exists()
