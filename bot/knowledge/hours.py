"""What may be said at an hour at which nobody is at work. Pure."""

import re

#: Beside the values of the placeholders: not empty while nobody is at work.
CLOSED = "closed"
_CALL_NOW = re.compile(
    r"\b(bel) (?:nu|vandaag|meteen|direct)( ook| dan)? "
    r"(?=(\{phone\})|\{debt_help\}|het wijkteam|het Juridisch Loket|twee mensen)",
    re.IGNORECASE,
)
#: Help with the law keeps office hours too.
_ASK_NOW = re.compile(r"\b(vraag) (?:nu|vandaag|meteen|direct) (?=(?:gratis )?hulp bij juridischloket)", re.IGNORECASE)
_DO_NOW = re.compile(r"\b(doe (?:het|dat)) vandaag\b", re.IGNORECASE)
_BOTH_NOW = re.compile(r"\ballebei vandaag\b", re.IGNORECASE)


def when_closed(text: str) -> str:
    """The text for an hour at which nobody answers: "bel vandaag" becomes a call as soon as there is somebody.

    The hours of the municipality are not known here; they are taken to be as ours.
    """

    def later(found: re.Match[str]) -> str:
        open_again = "zodra we open zijn" if found[3] else "zodra het open is"
        return f"{found[1]}, {open_again},{found[2] or ''} "

    told = _ASK_NOW.sub(r"\1, zodra het open is, ", _CALL_NOW.sub(later, text))
    return _BOTH_NOW.sub("allebei zodra het open is", _DO_NOW.sub(r"\1 zodra het open is", told))
