"""Pure rules of the flows: what is known decides which question comes next."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

#: A flow that lay still for longer is over: nobody wants yesterday's question.
FLOW_LASTS = timedelta(hours=12)
#: After so many replies that were no answer, the question is let go and a person is offered.
MOST_MISSES = 2

#: After so many answers to something else the question is not put again: somebody has other things on their mind.
MOST_RESUMED = 1
_RESUMED = "resumed"

LETTER_OF_SENDER = {"agency": "collection_agency", "municipality": "municipality"}
DAY_OF_LETTER = {
    "formal_notice": "letter.day_notice",
    "summons": "letter.day_hearing",
    "judgment": "letter.day_opposition",
    "eviction_notice": "letter.day_eviction",
}
WORD_OF_SENDER = {"landlord": "letter.word_landlord", "bailiff": "letter.word_bailiff", "court": "letter.word_court"}
#: Letters known to be the landlord's, where only these two questions are open.
KIND = "letter.kind"


@dataclass(frozen=True, slots=True)
class FlowState:
    """Which flow, which question is open, and what is known: question id → answer."""

    flow: str
    question: str | None = None
    known: Mapping[str, str] = field(default_factory=dict)
    misses: int = 0

    def with_answer(self, question: str, value: str) -> "FlowState":
        return replace(self, known={**self.known, question: value}, misses=0)

    def missed(self) -> "FlowState":
        return replace(self, misses=self.misses + 1)

    def resumed(self) -> "FlowState | None":
        """The same once more, after something else came in between; None when that was often enough."""
        times = int(self.known.get(_RESUMED, "0")) + 1
        return replace(self, known={**self.known, _RESUMED: str(times)}) if times <= MOST_RESUMED else None


Flow = Callable[[Mapping[str, str]], str | None]


def letter(known: Mapping[str, str]) -> str | None:
    """The next question about a letter, or None when it can be explained."""
    kind = letter_kind(known)
    if kind is None:
        return WORD_OF_SENDER.get(known.get("letter.sender", ""), "letter.sender")
    if kind == "judgment" and KIND not in known and "letter.leave_day" not in known:
        return "letter.leave_day"
    question = DAY_OF_LETTER.get(kind)
    return question if question is not None and question not in known else None


def letter_kind(known: Mapping[str, str]) -> str | None:
    """Which letter it is as far as was told."""
    if KIND in known:
        return known[KIND]
    if known.get("letter.leave_day") == "yes":
        return "eviction_notice"
    for question in WORD_OF_SENDER.values():
        if question in known:
            return known[question]
    sender = known.get("letter.sender")
    return "other" if sender == "unknown" else LETTER_OF_SENDER.get(sender or "")


def begun_with(kind: str, day: Mapping[str, str]) -> FlowState:
    """The flow about a letter of this kind; what a bailiff brought is known by its words only, and those are asked."""
    return FlowState("letter", None, {"letter.sender": "bailiff"} if kind == "bailiff" else {KIND: kind, **day})


#: That a judgment was explained before the day to leave was asked.
_EXPLAINED = "letter.explained"


def leave_day_of(known: Mapping[str, str]) -> FlowState:
    """The question whether a day to leave stands in a judgment that was just explained."""
    kept = {question: value for question, value in known.items() if question not in (KIND, _RESUMED)}
    return FlowState("letter", "letter.leave_day", {**kept, "letter.word_bailiff": "judgment", _EXPLAINED: "yes"})


def names_no_day(known: Mapping[str, str]) -> bool:
    """Whether it was answered, after an explanation, that no day to leave stands in the judgment."""
    return _EXPLAINED in known and known.get("letter.leave_day") in ("no", "unknown")


#: What is known of costs: the rent that they are over, and what is asked for them.
COSTS_PRINCIPAL, COSTS_ASKED = "costs.principal", "costs.asked"


def costs(known: Mapping[str, str]) -> str | None:
    return _first_open(known, (COSTS_PRINCIPAL, COSTS_ASKED), ends_with=COSTS_PRINCIPAL)


def notice(known: Mapping[str, str]) -> str | None:
    return _first_open(known, ("notice.received", "notice.pay_by", "notice.names_costs"))


def referral(known: Mapping[str, str]) -> str | None:
    """Need and place; after the list, only who chose one is asked on."""
    if "referral.which" not in known:
        return _first_open(known, ("referral.need", "referral.place"))
    return _first_open(known, ("referral.reach", "referral.consent"))


def _first_open(known: Mapping[str, str], questions: tuple[str, ...], ends_with: str | None = None) -> str | None:
    if ends_with is not None and known.get(ends_with) == "unknown":
        return None
    return next((question for question in questions if question not in known), None)


#: Led by a voice of its own (bot/dialogue/identifying.py): what is asked next depends on what was proven, not on what
#: is known here. No answer to it stands in a flow's state.
IDENTITY = "identity"
#: The same, led by bot/dialogue/arranging: by the ledger and the policy.
ARRANGING = "arranging"
#: The same, led by bot/dialogue/changing_contact.py.
CONTACT = "contact"
#: Flows with a voice of their own.
LED = frozenset({IDENTITY, ARRANGING, CONTACT})

FLOWS: Mapping[str, Flow] = {"letter": letter, "costs": costs, "notice": notice, "referral": referral}


def next_question(state: FlowState) -> FlowState:
    """The state with its next question; `question` is None when the flow can tell what it has to tell."""
    return replace(state, question=FLOWS[state.flow](state.known))


def is_over(last_touched: datetime, now: datetime) -> bool:
    return now - last_touched > FLOW_LASTS
