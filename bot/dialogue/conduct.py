"""How the assistant behaves, as data: content/conduct.yml."""

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Conduct:
    """How it behaves, as data: what is a threat, and what "ja" means after which question."""

    threats: Sequence[re.Pattern[str]]
    yes: Sequence[tuple[re.Pattern[str], str]]
    dangers: Sequence[tuple[re.Pattern[str], str]]
    sources: Sequence[re.Pattern[str]]
    explained: Sequence[tuple[re.Pattern[str], str]] = ()
    unexplained: Sequence[tuple[re.Pattern[str], str]] = ()
    denied: Sequence[tuple[re.Pattern[str], str]] = ()

    def danger(self, text: str) -> str | None:
        """The danger that veiled words tell of, beside what the engine noticed."""
        flat = " ".join(text.split())
        return next((kind for pattern, kind in self.dangers if pattern.search(flat)), None)

    def explains(self, kind: str, text: str) -> bool:
        """Whether plain words explain what was faintly heard as this danger: a bailiff's papers, not a blow."""
        flat = " ".join(text.split())
        told, against = (
            any(of == kind and pattern.search(flat) for pattern, of in patterns)
            for patterns in (self.explained, self.unexplained)
        )
        return told and not against

    def denies(self, kind: str, text: str) -> bool:
        """Whether a tenant says that this danger, which we answered, is not so."""
        flat = " ".join(text.split())
        return any(of in (kind, "any") and pattern.search(flat) for pattern, of in self.denied)

    def asks_source(self, text: str) -> bool:
        """Whether it is asked where something is written, beside what the engine understood."""
        flat = " ".join(text.split())
        return any(pattern.search(flat) for pattern in self.sources)

    def meant(self, question: str) -> str | None:
        """The intent of a bare "ja" after this question."""
        return next((intent for pattern, intent in self.yes if pattern.search(question)), None)
