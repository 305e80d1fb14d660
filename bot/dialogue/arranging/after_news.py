"""Pure rules of what is said with news: what can still be had after a no, and a collector's words as a sentence."""

from bot.arrangements.possible import Outlook
from bot.arrangements.rules.conditions import NextStep
from bot.arrangements.rules.eligibility import Kind


def next_paths(kind: Kind, outlook: Outlook) -> tuple[NextStep, ...]:
    """What can still be had after a no, the best first, a person last."""
    paths: list[NextStep] = []
    refused = outlook.arrangement.why_not
    if kind is not Kind.PAY_DATE:
        if refused is None:
            paths.append(NextStep.OTHER_PLAN if kind is Kind.ARRANGEMENT else NextStep.ARRANGEMENT)
        if kind is Kind.ARRANGEMENT and outlook.deferral.why_not is None:
            paths.append(NextStep.DEFERRAL)
        if not paths and refused is not None:
            paths += refused.next
    return tuple(dict.fromkeys((*paths, NextStep.COLLECTOR)))


def sentence(words: str) -> str:
    """A collector's words as a sentence of their own: they may have left the full stop out."""
    said = " ".join(words.split())
    return said if not said or said[-1] in ".!?…" else f"{said}."
