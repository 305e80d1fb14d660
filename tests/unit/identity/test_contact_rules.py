"""When contact data may be changed in the chat, what an address looks like, and what of it is left standing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.identity.contact_rules import (
    DAY,
    MOST_A_DAY,
    UNDO_WITHIN,
    ChangeState,
    Earlier,
    Hindrance,
    gets_sms,
    hindrance,
    masked,
    plain,
)
from bot.identity.hearing import MARKS, Asked, may_hold_proof, sift
from bot.tenancy.models import ContactKind

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = date(2026, 11, 22)
PHONE, EMAIL = ContactKind.PHONE, ContactKind.EMAIL


@pytest.mark.parametrize("typed", ["06 12345678", "+31 6 1234 5678", "0031612345678", "(06) 12-34-56-78", "0612345678"])
def test_a_number_is_kept_in_one_form_however_it_is_typed(typed: str) -> None:
    assert plain(PHONE, typed) == "+31612345678"


@pytest.mark.parametrize("typed", ["", "0612", "12345678", "06123456789012", "bel me", "0" * 10])
def test_what_is_no_number_is_refused(typed: str) -> None:
    assert plain(PHONE, typed) is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("Kim.Wol@Example.NL", "kim.wol@example.nl"), (" a+b@sub.example.org ", "a+b@sub.example.org")],
)
def test_a_mail_address_is_kept_in_small_letters(typed: str, kept: str) -> None:
    assert plain(EMAIL, typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        *("", "kim", "kim@", "@example.nl", "kim@example", "kim@exa mple.nl", "kim@-example.nl", "a..b@example.nl"),
        *(".kim@example.nl", "kim.@example.nl", "kim@example.nl\nBcc: x@y.nl", "a@b.nl,c@d.nl", "<kim@example.nl>"),
        "k" * 120 + "@example.nl",
    ],
)
def test_what_is_no_mail_address_or_could_be_more_than_one_is_refused(typed: str) -> None:
    assert plain(EMAIL, typed) is None


@given(st.text(max_size=60))
def test_no_mail_address_that_is_kept_can_add_a_header_or_a_receiver(typed: str) -> None:
    kept = plain(EMAIL, typed)
    assert kept is None or (kept.count("@") == 1 and not set(kept) & set("\r\n,;<> \t"))


def test_an_sms_is_read_on_a_mobile_telephone_only() -> None:
    assert gets_sms("+31612345678")
    assert not gets_sms("+31201234567")
    assert not gets_sms("kim@example.nl")


def test_what_is_shown_hides_the_most_of_it() -> None:
    assert masked(PHONE, "+31612345678") == "+316 •••••• 78"
    assert masked(EMAIL, "kim.wol@example.nl") == "k•••@example.nl"


def done(ago: timedelta, *, kind: str = "phone", cools: timedelta = timedelta(days=7), undone: bool = False) -> Earlier:
    state = ChangeState.UNDONE if undone else ChangeState.DONE
    return Earlier(kind, state, NOW - ago, NOW - ago + cools, NOW - ago if undone else None)


def test_nothing_stands_in_the_way_of_a_first_change() -> None:
    assert hindrance(PHONE, [], NOW) is None


def test_while_one_cools_the_same_kind_is_not_changed_again() -> None:
    assert hindrance(PHONE, [done(timedelta(days=6))], NOW) is Hindrance.STILL_COOLING
    assert hindrance(EMAIL, [done(timedelta(days=6))], NOW) is None
    assert hindrance(PHONE, [done(timedelta(days=7))], NOW) is None


def test_after_one_that_was_undone_only_a_person_changes_anything_for_a_month() -> None:
    undone = done(UNDO_WITHIN - timedelta(seconds=1), kind="email", undone=True)
    assert hindrance(PHONE, [undone], NOW) is Hindrance.WAS_UNDONE
    assert hindrance(PHONE, [done(UNDO_WITHIN, kind="email", undone=True)], NOW) is None


def test_a_few_new_addresses_a_day_and_no_more() -> None:
    asked = [Earlier("phone", ChangeState.ASKED, NOW - timedelta(hours=hours)) for hours in range(MOST_A_DAY)]
    assert hindrance(PHONE, asked, NOW) is Hindrance.TOO_OFTEN
    assert hindrance(EMAIL, asked, NOW) is Hindrance.TOO_OFTEN
    assert hindrance(PHONE, asked[1:], NOW) is None
    assert hindrance(PHONE, asked, NOW + DAY) is None


# ── taken out of the message ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("06 12345678", "06 12345678"),
        ("mijn nieuwe nummer is +31 6 1234 5678 bedankt", "+31 6 1234 5678"),
        ("nul zes twaalf vierendertig zesenvijftig achtenzeventig", "0 6 12 34 56 78"),
        ("het is (020) 123 45 67", "(020) 123 45 67"),
    ],
)
def test_a_number_is_taken_out_however_it_is_said(typed: str, value: str) -> None:
    assert may_hold_proof(typed)
    found = sift(typed, Asked.PHONE, code_out=False, today=TODAY)
    assert [(one.kind, one.value) for one in found.given] == [(Asked.PHONE, value)]
    assert MARKS[Asked.PHONE] in found.text
    assert not any(character.isdigit() for character in found.text)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("kim.wol@example.nl", "kim.wol@example.nl"),
        ("doe maar acht.uur@example.nl graag", "acht.uur@example.nl"),
        ("kim punt wol apenstaartje example punt nl", "kim.wol@example.nl"),
        ("Kim apenstaart sub punt example punt org", "Kim@sub.example.org"),
        ("kim underscore wol @ example punt nl", "kim_wol@example.nl"),
    ],
)
def test_a_mail_address_is_taken_out_written_or_dictated(typed: str, value: str) -> None:
    assert may_hold_proof(typed)
    found = sift(typed, Asked.EMAIL, code_out=False, today=TODAY)
    assert [(one.kind, one.value) for one in found.given] == [(Asked.EMAIL, value)]
    assert MARKS[Asked.EMAIL] in found.text
    assert "example" not in found.text


def test_neither_is_left_standing_whichever_was_asked() -> None:
    for asked in (Asked.PHONE, Asked.EMAIL):
        found = sift("06 12345678 of kim@example.nl, code 123456", asked, code_out=True, today=TODAY)
        assert found.text == "[telefoonnummer] of [e-mailadres], code [code]"
        assert {one.kind for one in found.given} == {Asked.PHONE, Asked.EMAIL, Asked.CODE}


def test_an_amount_or_a_year_is_no_telephone_number() -> None:
    text = "ik betaal 200 euro op 3-12-2026, dat is alles"
    assert sift(text, Asked.EMAIL, code_out=False, today=TODAY).given == ()


def test_where_no_address_is_asked_it_is_an_ordinary_word() -> None:
    assert sift("kim@example.nl", Asked.NUMBER, code_out=False, today=TODAY).text == "kim@example.nl"
