"""Talking about help nearby: the list, which of it somebody means, and what is asked before a sign-up."""

from dataclasses import replace

from bot.dialogue.exchange import Exchange
from bot.dialogue.flow_answers import reply_of
from bot.dialogue.flows import FlowState
from bot.dialogue.questions import Questions
from bot.dialogue.referring import Referring
from bot.dialogue.speech import Speech
from bot.dialogue.voice import Voice

#: Which of the list; the list itself is the question.
WHICH = "referral.which"
#: To these the list is left alone.
_LEAVES = ("deny", "unsure", "thank")


class ReferralTalk:
    def __init__(self, referring: Referring, questions: Questions) -> None:
        self._referring = referring
        self._questions = questions

    def chosen(self, exchange: Exchange) -> str | None:
        """The organisation that is meant where the list was shown."""
        return self._referring.chosen(exchange.heard.text, reply_of(exchange).choice)

    def is_left(self, exchange: Exchange) -> bool:
        """Whether none of the list is wanted."""
        return self.chosen(exchange) is None and exchange.heard.intent in _LEAVES

    async def told(self, exchange: Exchange, voice: Voice, flow: FlowState) -> Speech:
        """The next of it: a question, the list, what would be passed on, or how it ended."""
        if flow.question is None and WHICH not in flow.known:
            speech = self._referring.listed(flow, voice.values, voice.today)
            waits = any("choice" in button.payload for button in speech.buttons)
            exchange.memory.flow = replace(flow, question=WHICH) if waits else None
            return speech
        if flow.question is None:
            return await self._referring.finished(exchange, flow, voice.values, voice.seed)
        asked = self._questions.ask(flow, exchange, voice, again=False)
        if flow.question != "referral.consent":
            return asked
        return replace(asked, text=f"{self._referring.shown(flow, voice.values)}\n\n{asked.text}")
