"""Pure rules of danger: which ones a message holds, which one leads the reply, and what stays beside it."""

from collections.abc import Mapping, Sequence
from typing import Any

#: Most urgent first: what a person's life hangs on comes before what a roof hangs on.
DANGERS = (
    *("suicide", "violence", "child_at_risk", "medical_risk", "no_energy", "homeless_now", "no_food"),
    "threat_to_staff",
)

#: Until a person has cleared it, whatever comes next belongs to this: the reply asked a question.
HOLDS_ON = frozenset({"suicide", "violence", "child_at_risk"})

#: A crisis intent is a danger even where no separate signal was raised.
DANGER_OF_INTENT: Mapping[str, str] = {
    "crisis_suicide": "suicide",
    "crisis_violence": "violence",
    "crisis_homeless_now": "homeless_now",
    "request_emergency_aid": "no_food",
}

#: Among the subjects of a message: spoken of as a danger or not at all, never as one numbered answer beside others.
CRISES = frozenset(intent for intent in DANGER_OF_INTENT if intent.startswith("crisis_"))

#: What somebody may ask while a danger holds on, and gets an answer to: where they stand and what others see.
#: No plan, no amount and no visit: those wait for a person.
ANSWERED_IN_DANGER = frozenset(
    {
        *("ask_privacy", "ask_legal_help", "ask_landlord_powers", "ask_letter_meaning", "ask_eviction_process"),
        *("ask_seizure", "ask_benefits", "ask_collection_costs", "ask_co_tenant", "ask_debt_help", "ask_contact_hours"),
        *("report_court_summons", "report_eviction_notice", "report_bailiff_letter", "request_terminate_lease"),
        *("bot_challenge", "fear_eviction", "ask_early_signalling", "suspect_scam", "request_budget_coach"),
    }
)
#: The same where words ask: what somebody may want to know at such a moment, and no plan.
ASKED_IN_DANGER = frozenset(
    {
        *("ask_energy_help", "ask_rent_reduction", "request_repair", "withhold_rent_defects", "report_nuisance"),
        *("report_reminder_letter", "inform_multiple_debts", "inform_income_change", "ask_capabilities"),
        *("report_administrator", "request_data_rights", "change_contact_details", "ask_for_someone_else"),
    }
)
#: What waits for a person while a danger holds on, also where somebody wrote an answer to it.
WAITS_IN_DANGER = frozenset(
    {
        *("request_payment_arrangement", "request_deferral", "request_paydate_change", "ask_arrangement_terms"),
        *("ask_balance", "ask_how_to_pay", "report_arrangement_trouble", "ask_arrangement_status", "report_cannot_pay"),
        *("request_visit", "request_callback", "request_human"),
    }
)
#: Of those that are answered, the ones that tell a fear as well as they ask: answered where words ask.
ASKED_OUTRIGHT = frozenset({"fear_eviction", "request_terminate_lease"})

#: A danger heard this much less surely than the surest does not lead: a whisper of one beside a shout of another.
MARGIN = 0.3
#: Below this a danger is heard faintly: it pushes no other aside.
FAINT = 0.75


def sureness(intent: str | None, signals: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """How surely each danger was heard, from 0 to 1; a crisis intent and a signal without a measure are sure."""
    heard: dict[str, float] = {}
    for signal in signals:
        name = str(signal.get("name"))
        if name in DANGERS:
            heard[name] = max(heard.get(name, 0.0), float(signal.get("confidence", 1.0)))
    if (told := DANGER_OF_INTENT.get(intent or "")) is not None:
        heard[told] = 1.0
    return heard


def dangers_in(intent: str | None, signals: Sequence[Mapping[str, Any]], worded: str | None = None) -> list[str]:
    """The dangers of a message, the one that leads first; empty when there is none.

    The most urgent leads, unless it was heard much less surely than another. `worded` is a danger that plain words
    name: it leads when the engine hears nothing more surely. Those that do not lead still follow, so that none is lost.
    """
    heard = sureness(intent, signals)
    if worded is not None:
        heard[worded] = max(heard.get(worded, 0.0), 1.0 if worded in heard else FAINT)
    if not heard:
        return []
    surest = max(heard.values())
    clear = [danger for danger in DANGERS if danger in heard and heard[danger] >= surest - MARGIN]
    leads = worded if worded is not None and heard[worded] == surest and heard[clear[0]] < surest else clear[0]
    return [leads, *(danger for danger in DANGERS if danger in heard and danger != leads)]


def danger_in(intent: str | None, signals: Sequence[Mapping[str, Any]]) -> str | None:
    """The danger that leads; None when there is none."""
    return next(iter(dangers_in(intent, signals)), None)


def may_answer(intent: str, asks: bool) -> bool:
    """Whether a message that brings no danger of its own is answered while one holds on."""
    told = intent in ANSWERED_IN_DANGER and (asks or intent not in ASKED_OUTRIGHT)
    return told or (asks and intent in ASKED_IN_DANGER)


def graver(new: str | None, known: str | None) -> str:
    """The more urgent of a danger just heard and one that stands; some danger where neither is named."""
    present = [danger for danger in (new, known) if danger in DANGERS]
    return min(present, key=DANGERS.index, default="violence")
