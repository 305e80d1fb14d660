"""A sum that is told so many times ("2 keer huur 612", "twee maanden huur van 612"): the whole of it. Pure."""

import re

_COUNTS = {"twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6}
_COUNT = rf"(?:(?P<figure>[2-9])|(?P<word>{'|'.join(_COUNTS)}))"
_BEFORE = re.compile(
    rf"(?<![\w.,]){_COUNT} ?(?:(?:x|×|keer|maal)(?: (?:de |een )?(?:huur|maandhuur|maand|termijn)(?: van)?)?"
    r"|(?:maanden?|mnd|maandhuren|huren|termijnen)(?: (?:huur|van|à|a|ad|elk|ieder|keer))+) ?(?:€ ?)?$",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"^ ?(?:euro )?(?:x|×|keer|maal) {_COUNT}\b", re.IGNORECASE)


def times(text: str, start: int, end: int) -> int:
    """How many times the sum that stands at this place of a text is meant; 1 where nothing says more."""
    found = _BEFORE.search(text[:start]) or _AFTER.search(text[end:])
    if found is None:
        return 1
    return int(found["figure"]) if found["figure"] else _COUNTS[found["word"].lower()]
