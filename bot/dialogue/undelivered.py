"""A code that could not be sent: who waits for it hears so at once, and a person is asked to look."""

from collections.abc import Mapping
from uuid import UUID

from bot.conversation.models import Author
from bot.conversation.outbox import LOCK, Outbox
from bot.database.engine import Database
from bot.database.session import announce
from bot.handoff.models import Reason
from bot.handoff.services import HandoffService
from bot.knowledge.services import AnswerBook

#: For the desk. It tells nothing of whom the code was for.
SUMMARY = "Een code per sms of e-mail kon niet worden verstuurd. Werkt het versturen? Help deze huurder zelf verder."
LINE = "identity_not_sent"


class Undelivered:
    """The same for everybody who waits: see bot/identity/sending.py."""

    def __init__(
        self, database: Database, outbox: Outbox, handoffs: HandoffService, book: AnswerBook, values: Mapping[str, str]
    ) -> None:
        self._database = database
        self._outbox = outbox
        self._handoffs = handoffs
        self._book = book
        self._values = dict(values)

    async def tell(self, conversation_id: UUID) -> None:
        """A notice, so that it is said also while a person has the conversation; and a place in the queue."""
        async with self._database.transaction() as session:
            conversation = await session.scalar(LOCK, {"conversation": conversation_id})
            if conversation is None:
                return
            receipt = await self._handoffs.request_within(session, conversation, Reason.OTHER, SUMMARY)
            line = self._book.line(LINE, values={**self._values, "promise": receipt.sentence})
            self._outbox.compose(session, conversation, Author.NOTICE, line)
            await announce(session, "message", conversation_id, author=Author.NOTICE)
        await self._outbox.dispatch(conversation_id)
