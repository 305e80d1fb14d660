"""Answers a question or remark out of the knowledge content."""

from actions.base import SpeakingAction
from bot.dialogue.answering import Heard
from bot.dialogue.speech import Speech


class AnswerAction(SpeakingAction):
    action_name = "action_answer"

    async def speak(self, message: Heard) -> Speech:
        return await self.answering.answer(message)
