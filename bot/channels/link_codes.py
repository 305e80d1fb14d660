"""One-time link codes: how they look, and finding one in what somebody typed. Pure."""

import re
import secrets

#: Without letters that are read for another: no I, L, O, U.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP = 3, 4
_READ_AS = str.maketrans("OIL", "011")
_ONE = rf"[0-9A-Z]{{{GROUP}}}"
_TYPED = re.compile(
    rf"(?:mijn\s+)?(?:(?:koppel)?code(?:\s+is)?\s*:?\s*)?({_ONE})[\s-]?({_ONE})[\s-]?({_ONE})[.!]?", re.IGNORECASE
)
#: What stands in the transcript in the place of a code.
HIDDEN = "(koppelcode)"


def new_code() -> str:
    """60 random bits as three groups of four: `K7QM-2VX9-HT4D`."""
    while True:
        groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))
        code = "-".join(groups)
        if code_in(code) == code:
            return code


def code_in(text: str) -> str | None:
    """The code that a message consists of, in its own form; None for any other message.

    Twelve digits alone are no code of ours: they are somebody's number.
    """
    found = _TYPED.fullmatch(text.strip())
    if found is None:
        return None
    groups = [group.upper().translate(_READ_AS) for group in found.groups()]
    together = "".join(groups)
    if any(character not in ALPHABET for character in together):
        return None
    return "-".join(groups) if any(character.isdigit() for character in together) and not together.isdigit() else None
