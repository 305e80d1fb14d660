"""The demo corporation's people and tenants: made up, and the same every time."""

from sqlalchemy import delete, func, select, update

from bot.arrangements.demo import seed_agreements
from bot.bootstrap import Services
from bot.clock import in_amsterdam
from bot.settings import Settings
from bot.staff.models import Role, Staff, StaffSession
from bot.tenancy.demo import seed_tenancy

#: E-mail, name as tenants see it, role, password. Only ever used for the demo corporation.
DEMO_STAFF = (
    ("sanne@woonstichtingdelinde.example.nl", "Sanne", "collector", "linde-incasso-demo"),
    ("joris@woonstichtingdelinde.example.nl", "Joris", "collector", "linde-tweede-demo"),
    ("meryem@woonstichtingdelinde.example.nl", "Meryem", "coordinator", "linde-overzicht-demo"),
    ("beheer@woonstichtingdelinde.example.nl", "Beheer", "admin", "linde-bureau-demo"),
)


async def retire_demo_staff(services: Services) -> None:
    """Close the demo's accounts, whose passwords everybody knows, on a database that once held the demo."""
    async with services.database.transaction() as session:
        emails = [email for email, *_ in DEMO_STAFF]
        demo = select(Staff.id).where(func.lower(Staff.email).in_(emails))
        await session.execute(update(Staff).where(Staff.id.in_(demo)).values(active=False))
        await session.execute(delete(StaffSession).where(StaffSession.staff_id.in_(demo)))


async def seed_demo(services: Services, settings: Settings) -> None:
    """Make what is not there yet; safe to repeat."""
    today = in_amsterdam(services.clock()).date()
    async with services.database.transaction() as session:
        await seed_tenancy(session, settings.corporation, today)
        known = set((await session.scalars(select(func.lower(Staff.email)))).all())
    for email, name, role, password in DEMO_STAFF:
        if email not in known:
            await services.accounts.add(email, name, Role(role), password)
    async with services.database.transaction() as session:
        collector = await session.scalar(select(Staff.id).where(func.lower(Staff.email) == DEMO_STAFF[0][0]))
    if collector is not None:
        await seed_agreements(services.arrangements.ground, settings.corporation, collector)
