"""Pure rules of doubt: which of the dangers heard in a message are acted on, and which only get a quiet line.

Danger is heard widely, because one that is missed is worse than one too many. What a message itself says is not so
is no danger, though; and who has denied one is not asked again for words that only sound like it (0091).
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

from bot.dialogue import asking, dangers
from bot.dialogue.exchange import Heard

#: How surely a danger must be heard beside a denial: as surely as the engine hears what is said outright.
AGAIN = 0.95
#: The same of a life: where another danger was denied, words that only come near to it count too.
AGAIN_LIFE = 0.9
#: From so surely on a subject is understood as a plain question of business.
PLAIN = 0.6
#: Below this a danger is hardly heard.
WHISPER = 0.6
#: A crisis that is named among the subjects of a message counts from here on, where no danger was heard.
NAMED = 0.1
#: Subjects next to which a faint danger gets a quiet line: somebody asks, offers or tells something about the rent.
BUSINESS = dangers.ANSWERED_IN_DANGER - dangers.ASKED_OUTRIGHT - {"ask_co_tenant", "ask_privacy", "bot_challenge"} | {
    *("request_payment_arrangement", "request_deferral", "request_paydate_change", "ask_arrangement_terms"),
    *("ask_balance", "ask_how_to_pay", "ask_arrangement_status", "report_payment_made", "dispute_debt"),
    *("report_reminder_letter", "ask_energy_help", "ask_rent_reduction", "request_repair", "change_contact_details"),
    *("request_data_rights", "withhold_rent_defects", "request_human", "request_callback"),
}
#: What says nothing of its own beside a denial.
NO_QUESTION = frozenset(
    {
        *("nlu_fallback", "out_of_scope", "deny", "affirm", "unsure", "inform", "thank", "greet", "goodbye", "cancel"),
        *("complain_bot", "express_anger", "express_shame", "bot_challenge"),
    }
)


def surely(heard: Heard) -> dict[str, float]:
    """How surely each danger was heard; a crisis as which a message was understood, as surely as that."""
    ranked = {str(item.get("name")): float(item.get("confidence", 1.0)) for item in heard.ranking}
    sure = dangers.sureness(None, heard.signals)
    if (told := dangers.DANGER_OF_INTENT.get(heard.intent)) is not None:
        sure[told] = max(sure.get(told, 0.0), ranked.get(heard.intent, 1.0))
    return sure


def unlikely(
    heard: Heard, denied: Collection[str], veiled: str | None = None, *, earlier: str | None = None
) -> frozenset[str]:
    """The dangers that are not acted on beside or after a denial of these; never one that veiled words name.

    `earlier`: the one that was denied in a message before this. A life is then listened for as if nothing had been
    denied, or nearly so: an alarm that was false may not hide the true one that comes after it.
    """
    bars = dict.fromkeys(dangers.DANGERS, AGAIN) if {*denied, earlier} - {None} else {}
    if not denied:
        bars["suicide"] = dangers.FAINT if earlier == "suicide" else 0.0
    elif "suicide" not in denied:
        bars["suicide"] = AGAIN_LIFE
    return frozenset(
        danger for danger, sure in surely(heard).items() if sure < bars.get(danger, 0.0) and danger != veiled
    )


def without(heard: Heard, gone: Collection[str]) -> Heard:
    """The same message as if these dangers were not heard in it; understood as the next best, where it was a crisis."""
    if not gone:
        return heard
    crises = {intent for intent, danger in dangers.DANGER_OF_INTENT.items() if danger in gone}
    signals = [signal for signal in heard.signals if signal.get("name") not in gone]
    topics = [topic for topic in heard.topics if topic not in crises]
    intent = next_best(heard, topics) if heard.intent in crises else heard.intent
    return replace(heard, intent=intent, signals=signals, topics=topics)


def next_best(heard: Heard, topics: Collection[str]) -> str:
    """What a message is about beside a crisis that it is not: a subject in it, or what else it was nearly taken for."""
    ranked = [str(i.get("name")) for i in heard.ranking if float(i.get("confidence", 0.0)) >= 2 * NAMED]
    passed = {*dangers.DANGER_OF_INTENT, "nlu_fallback", "out_of_scope"}
    return next((name for name in (*topics, *ranked) if name not in passed), "nlu_fallback")


def asked_beside(heard: Heard) -> str | None:
    """What a message asks beside its denial, of which `without` took the danger; None where it only denies."""
    if heard.intent not in NO_QUESTION:
        return heard.intent
    return next((topic for topic in heard.topics if topic not in NO_QUESTION | set(dangers.DANGER_OF_INTENT)), None)


def is_faint(heard: Heard) -> bool:
    """Whether nothing but a faint danger was heard in a plain question of business."""
    sure, ranked = surely(heard), {str(item.get("name")): item.get("confidence") for item in heard.ranking}
    plain = heard.intent in BUSINESS and float(ranked.get(heard.intent) or 0.0) >= PLAIN
    return plain and bool(sure) and max(sure.values()) < dangers.FAINT


def is_whisper(heard: Heard, written: bool) -> bool:
    """Whether a danger was faintly heard in a question for which an answer was `written`, or hardly heard in any.

    Where a life may be meant, a question is no reason to pass over it.
    """
    sure, ranked = surely(heard), {str(item.get("name")): item.get("confidence") for item in heard.ranking}
    nearly = max((float(ranked.get(crisis) or 0.0) for crisis in dangers.CRISES), default=0.0)
    if not sure or "suicide" in sure or nearly >= NAMED or not asking.asks_somewhere(heard.text):
        return False
    return max(sure.values()) < (dangers.FAINT if written else WHISPER)


def is_named(heard: Heard, crisis: str) -> bool:
    """Whether a crisis among the subjects of a message, raised by no signal, is more than a sound."""
    ranked: Mapping[str, float] = {str(i.get("name")): float(i.get("confidence", 1.0)) for i in heard.ranking}
    return not ranked or ranked.get(crisis, 0.0) >= NAMED
