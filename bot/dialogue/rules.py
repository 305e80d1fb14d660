"""Pure rules of the dialogue: which feelings, which stage, which guesses."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.dialogue.dangers import CRISES, DANGER_OF_INTENT
from bot.dialogue.dates import day_in
from bot.dialogue.entities import values
from bot.guidance.rules import ahead

FEELINGS = ("fear", "shame", "sadness", "anger")
#: A feeling heard less surely is not named to somebody: "kost dat extra" is a question, not anger.
FELT = 0.6
#: To tell somebody calm that he is angry makes him so: "gaan jullie dit doorgeven?" sounds like it.
FELT_ANGER = 0.85

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


def further(*stages: str | None) -> str | None:
    """The one that lies furthest along; None when none is known."""
    return max((stage for stage in stages if stage is not None), key=STAGES.index, default=None)


#: Intents that say nothing about a subject of their own; "snap het niet" looks past them.
CONTROL_INTENTS = frozenset(
    {"ask_clarification", "ask_source", "nlu_fallback", "thank", "affirm", "deny", "unsure", "greet", "goodbye"}
)

#: At these stages a person must look today (`action_answer_with_person`).
WITH_PERSON = frozenset({"report_court_summons", "report_eviction_notice"})

#: What was not understood.
UNHEARD = frozenset({"nlu_fallback", "out_of_scope"})

GUESSES = 3

#: Intents that tell which letter somebody has, where the words name no kind.
LETTER_OF_INTENT: Mapping[str, str] = {
    "report_reminder_letter": "reminder",
    "report_bailiff_letter": "bailiff",
    "report_court_summons": "summons",
    "report_eviction_notice": "judgment",
}
#: Deadlines whose date lies ahead; those of the others lie behind.
DATE_AHEAD = frozenset({"hearing", "eviction"})
#: Subjects under which a bare amount or date is a proposal, for a person to look at.
PROPOSALS = frozenset(
    {
        "report_cannot_pay",
        "request_deferral",
        "request_payment_arrangement",
        "ask_arrangement_terms",
        "report_arrangement_trouble",
        "request_paydate_change",
        "report_payment_made",
        "dispute_debt",
        "inform_income_change",
        "request_callback",
        "request_visit",
        "request_human",
    }
)
#: Subjects under which more of the story, told after a question, is simply taken down.
STORIES = PROPOSALS | {
    *("withhold_rent_defects", "request_repair", "report_nuisance", "express_anger", "express_shame", "ask_co_tenant"),
    *("inform_life_event", "inform_multiple_debts", "change_contact_details", "report_administrator", "ask_privacy"),
    *("report_court_summons", "report_eviction_notice", "report_bailiff_letter", "request_terminate_lease"),
}
#: Subjects under which a named town or postcode asks for help nearby, and with what.
NEED_OF_INTENT: Mapping[str, str] = {
    "ask_debt_help": "debts",
    "inform_multiple_debts": "debts",
    "request_budget_coach": "paperwork",
    "ask_legal_help": "law",
    "ask_benefits": "benefits",
    "ask_energy_help": "energy",
    "request_emergency_aid": "food",
    "express_shame": "talk",
}
#: A question of ours after which a town asks for help nearby, whatever was understood before it.
_OFFERS_NEARBY = re.compile(r"\bin de buurt\b", re.IGNORECASE)


def need_of(intents: Sequence[str], question: str) -> str | None:
    """With what a named town asks for help: by what the talk was about, or by our question; None for neither."""
    return NEED_OF_INTENT.get(subject(intents) or "") or ("debts" if _OFFERS_NEARBY.search(question) else None)


#: Intents of a message that may be the bare answer to a question about money or a day.
BARE = frozenset({"inform", "unsure", "nlu_fallback", "affirm", "out_of_scope", "request_deferral"})
#: Intents of an own proposal: with an amount or a day in it, it is noted as such where we are the ones to decide.
PROPOSED = frozenset({"request_payment_arrangement", "request_paydate_change"})
#: Stages at which a proposal is the corporation's to look at; later somebody else may be.
EARLY = frozenset({None, "reminder", "formal_notice"})
#: What a proposal or proof is made of.
VALUES = ("amount", "date", "day_of_month", "duration", "phone")
#: Subjects after which an open question of a flow is not put again in the same turn.
NO_RESUME = frozenset(
    {
        *("request_human", "request_callback", "request_visit", "goodbye", "opt_out", "cancel", "complain_bot"),
        *("thank", "request_other_language", "ask_clarification", "ask_source"),
    }
)
STOPS = frozenset({"cancel", "opt_out", "goodbye"})

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
    "not_arrived": "file_not_arrived",
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


def feelings_in(signals: Sequence[Mapping[str, Any]]) -> list[str]:
    least = {"anger": FELT_ANGER}
    heard = [(str(s.get("name")), float(s.get("confidence", 1.0))) for s in signals]
    felt = {name for name, sure in heard if sure >= least.get(name, FELT)}
    return [feeling for feeling in FEELINGS if feeling in felt]


def stage_after(known: str | None, intent: str | None, entities: Sequence[Mapping[str, Any]]) -> str | None:
    """The stage as told up to and with this message. A later stage stays known; an earlier word does not undo it."""
    told = [STAGE_OF_INTENT.get(intent or "")]
    told += [STAGE_OF_LETTER.get(letter) for letter in values(entities, "letter_type")]
    candidates = [stage for stage in (known, *told) if stage is not None]
    return max(candidates, key=STAGES.index, default=None)


def guesses(ranking: Sequence[Mapping[str, Any]], known: frozenset[str]) -> list[str]:
    """The intents worth offering as "bedoel je …", best first."""
    ordered = [str(candidate.get("name")) for candidate in ranking]
    # Danger is answered or it is not; nobody is asked on a button whether they want to live.
    fit = [name for name in ordered if name in known and name not in {*CONTROL_INTENTS, *NO_TOPIC, *DANGER_OF_INTENT}]
    return fit[:GUESSES]


def requests(topics: Sequence[str], intent: str, known: frozenset[str], most: int) -> list[str]:
    """What a message asks, in order, with the message's own intent always among them."""
    found = subjects(topics, intent, known)
    if intent in FEELING_TOLD and found:
        return found[:most]
    if intent not in found:
        return [next((t for t in found if intent in COVERS.get(t, ())), intent)]
    first = found[:most]
    return first if intent in first else [*first[: most - 1], intent]


def subjects(topics: Sequence[str], intent: str, known: frozenset[str]) -> list[str]:
    """The subjects of a message that have an answer, in order; a crisis only where it is the message's own intent."""
    found = [t for t in dict.fromkeys(topics) if t in known and (t not in CRISES or t == intent)]
    found = [t for t in found if t not in CONTROL_INTENTS and t not in NO_TOPIC]
    return [t for t in found if not any(t in COVERS.get(other, ()) for other in found)]


#: Subjects whose answer says what belongs to the other too.
COVERS: Mapping[str, frozenset[str]] = {
    "withhold_rent_defects": frozenset({"request_repair"}),
    "ask_co_tenant": frozenset({"inform_life_event", "change_contact_details"}),
    "dispute_debt": frozenset({"report_payment_made"}),
    "ask_arrangement_terms": frozenset({"request_payment_arrangement", "ask_balance"}),
}
#: A feeling told in so many words: named before an answer to something else, never a numbered answer of its own.
FEELING_TOLD = frozenset({"express_anger", "express_shame"})
#: Understood along the way, but not something to answer beside something else.
NO_TOPIC = frozenset(
    {
        *("inform", "cancel", "opt_out", "out_of_scope", "bot_challenge", "ask_capabilities", "complain_bot"),
        *FEELING_TOLD,
    }
)


def threatens(text: str, patterns: Sequence[re.Pattern[str]]) -> bool:
    """Whether somebody threatens the landlord's people: a calm boundary, and a person looks."""
    flat = " ".join(text.split())
    return any(pattern.search(flat) for pattern in patterns)


def letter_told(intent: str, entities: Sequence[Mapping[str, Any]], recognised: str | None) -> str | None:
    """Which letter a message tells of: the words first, then what was understood, then the intent."""
    if intent not in LETTER_OF_INTENT and intent != "ask_letter_meaning":
        return None
    told = [kind for kind in (*values(entities, "letter_type"), recognised) if kind is not None and kind in LETTERS]
    fallback = LETTER_OF_INTENT.get(intent)
    if fallback == "judgment" and not told:
        return None  # that they must leave may be a fear, a summons or a judgment: the paper is asked about first
    return max([*told, *([fallback] if fallback else [])], key=LETTERS.index, default=None)


#: The kinds of letter, the weightiest last: what may be two things is explained as the more serious one.
LETTERS = (
    *("other", "municipality", "reminder", "formal_notice", "collection_agency"),
    *("bailiff", "summons", "judgment", "eviction_notice"),
)


def date_for(deadline: str, dates: Sequence[str], today: date) -> str | None:
    """The ISO day in a message that a deadline can hang on: ahead for a hearing, behind for a letter received."""
    for given in dates:
        value = ahead(given, today) if deadline in DATE_AHEAD else given
        day = day_in(value)
        if day is None:
            continue
        if (day >= today) if deadline in DATE_AHEAD else (day <= today):
            return value
    return None


#: From so many words on a remark is worth taking down.
STATEMENT_WORDS = 3


def is_statement(intent: str, text: str) -> bool:
    """Whether words are something somebody tells us, no question, no request for a person and no "ja"."""
    asks = "?" in text or intent in NO_RESUME or intent in CONTROL_INTENTS - {"nlu_fallback", "unsure"}
    return not asks and len(text.split()) >= STATEMENT_WORDS


def subject(intents: Sequence[str]) -> str | None:
    """What a conversation was about last; `intents` run from old to new."""
    return next((intent for intent in reversed(intents) if intent not in CONTROL_INTENTS), None)


_DUTCH = re.compile(r"\b(?:taal|nederlands|spreek|praat|vertaal|vertalen|tolk|het|een|kan|ik)\b", re.IGNORECASE)


def asks_in_dutch(text: str) -> bool:
    """Whether another language is asked for in Dutch; a button without text counts as Dutch."""
    return not text.strip() or bool(_DUTCH.search(text))
