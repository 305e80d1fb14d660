"""The messages that stand in the database, for tests about channels."""

from typing import Any

from sqlalchemy import select

from bot.conversation.models import Author, Message, State
from tests.support.wiring import Desk


async def stored(desk: Desk) -> list[Message]:
    """What tenants said, in the order in which it came in."""
    async with desk.services.database.reading() as session:
        statement = select(Message).where(Message.author == Author.TENANT).order_by(Message.seq)
        return list((await session.scalars(statement)).all())


async def outbound(desk: Desk, **where: Any) -> list[Message]:
    """What was said to tenants; `where`: only with these values."""
    async with desk.services.database.reading() as session:
        statement = select(Message).where(Message.author != Author.TENANT).order_by(Message.at)
        return [m for m in await session.scalars(statement) if all(getattr(m, k) == v for k, v in where.items())]


async def all_in(desk: Desk, state: State) -> bool:
    return {message.state for message in await outbound(desk)} == {state}


async def any_in(desk: Desk, state: State) -> bool:
    return state in {message.state for message in await outbound(desk)}
