"""A long message in parts. The wish of a story often stands in one of its sentences, most often the last."""

import re
from typing import List

#: Shorter messages are read as a whole only.
LEAST_WORDS = 12
LEAST_WORDS_OF_PART = 3
_BREAK = re.compile(
    r"(?<=[.!?…;])\s+|\n+"
    # People who use no full stops still join their thoughts with the same few words.
    r"|\s+(?=(?:maar|en toen|dus|want|of kan|kunnen jullie|kan ik|kunt u|komma|punt)\s)"
)


def parts(text: str) -> List[str]:
    """The sentences or clauses of a long message; none for a message that is one thought."""
    if len(text.split()) < LEAST_WORDS:
        return []
    found = [part.strip() for part in _BREAK.split(text) if len(part.split()) >= LEAST_WORDS_OF_PART]
    return found if len(found) > 1 else []
