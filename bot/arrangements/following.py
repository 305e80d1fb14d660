"""What a change of an agreement by time or the ledger brings with it."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.arrangements.book import Kept
from bot.arrangements.ground import Asker, Ground
from bot.arrangements.models import Actor
from bot.arrangements.news import News
from bot.arrangements.rules.life import LIVE, OVER, Life, State

#: Nobody asks a tenant about the rent by itself; where it would have ended an agreement, a person looks.
RENT_OPEN = "De gewone huur naast de afspraak is niet betaald. Vraag wat er is; jij beslist of de afspraak stopt."


async def follow(session: AsyncSession, ground: Ground, kept: Kept, before: Life, life: Life) -> None:
    """Nothing to change any more, the tenant told, a person who looks; in the transaction of another state."""
    row = kept.row
    if before.state in LIVE and life.state in OVER:
        await ground.clear_table(session, row.contract_id, row.subject, Asker(Actor.SYSTEM, row.conversation_id))
    if life.state is State.BROKEN:
        ground.leave_news(session, kept, News.BROKEN)
    breach = ground.breach(row.kind)
    by_rent = life.state is State.AT_RISK and not life.missed(breach, ground.today)
    if by_rent and breach.decided_by == "automatic":
        await ground.book.ask_person(session, kept, RENT_OPEN, ground.clock())
