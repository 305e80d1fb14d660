"""The link back: to the list somebody came from, with its filters, and never anywhere else."""

import pytest

from bot.staff.way_back import LISTS, WayBack, way_back

HOST, BASE = "huurhulp.example.nl", "/staff"


def back(referer: str | None, home: str = "/") -> WayBack:
    return way_back(referer, HOST, BASE, home)


def test_a_list_is_given_back_as_it_was_filtered() -> None:
    found = back(f"https://{HOST}/staff/overzicht?zoek=huur+betalen&gevaar=ja", "/overzicht")
    assert found == WayBack("/staff/overzicht?zoek=huur+betalen&gevaar=ja", "Overzicht")


def test_another_list_than_the_page_belongs_to_is_named_as_what_it_is() -> None:
    assert back(f"https://{HOST}/staff/disputes?blad=2", "/tenants") == WayBack("/staff/disputes?blad=2", "Bezwaren")


def test_what_a_list_tells_once_is_not_told_again() -> None:
    assert back(f"https://{HOST}/staff/?toon=mij&melding=teruggegeven").href == "/staff/?toon=mij"


@pytest.mark.parametrize(
    "referer",
    [
        None,
        "",
        "https://[kapot",
        "https://elders.example.nl/staff/overzicht?zoek=x",
        f"https://{HOST}/",
        f"https://{HOST}/overzicht",
        f"https://{HOST}/staff",
        f"https://{HOST}/staff/gesprekken/1",
        f"https://{HOST}/staff/aanmelden?verder=/staff/",
        f"https://{HOST}/staff/static/desk.css",
        "javascript:alert(1)",
    ],
)
@pytest.mark.parametrize("home", sorted(LISTS))
def test_from_anywhere_else_it_leads_to_the_list_the_page_belongs_to(referer: str | None, home: str) -> None:
    assert back(referer, home) == WayBack(f"/staff{home}", LISTS[home])


def test_what_stands_in_a_filter_cannot_leave_the_address() -> None:
    found = back(f'https://{HOST}/staff/overzicht?zoek="><b>&x=%0d%0aSet-Cookie', "/overzicht")
    assert found.href == "/staff/overzicht?zoek=%22%3E%3Cb%3E&x=%0D%0ASet-Cookie"
