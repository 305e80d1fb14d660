"""A channel that is switched on without its secrets, or with weak ones, holds up the start with a clear line."""

import pytest

from bot.settings import SettingsError, load_settings

WHATSAPP = {
    "PHONE_NUMBER_ID": "106540352242922", "ACCESS_TOKEN": "EAAGxyz", "APP_SECRET": "8f2b6c0e4d1a4b7f9c3e",
    "VERIFY_TOKEN": "kz7Qm2vX9-proefteken",
}  # fmt: skip
TELEGRAM = {"TOKEN": "7712345678:AAxyz_-09", "WEBHOOK_SECRET": "Lang-genoeg-geheim_7"}


def switch_on(monkeypatch: pytest.MonkeyPatch, channel: str, values: dict[str, str]) -> None:
    for name, value in values.items():
        monkeypatch.setenv(f"HUURKOMPAS_{channel}__{name}", value)


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
