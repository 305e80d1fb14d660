"""One webhook of a provider, whole, with what it must come down to."""

from dataclasses import dataclass
from typing import Any

#: When the samples are of.
AT = 1795438800


@dataclass(frozen=True)
class Sample:
    name: str
    body: dict[str, Any]
    #: What the elements come down to: kind of element, and for what somebody said its kind and words.
    comes_to: tuple[str, ...]
