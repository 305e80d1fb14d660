"""What a message nearly surely means, though the engine did not dare to say so: answered, and not asked back. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.dialogue.dangers import DANGER_OF_INTENT
from bot.dialogue.rules import CONTROL_INTENTS, NO_TOPIC

#: From so surely on a message is answered, where the next guess is this many times less sure.
NEARLY, TIMES = 0.6, 3.0
#: The same of guesses that lead to one answer, taken together.
TOGETHER = 0.6
#: Guesses that lead to the same answer; the first is the one that is given.
SAME: tuple[tuple[str, ...], ...] = (
    ("ask_letter_meaning", "report_reminder_letter"),
    ("request_budget_coach", "ask_debt_help", "ask_capabilities"),
    ("ask_arrangement_terms", "report_arrangement_trouble", "ask_arrangement_status"),
    ("fear_eviction", "ask_eviction_process"),
    ("ask_seizure", "report_bailiff_letter"),
)
#: What does something, or asks who somebody is: never on a mere guess.
NEVER = frozenset(
    {
        *("request_human", "request_callback", "request_visit", "opt_out", "cancel", "request_data_rights"),
        *("request_payment_arrangement", "request_deferral", "request_paydate_change", "ask_balance"),
        *("report_payment_made", "dispute_debt", "change_contact_details", "ask_for_someone_else"),
        *("report_court_summons", "report_eviction_notice", "request_terminate_lease", "express_anger"),
        *("express_shame", "request_other_language", "ask_source", "report_administrator"),
    }
)


#: From so surely on a danger among the guesses stands high.
HIGH = 0.1


def is_near_danger(ranking: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a danger stands high among the guesses at an intent."""
    return any(str(i.get("name")) in DANGER_OF_INTENT and float(i.get("confidence") or 0.0) >= HIGH for i in ranking)


def meant(ranking: Sequence[Mapping[str, Any]], known: frozenset[str] | None = None) -> str | None:
    """The intent to answer, or None. Never where a danger or a mere yes stands high.

    `known`: the intents that have an answer; without it any may be meant.
    """
    ranked = [(str(item.get("name")), float(item.get("confidence") or 0.0)) for item in ranking]
    if not ranked or is_near_danger(ranking):
        return None
    passed = CONTROL_INTENTS | NO_TOPIC - {"ask_capabilities"}
    (first, sure), rest = ranked[0], ranked[1:]
    if first in passed or first in NEVER or (known is not None and first not in known):
        return None
    family = next((group for group in SAME if first in group), (first,))
    together = sure + sum(c for name, c in rest if name in family)
    others = max((c for name, c in rest if name not in family), default=0.0)
    if together >= max(NEARLY if len(family) == 1 else TOGETHER, TIMES * others):
        return family[0] if known is None or family[0] in known else first
    return None
