"""What may be said at an hour at which nobody is at work. Pure."""

import re

#: Beside the values of the placeholders: not empty while nobody is at work.
CLOSED = "closed"
_CALL_NOW = re.compile(
    r"\b(bel) (?:nu|vandaag|meteen|direct)( ook| dan)? (?=(\{phone\})|\{debt_help\}|het wijkteam)", re.IGNORECASE
)


def when_closed(text: str) -> str:
    """The text for an hour at which nobody answers: "bel vandaag" becomes a call as soon as there is somebody.

    The hours of the municipality are not known here; they are taken to be as ours.
    """

    def later(found: re.Match[str]) -> str:
        open_again = "zodra we open zijn" if found[3] else "zodra het open is"
        return f"{found[1]}, {open_again},{found[2] or ''} "

    return _CALL_NOW.sub(later, text)
