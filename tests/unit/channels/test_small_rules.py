"""Pace, windows, opting out, codes, statuses, files, signatures, keys of buttons: small rules with large effect."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels import media_rules, pacing
from bot.channels.button_keys import button_key, read_button_key
from bot.channels.deliveries import next_state
from bot.channels.opting import Standing, Wish, after, ends_a_question, is_bare_stop, of_both, order_at, wish_of
from bot.channels.whatsapp.errors import REACTIONS, WORDS, Reaction, reaction_to
from bot.channels.whatsapp.views import signed
from bot.conversation.lateness import order_of
from bot.conversation.models import State

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
EACH = timedelta(seconds=6)


def test_a_burst_goes_at_once_and_then_one_in_six_seconds() -> None:
    until, now, sent = None, NOW, []
    for _ in range(60):
        now += pacing.wait_before(until, now, EACH, 45)
        sent.append(now)
        until = pacing.after_sending(until, now, EACH)
    assert sent[44] == NOW
    assert [(b - a) for a, b in zip(sent[45:], sent[46:], strict=False)] == [EACH] * 14


def test_the_window_closes_a_minute_early_and_never_where_there_is_none() -> None:
    day = timedelta(hours=24)
    assert pacing.window_is_open(NOW - day + timedelta(minutes=2), NOW, 24)
    assert not pacing.window_is_open(NOW - day + timedelta(seconds=30), NOW, 24)
    assert not pacing.window_is_open(None, NOW, 24)
    assert pacing.window_is_open(None, NOW, 0)


def test_the_alarm_rings_at_eighty_percent() -> None:
    assert [pacing.allowance_alarm(n, 1000) for n in (799, 800)] == [False, True]
    assert not pacing.allowance_alarm(10_000, 0)


@pytest.mark.parametrize(
    "text",
    [
        "stop",
        "STOP!",
        " Stop. ",
        "/stop",
        "afmelden",
        "Stop aub",
        "stop met de berichten",
        "/stop@huurkompas_bot",
        "/Stop@Huurkompas_bot aub",
    ],
)
def test_a_bare_stop_ends_what_we_begin(text: str) -> None:
    assert wish_of(text) is Wish.OUT


@pytest.mark.parametrize(
    "text",
    [
        "stop de uitzetting",
        "stop met bellen naar mijn werk",
        "ik stop ermee",
        "/stopped",
        "",
        "/stop@bot de uitzetting",
        "stop@linde.nl",
        "/help@stop",
    ],
)
def test_stop_with_something_to_stop_is_an_ordinary_message(text: str) -> None:
    assert wish_of(text) is None


def test_stop_with_the_name_of_the_bot_also_ends_questions() -> None:
    assert is_bare_stop("/stop@huurkompas_bot")
    assert not is_bare_stop("stop@linde.nl")


@given(st.permutations(range(6)), st.lists(st.sampled_from(Wish), min_size=6, max_size=6))
def test_of_stop_and_aanmelden_the_one_said_last_counts_in_whatever_order_they_come(
    arrival: list[int], wishes: list[Wish]
) -> None:
    standing = Standing()
    for place in [*arrival, *arrival[:3]]:  # some of them twice
        standing = after(standing, wishes[place], place, NOW + timedelta(seconds=place))
    assert (standing.out_since is not None, standing.order) == (wishes[-1] is Wish.OUT, 5)


@given(st.permutations([(Wish.OUT, 3), (Wish.BACK, 3), (Wish.BACK, 2), (Wish.OUT, 1)]))
def test_of_two_of_the_same_moment_the_one_that_ends_it_counts(told: list[tuple[Wish, int]]) -> None:
    standing = Standing()
    for wish, order in told:
        standing = after(standing, wish, order, NOW)
    assert standing.out_since is not None


@given(st.integers(0, 3 * order_of(2_000_000_000)))
def test_no_provider_s_far_future_outlasts_what_is_said_until_then(told: int) -> None:
    order = order_at(told, NOW)
    assert order <= told
    assert order <= order_of(int(NOW.timestamp()) + 3600)
    # Where no provider tells, what comes later was said later.
    assert order_at(None, NOW, order) > order


def test_two_that_prove_to_be_one_keep_the_later_word() -> None:
    out, back, none = Standing(NOW, 5), Standing(None, 6), Standing()
    assert of_both(out, back) == of_both(back, out) == back
    assert of_both(out, none) == of_both(none, out) == out
    assert of_both(Standing(None, 5), out) == out


def test_aanmelden_brings_it_back() -> None:
    assert wish_of("Aanmelden") is Wish.BACK


@pytest.mark.parametrize(
    ("code", "reaction"),
    [
        (190, Reaction.HALT), (131056, Reaction.PACE), (131047, Reaction.PARK), (131026, Reaction.UNREACHABLE),
        (131042, Reaction.HALT), (130429, Reaction.SLOW_DOWN), (131009, Reaction.BUG), (131000, Reaction.RETRY),
        (131050, Reaction.OPTED_OUT), (137000, Reaction.NEW_HOLDER), (133016, Reaction.HALT), (999, None),
        (131048, Reaction.UNWANTED), (131049, Reaction.RESTS), (131064, Reaction.RESTS), (130472, Reaction.GIVE_UP),
    ],
)  # fmt: skip
def test_every_code_has_its_own_reaction(code: int, reaction: Reaction | None) -> None:
    assert reaction_to(code, 400) is reaction


def test_an_unknown_code_is_tried_again_only_when_it_will_pass() -> None:
    assert reaction_to(999, 500) is Reaction.RETRY
    assert reaction_to(999, 400, transient=True) is Reaction.RETRY
    assert reaction_to(None, 401) is Reaction.HALT
    assert set(WORDS) == set(Reaction)
    assert len(REACTIONS) > 150


@given(st.lists(st.sampled_from([State.SENT, State.DELIVERED, State.READ]), min_size=1))
def test_statuses_in_any_order_end_at_the_highest(told: list[State]) -> None:
    state: State | None = State.SENDING
    for one in told:
        state = next_state(state, one) or state
    order = [State.SENT, State.DELIVERED, State.READ]
    assert state is max(told, key=order.index)


def test_a_failure_after_delivery_changes_nothing_and_before_it_is_final() -> None:
    assert next_state(State.DELIVERED, State.FAILED) is None
    assert next_state(State.UNKNOWN, State.FAILED) is State.FAILED
    assert next_state(State.FAILED, State.SENT) is None


@given(st.uuids(), st.integers(0, 99))
def test_a_button_key_comes_back_whole_and_fits_telegram(message: UUID, place: int) -> None:
    key = button_key(message, place)
    assert len(key.encode()) <= 64
    assert read_button_key(key) == (message, place)


@given(st.text(max_size=40) | st.text("k.-_ab12", max_size=40).map(lambda t: "k." + t))
def test_a_made_up_key_is_none_or_names_a_place_and_never_raises(text: str) -> None:
    read = read_button_key(text)
    assert read is None or (isinstance(read[0], UUID) and 0 <= read[1] < 1000)


@given(st.binary(max_size=200), st.binary(min_size=16, max_size=40))
def test_only_the_right_secret_over_the_same_bytes_is_signed(raw: bytes, secret: bytes) -> None:
    right = "sha256=" + hmac.new(secret, raw, hashlib.sha256).hexdigest()
    assert signed(raw, right, [b"other", secret])
    assert not signed(raw + b"x", right, [secret])
    assert not signed(raw, right, [b"other"])
    assert not signed(raw, right[:-1], [secret])
    assert not signed(raw, None, [secret])


@pytest.mark.parametrize(
    "content",
    [
        b"<svg/>",
        b"<!doctype html><script>",
        b"PK\x03\x04",
        b"MZ",
        b"#!/bin/sh",
        b"",
        b"\x7fELF",
        b"{}",
        b"RIFF1234AVI ",
    ],
)
def test_what_could_run_or_hide_something_is_refused(content: bytes) -> None:
    assert media_rules.problem_with(content) is not None


def test_a_file_is_tried_for_hours_ever_less_often_and_wrong_bytes_only_thrice() -> None:
    pauses = [media_rules.pause_after(attempts) for attempts in range(1, 10)]
    assert pauses[-1] is None
    waits = [pause for pause in pauses if pause is not None]
    assert waits == sorted(waits)
    assert timedelta(hours=6) < sum(waits, timedelta(0)) < timedelta(hours=12)
    assert [media_rules.pause_after(n, wrong=True) is None for n in (1, 2, 3)] == [False, False, True]


#: What WhatsApp's documentation names for sound, pictures, films and stickers, by their first bytes.
DOCUMENTED = [
    ("audio/aac", b"\xff\xf1P\x80"), ("audio/aac", b"\xff\xf9P\x80"), ("audio/aac", b"ADIF"),
    ("audio/amr", b"#!AMR\n"), ("audio/amr", b"#!AMR-WB\n"), ("audio/mpeg", b"ID3\x04"),
    ("audio/mpeg", b"\xff\xfa\x90"),
    ("audio/mpeg", b"\xff\xe3\x18"), ("audio/mp4", b"\x00\x00\x00\x1cftypM4A "), ("audio/ogg", b"OggS"),
    ("image/jpeg", b"\xff\xd8\xff\xe1"), ("image/png", b"\x89PNG\r\n\x1a\n"), ("image/webp", b"RIFF0000WEBP"),
    ("video/mp4", b"\x00\x00\x00\x18ftypmp42"), ("video/3gpp", b"\x00\x00\x00\x18ftyp3gp5"),
    ("video/3gpp", b"\x00\x00\x00\x18ftyp3g2a"), ("application/pdf", b"%PDF-1.7"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "starts"), DOCUMENTED)
def test_every_kind_of_sound_and_picture_that_whatsapp_takes_is_taken(kind: str, starts: bytes) -> None:
    assert media_rules.type_of(starts + bytes(32)) == kind
    assert media_rules.problem_with(starts + bytes(32)) is None
    assert kind in media_rules.EXTENSIONS


def test_files_are_known_by_their_bytes_and_held_to_their_size() -> None:
    assert media_rules.type_of(b"\xff\xd8\xff\xe0") == "image/jpeg"
    assert media_rules.type_of(b"RIFF0000WEBPVP8 ") == "image/webp"
    assert media_rules.type_of(b"\x00\x00\x00\x18ftypisom") == "video/mp4"
    assert media_rules.problem_with(b"%PDF-" + bytes(16 * media_rules.MEGABYTE)) == "het bestand is te groot"
    content = b"OggS" + bytes(9)
    digest = hashlib.sha256(content)
    assert media_rules.matches_hash(content, digest.hexdigest())
    assert not media_rules.matches_hash(content, hashlib.sha256(b"").hexdigest())


@pytest.mark.parametrize(
    "text",
    [
        "stop",
        "stuur mij geen herinneringen meer",
        "hou op met appen naar mij",
        "meld me af aub",
        "laat me met rust",
        "haal mij van de lijst",
        "Geen berichten meer",
    ],
)
def test_an_end_of_messages_is_asked_in_so_many_words(text: str) -> None:
    assert not ends_a_question(text, asked=True)


@pytest.mark.parametrize(
    "text",
    [
        "stop met die vraag",
        "stop met die datum",
        "stop nou met vragen om mijn nummer",
        "ik HEB geen brief. stop met die datum",
    ],
)
def test_an_end_of_a_question_is_no_end_of_messages(text: str) -> None:
    assert ends_a_question(text, asked=False)


@pytest.mark.parametrize("text", ["deabonneren", "verwijder mij", "🔕", "stop ermee", "haal mijn nummer weg"])
def test_words_that_name_nothing_end_a_question_only_where_one_is_open(text: str) -> None:
    assert not ends_a_question(text, asked=False)
    assert ends_a_question(text, asked=True)
