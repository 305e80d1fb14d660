"""Links to an agreement on paper: signed, handed to one person in one conversation, and soon over.

A signature says that the link is ours; whether it may still be read is judged when it is used, see `may_be_read`.
"""

import base64
import binascii
import struct
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from itsdangerous import BadSignature, Signer
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock, in_amsterdam
from bot.identity.finding import may_hear_of
from bot.identity.standing import holder_within

PURPOSE = "huurkompas.agreement.papers"
PATH = "/afspraak"
#: Long enough to print it tomorrow morning, short enough that a link in an old chat opens nothing.
LASTS = timedelta(hours=24)
LONGEST = 200
_SHAPE = struct.Struct(">16s16s16sI")


class NoPaper(Exception):
    """This link opens nothing (any more)."""


@dataclass(frozen=True)
class Paper:
    agreement_id: UUID
    conversation_id: UUID
    #: Who was proven to be there when it was handed out.
    person_id: UUID


class Papers:
    """`base_url`: where the world reaches the public pages, without a slash at its end."""

    def __init__(self, secret: bytes, clock: Clock, base_url: str) -> None:
        self._signer = Signer(secret, salt=PURPOSE)
        self._clock = clock
        self._base = base_url.rstrip("/")

    def links(self, paper: Paper) -> tuple[str, str]:
        """Addresses of the PDF and of the calendar file."""
        until = int((self._clock() + LASTS).timestamp())
        packed = _SHAPE.pack(paper.agreement_id.bytes, paper.conversation_id.bytes, paper.person_id.bytes, until)
        token = self._signer.sign(base64.urlsafe_b64encode(packed).rstrip(b"=")).decode()
        return f"{self._base}{PATH}/{token}/afspraak.pdf", f"{self._base}{PATH}/{token}/afspraak.ics"

    def read(self, token: str) -> Paper:
        """Raises NoPaper for anything that is not a living link of ours."""
        if len(token) > LONGEST:
            raise NoPaper
        try:
            body = self._signer.unsign(token.encode())
            *ids, until = _SHAPE.unpack(base64.urlsafe_b64decode(body + b"=" * (-len(body) % 4)))
        except (BadSignature, UnicodeEncodeError, binascii.Error, struct.error) as error:
            raise NoPaper from error
        if datetime.fromtimestamp(until, self._clock().tzinfo) <= self._clock():
            raise NoPaper
        return Paper(*(UUID(bytes=one) for one in ids))


async def may_be_read(session: AsyncSession, paper: Paper, contract_id: UUID, now: datetime) -> bool:
    """Whether who the link was handed to still is who is there, and may still hear of this contract.

    A level that lapsed by itself is no hindrance: the link has a time of its own.
    """
    if await holder_within(session, paper.conversation_id, now) != paper.person_id:
        return False
    return await may_hear_of(session, paper.person_id, contract_id, in_amsterdam(now).date())
