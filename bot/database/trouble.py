"""Which failures of the database pass by themselves: the same again may well succeed."""

from sqlalchemy.exc import DBAPIError, DisconnectionError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

#: Classes of SQLSTATE: connection, rolled back (deadlock), no room, in use, told to stop, system.
PASSING = frozenset({"08", "40", "53", "55", "57", "58"})


def passes(error: BaseException) -> bool:
    """True where nothing is wrong with what was asked: two stood in each other's way, or the database is away.

    The library's own class does not tell: what asyncpg raises at a deadlock is not its OperationalError.
    """
    if isinstance(error, OSError | TimeoutError | PoolTimeout | DisconnectionError):
        return True
    if not isinstance(error, DBAPIError):
        return False
    state = getattr(error.orig, "sqlstate", None)
    if state:
        return str(state)[:2] in PASSING
    return error.connection_invalidated or isinstance(error, InterfaceError | OperationalError)
