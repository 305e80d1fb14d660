"""The Rasa component that names the intent: our own linear model, calibrated, with a fallback that has a price."""

from __future__ import annotations

from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from engine.intents.fallback import FALLBACK
from engine.intents.model import IntentModel, Settings
from engine.signals.examples import dangers
from engine.signals.lean import CRISIS_LEAN, Lean
from engine.text import unguarded
from engine.themes.component import THEME_RANKER
from engine.themes.examples import labelled
from engine.topics.topics import CLAUSE_RANKER


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class DutchIntentClassifier(IntentClassifier, GraphComponent):
    """Puts `intent` and `intent_ranking` on every message."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {"ranking_length": 10, **Settings()._asdict()}

    def __init__(
        self, config: Dict[Text, Any], storage: ModelStorage, resource: Resource, model: IntentModel | None
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DutchIntentClassifier:
        return cls(config, model_storage, resource, None)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> DutchIntentClassifier:
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, IntentModel.load(folder))

    def train(self, training_data: TrainingData) -> Resource:
        # Sorted, so that the same data makes the same model: files come in another order on every disk.
        examples = sorted((e.get(TEXT), e.get(INTENT)) for e in training_data.intent_examples if _is_example(e))
        settings = Settings(**{name: self._config[name] for name in Settings._fields})
        texts, intents = [text for text, _ in examples], [intent for _, intent in examples]
        self._model = IntentModel.fit(texts, intents, settings, dangers(), labelled())
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            self._name(message)
        return messages

    def _name(self, message: Message) -> None:
        text = unguarded(message.get(TEXT) or "").strip()
        if self._model is None or not text:
            message.set(INTENT, {"name": FALLBACK, "confidence": 0.0}, add_to_output=True)
            message.set(INTENT_RANKING_KEY, [], add_to_output=True)
            return
        scores = self._model.scores(text)
        ranking = [
            {"name": name, "confidence": sure}
            for name, sure in self._model.rank(scores, self._config["ranking_length"])
        ]
        message.set(CLAUSE_RANKER, self._model.rank_clause)
        message.set(THEME_RANKER, self._model.themes)
        message.set(CRISIS_LEAN, Lean(self._model.intents, scores, self._model.clause_scores, self._model.alarm(text)))
        best = ranking[0]
        if best["confidence"] < self._model.threshold:
            # The real candidates stay in the ranking, best first: "bedoel je …" is made of them.
            best = {"name": FALLBACK, "confidence": 1.0 - best["confidence"]}
        message.set(INTENT, dict(best), add_to_output=True)
        message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)


def _is_example(message: Message) -> bool:
    return bool(message.get(TEXT) and message.get(INTENT))
