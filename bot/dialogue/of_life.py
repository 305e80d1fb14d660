"""Pure rules on words while a life is in danger: death denied, means at hand or put away, and a farewell."""

import re

_I = re.IGNORECASE

_DEATH = re.compile(
    r"\b(?:zelfmoord|zelfdoding|dood\w*|su[iï]cid\w*|113|sterven|leven|iets aan(?: te)? ?doen|(?:echt|zeker) niet)\b",
    _I,
)


def speaks_of_death(text: str) -> bool:
    """Whether somebody says of death itself that they do not think of it; not who explains what else was meant."""
    return bool(_DEATH.search(" ".join(text.split())))


_WITH = (
    r"(?:(?:slaap)?pillen|(?:slaap)?tabletten|medicijnen|medicatie|paracetamol\w*|oxazepam|insuline|strips?|touw|strop"
    r"|koord|mes(?:sen|je)?|scheermes\w*|pistool|wapen|gif|benzine)"
)
_AT_HAND = (
    r"(?:heb|hebben|heeft|liggen|ligt|hier|klaar\w*|gepakt|(?:voor|naast) (?:me|mij)|in (?:mijn|me|mn|m'n) hand"
    r"|in (?:mijn|me|mn|m'n) handen|gespaard|opgespaard|verzameld|gekocht|genoeg|in huis)"
)
_MEANS = re.compile(
    rf"\b{_AT_HAND}\b[^.?!]{{0,30}}\b{_WITH}\b|\b{_WITH}\b[^.?!]{{0,30}}\b{_AT_HAND}\b"
    rf"|\b{_WITH}\b[^.?!]{{0,25}}\b(?:geslikt|ingenomen|genomen|slikken|innemen)\b"
    r"|\b(?:sta|zit|ben|loop|rij)\b[^.?!]{0,15}\b(?:op|bij|aan|langs|naar|naast) (?:de|het|een|t) "
    r"(?:\w*brug|spoor\w*|rails|dak|flat|balkon|viaduct|perron|station|overweg|rand)\b",
    _I,
)
_NONE = re.compile(rf"\b(?:geen|niet eens) {_WITH}\b", _I)
_AWAY = re.compile(
    r"\b(?:weggelegd|weggegooid|weggegeven|weggedaan|weggehaald|weggebracht|doorgespoeld|opgeborgen)\b"
    r"|\b(?:weg|af)gegeven\b|\b(?:gegeven aan|aan (?:mijn|mn|m'n|de) \w+ gegeven)\b"
    r"|\bligg?(?:en|t)? (?:nu |al )*(?:weg|beneden|boven|buiten|ergens anders|bij (?:mijn|mn|m'n|de) \w+)\b"
    r"|\b(?:mijn|mn|m'n|de|een) (?:\w+) heeft (?:ze|het|hem) (?:nu |al |mee)*\b",
    _I,
)


def has_put_away(text: str) -> bool:
    """Whether what was at hand is said to be out of reach."""
    return bool(_AWAY.search(" ".join(text.split())))


def has_means(text: str) -> bool:
    """Whether what could end a life is at hand; said of somebody whose life is in danger already."""
    flat = " ".join(text.split())
    return bool(_MEANS.search(flat)) and not _NONE.search(flat) and not has_put_away(flat)


_FAREWELL = re.compile(
    r"\b(?:welterusten|weltrusten|slaap lekker|truste\w*|vaarwel|adieu|tot nooit|tot ziens|doei+|doeg|houdoe"
    r"|goodbye|bye|het ga je goed|hou(?:d)? je taai|laat maar\w*)\b"
    r"|\bdag (?:allemaal|iedereen|wereld|lieve?|hoor|dan)\b|\bdag\W*$"
    r"|\b(?:bedankt|dank je|dankje|sorry) voor alles\b"
    r"|\bik (?:ga|stop)(?: er)? (?:nu |maar |gewoon )*(?:slapen|weg|mee|ophangen)\b"
    r"|\bhet is (?:goed|klaar|mooi) (?:zo|geweest)\b",
    _I,
)


def says_farewell(text: str) -> bool:
    """Whether somebody takes leave or lets go of the talk: an alarm only while a life is in danger."""
    return bool(_FAREWELL.search(" ".join(text.split())))
