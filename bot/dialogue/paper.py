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


def fears_a_letter(intent: str, text: str, stage: str | None) -> bool:
    """Whether a fear of eviction speaks of a letter; who only fears is not asked whose letter it is."""
    return intent == "fear_eviction" and stage is None and names_paper(text) and not denies_paper(text)


_NO_COURT = re.compile(
    r"\b(?:geen|nooit een) (?:brief van (?:de |het )?)?"
    r"(?:rechter|rechtbank|rechtszaak|dagvaarding|vonnis|zitting)\b(?! nodig)",
    re.IGNORECASE,
)


_COURT_PAPER = r"['\"‘“]?(?:dagvaarding|vonnis|verstekvonnis|rechter|rechtbank|rechtszaak|zitting)['\"’”]?"
#: Papers of a court that are said not to be there: "niks van dagvaarding of vonnis", "vonnis staat er niet op".
_NOT_THERE = re.compile(
    r"\b(?<!wel of )(?:geen|niks|niets|nergens|nooit een|noch|niet van (?:de|een|het))"
    r"(?: (?:iets|van|over|een|echt|enkel|het|de|woord|woorden|brief|briefje))*"
    rf" {_COURT_PAPER}(?:(?: of| noch|,| en geen)(?: een| van| van een)? {_COURT_PAPER})*(?! nodig)"
    rf"|(?<!het )(?<!dat )(?<!die )\b{_COURT_PAPER}(?: (?:of|en) (?:een )?{_COURT_PAPER})? (?:staat|zie|lees|heb|is er)"
    r"(?: (?:ik|er|hier|daar|ook|nog|helemaal|echt|gewoon|toch|dat))*"
    r" (?:niet|nergens|geen)\b(?! (?:meer|zeker|alleen|gezien|bij))",
    re.IGNORECASE,
)
#: The denial of a judgment as something told, and not as a judgment that never reached somebody or is asked about.
_NO_JUDGMENT = re.compile(
    r"^(?!\W*(?:is|heb|was) (?:er|ik|dat)\b)(?!.*\bnooit\b)"
    r"(?!.*\bvonnis\b[^.?!]{0,15}\b(?:gezien|gekregen|gehad|ontvangen)\b)"
    r".*\bvonnis\b[^?]*$",
    re.IGNORECASE,
)


def denies_judgment(text: str) -> bool:
    """Whether somebody says that no judge has decided: "ik heb helemaal geen vonnis".

    Not "ik heb nooit een vonnis gezien": who never got one may have been judged unheard. Nor a question about it.
    """
    parts = re.split(r"(?<=[.?!])\s+|\n", " ".join(text.split()))
    told = [part for part in parts if _NO_JUDGMENT.search(part)]
    return any("vonnis" in found[0].lower() for part in told for found in _NOT_THERE.finditer(part)) and not (
        tells_of_decision(text)
    )


#: Words of a judge's decision, where they are not what is denied.
_DECIDED = re.compile(
    r"(?<!geen )(?<!nooit een )(?<!nog een )(?<!zonder )\bvonnis\b|\bverstek|\bveroordeeld\b"
    r"|\bin naam (?:des|van de|der) konin",
    re.IGNORECASE,
)
_HOME = r"(?:er(?: \w+){0,3} ?uit|weg|(?:het|mijn|mn|m'n|ons) huis uit|uit (?:het|mijn|mn|m'n|ons) huis)"
#: Words of a home that must be empty, told and not asked: "moet ik eruit?" tells nothing.
_MUST_GO = re.compile(
    r"\b(?:kom(?:t|en)|ga(?:at|an)|wil(?:t|len)?)\b[^.?!]{0,30}\bontruim|\bontruiming(?:sdatum)? (?:op|is|staat|van)\b"
    r"|\b(?:aanzegging|bevel)\b"
    r"|\bword(?:en)? (?:ik|we|wij) (?:nu|morgen|overmorgen|\w+dag|op)\b[^.?!]{0,20}\bontruimd"
    rf"|\bmoet(?:en)?\b(?! (?:ik|we|wij|je|hij|ze|zij|mijn)\b)[^.?!]{{0,30}}\b{_HOME}\b|\b{_HOME} (?:moet|moeten)\b",
    re.IGNORECASE,
)


def tells_of_decision(text: str) -> bool:
    """Whether a judge's decision is told of, or a home that must be empty, which needs one."""
    flat = _NOT_THERE.sub(" ", " ".join(text.split()))
    return bool(_DECIDED.search(flat) or _MUST_GO.search(flat))


_NO_DAY = re.compile(
    r"\b(?:nog )?(?:geen|zonder) (?:\w+ )?(?:ontruimings|vertrek)?(?:datum|dag)\b(?! (?:extra|langer|meer))",
    re.IGNORECASE,
)


def denies_day(text: str) -> bool:
    """Whether somebody says that no day to leave was named yet."""
    return bool(_NO_DAY.search(" ".join(text.split())))


_SEALED = re.compile(
    r"\bin naam (?:des|van de|der) konin|\b(?:ben|is|zijn|werd) (?:\w+ )?(?:bij verstek )?veroordeeld\b", re.IGNORECASE
)


def quotes_decision(text: str) -> bool:
    """Whether words are those that stand on a judge's decision alone, whatever was understood."""
    return bool(_SEALED.search(" ".join(text.split())))


def denies_court(text: str) -> bool:
    """Whether no judge has come into it. Not "ik was niet bij de rechter": who says so may have been called.

    Nor "ik had nooit een dagvaarding en nu een vonnis": whoever was never called may have been judged unheard.
    """
    flat = " ".join(text.split())
    return bool(_NO_COURT.search(flat) or _NOT_THERE.search(flat)) and not tells_of_decision(text)


_NO_BAILIFF = re.compile(
    r"\b(?:nog geen|geen|nooit een|nimmer\b.{0,25}) (?:\w+ )?deurwaarder\b"
    r"|\bniet (?:een|van (?:de|een)|door (?:de|een)) deurwaarder\b"
    r"|\b(?:naar|bij|aan) (?:de |een )?deurwaarder\b.{0,15}\b(?:gaan|gaat|komt|sturen|stuurt|overdragen|brengen)\b"
    r"|\b(?:gaan|gaat|sturen|stuurt|dreig\w*|komt)\b.{0,25}\b(?:naar|bij|aan) (?:de |een )?deurwaarder\b"
    r"|\b(?:als|zodra) (?:ik|we|wij)\b.{0,40}\bdeurwaarder\b|\bdeurwaarder\b.{0,30}\b(?:als|zodra) (?:ik|we|wij)\b"
    r"|\bof\b.{0,25}\b(?:naar|bij) (?:de |een )?deurwaarder\b"
    r"|\bwanneer (?:komt|sturen|gaat)\b.{0,15}\bdeurwaarder\b|\b(?:straks|anders|dan)\b.{0,15}\bdeurwaarder\b",
    re.IGNORECASE,
)
_BAILIFF_CAME = re.compile(
    r"\bdeurwaarder (?:was|is|stond|kwam|belde|heeft|schrijft|schreef|stuurde)\b|\bbrief van (?:de|een) deurwaarder\b"
    r"|\bvan (?:gerechts)?deurwaarder\b|\bdeurwaarder\b.{0,15}\b(?:aan de deur|geweest|langs)\b",
    re.IGNORECASE,
)


def no_bailiff_yet(text: str) -> bool:
    """Whether a bailiff is only threatened with, asked about or denied: then nothing lies with one."""
    flat = " ".join(text.split())
    return bool(_NO_BAILIFF.search(flat)) and not _BAILIFF_CAME.search(flat.replace("niet van", "").replace("geen", ""))


_OTHER_LANDLORD = re.compile(
    r"\bparticulier\w*|\bhospita\b|\bonderhuur|\bkamer(?:tje)? (?:van|bij|via)\b|\bkamerverhuur\w*"
    r"|\bhuur\w*\b[^.?!]{0,20}\b(?:van|bij) (?:een )?(?:particulier|man|vrouw|kennis|vriend|iemand)\b"
    r"|\bniet (?:van|bij) (?:jullie|een corporatie|de corporatie)\b",
    re.IGNORECASE,
)


def rents_elsewhere(text: str) -> bool:
    """Whether somebody says that they rent from another than this corporation."""
    return bool(_OTHER_LANDLORD.search(" ".join(text.split())))
