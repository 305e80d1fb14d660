"""What the desk needs of the rest of the house, handed in at the start."""

from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web

from bot.arrangements.ground import Ground
from bot.channels.contract import Channels
from bot.clock import Clock
from bot.conversation.changes import Changes
from bot.conversation.ownership import OwnershipService
from bot.corporation import Corporation
from bot.database.engine import Database
from bot.database.session import NewId
from bot.guidance.models import Guidance
from bot.handoff.services import HandoffService
from bot.handoff.standard_answers import ReadyAnswer, StandardAnswers
from bot.knowledge.models import UnknownContentError
from bot.knowledge.services import AnswerBook
from bot.staff import texts
from bot.staff.timeline import Disputes, NoDisputes
from bot.tenancy.importing.mapping import STANDARD, Mapping, load_mapping

#: Where the desk is mounted; links, redirects and cookies depend on it.
BASE = "/staff"


def peer_address(request: web.Request) -> str:
    return request.remote or "?"


def nothing_to_tell() -> None:
    """Where no news is told by this process."""


@dataclass(frozen=True)
class Desk:
    database: Database
    clock: Clock
    new_id: NewId
    ownership: OwnershipService
    changes: Changes
    handoffs: HandoffService
    book: AnswerBook
    corporation: Corporation
    #: True behind https: cookies get the Secure flag and the __Host- prefix.
    secure_cookies: bool
    #: Signs what a browser holds before anybody has signed in.
    secret: bytes
    #: What proposals and agreements stand on, the corporation's policy among it.
    ground: Ground
    #: The letters, the road and the directory, which rest on facts too.
    guidance: Guidance
    #: The policy as it is written in the corporation's folder, to begin a trial with.
    policy_text: str
    #: The caller's address, where a trusted proxy stands in front.
    address_of: Callable[[web.Request], str] = peer_address
    #: Channel → address that opens a conversation there with a link code in it; {code} stands for the code.
    code_links: dict[str, str] = field(default_factory=dict)
    #: What the columns of the corporation's file mean.
    mapping: Mapping = field(default_factory=lambda: load_mapping(STANDARD.parent))

    #: What each channel can show: an answer of a person has to fit there too.
    channels: Channels = field(default_factory=Channels)
    #: What the corporation's people answer often.
    standard: StandardAnswers = field(default_factory=StandardAnswers)

    #: Called when something was decided that the tenant has to hear.
    tell_news: Callable[[], None] = nothing_to_tell
    #: Where disputes are recorded; nowhere yet.
    disputes: Disputes = field(default_factory=NoDisputes)

    def intent_label(self, intent: str | None) -> str:
        """The Dutch name of an intent; its code when nobody gave it one."""
        if intent is None or intent == "nlu_fallback":
            return texts.NOT_UNDERSTOOD
        try:
            return self.book.label(intent)
        except UnknownContentError:
            return intent

    def line(self, line_id: str, **values: str) -> str:
        """A line that the tenant reads, filled in for this corporation."""
        return self.book.line(
            line_id,
            values={**self.corporation.values(), "promise": self.handoffs.promise_sentence(), **values},
        )

    def standard_answers(self, channel: str, name: str) -> tuple[ReadyAnswer, ...]:
        """What this person can put in the reply box of a conversation on this channel."""
        return self.standard.ready({**self.corporation.values(), "name": name}, self.channels[channel].capabilities)
