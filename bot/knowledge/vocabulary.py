"""The names that content files may use: stages, feelings, dangers, placeholders, and what a talk may be about."""

from typing import Literal

NoGuess = Literal["danger", "feeling", "remark"]

STAGES = ("reminder", "formal_notice", "bailiff", "summons", "judgment", "eviction_notice")
#: Why a narrower answer is never offered on a button: nobody is asked there whether they are in danger or how they
#: feel, and what only follows on our own words asks nothing.
NO_GUESS: tuple[NoGuess, ...] = ("danger", "feeling", "remark")
FEELINGS = ("fear", "shame", "anger", "sadness")
DANGERS = (
    "suicide",
    "violence",
    "homeless_now",
    # How the same danger is answered, where it is known who puts somebody out: nobody is heard as these.
    *("evicted", "locked_out"),
    # A life in danger with what could end it at hand or put away, and a goodbye while it is.
    *("suicide_means", "suicide_put_away", "suicide_farewell"),
    # The same for harm that is spoken of without saying whose.
    "violence_unclear",
    "no_food",
    "child_at_risk",
    "medical_risk",
    "no_energy",
    "threat_to_staff",
)

PLACEHOLDERS = frozenset(
    {
        "corporation",
        "phone",
        "hours",
        "promise",
        "pay_day",
        "account",
        "office_address",
        "municipality",
        "debt_help",
        *("most_terms", "longest_deferral", "pay_days", "kept_days", "demo_visitor"),
    }
)
#: Whole sentences on the days that this talk told of, in an answer; empty where it told of none.
DAYS_TOLD = frozenset({"notice_day", "opposition", "eviction_day"})
#: What somebody said that there is not: no bailiff, no letter. Answers that speak of it are not for this talk.
NO_BAILIFF, NO_LETTER = "talk:no_bailiff", "talk:no_letter"
DENIED = frozenset({NO_BAILIFF, NO_LETTER})
#: What a talk may be about for as long as it lasts; an answer can be bound to it like to a subject (`after`).
TALK_MARKS = frozenset(
    {
        *("talk:danger", "talk:death", "talk:defects", "talk:seizure", "talk:sole_tenant", "talk:not_on_contract"),
        *("talk:agency", "talk:was_there", "talk:was_absent", "talk:fraud"),
    }
    | DENIED
)
ANSWER_PLACEHOLDERS = PLACEHOLDERS | DAYS_TOLD
LINE_PLACEHOLDERS = PLACEHOLDERS | {
    *("name", "limit", "source_name", "source_url", "checked_on"),
    *("principal", "maximum", "with_vat", "asked", "organisation", "what", "passed_on"),
    *("wait", "code", "link", "balance", "day", "month", "costs", "payment", "moment"),
}
