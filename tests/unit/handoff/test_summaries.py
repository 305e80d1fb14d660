"""What the desk reads beside a waiting conversation."""

from bot.handoff.models import Reason
from bot.handoff.services import SUMMARY_LENGTH, noted

NOTE = "Maakt bezwaar tegen melding bij de gemeente."


def test_an_objection_stays_in_the_summary_whatever_is_asked_after_it() -> None:
    first = noted("", "ik wil dat niet", Reason.OBJECTION)
    assert first == f"{NOTE} ik wil dat niet"
    assert noted(first, "er is een vonnis", Reason.EVICTION) == f"{NOTE} er is een vonnis"


def test_an_objection_is_put_before_what_somebody_waits_for_already_and_only_once() -> None:
    assert noted("bel mij", "", Reason.OBJECTION) == f"{NOTE} bel mij"
    assert noted(f"{NOTE} bel mij", "", Reason.OBJECTION) == f"{NOTE} bel mij"


def test_what_somebody_waits_for_is_kept_where_nothing_is_said_anew() -> None:
    assert noted("bel mij", "", Reason.DANGER) == "bel mij"
    assert len(noted("", "x" * 400, Reason.OTHER)) == SUMMARY_LENGTH
