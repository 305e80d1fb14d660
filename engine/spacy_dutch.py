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


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class DutchSpacy(GraphComponent):
    """Puts a spaCy document on every message, where Rasa's own spaCy components look for it.

    Nothing is kept in the model: a blank pipeline is made in a moment, an installed one is there to be loaded.
    """

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        # Our own classifier reads text; documents in training are for components that want them (Rasa's do).
        return {"model": BLANK, "documents_in_training": False}

    def __init__(self, nlp: Language, in_training: bool) -> None:
        self._nlp = nlp
        self._in_training = in_training

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DutchSpacy:
        return cls(pipeline(config["model"]), bool(config["documents_in_training"]))

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        if self._in_training:
            examples = training_data.training_examples
            texts = [example.get(TEXT) or "" for example in examples]
            for example, doc in zip(examples, self._nlp.pipe(texts, batch_size=256), strict=False):
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
