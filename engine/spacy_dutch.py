"""Dutch spaCy for Rasa: a blank pipeline with lemmas by table and by rule, or an installed full model named in config.yml.

The pipeline is made at training and kept in the model: what answers is what was trained.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Text

import spacy
import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import SPACY_DOCS
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language
from spacy.pipeline import AttributeRuler

from engine.text import unguarded

BLANK = "blank"
LEMMAS = Path(__file__).resolve().parent.parent / "data" / "lexicon" / "lemmas.yml"
#: The pipe that lays the field's own lemmas over the table's.
RULES = "lemmas_of_the_field"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class DutchSpacy(GraphComponent):
    """Puts a spaCy document on every message, where Rasa's own spaCy components look for it."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        # Our own classifier reads text; documents in training are for components that want them (Rasa's do).
        return {"model": BLANK, "documents_in_training": False}

    def __init__(self, storage: ModelStorage, resource: Resource, nlp: Language, in_training: bool) -> None:
        self._storage = storage
        self._resource = resource
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
        return cls(model_storage, resource, pipeline(config["model"]), bool(config["documents_in_training"]))

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
            return cls(model_storage, resource, spacy.load(folder), bool(config["documents_in_training"]))

    def train(self, training_data: TrainingData) -> Resource:
        """Nothing is learned; the pipeline is kept as it was made, tables and rules with it."""
        with self._storage.write_to(self._resource) as folder:
            self._nlp.to_disk(folder)
        return self._resource

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


def pipeline(model: Optional[Text], lemmas: Path = LEMMAS) -> Language:
    """The named pipeline; `blank` is Dutch tokens with lemmas from spacy-lookups-data, which needs no download.

    Over either go the lemmas of this field.
    """
    if model and model != BLANK:
        nlp = spacy.load(model)
    else:
        nlp = spacy.blank("nl")
        nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
        nlp.initialize()
    ruler = nlp.add_pipe("attribute_ruler", name=RULES, last=True)
    assert isinstance(ruler, AttributeRuler)
    for lemma, forms in lemma_rules(lemmas).items():
        ruler.add([[{"LOWER": form}] for form in forms], {"LEMMA": lemma})
    return nlp


def lemma_rules(path: Path) -> Mapping[str, List[str]]:
    """The field's lemmas, each with its forms in lower case. Raises ValueError where a form has two lemmas."""
    lemmas: Dict[str, List[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))["lemmas"]
    lemma_of: Dict[str, str] = {}
    for lemma, forms in lemmas.items():
        for form in forms:
            if lemma_of.setdefault(form, lemma) != lemma:
                raise ValueError(f"{path.name}: {form} is a form of {lemma_of[form]} and of {lemma}")
    return lemmas
