"""Pure rules on who puts somebody out of a home: a bailiff with a judgment, a landlord himself, or neither is said."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from bot.dialogue import paper, suspect_messages
from bot.dialogue.asking import asks_somewhere

#: The reply to who is or will be without a home: by law, locked out, or where the words leave that open.
BY_LAW, LOCKED_OUT, UNCLEAR = "evicted", "locked_out", "homeless_now"
#: Stages at which a judge has decided: no hearing lies ahead, and nothing may be said to be undecided.
DECIDED = frozenset({"judgment", "eviction_notice"})
#: An eviction within so many days leaves no time to wait for anybody.
SOON = timedelta(days=7)

_HOME = r"(?:(?:het|mijn|mn|m'n|me|ons|onze|de|haar|zijn) )?(?:huis|woning|huisje|flat|appartement)"
_OUT = (
    rf"(?:ontruim\w*|uitgezet|uitzetten|uitzetting|uit {_HOME}|{_HOME} uit|er ?uit\b|er(?: \w+){{1,2}} uit\b"
    r"|(?:huis|woning|boel) leeg\w*|leeg ?halen"
    r"|leeggehaald|op straat)"
)
_BAILIFF = r"\bdeurwaarders?\b"
_ACCOUNT = re.compile(r"\b(?:bank)?rekening\b|\bloon\b|\bsalaris\b", re.IGNORECASE)


def _any_of(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


#: A paper or a decision that only a judge or a bailiff brings, beside a home to be left.
_TITLE = (
    r"(?:\bvonnis\w*|\bexploo?t\w*|\baanzegging|\bbeschikking\b|\bveroordeeld\b|\bbevel\b|\bmoratorium\b"
    r"|\brechters? (?:heeft|hebben|besliste|besloot|zei|vond|gaf|wil)\b"
    r"|\b(?:besluit|uitspraak|toestemming) van de rechter\b"
    r"|\b(?:bij|van) de rechter (?:verloren|moet|moeten)\b|\bik was (?:wel |gewoon )?bij de (?:rechter|zitting)\b)"
)
_WHEN = (
    r"(?:morgen\w*|overmorgen|vandaag|vanmiddag|straks|\w+dag(?:ochtend|middag)?|over \w+ (?:dagen|weken|week|uur)"
    r"|om (?:half )?\w+(?: uur)?|\d{1,2} (?:jan|feb|maa|apr|mei|jun|jul|aug|sep|okt|nov|dec)\w*)"
)
_BY_LAW = _any_of(
    rf"{_BAILIFF}[^?!]{{0,70}}{_OUT}",
    rf"{_OUT}[^?!]{{0,70}}{_BAILIFF}",
    rf"{_TITLE}.{{0,90}}{_OUT}",
    rf"{_OUT}.{{0,90}}{_TITLE}",
    # "Ontruiming" with a day, an hour or a plan is the word of who announces one.
    rf"\bontruim(?:ing|d|en|t)\b[^?!]{{0,40}}\b{_WHEN}\b",
    rf"\b{_WHEN}\b[^?!]{{0,30}}\bontruim(?:ing|d|en)\b",
    r"\bontruiming\b[^.?!]{0,20}\b(?:gepland|aangezegd|aangekondigd|staat|is op)\b",
)
#: Told of as done to the tenant or as what must be, with a day: nobody but who has a letter knows one.
_DAY = rf"(?:{_WHEN}|de \d{{1,2}}e|\d{{1,2}}[/-]\d{{1,2}})"
_MUST_OUT = rf"(?:er(?: \w+){{0,3}} ?uit|eruit|{_HOME} uit|uit {_HOME}|{_HOME} leeg\w*)"
_PUT_OUT = rf"(?:uitgezet|er ?uit gezet|uit {_HOME} gezet|{_HOME} uit ?gezet|op straat gezet|ontruimd)"
_ANNOUNCED = _any_of(
    rf"\b(?:ik|we|wij|gezin) word(?:en|t)?\b[^?!]{{0,25}}\b{_DAY}\b[^?!]{{0,30}}{_PUT_OUT}",
    rf"\b{_DAY}\b[^?!]{{0,12}} word(?:en|t)? (?:ik|we|wij|mijn \w+|mn \w+)\b[^?!]{{0,30}}{_PUT_OUT}",
    rf"\bword(?:en|t)?\b[^?!]{{0,20}}\b{_PUT_OUT}\b[^?!]{{0,10}}\b{_DAY}\b",
    rf"\b(?:ik|we|wij) moet(?:en)?\b[^?!]{{0,25}}\b{_DAY}\b[^?!]{{0,15}}(?:{_MUST_OUT}|\buit\b|\bweg\b)",
    rf"\b(?:ik|we|wij) moet(?:en)?\b[^?!]{{0,12}}{_MUST_OUT}[^?!]{{0,10}}\b{_DAY}\b",
    rf"\b{_DAY}\b[^?!]{{0,8}} moet(?:en)? (?:ik|we|wij)\b[^?!]{{0,15}}{_MUST_OUT}",
    rf"\b{_DAY}\b[^?!]{{0,12}}\b(?:onze |mijn |mn |de )?(?:uitzetting|uithuiszetting)\b",
    rf"\b(?:onze|mijn|mn|de) (?:uitzetting|uithuiszetting)\b[^?!]{{0,12}}\b{_DAY}\b",
)
#: Who is put out by somebody else, leaves by choice, or only asks or fears it.
_NOT_ANNOUNCED = re.compile(
    r"\b(?:opgezegd|opzeggen|opzegging|verhuis\w*|verhuizen|sleutels? inleveren|oplevering|tijdelijk\w*|man"
    r"|nieuwe (?:woning|huis|flat)|vrouw|ex|partner|vriend|vriendin|ouders|moeder|vader|zus|broer|bang|straks"
    r"|misschien|bezichtig\w*|logeer\w*|onderhuur\w*|ziekenhuis|bed|auto|trein|deur|werk|school)\b"
    r"|^\W*(?:(?:en|maar|dus|of) )*(?:moet(?:en)?|word(?:en|t)?|ga(?:an)?|kan|kun(?:nen)?) (?:ik|we|wij|ze|mijn)\b"
    r"|\bof (?:ik|we|wij)\b|\b(?:geen|niet|nooit)\b",
    re.IGNORECASE,
)
_NOT_BY_LAW = re.compile(
    r"\b(?:geen|zonder|nooit een|nog geen) (?:\w+ )?(?:vonnis|rechter|rechtszaak|deurwaarder|uitspraak)\b"
    r"|\b(?:wat|hoe) als\b|\bniet (?:via|door) (?:de|een) (?:rechter|deurwaarder)\b",
    re.IGNORECASE,
)
_LANDLORD = (
    r"\b(?:huisbaas|huisbazin|verhuurder|eigenaar|eigenares|hospita|hospes|hoofdhuurder|onderverhuurder|pandjesbaas)\b"
)
_LOCKS = _any_of(
    r"\bslot(?:en)?\b[^.?!]{0,25}\b(?:vervangen|veranderd|verwisseld|gewisseld|omgezet|vernieuwd|ander)",
    r"\b(?:ander|andere|nieuw|nieuwe) slot(?:en)?\b",
    r"\bsleutels?\b[^.?!]{0,25}\b(?:past|passen|werkt|werken|doet het|doen het) niet\b",
    r"\bbuiten ?(?:gesloten|sluit)|\bsluit(?:en|ten)?\b[^.?!]{0,20}\bbuiten\b",
    rf"{_LANDLORD}[^.?!]{{0,50}}(?:{_OUT}|\bslot(?:en)?\b|\bniet (?:meer )?binnen\b|\bspullen buiten\b)",
    rf"{_OUT}[^.?!]{{0,40}}\bdoor (?:mijn|mn|m'n|de|onze) {_LANDLORD}",
)
_NOT_LOCKED = re.compile(
    r"\b(?:niemand|niet|geen)\b[^.?!]{0,15}\b(?:buiten\w*|slot(?:en)?)\b|\bsluit\b[^.?!]{0,12}\bniet buiten\b"
    r"|\b(?:man|vrouw|ex|partner|vriend|vriendin)\b[^.?!]{0,25}\bslot",
    re.IGNORECASE,
)
_JUDGED = re.compile(
    r"\ber (?:is|was|ligt|kwam) (?:al |nu |toch |wel |gewoon )*(?:een |het )?vonnis\b"
    r"|\b(?:heb|heeft|hebben|kreeg|kregen|lag|ligt) (?:\w+ )?(?:een |het )vonnis\b"
    r"|\bhet vonnis (?:was|is|van|kwam|zegt|ligt)\b"
    r"|\brechter heeft (?:het |dat |dit |al |zo )*(?:beslist|besloten|bepaald|gezegd)\b|\brechter besliste\b"
    r"|\btoestemming van de rechter\b|\bde zitting (?:was|is geweest|is al geweest)\b"
    r"|\bgeen zitting meer\b|\bik was (?:wel |gewoon )?bij de (?:rechter|zitting)\b",
    re.IGNORECASE,
)
#: What is only asked for in a summons, or asked about, is not announced.
_ASKED = re.compile(
    r"\bdagvaarding|\bgedagvaard|\beis(?:t|en|te)?\b|\bmag (?:de|een|zo'n) deurwaarder\b"
    r"|^\W*kan (?:de|een) deurwaarder\b",
    re.IGNORECASE,
)
_SUMMONED = re.compile(r"\bdagvaarding|\bgedagvaard", re.IGNORECASE)
_CONDITION = re.compile(r"\b(?:als|stel|indien|wanneer|tenzij|zodra) \b|\b(?:nodig|eerst een vonnis)\b", re.IGNORECASE)
_TODAY = re.compile(
    rf"\b(?:vandaag|vanmiddag|vanochtend|nu)\b[^.?!,]{{0,40}}{_OUT}|{_OUT}[^.?!,]{{0,25}}\b(?:vandaag|vanmiddag|nu)\b",
    re.IGNORECASE,
)
_ASKS_TODAY = re.compile(r"\b(?:wat|wie|hoe|waar|welk\w*)\b[^.?!]{0,30}\b(?:vandaag|nu)\b", re.IGNORECASE)


def is_by_law(text: str) -> bool:
    """Whether somebody is told of as put out of a home by a judgment, a bailiff or on an announced day."""
    flat = " ".join(text.split())
    if _NOT_BY_LAW.search(flat) or _ACCOUNT.search(flat) or suspect_messages.is_suspect(flat):
        return False
    return any(pattern.search(flat) for pattern in _BY_LAW)


def is_announced(text: str) -> bool:
    """Whether somebody tells the day on which they must be out, with no word of who puts them out."""
    flat = " ".join(text.split())
    told = next((match for pattern in _ANNOUNCED if (match := pattern.search(flat))), None)
    if told is None or is_locked_out(flat) or _NOT_BY_LAW.search(flat) or suspect_messages.is_suspect(flat):
        return False
    # What stands in another sentence is no reason against it.
    start = max(flat.rfind(mark, 0, told.start()) for mark in ".?!") + 1
    ends = [end for mark in ".?!" if (end := flat.find(mark, told.end())) >= 0]
    return not _NOT_ANNOUNCED.search(flat[start : min(ends, default=len(flat))].strip())


def is_locked_out(text: str) -> bool:
    """Whether the words say that a landlord himself keeps somebody out or puts them out."""
    flat = " ".join(text.split())
    return any(pattern.search(flat) for pattern in _LOCKS) and not _NOT_LOCKED.search(flat)


def reply_for(text: str, stage: str | None) -> str:
    """Which reply is true: what an unlawful landlord may not do is not said to who is evicted by law."""
    if is_by_law(text) and (is_judged(text) or not _SUMMONED.search(text)):
        return BY_LAW
    if is_locked_out(text):
        return LOCKED_OUT
    return BY_LAW if stage in DECIDED else UNCLEAR


def is_judged(text: str) -> bool:
    """Whether somebody tells that a judge has decided; not who asks whether a judgment is needed, or what if."""
    flat = " ".join(text.split())
    return bool(_JUDGED.search(flat)) and not _NOT_BY_LAW.search(flat) and not _CONDITION.search(flat)


def stage_told(text: str) -> str | None:
    """How far things have come by these words: a home that a bailiff empties, a judgment, or None."""
    if paper.is_guessed(text) or paper.denies_day(text):
        return "judgment" if is_judged(text) else None
    told = (is_announced(text) or (is_by_law(text) and day_is_named(text))) and not _CONDITION.search(text)
    if told and (is_judged(text) or not _ASKED.search(text)):
        return "eviction_notice"
    return "judgment" if is_judged(text) else None


_DAY_NAMED = re.compile(rf"\b{_WHEN}\b", re.IGNORECASE)


def day_is_named(text: str) -> bool:
    """Whether a day or an hour stands in the words."""
    return bool(_DAY_NAMED.search(text))


def day_of(text: str, days: Iterable[str], today: date) -> str | None:
    """The ISO day of the eviction in a message, today or later; "vandaag" only where the eviction itself is today."""
    ahead = sorted(day for day in days if day >= today.isoformat())
    if not may_be_today(text):
        ahead = [day for day in ahead if day != today.isoformat()]
    return next(iter(ahead), None)


def days_told(text: str, days: Iterable[str], today: date) -> list[str]:
    """The ISO days in a message that may be the day of an eviction; none where only a question names them.

    "Is er zondag nog een advocaat te bereiken" tells no day; "we worden maandag ontruimd, wie bel ik" does.
    """
    if asks_somewhere(text) and not is_by_law(text) and not paper.tells_of_decision(text):
        return []
    return [day for day in days if day != today.isoformat() or may_be_today(text)]


def may_be_today(text: str) -> bool:
    """Whether the eviction is said to be today; not where somebody asks what can be done or called today."""
    flat = " ".join(text.split())
    return bool(_TODAY.search(flat)) and not _ASKS_TODAY.search(flat)


def is_soon(text: str, days: Iterable[str], today: date) -> bool:
    """Whether an eviction by law is told of, and lies within a week."""
    if stage_told(text) != "eviction_notice":
        return False
    day = day_of(text, days, today)
    return day is not None and date.fromisoformat(day) - today <= SOON
