"""A channel that is switched on without its secrets, or with weak ones, holds up the start with a clear line."""

import itertools
import sys
from pathlib import Path

import pytest

from bot.demo import DEMO_STAFF
from bot.settings import PROJECT, SettingsError, load_settings

WHATSAPP = {
    "PHONE_NUMBER_ID": "106540352242922", "ACCESS_TOKEN": "EAAGxyz", "APP_SECRET": "8f2b6c0e4d1a4b7f9c3e",
    "VERIFY_TOKEN": "kz7Qm2vX9-proefteken",
}  # fmt: skip
TELEGRAM = {"TOKEN": "7712345678:AAxyz_-09", "WEBHOOK_SECRET": "Lang-genoeg-geheim_7"}


def switch_on(monkeypatch: pytest.MonkeyPatch, channel: str, values: dict[str, str]) -> None:
    for name, value in values.items():
        monkeypatch.setenv(f"HUURKOMPAS_{channel}__{name}", value)


@pytest.fixture
def own_corporation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "corporation.yml").touch()
    monkeypatch.setenv("HUURKOMPAS_CORPORATION", str(tmp_path))


@pytest.mark.parametrize("demo", [None, "", str(PROJECT / "content" / "demo")])
@pytest.mark.parametrize(("channel", "values"), [("WHATSAPP", WHATSAPP), ("TELEGRAM", TELEGRAM)])
def test_the_demo_whose_passwords_everybody_knows_does_not_start_on_a_real_channel(
    monkeypatch: pytest.MonkeyPatch, channel: str, values: dict[str, str], demo: str | None
) -> None:
    readme = (PROJECT / "README.md").read_text()
    assert all(password in readme for *_, password in DEMO_STAFF)
    switch_on(monkeypatch, channel, values)
    if demo is not None:
        monkeypatch.setenv("HUURKOMPAS_CORPORATION", demo)
    with pytest.raises(SettingsError, match="HUURKOMPAS_CORPORATION") as refused:
        load_settings()
    assert not any(value in str(refused.value) for value in values.values())


@pytest.mark.parametrize("host", ["http://127.0.0.1:8090", "http://[::1]:8090", "http://localhost:8090"])
def test_the_demo_starts_on_a_stand_in_for_the_provider_on_this_machine(
    monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    switch_on(monkeypatch, "TELEGRAM", {**TELEGRAM, "API_BASE": host})
    assert load_settings().telegram is not None


@pytest.mark.usefixtures("own_corporation")
def test_with_everything_filled_in_both_channels_are_on(monkeypatch: pytest.MonkeyPatch) -> None:
    switch_on(monkeypatch, "WHATSAPP", WHATSAPP)
    switch_on(monkeypatch, "TELEGRAM", TELEGRAM)
    settings = load_settings()
    assert settings.whatsapp is not None
    assert settings.telegram is not None
    assert settings.whatsapp.app_secrets == (b"8f2b6c0e4d1a4b7f9c3e",)


def test_without_any_of_them_both_are_off() -> None:
    settings = load_settings()
    assert (settings.whatsapp, settings.telegram) == (None, None)


@pytest.mark.parametrize(
    ("channel", "values", "missing"),
    [("WHATSAPP", WHATSAPP, name) for name in WHATSAPP] + [("TELEGRAM", TELEGRAM, name) for name in TELEGRAM],
)
def test_a_missing_secret_is_named(
    monkeypatch: pytest.MonkeyPatch, channel: str, values: dict[str, str], missing: str
) -> None:
    switch_on(monkeypatch, channel, values | {missing: ""})
    with pytest.raises(SettingsError, match=f"HUURKOMPAS_{channel}__{missing} ontbreekt"):
        load_settings()


@pytest.mark.parametrize(
    ("channel", "values", "name", "weak"),
    [
        ("WHATSAPP", WHATSAPP, "APP_SECRET", "kort"),
        ("WHATSAPP", WHATSAPP, "APP_SECRET", "a" * 32),
        ("WHATSAPP", WHATSAPP, "APP_SECRET", "changeme-changeme-now"),
        ("WHATSAPP", WHATSAPP, "VERIFY_TOKEN", "demo-token"),
        ("WHATSAPP", WHATSAPP, "VERIFY_TOKEN", "abc"),
        ("TELEGRAM", TELEGRAM, "WEBHOOK_SECRET", "voorbeeld-geheim-1"),
        ("TELEGRAM", TELEGRAM, "WEBHOOK_SECRET", "kort"),
    ],
)
def test_a_weak_or_demo_secret_is_refused_without_repeating_it(
    monkeypatch: pytest.MonkeyPatch, channel: str, values: dict[str, str], name: str, weak: str
) -> None:
    switch_on(monkeypatch, channel, values | {name: weak})
    with pytest.raises(SettingsError, match=f"HUURKOMPAS_{channel}__{name} (is|heeft)") as refused:
        load_settings()
    assert weak not in str(refused.value).replace("te kort", "")


@pytest.mark.usefixtures("own_corporation")
@pytest.mark.parametrize("secret", [None, "", "kort"])
def test_who_asks_telegram_for_updates_needs_no_secret_for_its_calls(
    monkeypatch: pytest.MonkeyPatch, secret: str | None
) -> None:
    switch_on(monkeypatch, "TELEGRAM", {"TOKEN": TELEGRAM["TOKEN"], "MODE": "polling"})
    if secret is not None:
        monkeypatch.setenv("HUURKOMPAS_TELEGRAM__WEBHOOK_SECRET", secret)
    settings = load_settings()
    assert settings.telegram is not None
    assert not settings.telegram.is_called
    monkeypatch.delenv("HUURKOMPAS_TELEGRAM__TOKEN")
    with pytest.raises(SettingsError, match="HUURKOMPAS_TELEGRAM__TOKEN ontbreekt"):
        load_settings()


def subsets(values: dict[str, str]) -> list[frozenset[str]]:
    return [frozenset(some) for size in range(len(values) + 1) for some in itertools.combinations(sorted(values), size)]


@pytest.mark.usefixtures("own_corporation")
@pytest.mark.parametrize("blank", [None, "", "   "])
@pytest.mark.parametrize(
    ("channel", "values", "filled"),
    [("WHATSAPP", WHATSAPP, some) for some in subsets(WHATSAPP)]
    + [("TELEGRAM", TELEGRAM, some) for some in subsets(TELEGRAM)],
)
def test_of_every_combination_all_is_on_none_is_off_and_the_rest_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, channel: str, values: dict[str, str], filled: frozenset[str], blank: str | None
) -> None:
    given = {name: values[name] if name in filled else blank for name in values}
    switch_on(monkeypatch, channel, {name: value for name, value in given.items() if value is not None})
    missing = set(values) - filled
    if missing and filled:
        with pytest.raises(SettingsError) as refused:
            load_settings()
        told = str(refused.value)
        assert {name for name in values if f"HUURKOMPAS_{channel}__{name} ontbreekt" in told} == missing
        return
    assert (getattr(load_settings(), channel.lower()) is not None) == bool(filled)


WEAK = (
    "kort", "a" * 40, "ab" * 20, "changeme-changeme-now", "voorbeeld-geheim-123", "Demo-Demo-Demo-Demo-1",
    "wijzig-mij-nu-graag", "your-secret-goes-here", "<geheim-van-16-tekens>", "wachtwoord12345678",
    "password-password-1", "qwertyuiop1234567", "123456789012345",
)  # fmt: skip


@pytest.mark.parametrize("weak", WEAK)
@pytest.mark.parametrize(
    ("channel", "values", "name"),
    [
        ("WHATSAPP", WHATSAPP, "APP_SECRET"),
        ("WHATSAPP", WHATSAPP, "PREVIOUS_APP_SECRET"),
        ("WHATSAPP", WHATSAPP, "VERIFY_TOKEN"),
        ("TELEGRAM", TELEGRAM, "WEBHOOK_SECRET"),
    ],
)
def test_no_secret_that_the_outside_can_try_may_be_guessed(
    monkeypatch: pytest.MonkeyPatch, channel: str, values: dict[str, str], name: str, weak: str
) -> None:
    switch_on(monkeypatch, channel, values | {name: weak})
    with pytest.raises(SettingsError, match=f"HUURKOMPAS_{channel}__{name} ") as refused:
        load_settings()
    assert weak == "kort" or weak not in str(refused.value)


@pytest.mark.parametrize(("channel", "values", "name", "left"), [
    ("WHATSAPP", WHATSAPP, "ACCESS_TOKEN", "your-access-token"), ("WHATSAPP", WHATSAPP, "PHONE_NUMBER_ID", "vul-in"),
    ("TELEGRAM", TELEGRAM, "TOKEN", "123456789:voorbeeld-token"), ("TELEGRAM", TELEGRAM, "TOKEN", "geen token"),
    ("TELEGRAM", TELEGRAM, "WEBHOOK_SECRET", "met spatie en é erin 1"),
])  # fmt: skip
def test_what_was_left_as_it_stood_in_the_example_is_named(
    monkeypatch: pytest.MonkeyPatch, channel: str, values: dict[str, str], name: str, left: str
) -> None:
    switch_on(monkeypatch, channel, values | {name: left})
    with pytest.raises(SettingsError, match=f"HUURKOMPAS_{channel}__{name} "):
        load_settings()


@pytest.mark.parametrize(("name", "value"), [("PER_SECOND", "0"), ("FREE_MESSAGES_PER_MONTH", "-1")])
def test_a_number_that_cannot_be_worked_with_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    switch_on(monkeypatch, "WHATSAPP", WHATSAPP | {name: value})
    with pytest.raises(SettingsError, match=f"HUURKOMPAS_WHATSAPP__{name}"):
        load_settings()


def test_one_secret_for_two_purposes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    switch_on(monkeypatch, "WHATSAPP", WHATSAPP | {"VERIFY_TOKEN": WHATSAPP["APP_SECRET"]})
    with pytest.raises(SettingsError, match="VERIFY_TOKEN is hetzelfde als APP_SECRET"):
        load_settings()


@pytest.mark.parametrize("weak", ["kort", "x" * 64, "voorbeeld-van-een-geheim-dat-lang-genoeg-is"])
def test_the_secret_that_signs_sessions_may_not_be_guessed_either(monkeypatch: pytest.MonkeyPatch, weak: str) -> None:
    monkeypatch.setenv("HUURKOMPAS_SESSION_SECRET", weak)
    with pytest.raises(SettingsError, match="HUURKOMPAS_SESSION_SECRET "):
        load_settings()


@pytest.mark.parametrize("command", ["/bestaat/niet --nl", 'python "'])
def test_a_transcriber_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv("HUURKOMPAS_TRANSCRIBER", command)
    with pytest.raises(SettingsError, match="HUURKOMPAS_TRANSCRIBER"):
        load_settings()


def test_one_that_is_there_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUURKOMPAS_TRANSCRIBER", f"{sys.executable} -m iets")
    assert load_settings().transcriber == f"{sys.executable} -m iets"
