"""Where a tenant stands: the stage and the day to leave, by what a message tells and what it denies. Pure."""

from datetime import date

from bot.dialogue import believed, elsewhere, evictions, marks, not_so, paper, rules, suspect_messages
from bot.dialogue.exchange import Heard, Memory
from bot.dialogue.flows.rules import letter_kind
from bot.dialogue.told import days
from bot.dialogue.told.days import DayRole
from bot.knowledge.vocabulary import DENIED, NO_BAILIFF


def hear_stage(memory: Memory, heard: Heard) -> None:
    """Where the tenant stands, with what this message tells of it and what it denies."""
    marks.keep(memory.dates, heard.text)
    _hear_denied(memory, heard.text)
    _believe(memory, heard.text)
    memory.elsewhere = elsewhere.comes_from_elsewhere(heard.text, memory.elsewhere)
    if memory.elsewhere and memory.stage == "bailiff":
        memory.stage = None
    if not paper.denies_court(heard.text) and not suspect_messages.is_suspect(heard.text):
        told = _stage_after(memory, heard)
        of_another_debt = memory.elsewhere and not elsewhere.is_of_rent(heard.text)
        unnamed = told == "eviction_notice" and paper.denies_day(heard.text)
        memory.stage = memory.stage if of_another_debt or unnamed else told
    if paper.quotes_decision(heard.text) and not memory.elsewhere:
        memory.stage = rules.further(memory.stage, "judgment")
    memory.stage = rules.further(memory.stage, evictions.stage_told(heard.text))


def _hear_denied(memory: Memory, text: str) -> None:
    """Believe who says that there is no bailiff or no letter, until they speak of one again."""
    denied = believed.after(text, memory.dates.keys())
    memory.dates = {kind: day for kind, day in memory.dates.items() if kind not in DENIED}
    memory.dates |= dict.fromkeys(sorted(denied), "yes")
    if NO_BAILIFF in denied and memory.stage == "bailiff":
        memory.stage = None


def _believe(memory: Memory, text: str) -> None:
    """A judgment that somebody says there is none of was misheard: the talk stands where it stood without one.

    Not once a day to leave was told: who never saw a judgment then was judged unheard, or is put out against the law.
    """
    if memory.stage != "judgment" or not paper.denies_judgment(text):
        return
    before = "summons" if "hearing" in memory.dates else None
    memory.stage = before or ("bailiff" if "report_bailiff_letter" in memory.intents else None)
    memory.dates.pop("opposition", None)
    if memory.flow is not None and letter_kind(memory.flow.known) == "judgment":
        memory.flow = None


def hear_eviction_day(memory: Memory, heard: Heard, today: date) -> None:
    """The day on which somebody says to be put out, by the words around it."""
    if not evictions.is_announced(heard.text):
        return
    told = days.of(days.read(heard.text, heard.entities), DayRole.EVICTION)
    if (day := evictions.day_of(heard.text, told, today)) is not None:
        memory.dates["eviction"] = day


def _stage_after(memory: Memory, heard: Heard) -> str | None:
    """The stage with what a message tells; a bailiff who is only feared, threatened with or denied moves nobody."""
    text = heard.text
    if not (paper.no_bailiff_yet(text) or believed.denies_bailiff(text) or not_so.only_asks_of_collector(text)):
        return rules.stage_after(memory.stage, heard.intent, heard.entities)
    before = None if memory.stage == "bailiff" else memory.stage
    letters = [e for e in heard.entities if rules.STAGE_OF_LETTER.get(str(e.get("value"))) != "bailiff"]
    return rules.stage_after(before, None if heard.intent == "report_bailiff_letter" else heard.intent, letters)
