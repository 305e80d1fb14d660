"""Answers at a stage where a person must look today: a summons, a judgment, an eviction date."""

from actions.base import SpeakingAction
from bot.dialogue.exchange import Exchange
from bot.dialogue.speech import Speech
from bot.handoff.models import Reason


class AnswerWithPersonAction(SpeakingAction):
    action_name = "action_answer_with_person"

    async def speak(self, message: Exchange) -> Speech:
        return await self.answering.with_handoff(message, Reason.EVICTION)
