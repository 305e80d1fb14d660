"""The questions of the flows, put in words and buttons."""

from collections.abc import Callable

from bot.channels.contract import Button
from bot.dialogue import composing
from bot.dialogue.exchange import Exchange
from bot.dialogue.flows import FlowState
from bot.dialogue.speech import Payload, Speech
from bot.dialogue.voice import Voice
from bot.guidance.models import Guidance, Question
from bot.knowledge.rules import PLACEHOLDERS_OF_GUIDE, choose_text, fill

#: Gives a question the buttons that depend on what was told.
Dressing = Callable[[FlowState, Speech], Speech]


class Questions:
    def __init__(self, guidance: Guidance) -> None:
        self._guidance = guidance
        #: By flow.
        self.dressed: dict[str, Dressing] = {}

    def ask(self, flow: FlowState, exchange: Exchange, voice: Voice, *, again: bool) -> Speech:
        """The open question of a flow; `again`: it was put before, and is put in other words."""
        question = self._guidance.questions[str(flow.question)]
        texts = [fill(text, voice.values, PLACEHOLDERS_OF_GUIDE) for text in (*question.texts, question.again)]
        text = choose_text(texts[-1:] + texts[:-1] if again else texts[:-1], None, exchange.memory.said[-1:], "")
        asked = Speech(text, self._options(question))
        dress = self.dressed.get(flow.flow)
        return dress(flow, asked) if dress else asked

    @staticmethod
    def _options(question: Question) -> tuple[Button, ...]:
        titled = [option for option in question.options if option.title]
        return tuple(
            Button(str(o.title), Payload("inform", {"choice": o.value}).encode())
            for o in titled[: composing.MAX_BUTTONS]
        )
