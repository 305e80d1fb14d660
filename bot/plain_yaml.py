"""Our own YAML files as plain values. What people hand in is read more carefully (`bot/arrangements/loading.py`)."""

from pathlib import Path
from typing import Any

import yaml

# The safe loader in C where PyYAML was built with it: the same answers, ten times as fast.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(path: Path) -> Any:
    """What the file says. Raises OSError, UnicodeDecodeError and yaml.YAMLError."""
    return parse(path.read_text(encoding="utf-8"))


def parse(text: str) -> Any:
    """What the text says. Raises yaml.YAMLError."""
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 - a safe loader
