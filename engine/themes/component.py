"""The Rasa component: puts `themes` on every message."""

from __future__ import annotations

from typing import List

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from engine.plain import PlainComponent
from engine.text import unguarded
from engine.themes.asked import themes

THEMES = "themes"
#: Where the intent classifier, whose features they are, leaves its `themes(text)` on the message.
THEME_RANKER = "theme_ranker"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class DutchThemes(PlainComponent):
    """Stands after the intent classifier. Names the narrower answers of the content that the words call for."""

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            text, rank = unguarded(message.get(TEXT) or "").strip(), message.get(THEME_RANKER)
            found = themes(text, rank) if rank and text else []
            message.set(THEMES, [{"name": name, "confidence": chance} for name, chance in found], add_to_output=True)
        return messages
