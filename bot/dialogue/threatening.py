"""Pure rules of a threat: whom it is aimed at. The same words of harm may be a victim's, or be meant for us."""

import enum
import re

_I = re.IGNORECASE
#: With what, and what is done with it.
_HARM = re.compile(
    r"\b(?:benzine|jerrycan\w*|molotov\w*|brand\w*|fik\w*|aansteken|steek \w+ aan|opblazen|bom\w*|vuurwerk|mes|messen"
    r"|bijl|hamer|\w*knuppel\w*|pistool|geweer|wapen\w*|baksteen|stenen? door|vermoord\w*|afmaken|\w*schiet\w*"
    r"|dood ?(?:maken|schieten|steken|slaan)|sla(?:an)?|steek|steken|wurg\w*|schop\w*|trap (?:je|jullie|hem|haar)"
    r"|verbouw\w*|sloop|slopen|kort en klein|te grazen|(?:iets|wat) aan ?doen|klappen|kapot|in elkaar)\b",
    _I,
)
_WEAPON = (
    r"\b(?:benzine|jerrycan\w*|molotov\w*|mes|messen|bijl|hamer|\w*knuppel\w*|pistool|geweer|\w*wapen\w*|baksteen|stok"
    r"|breekijzer|koevoet|bom)\b"
)
_DO = r"kom\w*|ga|gaan|zal|maak|sla|schiet|steek|trap|schop|sloop|pak|gooi|neem|sta|weet|zoek|vermoord|verbouw|blaas"
#: That the tenant is the one who does or will do it.
_I_DO = re.compile(
    rf"\b(?:ik|we|wij)\b[^.?!]{{0,40}}\b(?:{_DO}|langs ?kom\w*)\b"
    rf"|\b(?:{_DO}|moet|kan|mag) (?:ik|we|wij)\b",
    _I,
)
_US = re.compile(
    r"\b(?:jullie|jij|jou(?:w)?|je (?:collega|baas)\w*|kantoor|balie|medewerkers?|woningbouw\w*|woonstichting"
    r"|corporatie|verhuurder|de linde|deurwaarders?|incasso\w*|iedereen daar)\b",
    _I,
)
#: To somebody's door, and nobody else is named: the one who reads this.
_COMING = re.compile(
    r"\b(?:kom\w*|sta) (?:ik |we )?(?:\w+ ){0,3}"
    r"(?:langs|naar jullie|erheen|daarheen|verhaal halen|bij jullie|voor de deur)\b|\blangs ?kom\w*\b",
    _I,
)
#: "Moet ik langskomen met een knuppel": a weapon brought to us, whatever else was heard in the words.
_ARMED = re.compile(
    rf"\b(?:ik|we|wij) [^.?!]{{0,30}}\b(?:kom\w*|langs\w*|sta|binnen\w*)\b[^.?!]{{0,20}}\bmet\b[^.?!]{{0,15}}{_WEAPON}"
    rf"|\b(?:kom|sta) (?:ik|we|wij) [^.?!]{{0,25}}\bmet\b[^.?!]{{0,15}}{_WEAPON}"
    rf"|\b(?:ik|we|wij) [^.?!]{{0,20}}\bmet\b[^.?!]{{0,15}}{_WEAPON}[^.?!]{{0,25}}\b(?:kom\w*|langs\w*)\b",
    _I,
)
#: Somebody else does it, or it is done to the tenant.
_VICTIM = re.compile(
    r"\b(?:hij|zij|ze|men|iemand|(?:mijn|mn|m'n|me) (?:man|vrouw|ex|vriend\w*|vader|moeder|broer|zus|zoon|dochter|oom"
    r"|partner|buur\w*|schoon\w+))\b[^.?!]{0,60}\b(?:kom\w*|ga(?:at)?|wil|zal|dreig\w*|sla(?:at|an)?|sloeg|heeft|schopt|steekt"
    r"|staat|zegt|bedreigt)\b"
    r"|\b(?:slaat|sloeg|schopt|bedreigt|mishandelt|dreigt|geslagen|bedreigd|mishandeld|bang (?:voor|van|dat))\b",
    _I,
)
#: Aimed at the tenant's own life: another danger.
_MYSELF = re.compile(r"\b(?:mezelf|mijzelf|mij zelf|me zelf|er een eind aan)\b", _I)


class Aim(enum.StrEnum):
    #: The landlord's people or their office.
    US = "us"
    #: Somebody threatens, and it is not said whom.
    UNCLEAR = "unclear"


def tells_of_another(text: str) -> bool:
    """Whether somebody else is said to do harm, or the tenant to suffer it."""
    return bool(_VICTIM.search(" ".join(text.split())))


def comes_armed(text: str) -> bool:
    """Whether the tenant speaks of coming with a weapon, and tells of nobody else who does."""
    flat = " ".join(text.split())
    return bool(_ARMED.search(flat)) and not _VICTIM.search(flat) and not _MYSELF.search(flat)


def aim(text: str) -> Aim | None:
    """Whom the tenant threatens; None where they threaten nobody, or tell what is done to them."""
    flat = " ".join(text.split())
    if not (_HARM.search(flat) and _I_DO.search(flat)) or _VICTIM.search(flat) or _MYSELF.search(flat):
        return None
    return Aim.US if _US.search(flat) or _COMING.search(flat) else Aim.UNCLEAR
