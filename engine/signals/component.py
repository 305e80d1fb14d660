"""The Rasa component: learns the detector at training time, and puts `signals` on every message."""

from __future__ import annotations

from datetime import date
from typing import Any, Dict, List, Optional, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from engine.entities.moment import moment
from engine.signals.denials import denies_all
from engine.signals.detector import Detector
from engine.signals.eviction import Day
from engine.signals.examples import gather
from engine.signals.find import find, from_intent
from engine.signals.lean import CRISIS_LEAN
from engine.signals.rules import LEARNED
from engine.text import unguarded

SIGNALS = "signals"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class DutchSignals(GraphComponent):
    """Stands after the intents and the entities, whose days and crises it reads."""

    def __init__(self, storage: ModelStorage, resource: Resource, detector: Optional[Detector]) -> None:
        self._storage = storage
        self._resource = resource
        self._detector = detector

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DutchSignals:
        return cls(model_storage, resource, None)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> DutchSignals:
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, Detector.load(folder))

    def train(self, training_data: TrainingData) -> Resource:
        # Sorted, so that the same data makes the same model: files come in another order on every disk.
        examples = gather(
            sorted((e.get(TEXT), e.get(INTENT)) for e in training_data.intent_examples if e.get(TEXT) and e.get(INTENT))
        )
        self._detector = Detector.fit(LEARNED, examples.texts, examples.truth, examples.counted)
        with self._storage.write_to(self._resource) as folder:
            self._detector.save(folder)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            text = unguarded(message.get(TEXT) or "")
            today = moment(message.get(METADATA)).date()
            found = find(text, self._detector, _days(message), today, message.get(CRISIS_LEAN))
            seen = {signal.name for signal in found}
            crisis = from_intent(text, message.get(INTENT) or {})
            if crisis and crisis.name not in seen and not denies_all(text):
                found.insert(0, crisis)
            message.set(SIGNALS, [signal.plain() for signal in found], add_to_output=True)
        return messages


def _days(message: Message) -> List[Day]:
    found: List[Day] = []
    for entity in message.get(ENTITIES) or []:
        if entity["entity"] == "date":
            found.append(Day(date.fromisoformat(entity["value"]), entity["start"], entity["end"]))
    return found
