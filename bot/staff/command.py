"""`./run staff add`: an account from the command line, on the configured database."""

from bot.clock import system_clock
from bot.database.embedded import EmbeddedPostgres
from bot.database.engine import Database
from bot.database.migrate import migrate
from bot.database.session import new_id
from bot.lock import AlreadyRunning, VarLock
from bot.settings import Settings
from bot.staff.accounts import AccountError, Accounts
from bot.staff.models import Role


async def add_staff(settings: Settings, email: str, name: str, role: str, password: str | None) -> int:
    """Add an account; works while the program runs, and when it does not. Returns the exit code."""
    embedded = None if settings.database_url else EmbeddedPostgres(settings.var_dir / "postgres", alone=False)
    url = settings.database_url or (await embedded.start() if embedded else "")
    database = Database(url)
    try:
        await migrate(database.url)
        _, made_up = await Accounts(database, system_clock, new_id).add(email, name, Role(role), password)
    except AccountError as error:
        print(f"Dat gaat niet: {error}")
        return 2
    finally:
        await database.close()
        if embedded is not None and not _somebody_runs(settings):
            await embedded.stop()
    print(f"{name} ({email}) kan zich aanmelden." + (f" Wachtwoord: {made_up}" if made_up else ""))
    return 0


def _somebody_runs(settings: Settings) -> bool:
    lock = VarLock(settings.var_dir)
    try:
        lock.acquire()
    except AlreadyRunning:
        return True
    lock.release()
    return False
