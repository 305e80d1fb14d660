"""Shows where it is written: the sources of what was said last."""

from actions.base import SpeakingAction
from bot.dialogue.exchange import Exchange
from bot.dialogue.speech import Speech


class ShowSourcesAction(SpeakingAction):
    action_name = "action_show_sources"

    async def speak(self, message: Exchange) -> Speech:
        return await self.answering.sources(message)
