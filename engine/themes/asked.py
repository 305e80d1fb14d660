"""The narrower answers a message calls for: as a whole, and by what is asked in it."""

from __future__ import annotations

import re
from typing import Callable, Dict, List, Sequence, Tuple

from engine.topics.clauses import sentences

Ranking = Sequence[Tuple[str, float]]
Ranker = Callable[[str], Ranking]

#: So many sentences that ask something are read by themselves.
MOST_SENTENCES = 3
LEAST_WORDS = 3
LENGTH = 5
_ASKS = re.compile(
    r"\?|^(?:(?:en|maar|dus|of|want|ook|nou|ja|ok|oke|nee) )*"
    r"(?:hoe(?:veel|lang)?|wat|wie|waar|waarom|wanneer|welke?|mag|kan|kun|moet|hoef|hebben?|heeft|krijg|word|klopt|is|zijn|gaat|komt|telt)\b",
    re.IGNORECASE,
)


def themes(text: str, rank: Ranker) -> List[Tuple[str, float]]:
    """The answers with their chances, surest first; a question in a story counts like one that stands alone."""
    found: Dict[str, float] = dict(rank(text))
    parts = sentences(text)
    if len(parts) > 1:
        asking = [part for part in parts if _ASKS.search(part) and len(part.split()) >= LEAST_WORDS]
        for part in asking[-MOST_SENTENCES:]:
            for name, chance in rank(part):
                found[name] = max(chance, found.get(name, 0.0))
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:LENGTH]
