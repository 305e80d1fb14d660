"""The Rasa component: what `find` finds, in Rasa's form."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from engine.entities.find import find
from engine.entities.found import Found
from engine.entities.moment import moment
from engine.plain import PlainComponent
from engine.text import unguarded

EXTRACTOR = "DutchEntities"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class DutchEntities(PlainComponent):
    """Appends to each message's entities. Positions are those in the text as the person wrote it."""

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            text = unguarded(message.get(TEXT) or "")
            found = find(text, moment(message.get(METADATA)))
            entities = [*(message.get(ENTITIES) or []), *(_in_rasa_form(one, text) for one in found)]
            message.set(ENTITIES, entities, add_to_output=True)
        return messages


def _in_rasa_form(found: Found, text: Text) -> Dict[Text, Any]:
    return {
        "entity": found.entity,
        "value": int(found.value) if found.entity == "day_of_month" else found.value,
        "start": found.start,
        "end": found.end,
        "text": text[found.start : found.end],
        "extractor": EXTRACTOR,
    }
