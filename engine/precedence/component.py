"""The Rasa component: puts the intent that comes first in first place."""

from __future__ import annotations

from typing import List

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from engine.plain import PlainComponent
from engine.precedence.rules import Understood, in_order
from engine.signals.component import SIGNALS
from engine.topics.component import TOPICS


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class DutchPrecedence(PlainComponent):
    """Stands last: it looks at what all others found."""

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            found = Understood(
                message.get(INTENT) or {}, message.get(INTENT_RANKING_KEY) or [], message.get(TOPICS) or []
            )
            ordered = in_order(found, message.get(SIGNALS) or [])
            message.set(INTENT, dict(ordered.intent), add_to_output=True)
            message.set(INTENT_RANKING_KEY, list(ordered.ranking), add_to_output=True)
            message.set(TOPICS, list(ordered.topics), add_to_output=True)
        return messages
