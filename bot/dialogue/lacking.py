"""Who lacks what the identity ladder asks for: the tenant number, or a place where a code arrives. Pure."""

import re

_I = re.IGNORECASE
_THAT = r"(?:(?:die|dat|het|hem|deze|mijn|m'n|mn|een|zo'n)\s+)?(?:(?:huurders?|contract|klant)?(?:nummer|nr)\s+)?"
#: Somebody has no number at hand, or does not want to give it.
_HAS_NONE = re.compile(
    rf"^\W*(?:(?:nee|neen|maar|ja|sorry|nou|eh)\W+)*{_THAT}(?:heb|weet|ken|vind|onthoud) ik\b[^.?!,]{{0,20}}\bniet\b"
    r"|\b(?:nummer|nr)\b[^.?!]{0,25}\b(?:niet|kwijt|geen idee|nergens)\b"
    r"|\b(?:geen|niet (?:mijn|dat|het|een|zo'n))\b[^.?!]{0,12}\b\w*nummer\b"
    r"|\b(?:papieren|contract|brief|brieven|post|map)\b[^.?!]{0,20}"
    r"\b(?:niet bij (?:me|mij)|niet hier|kwijt|niet vinden|weg)\b"
    r"|\b(?:geef|zeg|typ|deel) ik\b[^.?!]{0,15}\b(?:niet|liever niet)\b"
    r"|\bwil ik\b[^.?!]{0,20}\bniet (?:geven|zeggen|delen|typen)\b"
    r"|\bwil\b[^.?!]{0,20}\bniet (?:zeggen wie ik ben|geven)\b|\b(?:liever|zonder) (?:niet|nummer)\b"
    r"|\b(?:steeds|alweer|weer|telkens|elke keer|ophouden|stop)\b[^.?!]{0,25}\bnummer\b"
    r"|\bnummer\b[^.?!]{0,15}\b(?:steeds|alweer)\b"
    r"|^\W*(?:(?:ik|nee|die|dat) )*(?:geen idee|kwijt|niet bij me|heb niet|weet niet|vind niet|ken niet)\W*$",
    _I,
)
#: A no of so many words is only that.
SHORT = 6


def has_none(text: str) -> bool:
    """Whether somebody says not to have the number, or not to want to give it."""
    return bool(_HAS_NONE.search(" ".join(text.split())))


def is_wanting(intent: str, text: str) -> bool:
    """The same, where the question for it is open: a bare no says it too."""
    short = len(text.split()) <= SHORT and "?" not in text
    return has_none(text) or (short and intent in ("deny", "unsure"))


_OTHER_DEVICE = re.compile(
    r"\b(?:nieuw\w*|ander\w*|oud\w*|verander\w*|gewijzigd\w*|verkeerd\w*|vorig\w*)\b[^.?!]{0,25}"
    r"\b(?:nummer|telefoon|tel|mobiel\w*|toestel|sim\w*|06|e-?mail\w*|mail\w*|adres)\b"
    r"|\b(?:nummer|telefoon|tel|mobiel\w*|toestel|sim\w*|06|e-?mail\w*|mail\w*|mailadres)\b[^.?!]{0,30}"
    r"\b(?:veranderd|gewijzigd|nieuw|anders|kwijt|kapot|stuk|gestolen|verloren|opgezegd|afgesloten|klopt niet"
    r"|niet meer|bestaat niet|werkt niet|doet het niet)\b"
    r"|\b(?:kan|kom) (?:niet|er niet)\b[^.?!]{0,15}\b(?:bij|in) (?:mijn|mn|m'n|die|de) (?:e-?)?mail\w*\b"
    r"|\bgeen (?:telefoon|mobiel\w*|mobieltje|e-?mail|mail|toestel)\b",
    _I,
)


def code_goes_astray(text: str) -> bool:
    """Whether a code cannot arrive: the number or address that we have is not theirs any more."""
    return bool(_OTHER_DEVICE.search(" ".join(text.split())))
