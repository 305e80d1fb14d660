"""Pure rules on what is told beside an eviction: harm to somebody, a night without a roof, or that it is too much."""

import re

_I = re.IGNORECASE
#: Blows, threats and fear of somebody; or a child that lacks what it needs. Fear of the eviction is none of these.
_HARM = re.compile(
    r"\bsl(?:aat|aan|oeg|oegen|a)\b|\bgeslagen\b|\b(?:ge)?schop\w*|\bwurg\w*|\bmishandel\w*|\bbedreig\w*|\bdreigt?\b"
    r"|\b(?:mes|messen|wapen|pistool)\b|\bvermoord\w*|\bgeweld\w*|\bmisbruik\w*|\bverkracht\w*|\bpijn\b|\bblauwe?\b"
    r"|\bstalk\w*|\bagressie\w*|\bdwing\w*|\bopgesloten\b|\b(?:afblijven|aangeraakt|iets aan(?:doet|doen|gedaan))\b"
    r"|\bbang (?:voor|van) (?:hem|haar|(?:mijn|mn|m'n|me) (?:man|vrouw|ex|vader|moeder|zoon|broer|partner|vriend\w*))\b"
    r"|\b(?:hij|zij|ze|(?:mijn|mn|m'n|me) (?:man|vrouw|ex|partner|vriend\w*)) (?:leest|controleert|volgt)\b"
    r"|\b(?:mijn|mn|m'n|me) (?:ex|stiefvader)\b|\bruzie\b|\bachtervolg\w*"
    r"|\bdoet (?:me|mij|ons|hem|haar) (?:iets|wat|pijn)\b"
    r"|\bleest mee\b|\bmag niet van\b|\b(?:niet|on)veilig\w*\b|\bin gevaar\b|\bhonger\w*|\balleen thuis\b"
    r"|\bgeen (?:eten|melk|luiers?|warm\w*|stroom|gas|licht|water)\b|\b(?:niks|niets) te eten\b"
    r"|\bvoor (?:zijn|haar) leven\b|\bkoorts\b|\bbenauwd\b|\bjeugdzorg\b",
    _I,
)
#: What is only said not to be so ("geen geweld!") tells of none.
_DENIED = re.compile(r"\b(?:geen|niet in|zonder) (?:\w+ )?(?:gevaar|geweld)\b", _I)


def is_told(text: str) -> bool:
    """Whether words tell of somebody who is or may be hurt; not who asks where the children will sleep."""
    return bool(_HARM.search(_DENIED.sub(" ", " ".join(text.split()))))


_OUT_NOW = re.compile(
    r"\b(?:vannacht|vanavond)\b|\bbuiten ?gesloten\b|\bslot(?:en)?\b|\bsleutel\w*"
    r"|\b(?:sta|staan|zit|zitten|slaap|slapen) (?:ik |we |wij )?(?:nu |al |hier )*"
    r"(?:op straat|buiten|in (?:de|mijn|onze) auto)\b"
    r"|\b(?:hij|ze|zij|deurwaarder\w*|politie) (?:is|zijn|staat|staan) "
    r"(?:er |hier |nu |al |nu al )*(?:voor|aan|bij|binnen)\b",
    _I,
)


def is_out_now(text: str) -> bool:
    """Whether somebody is without a roof tonight or already: no question about later."""
    return bool(_OUT_NOW.search(" ".join(text.split())))


_SLEEPLESS = re.compile(
    r"\b(?:slaap|slapen) (?:\w+ ){0,3}niet\b|\b(?:niet|geen oog|nauwelijks|amper)(?: \w+){0,3} (?:slapen|dicht)\b"
    r"|\bslapeloos\w*|\blig (?:\w+ ){0,3}wakker\b|\bniet meer geslapen\b",
    _I,
)
_WORN = re.compile(
    r"\bbang\b|\bangst\w*|\bpaniek\w*|\b(?:kan|trek|red|hou|weet) (?:het |dit |ik het )?(?:\w+ )?niet meer\b"
    r"|\b(?:helemaal )?(?:op|kapot|gebroken|wanhopig|radeloos|stuk)\b|\bhuil\w*",
    _I,
)


def is_worn_out(text: str) -> bool:
    """Whether somebody cannot sleep any more for fear: too little to call a danger, too much to pass over."""
    flat = " ".join(text.split())
    return bool(_SLEEPLESS.search(flat) and _WORN.search(flat))


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


_GUARD = re.compile(
    r"\bveilig thuis\b|\bjeugdzorg\b|\bkinderbescherming\b"
    r"|\b(?:kind(?:eren)?|kids|baby)\b.{0,20}\b(?:af|afpakken|afgepakt|weghalen|weggehaald)\b",
    _I,
)


def fears_guard(text: str) -> bool:
    """Whether words name who guards children, or a child that is taken: not the moment to name it once more."""
    return bool(_GUARD.search(" ".join(text.split())))
