"""A correction of what was told: which sum or day takes the place of which, and what was never said. Pure."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.dialogue.asking import asks_somewhere
from bot.dialogue.told import days as day_rules
from bot.dialogue.told import saying
from bot.dialogue.told.days import Day, DayRole
from bot.dialogue.told.notes import Notes, Reach
from bot.dialogue.told.sums import Told
from bot.guidance.words import euros

_I = re.IGNORECASE
#: Said outright that we noted what was never said, or that it must go.
_NEVER_SAID = re.compile(
    r"\b(?:nooit|niet|niks|niets)(?: (?:zo|eens|over|van|iets|wat|een|dat|betal\w+|afspraak|regeling))*"
    r" (?:gezegd|getypt|geschreven|genoemd|voorgesteld|aangeboden|beloofd)\b"
    r"|\bhaal\b(?! ik)[^.?!]{0,25}\b(?:weg|eraf|eruit|er (?:uit|af))\b"
    r"|\b(?:weg|eraf|eruit) (?:ermee|daarmee|met (?:die|dat))\b"
    r"|\b(?:verwijder|schrap|wis|delete)\b(?! dit gesprek)|\bstreep\b[^.?!]{0,20}\bdoor\b"
    r"|\bvergeet (?:die|dat|het) (?:bedrag|datum|dag|voorstel|\d)"
    r"|\b(?:min|minuten) (?:is|zijn|waren) (?:minuten|tijd)\b",
    _I,
)
#: The same in words that say so only right after we noted something.
_NOT_MINE = re.compile(
    r"\b(?:ik|wij|we)\b[^.?!]{0,12}\b(?:nooit|niet|geen|niks|niets)\b[^.?!]{0,25}\b(?:gemaakt|gevraagd|bedoeld|gewild)\b"
    r"|\b(?:nooit|niet|niks|niets)\b[^.?!]{0,15}\b(?:gemaakt|gevraagd|bedoeld|gewild)\b[^.?!]{0,8}$",
    _I,
)
#: How our lines say that something was noted.
_WE_NOTED = re.compile(r"\b(?:genoteerd|opgeschreven|schrijf ik op|geef (?:ik )?(?:dit|het|precies|zo|door)\b)", _I)
_OF_PAYING = re.compile(r"\bbetal\w*|\bbetaling\w*", _I)
#: What is gone, where it was noted in other words than sums and days.
JUST_NOTED = "wat ik net opschreef"
_NUMBER = re.compile(r"\b(?:telefoon|mobiele ?)?(?:nummer|nr)\b|\b06\b", _I)
#: What others never said is no correction of ours.
_BY_OTHERS = re.compile(
    r"\b(?:jullie|jij|u|ze|zij|hij|niemand|men)\b[^.?!]{0,30}\b(?:nooit|niet)\b[^.?!]{0,12}"
    r"\b(?:gezegd|geschreven|genoemd)\b",
    _I,
)
#: The same in words that may also dispute what a letter says.
_IS_WRONG = re.compile(
    r"\b(?:die|dat|bedrag|datum|dag|\d)\b[^.?!]{0,25}\b(?:is|was|staat er) (?:helemaal |gewoon |echt |dus )*"
    r"(?:fout|verkeerd|onzin)\b",
    _I,
)
_CORRECTS = re.compile(
    r"\bpas(?:sen)?\b[^.?!]{0,15}\baan\b|\b(?:verander|verbeter|corrigeer|wijzig|herstel)\b|\bik bedoel(?:de)?\b"
    r"|\b(?:dat|dit|die|het|datum|bedrag|dag) (?:klopt|is|was|staat)(?: er)? (?:niet|fout|verkeerd)\b"
    r"|\bje (?:hebt|heb) het fout\b|\bzeg je (?:steeds|nou|nu)\b|\bik zei\b|\bzei ik\b|\bzeg ik\b"
    r"|\bmoet (?:het )?zijn\b"
    r"|\b(?:verkeerd|fout) (?:begrepen|opgeschreven|genoteerd)\b|^\W*(?:nee|neen|fout|niet)\b"
    r"|\bsteeds\b|\bdus he\b|\bverwar\w*\b|\bdoor elkaar\b",
    _I,
)
#: Kinds of days of the talk, by the role that a day is told in.
KIND_OF: Mapping[DayRole, str] = {DayRole.EVICTION: "eviction", DayRole.HEARING: "hearing"}
#: Days of letters that came, of which one is known.
CAME = ("notice", "opposition")


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a correction left: each thing that now stands, in words, and each sum or other thing that is gone."""

    stands: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    #: That something is taken back of which nothing was kept.
    nothing: bool = False
    #: Nothing is put right: it is asked whether it stands so.
    asked: bool = False

    def __bool__(self) -> bool:
        return bool(self.stands or self.gone or self.nothing)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a talk keeps: the notes, and the days of letters by their kind."""

    notes: Notes
    dates: Mapping[str, str]


_ASKS_INDIRECTLY = re.compile(r"\b(?:wie|wat|waar|hoe|wanneer) (?:ik|we|wij)\b", _I)
_ASKS_SO = re.compile(
    r"\bklopt (?:het|dat|dit|\d)\b[^.!?]{0,60}\?"
    r"|\bstaat\b[^.!?]{0,40}\b(?:goed|zo|erin|genoteerd|opgeschreven)\b[^.!?]{0,20}\?"
    r"|\bis (?:het|dat) (?:toch |dus |nou |nu |wel |echt )*(?:op )?\d{1,2}\b[^.!?]{0,12}\?",
    _I,
)


def never_said(text: str) -> bool:
    """Whether somebody says that they never said what was noted, or that it must go."""
    flat = " ".join(text.split())
    return bool(_NEVER_SAID.search(flat)) and not _BY_OTHERS.search(flat)


def takes_back(text: str, said: str) -> bool:
    """Whether somebody takes back what our last message, `said`, told to be noted."""
    flat = " ".join(text.split())
    noted = _WE_NOTED.search(said) is not None
    return noted and (never_said(flat) or bool(_NOT_MINE.search(flat) and not asks_somewhere(flat)))


def corrects(text: str) -> bool:
    """Whether the words put something right that was told or noted before."""
    flat = " ".join(text.split())
    return bool(_CORRECTS.search(flat) or _IS_WRONG.search(flat)) or never_said(flat)


def _is_asked(text: str) -> bool:
    """Whether something is asked as well: "nee. wat moet ik morgen als eerste doen" puts no day right."""
    return asks_somewhere(text) or bool(_ASKS_INDIRECTLY.search(text))


def corrected(
    text: str, told: Told, days: Sequence[Day], denied: Collection[int], before: Kept, now: Kept, said: str, today: date
) -> tuple[Kept, Corrected]:
    """What is kept after this message, and what it put right.

    `denied`: days of a month that it denies by number; `before`: what was kept before it; `now`: with what it tells by
    itself; `said`: what we said last.
    """
    no_days = {*day_rules.of(days, DayRole.DENIED)}
    puts_right = corrects(text) or bool(no_days or denied or told.denied)
    kept = _with_told_days(days, before, now, puts_right=puts_right, today=today)
    names_it = bool(no_days or denied) or not _is_asked(text)
    kept = _with_unclear_day(days, denied, before, kept, puts_right=puts_right and names_it, today=today)
    kept = _with_sum(told, before, kept)
    kept, gone, nothing = _without(text, told, before, kept, said, today)
    stands = _changed(before, kept, today)
    if puts_right and not stands and not gone:
        stands = _said_again(told, days, before, kept, today)
    asked = not (stands or puts_right or gone) and bool(_ASKS_SO.search(" ".join(text.split())))
    if asked:
        stands = _said_again(told, days, before, kept, today)
    if stands and not asked:
        stands += [one for one in _new_days(before, kept, today) if one not in stands]
    shown = puts_right or gone or asked or kept.dates != now.dates
    return kept, Corrected(tuple(stands) if shown else (), tuple(gone), nothing and not stands, asked)


def _with_told_days(days: Sequence[Day], before: Kept, now: Kept, *, puts_right: bool, today: date) -> Kept:
    """With the days to which the words themselves give a role, where one of that role was known."""
    notes, dates = now.notes, dict(now.dates)
    for role, kind in KIND_OF.items():
        told = [day for day in day_rules.of(days, role) if day >= today.isoformat()]
        if len(told) == 1 and kind in before.dates:
            dates[kind] = told[0]
    came = [day for day in day_rules.of(days, DayRole.RECEIVED) if day <= today.isoformat()]
    known = [kind for kind in CAME if kind in before.dates]
    if len(came) == 1 and len(known) == 1 and puts_right:
        dates[known[0]] = came[0]
    written = [day for day in day_rules.of(days, DayRole.WRITTEN) if day <= today.isoformat()]
    money = [day for day in day_rules.of(days, DayRole.MONEY) if day >= today.isoformat()]
    notes = replace(notes, written_on=written[0]) if len(written) == 1 else notes
    return Kept(replace(notes, money_on=money[0]) if len(money) == 1 else notes, dates)


#: The notes that hold a day, in the order in which a day without a role of its own is tried on them.
_DAYS = ("paid_on", "once_when", "whole_when", "rest_when", "money_on", "written_on")
#: Those whose day lies behind.
_BEHIND = frozenset({"paid_on", "written_on", *CAME})


def _with_unclear_day(
    days: Sequence[Day], denied: Collection[int], before: Kept, now: Kept, *, puts_right: bool, today: date
) -> Kept:
    """With the one day without a role, in the place of a day that is denied or, alone, of the only one it can be."""
    told = day_rules.of(days, DayRole.UNCLEAR)
    if not puts_right or len(told) != 1:
        return now
    held = {name: str(getattr(before.notes, name)) for name in _DAYS if getattr(before.notes, name)}
    held |= {kind: before.dates[kind] for kind in (*KIND_OF.values(), *CAME) if kind in before.dates}
    if told[0] in held.values():
        return now
    no = set(day_rules.of(days, DayRole.DENIED))
    wrong = [n for n, day in held.items() if day in no or (day[8:].isdigit() and int(day[8:]) in set(denied))]
    fits = [n for n in held if (told[0] <= today.isoformat()) == (n in _BEHIND)]
    chosen = [name for name in wrong if name in fits] or (fits if not (no or denied) else [])
    if len(chosen) != 1:
        return now
    return _set_day(now, chosen[0], told[0])


def _set_day(kept: Kept, name: str, day: str) -> Kept:
    changed: dict[str, Any] = {name: day}
    if name in _DAYS:
        return replace(kept, notes=replace(kept.notes, **changed))
    return replace(kept, dates={**kept.dates, name: day})


#: The notes that hold a sum which another may take the place of.
_SUMS = ("paid", "monthly", "once", "offered", "costs")


def _with_sum(told: Told, before: Kept, now: Kept) -> Kept:
    """With the one sum without a role in the place of the one that is denied ("niet 621 maar 612")."""
    if len(told.unclear) != 1 or not told.denied or told.unclear[0] == before.notes.owed:
        return now
    wrong = [name for name in _SUMS if getattr(before.notes, name) in told.denied]
    if len(wrong) != 1:
        return now
    changed: dict[str, Any] = {"owed": before.notes.owed, wrong[0]: told.unclear[0]}
    return replace(now, notes=replace(now.notes, **changed))


def _without(text: str, told: Told, before: Kept, now: Kept, said: str, today: date) -> tuple[Kept, list[str], bool]:
    """Without what is refused or was never said; what is gone of it, in words; and whether nothing of it was kept."""
    outright = never_said(text) or takes_back(text, said)
    if outright and now.notes.reach.phone and _NUMBER.search(text):
        reach = replace(now.notes.reach, phone="")
        return replace(now, notes=replace(now.notes, reach=reach)), [now.notes.reach.phone], False
    unnamed = (*told.refused, *told.unclear, *told.asked)
    wrong = (told.denied or unnamed) if outright or _IS_WRONG.search(text) else ()
    notes = now.notes.without(told.refused, only_offers=True)
    kept, gone = _gone(now, before, notes.without(wrong, only_offers=not outright), (*told.refused, *wrong))
    if gone or not outright:
        return kept, gone, False
    if wrong:
        return kept, [euros(wrong[0])], False
    offer, payment = saying.offer(now.notes, today), saying.payment(now.notes, today)
    if now.notes.offers and offer and (offer in said or _OF_PAYING.search(text)):
        return replace(now, notes=now.notes.without_offer()), [offer], False
    if now.notes.paid_on and payment in said and not told.paid_on:
        return replace(now, notes=replace(now.notes, paid=None, paid_on="")), [payment], False
    if not takes_back(text, said):
        return now, [], True
    if _OF_PAYING.search(text):
        return now, [], False  # Of paying nothing is noted.
    if (reach := now.notes.reach) and reach == before.notes.reach and (reach.call in said or reach.visit in said):
        return replace(now, notes=replace(now.notes, reach=Reach())), [reach.call or reach.visit], False
    return now, [JUST_NOTED], False


def _gone(now: Kept, before: Kept, notes: Notes, sums: Collection[int]) -> tuple[Kept, list[str]]:
    """With these notes, and those of the sums that were kept and are not any more, in words."""
    lost = dict.fromkeys(cents for cents in sums if cents in _sums(before.notes) and cents not in _sums(notes))
    return replace(now, notes=notes), [euros(cents) for cents in lost]


def _sums(notes: Notes) -> tuple[int | None, ...]:
    return notes.owed, notes.paid, notes.monthly, notes.once, notes.offered, notes.costs


def _changed(before: Kept, now: Kept, today: date) -> list[str]:
    """What was known and is now otherwise, in words; a new proposal is said back by itself."""
    told = []
    if before.notes.paid_on and (before.notes.paid, before.notes.paid_on) != (now.notes.paid, now.notes.paid_on):
        told.append(saying.payment(now.notes, today) if now.notes.paid_on else "")
    own = {n: getattr(now.notes, n) for n in _OWN if getattr(before.notes, n) not in ("", getattr(now.notes, n))}
    told += saying.days_of(Notes(**own), {}, today)
    changed = {kind: day for kind, day in now.dates.items() if kind in before.dates and before.dates[kind] != day}
    return [one for one in [*told, *saying.days_of(Notes(), changed, today)] if one]


#: Days of the notes that are told by themselves.
_OWN = ("written_on", "money_on")


def _new_days(before: Kept, now: Kept, today: date) -> list[str]:
    """Days that were not known, told in the same breath as a correction."""
    own = {name: getattr(now.notes, name) for name in _OWN if not getattr(before.notes, name)}
    return saying.days_of(Notes(**own), {}, today)


def _said_again(told: Told, days: Sequence[Day], before: Kept, now: Kept, today: date) -> list[str]:
    """What stands of that which a correction names, where it already stood so."""
    named = {day.value for day in days if day.role is not DayRole.DENIED}
    again = []
    if before.notes.paid_on and (now.notes.paid_on in named or (told.paid and told.paid == now.notes.paid)):
        again.append(saying.payment(now.notes, today))
    own = {name: getattr(now.notes, name) for name in _OWN if getattr(before.notes, name)}
    notes = Notes(**{name: day for name, day in own.items() if day in named})
    dates = {kind: day for kind, day in now.dates.items() if day in named and kind in before.dates}
    return [*again, *saying.days_of(notes, dates, today)]
