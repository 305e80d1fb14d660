"""Sentences of the pages about tenants and agreements."""

from datetime import date
from uuid import uuid4

import pytest

from bot.arrangements.loading import load_policy
from bot.arrangements.rules.eligibility import Kind
from bot.settings import PROJECT
from bot.staff.models import Role
from bot.staff.rules import ABOUT_DEBTS, Permission, may
from bot.staff.telling import balance_lines, happened, reason_words, refused, talk
from bot.tenancy.debts import Step, debt_of
from bot.tenancy.models import EntryKind, Stage
from bot.tenancy.rules import Entry
from bot.tenancy.services import Overview

DEMO = load_policy(PROJECT / "content" / "demo")


def overview(*cents: int) -> Overview:
    """Positive is a month's rent from January on, negative a payment on 5 March."""
    kinds = {True: EntryKind.RENT, False: EntryKind.PAYMENT}
    entries = [
        Entry(f"k{n}", kinds[c > 0], c, date(2026, n + 1, 1) if c > 0 else date(2026, 3, 5))
        for n, c in enumerate(cents)
    ]
    debt = debt_of(uuid4(), entries, 65_000, Step(Stage.NONE, None), (), in_doubt=False)
    values = {name: getattr(debt, name) for name in debt.__dataclass_fields__}
    return Overview(
        **values,
        number="1",
        tenants=("A.",),
        address="x",
        rent_cents=65_000,
        direct_debit=False,
        started_on=None,
        ended_on=None,
        arrangement_ended_on=None,
    )


@pytest.mark.parametrize(
    ("cents", "lines"),
    [
        ((), ("Er staat niets open.", "Er is nog nooit een betaling gezien.")),
        (
            (65_000,),
            (
                "Er staat €\u00a0650,00 open.",
                "De huur van januari 2026 is niet helemaal betaald.",
                "Er is nog nooit een betaling gezien.",
            ),
        ),
        (
            (65_000, 65_000, -10_000),
            (
                "Er staat €\u00a01.200,00 open.",
                "Van 2 maanden is de huur niet helemaal betaald. De oudste is januari 2026.",
                "De laatste betaling was €\u00a0100,00, op 5 maart 2026.",
            ),
        ),
        (
            (65_000, -70_000),
            (
                "Er is €\u00a050,00 te veel of vooruit betaald.",
                "De laatste betaling was €\u00a0700,00, op 5 maart 2026.",
            ),
        ),
    ],
)
def test_a_balance_is_told_in_plain_lines(cents: tuple[int, ...], lines: tuple[str, ...]) -> None:
    assert balance_lines(overview(*cents)) == lines


def test_a_reason_is_told_in_words_and_an_unknown_one_by_its_id() -> None:
    assert reason_words("stage-summons") == "Fase: dagvaarding"
    assert reason_words("too-many-terms") == "Meer termijnen dan mag"
    assert reason_words("arrears-not-too-high", DEMO) == "Achterstand in maanden huur: hoogstens 4"
    assert reason_words("administrator", DEMO) == "Bewindvoerder: moet nee zijn"
    assert reason_words("iets-nieuws", DEMO) == "iets-nieuws"


def test_every_condition_of_the_demo_has_words() -> None:
    for part in (DEMO.arrangement, DEMO.deferral, DEMO.pay_date):
        assert part is not None
        for condition in part.conditions:
            assert reason_words(condition.id, DEMO) != condition.id


def test_what_happened_is_told_with_its_reason() -> None:
    assert happened("declined", {"reason": "te lang"}, str) == "afgewezen (te lang)"
    assert happened("ended", {"reason": "moved"}, str) == "gestopt (verhuisd)"
    assert happened("something_new", {}, str) == "something new"
    assert refused(Kind.DEFERRAL, ["deferral-too-long"]) == "Uitstel gevraagd: Uitstel te lang"
    assert talk("WhatsApp", 0, 0, 0) == "Berichten via WhatsApp: alleen mededelingen"


@pytest.mark.parametrize("permission", sorted(ABOUT_DEBTS))
def test_whole_files_are_for_collectors_and_admins(permission: Permission) -> None:
    assert may(Role.COLLECTOR, permission)
    assert may(Role.ADMIN, permission)
    assert not may(Role.COORDINATOR, permission)


def test_the_content_is_for_coordinators_and_everybody_carries_out_sign_ups() -> None:
    assert not may(Role.COLLECTOR, Permission.CONTENT)
    assert may(Role.COORDINATOR, Permission.CONTENT)
    assert all(may(role, Permission.REFER) for role in Role)
