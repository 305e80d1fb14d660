"""At the door: what proves an identity is taken out of a message before the message is stored.

A code is kept as a digest only. A number and a birth date, which the tenant's file holds anyway, are kept apart from
the transcript for the seconds until the turn is taken.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock, in_amsterdam
from bot.conversation.models import Conversation, Owner
from bot.dialogue.models import DialogueState
from bot.identity.hearing import Asked, Given, Sifted, may_hold_proof, sift
from bot.identity.models import IdentityInput, IdentitySession
from bot.identity.rules import is_code
from bot.identity.services import INPUT_LIVES, Identity

_ASKED = (
    select(IdentitySession.asked, IdentitySession.code_until, Conversation.owner, DialogueState.notes)
    .join(Conversation, Conversation.id == IdentitySession.conversation_id)
    .outerjoin(DialogueState, DialogueState.conversation_id == IdentitySession.conversation_id)
)


class Withholding:
    def __init__(self, identity: Identity, clock: Clock) -> None:
        self._identity = identity
        self._clock = clock

    def may_hold(self, text: str) -> bool:
        """Whether there is anything in these words that could be a proof."""
        return may_hold_proof(text)

    async def sift(self, session: AsyncSession, conversation_id: UUID, text: str) -> Sifted | None:
        """The message as it may be kept, or None when there is nothing to take out of it."""
        row = (await session.execute(_ASKED.where(IdentitySession.conversation_id == conversation_id))).one_or_none()
        if row is None:
            return None
        asked, code_until, owner, notes = row
        now = self._clock()
        # What a colleague asks for is an answer to that colleague. A code is nobody's business.
        wanted = Asked(asked) if asked and owner is not Owner.PERSON else None
        found = sift(
            text,
            wanted,
            code_out=_is_out(code_until, now),
            today=in_amsterdam(now).date(),
            sums=frozenset((notes or {}).get("sums", ())),
        )
        return found if found.given else None

    async def keep(
        self, session: AsyncSession, conversation_id: UUID, message_id: UUID, sifted: Sifted, origin: str
    ) -> None:
        """Keep what was taken out until the turn; what nobody came for in time goes."""
        now = self._clock()
        origin_key = self._identity.digest("origin", origin) if origin else ""
        rows = [
            {
                "message_id": message_id,
                "place": place,
                "conversation_id": conversation_id,
                "kind": given.kind,
                "value": self._value(conversation_id, given),
                "origin_key": origin_key,
                "at": now,
            }
            for place, given in enumerate(sifted.given)
        ]
        # Also what an earlier wording of the same message gave.
        over = or_(IdentityInput.at < now - INPUT_LIVES, IdentityInput.message_id == message_id)
        await session.execute(delete(IdentityInput).where(over))
        await session.execute(insert(IdentityInput), rows)

    def _value(self, conversation_id: UUID, given: Given) -> str:
        if given.kind is not Asked.CODE:
            return given.value
        return self._identity.digest_of_code(conversation_id, given.value) if is_code(given.value) else ""


def _is_out(code_until: datetime | None, now: datetime) -> bool:
    return code_until is not None and now < code_until
