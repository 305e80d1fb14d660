"""How often the tenant number is asked for, and when no more. Pure.

It is put at most once more after it was first put, never behind an answer that needs no file, and never after somebody
said not to have it or not to want it. The talk goes on without it; the question then sleeps: a number typed later still
counts.
"""

import re
from dataclasses import replace

from bot.dialogue.exchange import Heard, Memory
from bot.dialogue.flows import FlowState

NUMBER = "identity.number"
MOST_PUT = 2
#: Among what is kept of a talk. No kind of deadline has these names.
_PUT, _REFUSED = "number:put", "number:refused"
_ASLEEP = "asleep"


def put(memory: Memory) -> None:
    """The question was put."""
    put_times(memory, times_put(memory) + 1)


def put_times(memory: Memory, times: int) -> None:
    memory.dates[_PUT] = str(times)


def times_put(memory: Memory) -> int:
    return int(memory.dates.get(_PUT, "0"))


def refuse(memory: Memory) -> None:
    """Somebody has no number here, or does not want to give it."""
    memory.dates[_REFUSED] = "yes"


def forget(memory: Memory) -> None:
    """The next one at this screen was not asked yet."""
    memory.dates.pop(_PUT, None)
    memory.dates.pop(_REFUSED, None)


def may_be_put(memory: Memory) -> bool:
    return times_put(memory) < MOST_PUT and _REFUSED not in memory.dates


def pressed(heard: Heard) -> bool:
    """Whether a button asks: then what it says is done, however often the number was asked for."""
    return not heard.themes and len(heard.ranking) == 1 and float(heard.ranking[0].get("confidence") or 0) == 1.0


def sleeps(flow: FlowState) -> bool:
    return _ASLEEP in flow.known


def put_to_sleep(memory: Memory) -> None:
    """The open question is no longer put; what is typed to it still counts."""
    if memory.flow is not None and memory.flow.question == NUMBER:
        memory.asleep = replace(memory.flow, known={**memory.flow.known, _ASLEEP: "yes"})
        memory.flow = None


def wake(memory: Memory) -> FlowState | None:
    """The sleeping question as the open one; None where none sleeps."""
    if memory.asleep is None:
        return None
    known = {key: value for key, value in memory.asleep.known.items() if key != _ASLEEP}
    memory.flow, memory.asleep = replace(memory.asleep, known=known), None
    return memory.flow


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
