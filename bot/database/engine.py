"""One connection pool for the whole process, and a session per transaction."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import URL, event, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase

from bot.database.session import part


class Base(DeclarativeBase):
    """All tables of the bot live in one metadata, so that one migration history holds them."""


def normalised(url: str) -> URL:
    """Accept `postgresql://…`, `postgres://…` and `postgresql+psycopg://…`; psycopg 3 for all but the pool below."""
    return make_url(url.replace("postgres://", "postgresql://", 1)).set(drivername="postgresql+psycopg")


def _for_asyncpg(url: URL) -> tuple[URL, dict[str, Any]]:
    """The address as SQLAlchemy hands it to asyncpg, and what is told beside it.

    How to encrypt (`sslmode` and its kin, which managed servers ask for) asyncpg reads in an address of its own only.
    """
    encryption = [name for name in url.query if name.startswith("ssl")]
    plain = url.set(drivername="postgresql+asyncpg").difference_update_query(encryption)
    return plain, {"dsn": url.set(drivername="postgresql").render_as_string(hide_password=False)} if encryption else {}


class Database:
    """Hands out sessions; one `transaction()` is one unit of work."""

    def __init__(self, url: str, *, pool_size: int = 8) -> None:
        self.url = normalised(url)
        # asyncpg in the pool, where every message passes some twenty times: it takes a quarter less time (0013).
        address, more = _for_asyncpg(self.url)
        self.engine: AsyncEngine = create_async_engine(
            address,
            pool_size=pool_size,
            max_overflow=4,
            pool_timeout=20,
            # What tenants write is a parameter; it has no place in a log.
            hide_parameters=True,
            connect_args={"prepared_statement_cache_size": 200, **more},
        )
        event.listen(self.engine.sync_engine, "checkout", _must_be_alive)
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)
        self._at_once = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._readers = async_sessionmaker(self._at_once, expire_on_commit=False, autoflush=False)

    @property
    def libpq_url(self) -> str:
        """The same address in the form that psycopg and procrastinate take."""
        return self.url.set(drivername="postgresql").render_as_string(hide_password=False)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """Commit at the end, roll back on any exception."""
        async with self._sessions() as session, session.begin():
            yield session
            await part(session)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """For a single question: no transaction around it, so two round trips less. Nothing may be written here."""
        async with self._readers() as session:
            yield session

    @asynccontextmanager
    async def at_once(self) -> AsyncIterator[AsyncConnection]:
        """For single statements on the way of every message: each is its own transaction, one round trip."""
        async with self._at_once.connect() as connection:
            yield connection

    async def close(self) -> None:
        await self.engine.dispose()


def _must_be_alive(connection: Any, _record: Any, _proxy: Any) -> None:
    """The pool asks this before it lends a connection, and makes a new one when it is refused.

    A server that went away closes its sockets, and the event loop has noticed. Looking costs microseconds, where asking
    the server (`pool_pre_ping`) costs a round trip a transaction.
    """
    if connection.driver_connection.is_closed():
        raise DisconnectionError("the server closed this connection")
