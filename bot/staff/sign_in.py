"""Signing in and out, and finding out who is behind a cookie."""

import hashlib
import secrets
from dataclasses import dataclass
from uuid import UUID

from limits import parse
from limits.strategies import MovingWindowRateLimiter
from sqlalchemy import delete, func, or_, select, update

from bot.channels.notices import NoticeBoard
from bot.clock import Clock
from bot.database.engine import Database
from bot.database.session import NewId
from bot.staff import rules
from bot.staff.models import Role, Staff, StaffSession
from bot.staff.passwords import Passwords
from bot.web.window_storage import WindowStorage

#: Attempts from one address. A whole office may sit behind one, so it is wider than the lock on an account.
PER_ADDRESS = parse("60/10 minutes")


class SignInRefused(Exception):
    """Wrong, unknown or locked: the caller is not told which."""


class TooManyAttempts(Exception):
    """This address tries too often."""


class WeakPassword(Exception):
    """The chosen password will not do."""

    def __init__(self, problem: rules.PasswordProblem) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True)
class Visitor:
    """A signed-in person."""

    session_id: UUID
    staff_id: UUID
    name: str
    role: Role
    csrf_token: str
    #: What of the channels waits to be seen by them; stands at the top of every page.
    notices: int = 0

    def may(self, permission: rules.Permission) -> bool:
        return rules.may(self.role, permission)


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


class SignIn:
    def __init__(
        self, database: Database, clock: Clock, new_id: NewId, passwords: Passwords, notices: NoticeBoard
    ) -> None:
        self._database = database
        self._clock = clock
        self._new_id = new_id
        self._passwords = passwords
        self._notices = notices
        self._per_address = MovingWindowRateLimiter(WindowStorage())

    async def sign_in(self, email: str, password: str, address: str, old_secret: str | None) -> str:
        """The secret of a fresh session. Raises SignInRefused or TooManyAttempts.

        The session that the browser had before, if any, ends here.
        """
        if not self._per_address.hit(PER_ADDRESS, "sign-in", address):
            raise TooManyAttempts
        staff_id, stored = await self._reserve_attempt(email)
        fits = await self._passwords.verify(stored, password[: rules.PASSWORD_MAX + 1])
        if staff_id is None or stored is None or not fits:
            raise SignInRefused
        fresh_hash = await self._passwords.hash(password) if self._passwords.outdated(stored) else None
        return await self._open_session(staff_id, fresh_hash, old_secret)

    async def _reserve_attempt(self, email: str) -> tuple[UUID | None, str | None]:
        """Count the attempt as failed before the password is looked at, so that many at once gain nothing.

        Success wipes the count. Gives the id and hash to verify against, or nothing when there is none to try.
        """
        now = self._clock()
        async with self._database.transaction() as session:
            staff = await session.scalar(
                select(Staff).where(func.lower(Staff.email) == email.strip().lower(), Staff.active).with_for_update()
            )
            if staff is None or rules.is_locked(now, staff.locked_until):
                return None, None
            staff.failed_attempts += 1
            lock = rules.lock_after(staff.failed_attempts)
            if lock is not None:
                staff.locked_until = now + lock
            return staff.id, staff.password_hash

    async def _open_session(self, staff_id: UUID, fresh_hash: str | None, old_secret: str | None) -> str:
        secret, now = secrets.token_urlsafe(32), self._clock()
        async with self._database.transaction() as session:
            staff = await session.get_one(Staff, staff_id, with_for_update=True)
            staff.failed_attempts, staff.locked_until = 0, None
            if fresh_hash is not None:
                staff.password_hash = fresh_hash
            dead = [StaffSession.expires_at <= now, StaffSession.last_seen_at <= now - rules.SESSION_IDLE]
            if old_secret:
                dead.append(StaffSession.secret_hash == hashed(old_secret))
            await session.execute(delete(StaffSession).where(or_(*dead)))
            session.add(
                StaffSession(
                    id=self._new_id(),
                    staff_id=staff_id,
                    secret_hash=hashed(secret),
                    csrf_token=secrets.token_urlsafe(32),
                    created_at=now,
                    last_seen_at=now,
                    expires_at=now + rules.SESSION_LASTS,
                )
            )
        return secret

    async def change_password(self, visitor: Visitor, current: str, fresh: str, address: str) -> None:
        """Another password for who knows the old one; signs out every other browser.

        Guesses count like those at the door. Raises SignInRefused, TooManyAttempts or WeakPassword.
        """
        if not self._per_address.hit(PER_ADDRESS, "sign-in", address):
            raise TooManyAttempts
        async with self._database.transaction() as session:
            staff = await session.get_one(Staff, visitor.staff_id)
        if (problem := rules.password_problem(fresh, staff.email, staff.name)) is not None:
            raise WeakPassword(problem)
        _, stored = await self._reserve_attempt(staff.email)
        if not await self._passwords.verify(stored, current[: rules.PASSWORD_MAX + 1]):
            raise SignInRefused
        fresh_hash = await self._passwords.hash(fresh)
        others = (StaffSession.staff_id == visitor.staff_id, StaffSession.id != visitor.session_id)
        async with self._database.transaction() as session:
            staff = await session.get_one(Staff, visitor.staff_id, with_for_update=True)
            staff.password_hash, staff.failed_attempts, staff.locked_until = fresh_hash, 0, None
            await session.execute(delete(StaffSession).where(*others))

    async def sign_out(self, session_id: UUID) -> None:
        async with self._database.transaction() as session:
            await session.execute(delete(StaffSession).where(StaffSession.id == session_id))

    async def visitor(self, secret: str, *, active: bool) -> Visitor | None:
        """Who is behind this secret, or None when the session is over.

        `active` tells a person at work from a page that refreshes itself, which must not keep a session alive.
        """
        now = self._clock()
        async with self._database.transaction() as session:
            row = (
                await session.execute(
                    select(StaffSession, Staff)
                    .join(Staff, Staff.id == StaffSession.staff_id)
                    .where(StaffSession.secret_hash == hashed(secret), Staff.active)
                )
            ).one_or_none()
            if row is None:
                return None
            seat, staff = row
            if not rules.session_alive(now, seat.last_seen_at, seat.expires_at):
                return None
            if active and now - seat.last_seen_at >= rules.SEEN_EVERY:
                await session.execute(update(StaffSession).where(StaffSession.id == seat.id).values(last_seen_at=now))
        notices = await self._notices.waiting() if rules.may(staff.role, rules.Permission.CHANNELS) else 0
        return Visitor(seat.id, staff.id, staff.name, staff.role, seat.csrf_token, notices)
