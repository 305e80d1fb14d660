"""Bring the database up to date at start: our tables, the job queue's, and the engine's schema."""

import asyncio
from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from sqlalchemy import URL

from bot.database.job_schema import apply_job_schema

MIGRATIONS = Path(__file__).parent / "migrations"
#: The engine keeps its tracker tables apart from ours.
ENGINE_SCHEMA = "engine"
#: Several bots may start at the same moment; one migrates, the others wait.
_LOCK = 7_412_026


async def migrate(url: URL) -> None:
    await asyncio.to_thread(_migrate, url)


def _migrate(url: URL) -> None:
    with psycopg.connect(
        url.set(drivername="postgresql").render_as_string(hide_password=False), autocommit=True
    ) as guard:
        guard.execute("SELECT pg_advisory_lock(%s)", (_LOCK,))
        guard.execute(f"CREATE SCHEMA IF NOT EXISTS {ENGINE_SCHEMA}")
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["url"] = url
        command.upgrade(config, "head")
        apply_job_schema(guard)
