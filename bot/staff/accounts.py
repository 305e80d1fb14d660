"""Making accounts for people who work here."""

import re

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.database.engine import Database
from bot.database.session import NewId
from bot.failures import PlainFailure
from bot.staff import texts
from bot.staff.models import Role, Staff, StaffSession
from bot.staff.passwords import Passwords, generated
from bot.staff.rules import password_problem

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class AccountError(PlainFailure):
    """The account cannot be made; the text says why, in Dutch."""


class Accounts:
    def __init__(self, database: Database, clock: Clock, new_id: NewId, passwords: Passwords | None = None) -> None:
        self._database = database
        self._clock = clock
        self._new_id = new_id
        self._passwords = passwords or Passwords()

    async def add(self, email: str, name: str, role: Role, password: str | None = None) -> tuple[Staff, str | None]:
        """Make an account; returns it, and the password when it was made up here.

        Raises AccountError for a weak password, an e-mail address that is taken or is none, or no name.
        """
        email, name = email.strip(), " ".join(name.split())
        if not _EMAIL.fullmatch(email):
            raise AccountError(texts.EMAIL_INVALID.format(email=email))
        if not name:
            raise AccountError(texts.NAME_MISSING)
        made_up = generated() if password is None else None
        chosen = password if password is not None else made_up or ""
        problem = password_problem(chosen, email, name) if made_up is None else None
        if problem is not None:
            raise AccountError(texts.PASSWORD_PROBLEMS[problem])
        return await self._store(email, name, role, await self._passwords.hash(chosen)), made_up

    async def everybody(self) -> list[Staff]:
        """All accounts, open ones first, by name."""
        async with self._database.transaction() as session:
            found = await session.scalars(select(Staff).order_by(Staff.active.desc(), Staff.name, Staff.email))
            return list(found.all())

    async def close(self, email: str) -> Staff:
        """Nobody signs in with it any more, and whoever is signed in is signed out. What was done stays on record.

        Raises AccountError when there is no such account.
        """
        async with self._database.transaction() as session:
            staff = await self._known(session, email)
            staff.active = False
            await session.execute(delete(StaffSession).where(StaffSession.staff_id == staff.id))
            return staff

    async def reopen(self, email: str) -> Staff:
        """Undo of close; the password is the old one. Raises AccountError when there is no such account."""
        async with self._database.transaction() as session:
            staff = await self._known(session, email)
            staff.active, staff.failed_attempts, staff.locked_until = True, 0, None
            return staff

    async def renew_password(self, email: str, password: str | None = None) -> tuple[Staff, str | None]:
        """Set another password, lift a lock, and sign out wherever the old one was used.

        Returns the account, and the password when it was made up here. Raises AccountError.
        """
        made_up = generated() if password is None else None
        chosen = password if password is not None else made_up or ""
        fresh = await self._passwords.hash(chosen)
        async with self._database.transaction() as session:
            staff = await self._known(session, email)
            problem = password_problem(chosen, staff.email, staff.name) if made_up is None else None
            if problem is not None:
                raise AccountError(texts.PASSWORD_PROBLEMS[problem])
            staff.password_hash, staff.failed_attempts, staff.locked_until = fresh, 0, None
            await session.execute(delete(StaffSession).where(StaffSession.staff_id == staff.id))
            return staff, made_up

    @staticmethod
    async def _known(session: AsyncSession, email: str) -> Staff:
        staff = await session.scalar(select(Staff).where(func.lower(Staff.email) == email.strip().lower()))
        if staff is None:
            raise AccountError(texts.EMAIL_UNKNOWN.format(email=email.strip()))
        return staff

    async def _store(self, email: str, name: str, role: Role, password_hash: str) -> Staff:
        staff = Staff(
            id=self._new_id(),
            email=email,
            name=name,
            role=role,
            password_hash=password_hash,
            active=True,
            failed_attempts=0,
            created_at=self._clock(),
        )
        try:
            async with self._database.transaction() as session:
                session.add(staff)
        except IntegrityError as error:
            # The unique key decides, so that two at once cannot both be made.
            raise AccountError(texts.EMAIL_TAKEN.format(email=email)) from error
        return staff
