"""What nearly surely was meant is answered; what only might be is asked."""

from typing import Any

import pytest

from bot.dialogue import nearly

KNOWN = frozenset(
    {
        *(
            "ask_letter_meaning",
            "report_reminder_letter",
            "ask_seizure",
            "ask_legal_help",
            "request_payment_arrangement",
        ),
        *("ask_arrangement_terms", "report_arrangement_trouble", "ask_benefits"),
    }
)


def ranked(**sure: float) -> list[dict[str, Any]]:
    return [{"name": name, "confidence": confidence} for name, confidence in sure.items()]


@pytest.mark.parametrize(
    ("ranking", "meant"),
    [
        # One stands out.
        (ranked(ask_legal_help=0.7, ask_seizure=0.1), "ask_legal_help"),
        # Two that lead to one answer are one.
        (ranked(report_reminder_letter=0.4, ask_letter_meaning=0.35, ask_benefits=0.1), "ask_letter_meaning"),
        (ranked(report_arrangement_trouble=0.38, ask_arrangement_terms=0.35, affirm=0.09), "ask_arrangement_terms"),
        # Not sure enough, or another one near.
        (ranked(ask_legal_help=0.5, ask_seizure=0.1), None),
        (ranked(ask_legal_help=0.6, ask_seizure=0.3), None),
        # What does something is asked for first, and a danger is never guessed past.
        (ranked(request_payment_arrangement=0.7, ask_seizure=0.05), None),
        (ranked(ask_legal_help=0.7, crisis_suicide=0.12), None),
        (ranked(affirm=0.7, ask_legal_help=0.1), None),
        ([], None),
    ],
)
def test_what_is_nearly_sure_is_taken_for_what_it_is(ranking: list[dict[str, Any]], meant: str | None) -> None:
    assert nearly.meant(ranking, KNOWN) == meant
