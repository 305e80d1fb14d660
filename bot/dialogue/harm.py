"""Pure rules on what is told beside an eviction: harm, a night without a roof, being worn out, a child to be taken."""

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


_GUARD = re.compile(
    r"\bveilig thuis\b|\bjeugdzorg\b|\bkinderbescherming\b"
    r"|\b(?:kind(?:eren)?|kids|baby)\b.{0,20}\b(?:af|afpakken|afgepakt|weghalen|weggehaald)\b",
    _I,
)


def fears_guard(text: str) -> bool:
    """Whether words name who guards children, or a child that is taken: not the moment to name it once more."""
    return bool(_GUARD.search(" ".join(text.split())))
