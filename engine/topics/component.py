"""The Rasa component: puts `topics` on every message."""

from __future__ import annotations

from typing import List

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from engine.plain import PlainComponent
from engine.text import unguarded
from engine.topics.topics import CLAUSE_RANKER, topics

TOPICS = "topics"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class DutchTopics(PlainComponent):
    """Stands after the intent classifier."""

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            intent = (message.get(INTENT) or {}).get("name")
            text = unguarded(message.get(TEXT) or "")
            message.set(TOPICS, topics(text, intent, message.get(CLAUSE_RANKER)), add_to_output=True)
        return messages
