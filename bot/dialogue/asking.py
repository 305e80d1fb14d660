"""Whether words ask something, told by their order: for where a proposal or a story is listened for."""

import re

#: "mag ik", "kunnen jullie", "hoe lang"; "kan niet anders" and "wat ik kan missen" tell, they do not ask.
_ASKS = re.compile(
    r"^(?:(?:en|maar|ok|oke|dus|ja|nee|hmm?)[ ,]+){0,2}"
    r"(?:(?:mag|mogen|kan|kun|kunnen|moet|moeten|krijg|zijn|is|gaat|gaan|hoef|heb|klopt) "
    r"(?:ik|je|jij|u|jullie|we|wij|dat|dit|het|er|ze|hij|zij)"
    r"|(?:hoe|wat|waar|waarom|wanneer|wie|welke?)(?! (?:dan ook|ik|mij|me)\b))\b",
    re.IGNORECASE,
)


def asks(text: str) -> bool:
    """Whether words can only be a question; stricter than `rules.is_question`, which a mere "kan niet" passes."""
    return "?" in text or bool(_ASKS.search(" ".join(text.split())))
