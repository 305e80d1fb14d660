"""Proof of who somebody is that comes along with a message: a shared own number, or a one-time link."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.elements import Said
from bot.channels.models import Contact
from bot.channels.saying import Line, OnProof
from bot.tenancy.linking import Linking


def proofs(linking: Linking, line: Line) -> OnProof:
    """Links where the proof fits exactly one person. Gives the answer, or None to let the message be understood."""

    async def on_proof(session: AsyncSession, contact: Contact, said: Said) -> str | None:
        channel, address = contact.channel, contact.address
        if said.link_code:
            proven = await linking.use_code(session, channel, address, said.link_code)
            failed = "link_failed"
        else:
            proven = await linking.prove_phone(session, channel, address, said.own_phone or "")
            failed = "phone_unknown"
        if proven:
            contact.identity_changed_at = None
        return line("link_proven" if proven else failed)

    return on_proof
