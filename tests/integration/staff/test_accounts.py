"""Opening and shutting accounts: from the command line, and what it means for who is signed in."""

from uuid import uuid4

import pytest

from bot.staff.accounts import AccountError, Accounts
from bot.staff.models import Role, Staff
from tests.integration.staff.conftest import NewVisit
from tests.integration.staff.scene import Scene, quick_passwords

FRESH = "zomerfiets-langs-de-dijk"


@pytest.fixture
def accounts(scene: Scene) -> Accounts:
    return Accounts(scene.database, scene.clock, uuid4, quick_passwords())


async def test_a_closed_account_is_signed_out_at_once_and_cannot_come_back(
    visit: NewVisit, accounts: Accounts, sanne: Staff
) -> None:
    browser = await visit(sanne)
    assert "Postvak" in await browser.page("/")
    await accounts.close(sanne.email.upper())
    assert (await browser.get("/")).status == 303
    assert [(s.name, s.active) for s in await accounts.everybody() if s.id == sanne.id] == [("Sanne", False)]


async def test_a_reopened_account_has_its_old_password(visit: NewVisit, accounts: Accounts, sanne: Staff) -> None:
    await accounts.close(sanne.email)
    await accounts.reopen(sanne.email)
    assert "Postvak" in await (await visit(sanne)).page("/")


async def test_another_password_ends_what_the_old_one_opened(visit: NewVisit, accounts: Accounts, sanne: Staff) -> None:
    browser = await visit(sanne)
    renewed, made_up = await accounts.renew_password(sanne.email, FRESH)
    assert (renewed.id, made_up) == (sanne.id, None)
    assert (await browser.get("/")).status == 303


async def test_a_password_made_up_here_is_told_once(accounts: Accounts, sanne: Staff) -> None:
    _, made_up = await accounts.renew_password(sanne.email)
    assert made_up is not None
    assert len(made_up) >= 12


async def test_a_weak_password_changes_nothing(accounts: Accounts, visit: NewVisit, sanne: Staff) -> None:
    browser = await visit(sanne)
    with pytest.raises(AccountError):
        await accounts.renew_password(sanne.email, "welkom123")
    assert "Postvak" in await browser.page("/")


@pytest.mark.parametrize("what", ["close", "reopen", "renew_password"])
async def test_an_unknown_address_gets_a_clear_no(accounts: Accounts, what: str) -> None:
    with pytest.raises(AccountError, match=r"geen medewerker met het e-mailadres niemand@example\.nl"):
        await getattr(accounts, what)("niemand@example.nl")


async def test_all_accounts_are_listed_open_ones_first(accounts: Accounts, sanne: Staff) -> None:
    await accounts.add("joris@example.nl", "Joris", Role.COLLECTOR, FRESH)
    await accounts.close(sanne.email)
    names = [(staff.name, staff.active) for staff in await accounts.everybody()]
    assert names.index(("Joris", True)) < names.index(("Sanne", False))
