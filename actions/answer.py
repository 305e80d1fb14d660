"""Answers a question or remark out of the knowledge content."""

from actions.base import SpeakingAction
from bot.dialogue.exchange import Exchange
from bot.dialogue.speech import Speech


class AnswerAction(SpeakingAction):
    action_name = "action_answer"

    async def speak(self, message: Exchange) -> Speech:
        return await self.answering.answer(message)
