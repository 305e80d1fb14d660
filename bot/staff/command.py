"""`./run staff …`: accounts from the command line, on the configured database, whether or not the program runs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.clock import system_clock
from bot.database.access import reached
from bot.database.session import new_id
from bot.settings import Settings
from bot.staff.accounts import Accounts
from bot.staff.models import Role, Staff


async def add(settings: Settings, email: str, name: str, role: str, password: str | None) -> int:
    """Make an account. Returns the exit code; raises AccountError with the reason, as all of these do."""
    async with _accounts(settings) as accounts:
        staff, made_up = await accounts.add(email, name, Role(role), password)
    print(f"{staff.name} ({staff.email}) kan zich aanmelden.{_told(made_up)}")
    return 0


async def renew_password(settings: Settings, email: str, password: str | None) -> int:
    """Give somebody another password; wherever the old one was used, that person is signed out."""
    async with _accounts(settings) as accounts:
        staff, made_up = await accounts.renew_password(email, password)
    print(f"{staff.name} ({staff.email}) heeft een nieuw wachtwoord.{_told(made_up)}")
    return 0


async def close(settings: Settings, email: str) -> int:
    """Shut an account: signed out at once, no way in, and what was done stays on record."""
    async with _accounts(settings) as accounts:
        staff = await accounts.close(email)
    print(f"{staff.name} ({staff.email}) is afgemeld en kan zich niet meer aanmelden.")
    return 0


async def reopen(settings: Settings, email: str) -> int:
    """Open a shut account again."""
    async with _accounts(settings) as accounts:
        staff = await accounts.reopen(email)
    print(f"{staff.name} ({staff.email}) kan zich weer aanmelden.")
    return 0


async def show(settings: Settings) -> int:
    """Print who has an account."""
    async with _accounts(settings) as accounts:
        for staff in await accounts.everybody():
            print(_line(staff))
    return 0


def _line(staff: Staff) -> str:
    return f"{staff.email:40} {staff.role:12} {staff.name}{'' if staff.active else '  (gesloten)'}"


def _told(made_up: str | None) -> str:
    return f" Wachtwoord: {made_up}" if made_up else ""


@asynccontextmanager
async def _accounts(settings: Settings) -> AsyncIterator[Accounts]:
    async with reached(settings) as database:
        yield Accounts(database, system_clock, new_id)
