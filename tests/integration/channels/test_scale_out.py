"""Several bots on one PostgreSQL, with two engines; one of each is killed on the way."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from aiohttp import web
from sqlalchemy import func, select, text

from bot.bench.fates import Fates, still_open
from bot.bench.talks import Plan, Talks
from bot.clock import system_clock
from bot.conversation.models import Author, Conversation, Message, State
from bot.database.engine import Database
from bot.settings import PROJECT
from bot.simulators.graph import text_in
from tests.support.engine import StubEngine
from tests.support.phones import Providers, providers

TENANTS, TURNS = 12, 6
#: Of the line that says that something is wrong here, and that the message was kept.
HONEST = "Er is een storing."


@asynccontextmanager
async def bot_process(made: Providers, database_url: str, engines: str) -> AsyncIterator[tuple[int, int]]:
    """Its process id and its port."""
    told = {"database": database_url, "engines": engines, "graph": made.graph_url, "botapi": made.botapi_url}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.support.bot_process", json.dumps(told), cwd=PROJECT, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(60):
            port = int(await process.stdout.readline())
        yield process.pid, port
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


class SlowEngine(StubEngine):
    """Takes a moment, so that a turn can be interrupted."""

    def __init__(self) -> None:
        super().__init__()
        quick = self.react

        async def slow(body: dict[str, object]) -> web.StreamResponse:
            await asyncio.sleep(0.05)
            return await quick(body)

        self.react = slow


async def everything_sent(database: Database, seconds: float = 60) -> None:
    """Until nothing waits to be sent. What a dead process was sending is let go after minutes: here after seconds."""
    abandoned = text("""
        UPDATE messages SET next_attempt_at = next_attempt_at - INTERVAL '5 minutes'
        WHERE state = 'sending' AND next_attempt_at < now() - INTERVAL '5 seconds'
    """)
    async with asyncio.timeout(seconds):
        while await still_open(database):
            async with database.transaction() as session:
                await session.execute(abandoned)
            await asyncio.sleep(0.2)


async def spoken(database: Database, count: int, seconds: float = 90) -> None:
    """Until so many messages of tenants have been taken up and nothing waits."""
    async with asyncio.timeout(seconds):
        while True:
            async with database.transaction() as session:
                statement = select(Message.handled_at).where(Message.author == Author.TENANT)
                handled = (await session.scalars(statement)).all()
            if len(handled) == count and all(handled):
                return
            await asyncio.sleep(0.1)


async def sent(database: Database, count: int, seconds: float = 30) -> None:
    """Until it is known of so many messages that they went out."""
    statement = select(func.count()).where(Message.author == Author.ASSISTANT, Message.state == State.SENT)
    async with asyncio.timeout(seconds):
        while True:
            async with database.reading() as session:
                if await session.scalar(statement) == count:
                    return
            await asyncio.sleep(0.05)


async def test_three_bots_and_two_engines_lose_nothing_when_one_of_each_is_killed(
    database: Database, database_url: str
) -> None:
    async with AsyncExitStack() as stack:
        made = await stack.enter_async_context(providers(system_clock))
        survivor = await stack.enter_async_context(SlowEngine().running())
        doomed_stack = await stack.enter_async_context(AsyncExitStack())
        doomed = await doomed_stack.enter_async_context(SlowEngine().running())
        engines = f"{doomed.url},{survivor.url}"
        bots = [await stack.enter_async_context(bot_process(made, database_url, engines)) for _ in range(3)]
        ports = [port for _, port in bots]

        async def talk(turn: int, among: list[int]) -> None:
            for tenant in range(TENANTS):
                made.graph.deliver_to(made.http, f"http://127.0.0.1:{among[tenant % len(among)]}/webhooks/whatsapp")
                await made.graph.say(f"31600002{tenant:03d}", text={"body": f"bericht {turn}"})
            made.botapi.say(77, text=f"bericht {turn}")

        for turn in range(TURNS):
            if turn == 2:
                os.kill(bots[0][0], signal.SIGKILL)
            if turn == 4:
                await doomed_stack.aclose()
            await talk(turn, ports if turn < 2 else ports[1:])
        await spoken(database, (TENANTS + 1) * TURNS)
        await everything_sent(database)
        await made.settle()
        await everything_is_right(database)
        await the_phones_agree(made, database)
        assert made.botapi.most_pollers == 1
        assert survivor.calls
        assert doomed.calls


async def everything_is_right(database: Database) -> None:
    async with database.transaction() as session:
        conversations = (await session.scalars(select(Conversation.id))).all()
        assert len(conversations) == TENANTS + 1
        for conversation in conversations:
            statement = select(Message).where(Message.conversation_id == conversation).order_by(Message.seq)
            lines = (await session.scalars(statement)).all()
            said = [line.text for line in lines if line.author is Author.TENANT]
            assert said == [f"bericht {n}" for n in range(TURNS)]
            answered = " ".join(line.text for line in lines if line.author is Author.ASSISTANT)
            # What an engine was busy with when it died is answered by the honest line.
            assert all(text in answered for text in said) or HONEST in answered, answered
            places = [answered.find(text) for text in said if text in answered]
            assert places == sorted(places)


async def the_phones_agree(made: Providers, database: Database) -> None:
    """What the telephones show is what our transcript says: nothing doubled, and lost only what is called unknown."""
    words = [f"bericht {n}" for n in range(TURNS)]
    shown = {
        f"whatsapp:{phone.number}": [text_in(sent.body) for sent in phone.received]
        for phone in made.graph.phones.values()
    }
    shown |= {f"telegram:{chat.id}": [sent["text"] for sent in chat.received] for chat in made.botapi.chats.values()}
    assert len(shown) == TENANTS + 1
    talks = Talks(made.graph, made.botapi, database, Plan(TENANTS + 1, TURNS, 1))
    talks.said.update(dict.fromkeys(shown, words))
    found = await talks.fates()
    assert found == Fates(states=found.states)
    assert set(found.states) <= {"sent", "delivered", "read", "unknown"}
    # One process died; of each of its conversations it could be sending one answer.
    assert found.states["unknown"] <= TENANTS // 3 + 1
    times = {person: [sum(word in text for text in texts) for word in words] for person, texts in shown.items()}
    assert max(max(counts) for counts in times.values()) == 1, shown
    lost = [person for person, counts in times.items() if 0 in counts and HONEST not in " ".join(shown[person])]
    assert len(lost) <= found.states["unknown"], shown


async def test_of_two_pollers_one_asks_and_the_other_takes_over(database: Database, database_url: str) -> None:
    async with AsyncExitStack() as stack:
        made = await stack.enter_async_context(providers(system_clock))
        engine = await stack.enter_async_context(StubEngine().running())
        first = await stack.enter_async_context(bot_process(made, database_url, engine.url))
        await stack.enter_async_context(bot_process(made, database_url, engine.url))
        made.botapi.say(5, text="een")
        await spoken(database, 1)
        # What is on its way when its process dies is unknown for a while; here it is about who asks.
        await sent(database, 1)
        os.kill(first[0], signal.SIGKILL)
        made.botapi.say(5, text="twee")
        await spoken(database, 2)
        async with asyncio.timeout(30):
            while len(made.botapi.chat(5).received) < 2:
                await asyncio.sleep(0.05)
        assert made.botapi.most_pollers == 1
