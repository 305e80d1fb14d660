"""A connection that breaks: what was said meanwhile is there once, in order, and what was sent is kept once."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import Page, expect
from sqlalchemy import select

from bot import bootstrap
from bot.conversation.models import Author, Message
from bot.staff.models import Role
from tests.integration.browser.conftest import Look
from tests.integration.web.conftest import SECRET
from tests.support.chat_stand_in import ChatStandIn
from tests.support.clock import FixedClock
from tests.support.engine import StubEngine
from tests.support.postgres import TestServer as Postgres
from tests.support.wiring import Desk, desk_on

pytestmark = pytest.mark.asyncio(loop_scope="session")


@dataclass
class Line:
    """What lies between the browser and the real program; it can break."""

    desk: Desk
    base: str = ""
    #: What the browser sends gets in, but nothing comes back.
    deaf: bool = False
    streams: list[web.Request] = field(default_factory=list)

    @web.middleware
    async def between(self, request: web.Request, handler: web.RequestHandler) -> web.StreamResponse:
        if self.deaf and request.path.startswith("/chat/"):
            if request.method == "POST":
                await handler(request)
            return broken(request)
        if request.path == "/chat/events":
            self.streams.append(request)
        return await handler(request)

    def cut(self) -> None:
        for request in self.streams:
            broken(request)
        self.streams.clear()


def broken(request: web.Request) -> web.Response:
    """Breaks the connection off; the answer goes nowhere."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


@pytest_asyncio.fixture(loop_scope="session")
async def line(postgres: Postgres, database_url: str, clock: FixedClock) -> AsyncIterator[Line]:
    database = postgres.pool(database_url)
    async with StubEngine().running() as engine, desk_on(database, engine, clock) as desk:
        await desk.services.jobs.start(desk.services.turns, desk.services.outbox)
        line, app = Line(desk), bootstrap.public(desk.settings, desk.services, SECRET)
        app.middlewares.insert(0, line.between)
        async with TestServer(app) as server:
            line.base = str(server.make_url("/"))
            yield line
            line.cut()
    await database.close()


async def texts(page: Page) -> list[str]:
    return await page.locator("[data-test=message] [data-test=text]").all_inner_texts()


async def test_a_message_whose_receipt_got_lost_shows_as_failed_and_one_press_doubles_nothing(
    line: Line, look: Look
) -> None:
    """Against the real program, which kept it at the first attempt."""
    page = await look(line.base)
    await page.locator("[data-test=open]").click()
    await page.locator("[data-test=input]").fill("hallo")
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-from=assistant]")).to_have_count(1)
    line.deaf = True
    line.cut()
    await page.locator("[data-test=input]").fill("ik kan de huur niet betalen")
    await page.keyboard.press("Enter")
    mine = page.locator("[data-from=tenant]").last
    await expect(mine).to_have_attribute("data-state", "failed")
    await expect(mine).to_contain_text("niet verstuurd")
    line.deaf = False
    await mine.get_by_role("button", name="probeer opnieuw").click()
    await expect(page.locator("[data-from=assistant]")).to_have_count(2)
    await expect(page.locator("[data-from=tenant]")).to_have_count(2)
    async with line.desk.services.database.reading() as session:
        stored = (await session.execute(select(Message.author, Message.text).order_by(Message.seq))).all()
    assert [text for author, text in stored if author == Author.TENANT] == ["hallo", "ik kan de huur niet betalen"]
    assert len(stored) == 4


async def test_what_was_said_while_the_stream_was_cut_is_there_once_and_in_order(line: Line, look: Look) -> None:
    """Against the real program: its own Last-Event-ID."""
    page = await look(line.base)
    await page.locator("[data-test=open]").click()
    await page.locator("[data-test=input]").fill("een")
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-from=assistant]")).to_have_count(1)
    accounts, ownership = line.desk.services.accounts, line.desk.services.ownership
    sanne, _ = await accounts.add("sanne@example.nl", "Sanne", Role.COLLECTOR, "een-lang-wachtwoord")
    async with line.desk.services.database.reading() as session:
        conversation = await session.scalar(select(Message.conversation_id))
    assert conversation is not None
    line.cut()
    await ownership.take(conversation, sanne.id, notice="Sanne leest mee.")
    for text in ("twee", "drie", "vier"):
        await ownership.reply(conversation, sanne.id, text)
    shown = page.locator("[data-test=message]")
    await expect(shown).to_have_count(6)
    await ownership.reply(conversation, sanne.id, "vijf")
    await expect(shown).to_have_count(7)
    said = await texts(page)
    assert said[0] == "een"
    assert said[2:] == ["Sanne leest mee.", "twee", "drie", "vier", "vijf"]
    await expect(page.locator("[data-test=owner]")).to_have_attribute("data-owner", "person")
    await page.reload()
    await expect(shown).to_have_count(7)
    assert await texts(page) == said


async def test_what_the_tenant_says_while_nothing_is_heard_stands_where_the_server_has_it(
    chat: ChatStandIn, look: Look
) -> None:
    await chat.says("een")
    page = await look(chat.base)
    await page.locator("[data-test=open]").click()
    await chat.heard()
    chat.up = False
    chat.cut()
    await chat.says("twee", sender="staff")
    await page.locator("[data-test=input]").fill("drie")
    await page.keyboard.press("Enter")
    mine = page.locator("[data-from=tenant]")
    await expect(mine).to_have_attribute("data-state", "sent")
    await expect(page.locator("[data-test=status]")).to_contain_text("De chat is er even niet.")
    chat.up = True
    await expect(page.locator("[data-test=message]")).to_have_count(3)
    assert await texts(page) == ["een", "twee", "drie"]
    assert chat.resumed[-1] == chat.lines[-1]["id"]
    await chat.heard()
    await chat.says("vier")
    await expect(page.locator("[data-test=message]")).to_have_count(4)
    assert await texts(page) == ["een", "twee", "drie", "vier"]


async def test_a_stream_that_breaks_goes_on_behind_the_last_that_was_heard(chat: ChatStandIn, look: Look) -> None:
    page = await look(chat.base)
    await page.locator("[data-test=open]").click()
    await chat.heard()
    await chat.says("een")
    await expect(page.locator("[data-test=message]")).to_have_count(1)
    chat.cut()
    await chat.says("twee")
    await chat.until(lambda chat: len(chat.resumed) == 2)
    await expect(page.locator("[data-test=message]")).to_have_count(2)
    assert chat.resumed == ["0", chat.lines[1]["id"]]
    assert await texts(page) == ["een", "twee"]
