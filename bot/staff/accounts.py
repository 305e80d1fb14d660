"""Making accounts for people who work here."""

import re

from sqlalchemy.exc import IntegrityError

from bot.clock import Clock
from bot.database.engine import Database
from bot.database.session import NewId
from bot.staff import texts
from bot.staff.models import Role, Staff
from bot.staff.passwords import Passwords, generated
from bot.staff.rules import password_problem

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class AccountError(ValueError):
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
