"""Dutch spaCy for Rasa: a blank pipeline with lookup lemmas, or an installed full model named in config.yml."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Text

import spacy
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import SPACY_DOCS
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language

from engine.text import unguarded

BLANK = "blank"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class DutchSpacy(GraphComponent):
    """Puts a spaCy document on every message, where Rasa's own spaCy components look for it."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {"model": BLANK}

    def __init__(self, nlp: Language, model_storage: ModelStorage, resource: Resource) -> None:
        self._nlp = nlp
        self._storage = model_storage
        self._resource = resource

    @classmethod
    def create(
        cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> DutchSpacy:
        return cls(pipeline(config["model"]), model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> DutchSpacy:
        with model_storage.read_from(resource) as folder:
            return cls(spacy.load(folder / "nlp"), model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        with self._storage.write_to(self._resource) as folder:
            self._nlp.to_disk(folder / "nlp")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        examples = training_data.training_examples
        texts = [example.get(TEXT) or "" for example in examples]
        for example, doc in zip(examples, self._nlp.pipe(texts, batch_size=256)):
            example.set(SPACY_DOCS[TEXT], doc)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            message.set(SPACY_DOCS[TEXT], self._nlp(unguarded(message.get(TEXT) or "")))
        return messages


def pipeline(model: Optional[Text]) -> Language:
    """The named pipeline; `blank` is Dutch tokens with lemmas from spacy-lookups-data, which needs no download."""
    if model and model != BLANK:
        return spacy.load(model)
    nlp = spacy.blank("nl")
    nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    nlp.initialize()
    return nlp
