"""What is the same of every component that learns nothing and is given nothing."""

from __future__ import annotations

from typing import Any, Dict, Text, Type, TypeVar

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

Made = TypeVar("Made", bound="PlainComponent")


class PlainComponent(GraphComponent):
    """Made without anything: it only looks at messages."""

    @classmethod
    def create(
        cls: Type[Made],
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Made:
        return cls()
