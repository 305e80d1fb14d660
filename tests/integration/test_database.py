"""Addresses of a database, as people who run one write them."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import InterfaceError

from bot.database.engine import Database


def _with(url: str, addition: str) -> str:
    return f"{url}{'&' if '?' in url else '?'}{addition}"


async def test_how_to_encrypt_is_read_from_the_address(database_url: str) -> None:
    database = Database(_with(database_url, "sslmode=prefer"))
    async with database.reading() as session:
        assert await session.scalar(text("SELECT 1")) == 1
    await database.close()


async def test_encryption_that_is_asked_for_is_not_done_without(database_url: str) -> None:
    elsewhere = database_url.split("?")[0].replace("@/", "@127.0.0.1:1/")
    database = Database(_with(elsewhere, "sslmode=no-such-mode"))
    with pytest.raises(InterfaceError, match="sslmode"):
        async with database.reading() as session:
            await session.scalar(text("SELECT 1"))
    await database.close()
