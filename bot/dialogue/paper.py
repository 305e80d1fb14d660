"""Pure rules on how a letter is spoken of: at all, not at all, or only supposed."""

import re

_GUESSED = re.compile(
    r"\b(?:denk (?:ik|dat)|volgens mij|misschien|miss|mss|bang dat|vast|waarschijnlijk|wrs|wss|straks|ofzo|of zo)\b",
    re.IGNORECASE,
)
_PAPER = re.compile(r"\b(?:brief|brieven|briefje|post|envelop|papier(?:en)?|mail|schrijven)\b", re.IGNORECASE)


def is_guessed(text: str) -> bool:
    """Whether somebody says what they suppose, not what they read: a supposed day is no day of a letter."""
    return bool(_GUESSED.search(text))


def names_paper(text: str) -> bool:
    """Whether a letter or paper is spoken of at all."""
    return bool(_PAPER.search(text))


_NO_PAPER = re.compile(r"\b(?:geen|nooit een|nog geen) (?:\w+ )?(?:brief|brieven|post|papier(?:en)?)\b", re.IGNORECASE)


def denies_paper(text: str) -> bool:
    """Whether somebody says that there is no letter."""
    return bool(_NO_PAPER.search(text))


_NO_COURT = re.compile(
    r"\b(?:geen|nooit een) (?:brief van (?:de |het )?)?"
    r"(?:rechter|rechtbank|rechtszaak|dagvaarding|vonnis|zitting)\b(?! nodig)",
    re.IGNORECASE,
)


def denies_court(text: str) -> bool:
    """Whether no judge has come into it. Not "ik was niet bij de rechter": who says so may have been called."""
    return bool(_NO_COURT.search(" ".join(text.split())))
