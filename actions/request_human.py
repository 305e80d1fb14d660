"""Brings a person in because the tenant asked for one."""

from actions.base import SpeakingAction
from bot.dialogue.exchange import Exchange
from bot.dialogue.speech import Speech
from bot.handoff.models import Reason


class RequestHumanAction(SpeakingAction):
    action_name = "action_request_human"

    async def speak(self, message: Exchange) -> Speech:
        return await self.answering.with_handoff(message, Reason.ASKED)
