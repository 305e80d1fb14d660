"""The demo corporation's people and tenants: made up, and the same every time."""

from sqlalchemy import func, select

from bot.bootstrap import Services
from bot.clock import in_amsterdam
from bot.settings import Settings
from bot.staff.models import Role, Staff
from bot.tenancy.demo import seed_tenancy

#: E-mail, name as tenants see it, role, password. Only ever used for the demo corporation.
DEMO_STAFF = (
    ("sanne@woonstichtingdelinde.example.nl", "Sanne", "collector", "linde-incasso-demo"),
    ("joris@woonstichtingdelinde.example.nl", "Joris", "collector", "linde-tweede-demo"),
    ("meryem@woonstichtingdelinde.example.nl", "Meryem", "coordinator", "linde-overzicht-demo"),
    ("beheer@woonstichtingdelinde.example.nl", "Beheer", "admin", "linde-bureau-demo"),
)


async def seed_demo(services: Services, settings: Settings) -> None:
    """Make what is not there yet; safe to repeat."""
    today = in_amsterdam(services.clock()).date()
    async with services.database.transaction() as session:
        await seed_tenancy(session, settings.corporation, today)
        known = set((await session.scalars(select(func.lower(Staff.email)))).all())
    for email, name, role, password in DEMO_STAFF:
        if email not in known:
            await services.accounts.add(email, name, Role(role), password)
