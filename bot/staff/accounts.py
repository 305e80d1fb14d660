"""Accounts of people who work here: making, closing and opening them, their roles and passwords."""

import re
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.conversation.models import Conversation, Owner
from bot.conversation.ownership import locked, to_queue
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

    async def with_work(self) -> list[tuple[Staff, int, datetime | None]]:
        """The same, with how many conversations they have in hand and when they were last at the desk."""
        in_hand = select(func.count()).where(
            Conversation.owner == Owner.PERSON, Conversation.owner_staff_id == Staff.id
        )
        seen = select(func.max(StaffSession.last_seen_at)).where(StaffSession.staff_id == Staff.id)
        statement = select(Staff, in_hand.correlate(Staff).scalar_subquery(), seen.correlate(Staff).scalar_subquery())
        async with self._database.transaction() as session:
            rows = await session.execute(statement.order_by(Staff.active.desc(), Staff.name, Staff.email))
            return [(staff, count, at) for staff, count, at in rows.all()]

    async def find(self, staff_id: UUID) -> Staff:
        """Raises AccountError when there is no such account."""
        async with self._database.transaction() as session:
            staff = await session.get(Staff, staff_id)
        if staff is None:
            raise AccountError(texts.STAFF_UNKNOWN)
        return staff

    async def close(self, email: str) -> Staff:
        """Nobody signs in with it any more, and whoever is signed in is signed out. What was done stays on record.

        What this person had in hand waits for a colleague again. Raises AccountError when there is no such account.
        """
        async with self._database.transaction() as session:
            staff = await self._known(session, email)
            staff.active = False
            await session.execute(delete(StaffSession).where(StaffSession.staff_id == staff.id))
            await self._let_go(session, staff)
            return staff

    async def _let_go(self, session: AsyncSession, staff: Staff) -> None:
        """A tenant must not wait for somebody who does not come back."""
        mine = (Conversation.owner == Owner.PERSON, Conversation.owner_staff_id == staff.id)
        ids = (await session.scalars(select(Conversation.id).where(*mine).order_by(Conversation.id))).all()
        for conversation_id in ids:
            conversation = await locked(session, conversation_id)
            if conversation.owner is Owner.PERSON and conversation.owner_staff_id == staff.id:
                await to_queue(session, conversation, self._clock(), self._new_id)

    async def set_role(self, email: str, role: Role) -> Staff:
        """Holds from the next click on. Raises AccountError when there is no such account."""
        async with self._database.transaction() as session:
            staff = await self._known(session, email)
            staff.role = role
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
