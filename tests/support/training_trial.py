"""Runs in the engine's environment: what Rasa says when it begins to train a component, and what we make of that.

Called by `tests.support.engine_trials`. Nothing is trained.
"""

import contextlib
import io
from types import SimpleNamespace
from typing import Any


class DutchIntentClassifier:
    """Stands where the component's class does."""


def trial() -> list[str]:
    from rasa.engine.training.hooks import LoggingHook

    from engine.serve import quiet
    from engine.train import ComponentsTold

    quiet()
    ComponentsTold.listen()
    trains = SimpleNamespace(uses=DutchIntentClassifier, is_target=True, is_input=False)
    only_runs = SimpleNamespace(uses=DutchIntentClassifier, is_target=False, is_input=False)
    schema: Any = SimpleNamespace(nodes={"train": trains, "run": only_runs})
    context: Any = SimpleNamespace(graph_schema=schema)
    hook = LoggingHook(schema)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        for node in ("train", "run"):
            begun = hook.on_before_node(node, context, {}, {})
            hook.on_after_node(node, context, {}, None, begun)
    return said.getvalue().splitlines()
