"""A file that we cannot keep: its sender is told so, kindly and once, and asked to send it again or to type."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.media_rules import line_about
from bot.channels.models import Media
from bot.channels.saying import Line
from bot.clock import Clock
from bot.conversation.models import Author, Conversation, Message, Owner
from bot.conversation.outbox import Outbox
from bot.database.engine import Database

AT_ONCE = 20
#: Who sends five pictures gets one question.
ONE_QUESTION_IN = timedelta(minutes=2)


class AskingAgain:
    def __init__(self, database: Database, clock: Clock, outbox: Outbox, line: Line) -> None:
        self._database = database
        self._clock = clock
        self._outbox = outbox
        self._line = line

    async def ask_due(self) -> int:
        """Ask for what could not be kept, once its message has had its own answer: in the other order the two would
        contradict each other. Several processes share the work. Returns how many files were looked at.
        """
        statement = (
            select(Media, Message)
            .join(Message, Message.id == Media.message_id)
            .where(Media.ask_due, Message.handled_at.is_not(None))
            .order_by(Media.at, Media.id)
            .limit(AT_ONCE)
            .with_for_update(of=Media, skip_locked=True)
        )
        asked = []
        async with self._database.transaction() as session:
            found = (await session.execute(statement)).all()
            for media, message in found:
                if await self._ask(session, media, message):
                    asked.append(message.conversation_id)
        for conversation_id in asked:
            self._outbox.wake(conversation_id, timedelta(0))
        return len(found)

    async def _ask(self, session: AsyncSession, media: Media, message: Message) -> bool:
        """Whether there is a new question in the outbox. Where a person has the conversation, that person asks; and
        who is in danger is not asked for papers.
        """
        media.ask_due = False
        conversation = await session.get_one(
            Conversation, message.conversation_id, with_for_update={"key_share": True}, populate_existing=True
        )
        in_danger = conversation.danger is not None and conversation.danger_denied_at is None
        if conversation.owner is Owner.PERSON or in_danger:
            return False
        now = self._clock()
        last = await session.scalar(
            select(func.max(Media.asked_again_at))
            .join(Message, Message.id == Media.message_id)
            .where(Message.conversation_id == conversation.id)
        )
        if last is not None and last >= min(media.at, now - ONE_QUESTION_IN):
            media.asked_again_at = last
            return False
        media.asked_again_at = now
        self._outbox.compose(session, conversation, Author.NOTICE, self._line(line_about(media.error, message.subtype)))
        return True
