"""Pure rules of the dialogue: which danger, which feelings, which stage, which guesses."""

from collections.abc import Mapping, Sequence
from typing import Any

#: Most urgent first: what a person's life hangs on comes before what a roof hangs on.
DANGERS = ("suicide", "violence", "child_at_risk", "medical_risk", "homeless_now", "no_food")
FEELINGS = ("fear", "shame", "sadness", "anger")

#: Until a person has cleared it, whatever comes next belongs to this: the reply asked a question.
HOLDS_ON = frozenset({"suicide"})

#: A crisis intent is a danger even where no separate signal was raised.
DANGER_OF_INTENT: Mapping[str, str] = {
    "crisis_suicide": "suicide",
    "crisis_violence": "violence",
    "crisis_homeless_now": "homeless_now",
    "request_emergency_aid": "no_food",
}

STAGE_OF_LETTER: Mapping[str, str] = {
    "reminder": "reminder",
    "formal_notice": "formal_notice",
    "collection_agency": "bailiff",
    "bailiff": "bailiff",
    "summons": "summons",
    "judgment": "judgment",
    "eviction_notice": "eviction_notice",
}
STAGE_OF_INTENT: Mapping[str, str] = {
    "report_reminder_letter": "reminder",
    "report_bailiff_letter": "bailiff",
    "report_court_summons": "summons",
}
STAGES = ("reminder", "formal_notice", "bailiff", "summons", "judgment", "eviction_notice")

#: Intents that say nothing about a subject of their own; "snap het niet" looks past them.
CONTROL_INTENTS = frozenset(
    {"ask_clarification", "ask_source", "nlu_fallback", "thank", "affirm", "deny", "unsure", "greet", "goodbye"}
)

GUESSES = 3

#: What only a person can look at or listen to; the line that says so.
LINE_FOR_FILE: Mapping[str, str] = {
    "image": "file_received",
    "document": "file_received",
    "video": "file_received",
    "voice": "voice_received",
    "audio": "voice_received",
}
#: What is no case for a person; the line that asks for words.
LINE_FOR_OTHER: Mapping[str, str] = {
    "location": "location_received",
    "contact": "contact_received",
    "sticker": "sticker_received",
    "": "unknown_media",
}
LINE_FOR_UNKNOWN = "not_opened"


def needs_person(subtypes: Sequence[str]) -> bool:
    return any(subtype in LINE_FOR_FILE for subtype in subtypes)


def line_for_files(subtypes: Sequence[str]) -> str:
    """The line for a burst with files: a picture's where there is one, else a voice note's."""
    lines = {LINE_FOR_FILE[subtype] for subtype in subtypes if subtype in LINE_FOR_FILE}
    return "file_received" if "file_received" in lines else "voice_received"


def line_without_words(subtypes: Sequence[str]) -> str:
    """The line for what holds no words and no file."""
    return LINE_FOR_OTHER.get(subtypes[0] if subtypes else "", LINE_FOR_UNKNOWN)


def names(signals: Sequence[Mapping[str, Any]]) -> set[str]:
    return {str(signal.get("name")) for signal in signals}


def danger_in(intent: str | None, signals: Sequence[Mapping[str, Any]]) -> str | None:
    """The most urgent danger of a message, from its signals or its intent; None when there is none."""
    seen = names(signals) | {DANGER_OF_INTENT.get(intent or "", "")}
    return next((danger for danger in DANGERS if danger in seen), None)


def graver(new: str | None, known: str | None) -> str:
    """The more urgent of a danger just heard and one that stands; some danger where neither is named."""
    present = [danger for danger in (new, known) if danger in DANGERS]
    return min(present, key=DANGERS.index, default="violence")


def feelings_in(signals: Sequence[Mapping[str, Any]]) -> list[str]:
    seen = names(signals)
    return [feeling for feeling in FEELINGS if feeling in seen]


def stage_after(known: str | None, intent: str | None, entities: Sequence[Mapping[str, Any]]) -> str | None:
    """The stage as told up to and with this message. A later stage stays known; an earlier word does not undo it."""
    told = [STAGE_OF_INTENT.get(intent or "")]
    told += [STAGE_OF_LETTER.get(str(e.get("value"))) for e in entities if e.get("entity") == "letter_type"]
    candidates = [stage for stage in (known, *told) if stage is not None]
    return max(candidates, key=STAGES.index, default=None)


def guesses(ranking: Sequence[Mapping[str, Any]], known: frozenset[str]) -> list[str]:
    """The intents worth offering as "bedoel je …", best first."""
    ordered = [str(candidate.get("name")) for candidate in ranking]
    return [name for name in ordered if name in known and name not in CONTROL_INTENTS][:GUESSES]
