"""Jinja environments for our pages: everything is escaped, and a missing value is an error."""

from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2.bccache import Bucket


def environment(folder: Path, **more: Any) -> jinja2.Environment:
    """The templates of a folder. `more`: what else Jinja is told."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        bytecode_cache=_compiled(),
        **more,
    )


class _Compiled(jinja2.BytecodeCache):
    """What this process has compiled: of several applications in one, as in the tests, only the first does the work."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key] = bucket.bytecode_to_string()


@cache
def _compiled() -> _Compiled:
    return _Compiled()
