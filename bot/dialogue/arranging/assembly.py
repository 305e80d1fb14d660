"""The arrangement in the chat, put together once."""

from bot.arrangements.assembly import Arrangements
from bot.content import Content
from bot.dialogue.arranging.conversation import Arranging
from bot.dialogue.arranging.talk import Tools
from bot.dialogue.guide import Guide
from bot.dialogue.identifying import Identifying
from bot.handoff.services import HandoffService
from bot.identity.services import Identity
from bot.tenancy.services import TenancyService


def arranging_in_chat(
    agreed: Arrangements,
    identity: Identity,
    identifying: Identifying,
    guide: Guide,
    content: Content,
    handoffs: HandoffService,
    screens: frozenset[str],
) -> Arranging:
    """The arrangement in the chat; which questions about own data go on once somebody is known."""
    tools = Tools(
        ground=agreed.ground,
        proposals=agreed.proposals,
        agreements=agreed.agreements,
        changes=agreed.changes,
        disputes=agreed.disputes,
        tenancy=TenancyService(agreed.ground.database),
        guide=guide,
        book=content.book,
        handoffs=handoffs,
        papers=agreed.papers,
        screens=screens,
    )
    return Arranging(tools, identity, identifying, content.guidance)
