"""What follows from the settings: the addresses under which we are reached."""

import pytest

from bot.settings import Settings


@pytest.mark.parametrize(
    ("listens_on", "reached_at"),
    [
        ("127.0.0.1", "http://127.0.0.1:8080"),
        ("0.0.0.0", "http://127.0.0.1:8080"),
        ("::", "http://127.0.0.1:8080"),
        ("::1", "http://[::1]:8080"),
        ("huurhulp.local", "http://huurhulp.local:8080"),
    ],
)
def test_a_browser_on_this_machine_reaches_us_whatever_we_listen_on(listens_on: str, reached_at: str) -> None:
    assert Settings(public_host=listens_on).own_address == reached_at


def test_the_desk_has_an_address_once_the_world_knows_ours() -> None:
    assert Settings().desk_address == ""
    assert Settings(public_url="https://huurhulp.example.nl/").desk_address == "https://huurhulp.example.nl/staff"
