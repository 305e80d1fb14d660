"""The chat's HTTP surface: what a browser may do, and what is refused and how."""

import asyncio
import io
import json
import random
from typing import Any
from uuid import uuid4

import pytest
from aiohttp.test_utils import TestClient, TestServer
from itsdangerous import URLSafeSerializer
from sqlalchemy import select

from bot import bootstrap
from bot.conversation.models import Message
from bot.staff.models import Staff
from tests.integration.web.conftest import SECRET
from tests.support.chat import Chat
from tests.support.clock import FixedClock
from tests.support.wiring import Desk

Site = TestClient[Any, Any]
WAIT = 5.0


async def reply_to(chat: Chat, text: str) -> dict[str, Any]:
    async with asyncio.timeout(WAIT), chat.events() as events:
        await chat.say(text)
        while True:
            _, message = await events.next("message")
            if message["from"] == "assistant":
                return message


async def test_a_message_is_accepted_and_its_reply_comes_as_an_event(site: Site) -> None:
    chat = await Chat.opened(site)
    message = await reply_to(chat, "hallo")
    assert message["text"].endswith("antwoord op: hallo")
    assert set(message) >= {"id", "from", "text", "buttons", "at"}


async def test_the_history_holds_both_sides_in_order_and_reads_on_after_any_message(site: Site) -> None:
    chat = await Chat.opened(site)
    await reply_to(chat, "een")
    await reply_to(chat, "twee")
    history = await chat.history()
    assert [m["from"] for m in history] == ["tenant", "assistant", "tenant", "assistant"]
    assert [m["id"] for m in await chat.history(after=history[1]["id"])] == [m["id"] for m in history[2:]]


async def test_a_reconnecting_browser_gets_what_it_missed_and_nothing_twice(site: Site) -> None:
    chat = await Chat.opened(site)
    await reply_to(chat, "een")
    last = (await chat.history())[-1]["id"]
    await reply_to(chat, "twee")
    async with asyncio.timeout(WAIT), chat.events(last_event_id=last) as events:
        first_id, first = await events.next("message")
        _, second = await events.next("message")
    assert (first["from"], second["from"]) == ("tenant", "assistant")
    assert first_id == first["id"]
    async with asyncio.timeout(WAIT), chat.events(last_event_id="0") as events:
        _, first = await events.next("message")
    assert first["text"] == "een", "it looked when nothing had been said, and this was said before it could listen"


async def test_a_replayed_id_is_accepted_again_but_answered_once(site: Site) -> None:
    chat = await Chat.opened(site)
    message_id = str(uuid4())
    async with asyncio.timeout(WAIT), chat.events() as events:
        for _ in range(3):
            await chat.say("hallo", message_id)
        await events.next("message")
        await events.next("message")
    await reply_to(chat, "nog een")
    assert [m["from"] for m in await chat.history()] == ["tenant", "assistant", "tenant", "assistant"]


async def test_an_id_of_somebody_elses_message_is_refused_and_shows_nothing(site: Site) -> None:
    one, other = await Chat.opened(site), await Chat.opened(site)
    message_id = await one.say("geheim")
    response = await other.post({"id": message_id, "text": "van mij"})
    assert response.status == 409
    assert await other.history() == []
    assert await other.history(after=message_id) == []


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Basic abc", "Bearer " + "a" * 5000])
async def test_without_a_valid_token_nothing_is_open(site: Site, header: str) -> None:
    headers = {"Authorization": header} if header else {}
    for method, path in [("POST", "/chat/messages"), ("GET", "/chat/messages"), ("GET", "/chat/events")]:
        response = await site.request(method, path, headers=headers)
        assert response.status == 401
        assert (await response.json())["error"]["message"]


async def test_a_token_expires(site: Site, clock: FixedClock) -> None:
    chat = await Chat.opened(site)
    clock.move(days=31)
    response = await chat.post({"id": str(uuid4()), "text": "hallo"})
    assert response.status == 401


async def test_a_token_signed_with_another_secret_is_refused(site: Site) -> None:
    body = {"s": uuid4().hex, "c": uuid4().hex, "e": 4102444800}
    forged = Chat(site, str(URLSafeSerializer(SECRET, salt="something else").dumps(body)))
    assert (await forged.post({"id": str(uuid4()), "text": "hallo"})).status == 401


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"id": "no uuid", "text": "hallo"}, 422),
        ({"text": "hallo"}, 422),
        ({"id": str(uuid4()), "text": ""}, 422),
        ({"id": str(uuid4()), "text": "  \n \u200b".replace("\u200b", "")}, 422),
        ({"id": str(uuid4()), "text": 7}, 400),
        ({"id": str(uuid4()), "text": None}, 400),
        ({"id": str(uuid4()), "text": ["a"]}, 400),
        ({"id": str(uuid4()), "text": "a" * 4001}, 413),
        ({"id": str(uuid4()), "payload": "/restart", "text": "x"}, 422),
        ({"id": str(uuid4()), "payload": "intent:request_human", "text": "x"}, 422),
        ({"id": str(uuid4()), "payload": {"a": 1}, "text": "x"}, 400),
        ([], 400),
        ("hallo", 400),
        (None, 400),
    ],
)
async def test_bad_bodies_get_a_clear_refusal_in_dutch(site: Site, body: Any, status: int) -> None:
    chat = await Chat.opened(site)
    response = await chat.post(body)
    assert response.status == status
    assert (await response.json())["error"]["message"]


async def test_broken_json_and_a_megabyte_are_refused(site: Site) -> None:
    chat = await Chat.opened(site)
    for data, status in [
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b'{"id": "' + b"a" * 2**20 + b'"}', 413),
        (b"[" * 20000, 400),
    ]:
        response = await site.post("/chat/messages", data=io.BytesIO(data), headers=chat.headers)
        assert response.status == status


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "\x00\x01boe\x07",
        "👩‍👩‍👧 🤯 ik weet het niet meer",
        "/restart",
        "مرحبا",
        "a\u202eb",
        "\ud83d x",
    ],
)
async def test_odd_texts_get_a_reply_and_come_back_as_text(site: Site, text: str) -> None:
    chat = await Chat.opened(site)
    raw = json.dumps({"id": str(uuid4()), "text": text}).encode()
    async with asyncio.timeout(WAIT), chat.events() as events:
        response = await site.post("/chat/messages", data=raw, headers=chat.headers)
        assert response.status == 202
        _, mine = await events.next("message")
        _, theirs = await events.next("message")
    assert theirs["from"] == "assistant"
    assert "\x00" not in mine["text"]


async def test_ten_thousand_random_bodies_never_cause_a_5xx_and_what_was_taken_is_kept_once(desk: Desk) -> None:
    all_of_them = {"messages_per_session": "100000/minute", "messages_per_address": "100000/minute"}
    limits = desk.settings.limits.model_copy(update=all_of_them)
    app = bootstrap.public(desk.settings.model_copy(update={"limits": limits}), desk.services, SECRET)
    numbers = random.Random(7)
    pool = ["id", "text", "payload", "no-id", "intent:greet", "\x00", "{}", "😀", "null", "-1e999", "\\ud800"]
    taken: list[str] = []

    def value(depth: int = 0) -> Any:
        kind = numbers.randrange(7 if depth < 3 else 4)
        if kind < 2:
            return numbers.choice(pool)
        if kind < 4:
            return numbers.choice([None, True, numbers.random(), numbers.randrange(-(2**70), 2**70)])
        if kind == 4:
            return [value(depth + 1) for _ in range(numbers.randrange(4))]
        return {numbers.choice(pool): value(depth + 1) for _ in range(numbers.randrange(5))}

    def body() -> tuple[str, bytes]:
        chance, its_id = numbers.random(), str(uuid4())
        if chance < 0.3:
            return its_id, bytes(numbers.randrange(256) for _ in range(numbers.randrange(60)))
        if chance < 0.35:
            return its_id, json.dumps({"id": its_id, "text": numbers.choice(pool), "more": value()}).encode()
        return its_id, json.dumps(value()).encode()

    async with TestClient(TestServer(app)) as site:
        chat = await Chat.opened(site)

        async def send() -> int:
            its_id, raw = body()
            response = await site.post("/chat/messages", data=raw, headers=chat.headers)
            await response.read()
            taken.extend([its_id] if response.status == 202 else [])
            return response.status

        statuses = set()
        for _ in range(200):
            statuses.update(await asyncio.gather(*(send() for _ in range(50))))
    assert statuses <= {202, 400, 413, 422}
    async with desk.services.database.reading() as session:
        stored = (await session.scalars(select(Message.provider_id).where(Message.author == "tenant"))).all()
    assert len(taken) > 100
    assert sorted(str(key).rsplit(":", 1)[-1] for key in stored) == sorted(its_id.replace("-", "") for its_id in taken)


async def test_only_listed_origins_may_use_the_chat_from_their_own_pages(site: Site, desk: Desk) -> None:
    ours = desk.services.content.corporation.allowed_origins[0]
    allowed = await site.options("/chat/messages", headers={"Origin": ours})
    assert allowed.headers["Access-Control-Allow-Origin"] == ours
    refused = await site.post("/chat/sessions", json={}, headers={"Origin": "https://elsewhere.example"})
    assert refused.status == 403
    assert "Access-Control-Allow-Origin" not in refused.headers


async def test_a_listed_origin_can_read_every_refusal(site: Site, desk: Desk) -> None:
    """A browser hides an answer without these headers from the page: the chat would not know that its token is over."""
    ours = {"Origin": desk.services.content.corporation.allowed_origins[0]}
    chat = await Chat.opened(site)
    headers = {**chat.headers, **ours}
    refused = [
        await site.post("/chat/messages", json={}, headers={**ours, "Authorization": "Bearer none"}),
        await site.post("/chat/messages", data=b"{", headers=headers),
        await site.post("/chat/messages", json={"id": str(uuid4()), "text": ""}, headers=headers),
        await site.post("/chat/messages", json={"id": str(uuid4()), "text": "x" * 1_000_000}, headers=headers),
        await site.get("/chat/nergens", headers=headers),
    ]
    too_fast = [
        await site.post("/chat/messages", json={"id": str(uuid4()), "text": "x"}, headers=headers) for _ in range(40)
    ]
    refused.append(next(response for response in too_fast if response.status == 429))
    assert [response.status for response in refused] == [401, 400, 422, 413, 405, 429]
    assert int(refused[-1].headers["Retry-After"]) >= 1
    assert {response.headers.get("Access-Control-Allow-Origin") for response in refused} == set(ours.values())


async def test_a_listed_origin_can_use_the_chat_to_the_full(site: Site, desk: Desk) -> None:
    ours = desk.services.content.corporation.allowed_origins[0]
    headers = {**(await Chat.opened(site)).headers, "Origin": ours}
    sent = await site.post("/chat/messages", json={"id": str(uuid4()), "text": "hallo"}, headers=headers)
    assert (sent.status, sent.headers["Access-Control-Allow-Origin"]) == (202, ours)
    async with site.get("/chat/events", headers=headers) as stream:
        assert (stream.status, stream.headers["Access-Control-Allow-Origin"]) == (200, ours)


async def test_every_page_carries_a_strict_policy(site: Site) -> None:
    for path in ["/", "/widget.js", "/staff/aanmelden", "/nergens"]:
        response = await site.get(path)
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


async def test_a_person_who_takes_over_shows_up_in_the_chat_at_once(site: Site, desk: Desk, collector: Staff) -> None:
    chat = await Chat.opened(site)
    await reply_to(chat, "hallo")
    history = await site.get("/chat/messages", headers=chat.headers)
    assert (await history.json())["owner"]["owner"] == "assistant"
    async with asyncio.timeout(WAIT), chat.events() as events:
        await events.next("owner")
        conversation = await _conversation_of(desk, chat)
        await desk.services.ownership.take(conversation, collector.id, notice="Sanne leest mee.")
        _, owner = await events.next("owner")
        assert owner == {"owner": "person", "name": "Sanne"}
        await desk.services.ownership.reply(conversation, collector.id, "Dag, met Sanne.")
        while True:
            _, message = await events.next("message")
            if message["from"] == "staff":
                break
    assert message["text"] == "Dag, met Sanne."
    assert message["name"] == "Sanne"


async def _conversation_of(desk: Desk, chat: Chat) -> Any:
    first = (await chat.history())[0]["id"]
    async with desk.services.database.transaction() as session:
        return await session.scalar(select(Message.conversation_id).where(Message.id == first))
