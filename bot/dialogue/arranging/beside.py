"""A yes or no to a collector's text while that collector is talking with the tenant: the button works by itself.

The assistant stays silent; what came of it is told as a notice, and the collector sees it happen.
"""

from uuid import UUID

from bot.arrangements.book import UnknownAgreement
from bot.arrangements.ground import Asker
from bot.arrangements.models import Actor
from bot.arrangements.rules.life import LIVE, NotNow, OfferExpired, OtherText
from bot.arrangements.services import AnotherLives, Outdated
from bot.dialogue.arranging import rules
from bot.dialogue.arranging.talk import AGREE, OTHER, PRESSED, Speaking
from bot.dialogue.speech import Payload
from bot.identity.services import Identity


class Beside:
    def __init__(self, speaking: Speaking, identity: Identity) -> None:
        self._speaking = speaking
        self._agreements = speaking.tools.agreements
        self._identity = identity

    async def pressed(self, conversation_id: UUID, message_id: str, payload: str) -> str | None:
        """The line that tells what came of it; None for a button that is no yes or no of ours."""
        try:
            named = Payload.decode(payload).entities
            agreement_id = UUID(str(named[rules.AGREEMENT]))
            view = await self._agreements.find(agreement_id)
        except (ValueError, KeyError, UnknownAgreement):
            return None
        if named.get(PRESSED) not in (AGREE, OTHER):
            return None
        standing, contracts = await self._identity.contracts(conversation_id, "arrangement")
        if view.contract_id not in contracts:
            return self._speaking.say("beside-unknown")
        if named[PRESSED] == OTHER:
            return await self._no(conversation_id, agreement_id)
        digest = str(named.get(rules.DIGEST, ""))
        said = f"message {message_id}"
        try:
            agreed = await self._agreements.agree(
                agreement_id, digest, person_id=standing.person_id, source=said, conversation_id=conversation_id
            )
        except AnotherLives as other:
            return self._speaking.say("another-lives", reference=other.live.reference)
        except (Outdated, OtherText, OfferExpired, NotNow):
            return self._speaking.say("beside-passed")
        self._speaking.news_left()
        return self._speaking.say("beside-agreed", reference=agreed.reference)

    async def _no(self, conversation_id: UUID, agreement_id: UUID) -> str:
        try:
            await self._agreements.withdraw(agreement_id, Asker(Actor.TENANT, conversation_id))
        except NotNow:
            view = await self._agreements.find(agreement_id)
            if view.state in LIVE:
                return self._speaking.say("agreed-before", reference=view.reference)
            return self._speaking.say("beside-passed")
        return self._speaking.say("beside-no")
