"""How far the landlord's steps have come, as the ledger knows it: for who has proven to be the tenant, and only now.

It is never written down with the conversation: whoever has this screen later has to prove it anew.
"""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from bot.dialogue.rules import further
from bot.identity.rules import Level
from bot.identity.services import Identity
from bot.tenancy.models import Stage
from bot.tenancy.services import TenancyService

#: The ledger's stages in the conversation's words; a bailiff and an agency are one step there.
IN_CONVERSATION: Mapping[Stage, str] = {
    Stage.REMINDER: "reminder",
    Stage.FORMAL_NOTICE: "formal_notice",
    Stage.COLLECTION: "bailiff",
    Stage.SUMMONS: "summons",
    Stage.JUDGMENT: "judgment",
    Stage.EVICTION_NOTICE: "eviction_notice",
}


class LedgerStage:
    def __init__(self, identity: Identity, tenancy: TenancyService) -> None:
        self._identity = identity
        self._tenancy = tenancy

    async def of(self, conversation_id: UUID, today: date) -> str | None:
        """The furthest stage of the homes of who is proven to be here; None for anybody else, or without arrears."""
        standing = await self._identity.level_of(conversation_id)
        if standing.level < Level.OWN:
            return None
        _, contracts = await self._identity.contracts(conversation_id, "stage")
        found: str | None = None
        for contract in contracts:
            overview = await self._tenancy.overview(contract, today)
            if overview is not None:
                found = further(found, IN_CONVERSATION.get(overview.stage))
        return found
