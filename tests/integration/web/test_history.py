"""Reading a conversation back, page by page, forwards and backwards; and how often that may be asked."""

from typing import Any
from uuid import uuid4

import psycopg
import pytest
from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from bot import bootstrap
from bot.channels.web_views import HISTORY
from bot.conversation.transcript import _BEFORE
from tests.integration.web.conftest import SECRET
from tests.support.chat import Chat
from tests.support.long_talk import lengthen
from tests.support.wiring import Desk

Site = TestClient[Any, Any]
SEVERAL_PAGES = 2 * HISTORY + 50


async def get(site: Site, chat: Chat, **query: str) -> ClientResponse:
    return await site.get("/chat/messages", params=query, headers=chat.headers)


async def conversation_of(site: Site) -> tuple[Chat, str]:
    response = await site.post("/chat/sessions", json={})
    opened = await response.json()
    return Chat(site, opened["token"]), opened["conversation"]


async def test_a_long_conversation_is_read_back_to_its_beginning_each_line_once_and_in_order(
    site: Site, desk: Desk
) -> None:
    chat, conversation = await conversation_of(site)
    other, another = await conversation_of(site)
    said = lengthen(desk.services.database.libpq_url, conversation, SEVERAL_PAGES)
    lengthen(desk.services.database.libpq_url, another, 3)
    page = await (await get(site, chat)).json()
    assert page["cursor"] == page["messages"][-1]["id"]
    sizes, read = [len(page["messages"])], page["messages"]
    while page["earlier"]:
        page = await (await get(site, chat, before=read[0]["id"])).json()
        sizes.append(len(page["messages"]))
        read = page["messages"] + read
    assert [message["text"] for message in read] == said
    assert sizes == [HISTORY, HISTORY, 50]
    assert (await (await get(site, other)).json())["earlier"] is False


@pytest.mark.parametrize("known", [True, False], ids=["of another conversation", "of nobody"])
async def test_before_what_is_not_in_this_conversation_nothing_is_shown(site: Site, desk: Desk, known: bool) -> None:
    chat, conversation = await conversation_of(site)
    other, another = await conversation_of(site)
    for one in (conversation, another):
        lengthen(desk.services.database.libpq_url, one, 2)
    theirs = (await other.history())[-1]["id"]
    for before in (theirs if known else str(uuid4()), "geen kenmerk"):
        response = await get(site, chat, before=before)
        assert response.status == 422
        assert (await response.json())["error"]["message"]


def test_a_page_far_back_is_found_by_the_index_alone(database_url: str) -> None:
    """However long the conversation is: what is not shown is not read, and nothing is sorted."""
    page = {"conversation": uuid4(), "after": 0, "before": 7, "limit": HISTORY}
    asked = str(_BEFORE.compile(dialect=PGDialect_psycopg()))
    with psycopg.connect(database_url, cursor_factory=psycopg.ClientCursor) as connection:
        # The table is empty here, and then any other way is as good.
        for way in ("seqscan", "bitmapscan", "hashjoin", "mergejoin"):
            connection.execute(f"SET LOCAL enable_{way} = off")
        plan = [line for (line,) in connection.execute(f"EXPLAIN {asked}", page)]
    found = "\n".join(plan)
    assert "Index Scan Backward using messages_transcript" in found
    assert "Sort" not in found


async def test_who_reads_far_too_often_is_asked_to_wait_and_a_listed_site_can_read_for_how_long(desk: Desk) -> None:
    limits = desk.settings.limits.model_copy(update={"readings_per_session": "2/10 minutes"})
    app = bootstrap.public(desk.settings.model_copy(update={"limits": limits}), desk.services, SECRET)
    ours = desk.services.content.corporation.allowed_origins[0]
    async with TestClient(TestServer(app)) as site:
        chat = await Chat.opened(site)
        for _ in range(2):
            assert await chat.history() == []
        for path in ("/chat/messages", "/chat/messages?before=x", "/chat/events"):
            response = await site.get(path, headers={**chat.headers, "Origin": ours})
            assert response.status == 429
            assert 1 <= int(response.headers["Retry-After"]) <= 600
            assert response.headers["Access-Control-Allow-Origin"] == ours
            assert "Retry-After" in response.headers["Access-Control-Expose-Headers"]
            assert (await response.json())["error"] == {
                "code": "too_busy",
                "message": "Het is nu even druk in de chat. Wacht even en probeer het opnieuw.",
            }
        assert await (await Chat.opened(site)).history() == [], "another chat goes on"
