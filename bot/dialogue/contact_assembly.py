"""Everything about changing contact data in the chat, put together once."""

from dataclasses import dataclass

from bot.clock import Clock
from bot.content import Content
from bot.database.engine import Database
from bot.database.session import NewId
from bot.dialogue.changing_contact import ChangingContact
from bot.dialogue.guide import Guide
from bot.dialogue.identifying import Identifying
from bot.handoff.services import HandoffService
from bot.identity.contact_notices import ContactNotices
from bot.identity.contact_rules import ContactPolicy
from bot.identity.contact_undo import ContactUndo, UndoLinks
from bot.identity.sending import Post
from bot.identity.services import Identity
from bot.identity.wording import contact_wording
from bot.tenancy.linking import Linking


@dataclass(frozen=True)
class ContactData:
    talk: ChangingContact
    notices: ContactNotices
    undo: ContactUndo
    links: UndoLinks


def contact_data(
    database: Database,
    clock: Clock,
    make_id: NewId,
    *,
    content: Content,
    identity: Identity,
    identifying: Identifying,
    guide: Guide,
    handoffs: HandoffService,
    linking: Linking,
    post: Post,
    secret: bytes,
    address: str,
) -> ContactData:
    """`address`: under which the world reaches the page that undoes a change."""
    corporation, values = content.corporation, content.values
    policy = ContactPolicy(corporation.contact_changes.in_chat, corporation.cooling)
    changes = identity.contact_changes(policy, contact_wording(content.book, values))
    links = UndoLinks(secret, clock, address)
    return ContactData(
        talk=ChangingContact(
            changes, identity, identifying, guide, content.guidance, content.book, handoffs, policy, clock
        ),
        notices=ContactNotices(database, clock, post, handoffs, links, content.book, values),
        undo=ContactUndo(database, clock, make_id, linking, handoffs),
        links=links,
    )
