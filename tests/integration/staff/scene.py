"""A desk on a real database with conversations put straight into it, and browsers that sign in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient
from argon2 import PasswordHasher
from sqlalchemy import update

from bot.arrangements.ground import Ground
from bot.arrangements.hindrances import RecordedHindrances
from bot.arrangements.loading import load_policy
from bot.arrangements.writing.texts import load_texts
from bot.channels import registry
from bot.channels.contract import Capabilities, Channels, OutboundMessage, Refused, SendResult, Sent
from bot.channels.web import WebChannel
from bot.conversation.changes import Changes
from bot.conversation.models import Author, Conversation, Kind, Message, Owner, State, Turn, message_seq
from bot.conversation.outbox import Outbox
from bot.conversation.ownership import OwnershipService
from bot.corporation import load_corporation
from bot.database.engine import Database
from bot.database.session import announce
from bot.guidance.loading import load_guidance
from bot.handoff.models import Handoff, Reason
from bot.handoff.services import URGENCY, HandoffService
from bot.handoff.standard_answers import load_standard_answers
from bot.knowledge.services import AnswerBook
from bot.settings import PROJECT
from bot.staff.accounts import Accounts
from bot.staff.app import Desk, staff_app
from bot.staff.models import Role, Staff
from bot.staff.passwords import Passwords
from bot.web.middleware import security
from tests.support.clock import FixedClock

PASSWORD = "vier losse woorden samen"
BOOK = AnswerBook.load(PROJECT / "content")
DEMO = PROJECT / "content" / "demo"
CORPORATION = load_corporation(DEMO)
POLICY, TEXTS = load_policy(DEMO), load_texts(PROJECT / "content")
STANDARD = load_standard_answers(DEMO)
GUIDANCE = load_guidance(PROJECT / "content", DEMO)
Browser = TestClient[Any, Any]


def quick_passwords() -> Passwords:
    """The same argon2, at settings that cost a test nothing."""
    return Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


class RemoteChannel:
    """A channel whose provider says what a test tells it to."""

    name = "whatsapp"
    capabilities = Capabilities(
        buttons=3, button_title=20, list_rows=10, text_length=4096, typing=True, media=True, read_state=True,
        edits=False, templates=True, utf16=True, window_hours=24,
    )  # fmt: skip

    def __init__(self) -> None:
        self.result: SendResult = Sent("wamid.1")

    async def send(self, message: OutboundMessage) -> SendResult:
        return self.result

    async def show_typing(self, address: str) -> None:
        return None

    def refuse(self, why: str) -> None:
        self.result = Refused(why)


@dataclass
class Scene:
    database: Database
    clock: FixedClock
    changes: Changes
    remote: RemoteChannel = field(default_factory=RemoteChannel)
    passwords: Passwords = field(default_factory=quick_passwords)

    def __post_init__(self) -> None:
        self.channels = Channels({"web": WebChannel(), "whatsapp": self.remote}, registry.known())
        outbox = Outbox(self.database, self.clock, uuid4, self.channels)
        self.ownership = OwnershipService(self.database, self.clock, uuid4, outbox)
        self.handoffs = HandoffService(self.database, self.clock, uuid4, CORPORATION.hours, CORPORATION.response)
        self.ground = Ground(
            database=self.database,
            clock=self.clock,
            new_id=uuid4,
            policy=POLICY,
            texts=TEXTS,
            values=CORPORATION.values(),
            hindrances=RecordedHindrances(self.clock),
        )
        self.accounts = Accounts(self.database, self.clock, uuid4, self.passwords)

    def desk(self, *, secure: bool = False) -> Desk:
        return Desk(
            database=self.database,
            clock=self.clock,
            new_id=uuid4,
            ownership=self.ownership,
            changes=self.changes,
            handoffs=self.handoffs,
            book=BOOK,
            corporation=CORPORATION,
            secure_cookies=secure,
            secret=b"a secret for tests that is long enough",
            ground=self.ground,
            guidance=GUIDANCE,
            channels=self.channels,
            standard=STANDARD,
            policy_text=(DEMO / "policy.yml").read_text(encoding="utf-8"),
        )

    def app(self, *, secure: bool = False) -> web.Application:
        app = web.Application(middlewares=[security])
        app.add_subapp("/staff/", staff_app(self.desk(secure=secure), self.passwords))
        return app

    async def staff(self, name: str = "Sanne", role: Role = Role.COLLECTOR) -> Staff:
        made, _ = await self.accounts.add(f"{name.lower()}@linde.example.nl", name, role, PASSWORD)
        return made

    async def conversation(
        self,
        *said: str,
        reason: Reason | None = None,
        owner: Owner | None = None,
        staff: Staff | None = None,
        **values: Any,
    ) -> UUID:
        """A conversation in which the tenant said this; with a reason it waits, with a person it is theirs."""
        now = self.clock()
        chosen = owner or (Owner.PERSON if staff else Owner.QUEUE if reason else Owner.ASSISTANT)
        conversation = Conversation(
            id=uuid4(),
            channel=values.pop("channel", "web"),
            address=values.pop("address", uuid4().hex),
            created_at=values.pop("created_at", now),
            last_activity_at=values.pop("last_activity_at", now),
            owner=chosen,
            owner_staff_id=staff.id if staff else None,
            owner_version=1,
            taken_version=1 if staff else 0,
            engine_session=uuid4().hex,
            **values,
        )
        async with self.database.transaction() as session:
            session.add(conversation)
        if reason:
            await self.handoff(conversation.id, reason, said[-1] if said else "", staff)
        for text in said:
            await self.says(conversation.id, text)
        return conversation.id

    async def handoff(self, conversation_id: UUID, reason: Reason, summary: str, staff: Staff | None) -> None:
        now = self.clock()
        async with self.database.transaction() as session:
            session.add(
                Handoff(
                    id=uuid4(),
                    conversation_id=conversation_id,
                    reason=reason,
                    urgency=URGENCY.get(reason, 2),
                    summary=summary,
                    requested_at=now,
                    promised_at=now + timedelta(hours=2),
                    taken_at=now if staff else None,
                    staff_id=staff.id if staff else None,
                )
            )

    async def says(self, conversation_id: UUID, text: str, author: Author = Author.TENANT, **values: Any) -> UUID:
        """Put a line in the transcript and announce it, as the pipeline does."""
        async with self.database.transaction() as session:
            message = Message(
                id=uuid4(),
                conversation_id=conversation_id,
                seq=await session.scalar(message_seq.next_value().select()),
                author=author,
                kind=values.pop("kind", Kind.TEXT),
                text=text,
                at=self.clock(),
                state=None if author is Author.TENANT else values.pop("state", State.SENT),
                **values,
            )
            session.add(message)
            await announce(session, "message", conversation_id, author=author)
        return message.id

    async def handle(self, conversation_id: UUID) -> None:
        """As if every word of the tenant had been answered."""
        waiting = update(Message).where(Message.conversation_id == conversation_id)
        async with self.database.transaction() as session:
            await session.execute(waiting.values(handled_at=self.clock()))

    async def understood(self, conversation_id: UUID, message_id: UUID, intent: str, **values: Any) -> None:
        """What the assistant made of a line."""
        async with self.database.transaction() as session:
            turn = Turn(
                id=uuid4(),
                conversation_id=conversation_id,
                at=self.clock(),
                intent=intent,
                confidence=values.pop("confidence", 0.9),
                outcome="answered",
                took_ms=12,
                **values,
            )
            session.add(turn)
            await session.flush()
            message = await session.get_one(Message, message_id)
            message.turn_id = turn.id
            await announce(session, "seen", conversation_id, ids=[str(message_id)])

    async def read(self, conversation_id: UUID) -> Conversation:
        async with self.database.transaction() as session:
            return await session.get_one(Conversation, conversation_id)


@dataclass
class Visit:
    """One browser at the desk."""

    browser: Browser

    async def sign_in(self, email: str, password: str = PASSWORD, back: str = "") -> ClientResponse:
        page = await (await self.browser.get("/staff/aanmelden")).text()
        form = {"csrf": token_in(page), "email": email, "password": password, "verder": back}
        return await self.browser.post("/staff/aanmelden", data=form, allow_redirects=False)

    async def get(self, path: str, **more: Any) -> ClientResponse:
        return await self.browser.get(f"/staff{path}", allow_redirects=False, **more)

    async def page(self, path: str) -> str:
        response = await self.get(path)
        assert response.status == 200, response.status
        return await response.text()

    async def post(
        self, path: str, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> ClientResponse:
        """Send a form of the inbox page's session."""
        token = token_in(await (await self.browser.get("/staff/")).text())
        data = {"csrf": token, **(form or {})}
        return await self.browser.post(f"/staff{path}", data=data, headers=headers, allow_redirects=False)

    def cookies(self) -> dict[str, str]:
        return {cookie.key: cookie.value for cookie in self.browser.session.cookie_jar}


def token_in(page: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def inbox_ids(page: str) -> list[UUID]:
    return [UUID(found) for found in re.findall(r'data-test="inbox-row" data-conversation="([^"]+)"', page)]


def overview_ids(page: str) -> list[UUID]:
    return [UUID(found) for found in re.findall(r'data-test="overview-row" data-conversation="([^"]+)"', page)]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)
