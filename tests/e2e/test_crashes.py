"""What happens when the power fails: nothing lost, nothing doubled, nothing left running."""

import asyncio
import signal
import sys
from uuid import uuid4

import aiohttp
import psutil
import pytest

from bot.settings import PROJECT
from tests.e2e.conftest import Program

pytestmark = pytest.mark.slow

TENANTS = 25
ROUNDS = 8
TEXTS = ("ik kan de huur niet betalen", "word ik uit huis gezet?", "mag ik in drie keer betalen", "wat kost dit")


class Tenant:
    """Writes on whatever happens, as the widget does: the same id again until it is accepted."""

    def __init__(self, http: aiohttp.ClientSession, base: str) -> None:
        self._http = http
        self._base = base
        self._headers: dict[str, str] = {}
        self.sent: list[str] = []

    async def open(self) -> None:
        async with self._http.post(self._base + "/chat/sessions", json={}) as response:
            self._headers = {"Authorization": f"Bearer {(await response.json())['token']}"}

    async def say(self, text: str) -> None:
        message_id = str(uuid4())
        self.sent.append(message_id)
        async with asyncio.timeout(120):
            while not await self._accepted({"id": message_id, "text": text}):
                await asyncio.sleep(0.2)

    async def _accepted(self, body: dict[str, str]) -> bool:
        try:
            async with self._http.post(self._base + "/chat/messages", json=body, headers=self._headers) as response:
                return response.status == 202
        except aiohttp.ClientError:
            return False

    async def history(self) -> list[dict[str, str]]:
        async with self._http.get(self._base + "/chat/messages", headers=self._headers) as response:
            response.raise_for_status()
            messages: list[dict[str, str]] = (await response.json())["messages"]
            return messages

    async def answered(self) -> list[dict[str, str]]:
        """The history, once every message has had its answer."""
        async with asyncio.timeout(150):
            while True:
                history = await self.history()
                if sum(m["from"] == "assistant" for m in history) >= len(self.sent):
                    return history
                await asyncio.sleep(0.2)


async def _chatting(tenant: Tenant, offset: int) -> None:
    """One message at a time, each after the answer to the one before."""
    for number in range(ROUNDS):
        await tenant.say(TEXTS[(number + offset) % len(TEXTS)])
        await _until_answered(tenant)


async def _until_answered(tenant: Tenant) -> None:
    while True:
        try:
            await tenant.answered()
        except aiohttp.ClientError:
            await asyncio.sleep(0.2)
        else:
            return


async def _progress(tenants: list[Tenant], share: float) -> None:
    while sum(len(t.sent) for t in tenants) < share * TENANTS * ROUNDS:
        await asyncio.sleep(0.05)


async def test_kill_the_engine_the_bot_and_postgresql_and_every_message_has_exactly_one_answer(
    own_program: Program,
) -> None:
    program = own_program
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        tenants = [Tenant(http, program.base) for _ in range(TENANTS)]
        for tenant in tenants:
            await tenant.open()
        talks = [asyncio.create_task(_chatting(tenant, n)) for n, tenant in enumerate(tenants)]
        await _progress(tenants, 0.2)
        program.engine.kill()
        await _progress(tenants, 0.5)
        program.kill_bot()
        await asyncio.to_thread(program.start)
        await _progress(tenants, 0.8)
        program.postmaster.kill()
        async with asyncio.timeout(240):
            await asyncio.gather(*talks)
        for tenant in tenants:
            history = await tenant.history()
            assert [m["id"] for m in history if m["from"] == "tenant"] == tenant.sent
            assert [m["from"] for m in history] == ["tenant", "assistant"] * ROUNDS
            assert all(m["text"].strip() for m in history)
    assert await asyncio.to_thread(program.stop) == 0
    assert program.belonging() == []


def test_after_a_kill_nothing_is_left_once_the_next_start_has_stopped(own_program: Program) -> None:
    engine = own_program.engine
    own_program.kill_bot()
    _gone, alive = psutil.wait_procs([engine], timeout=10)
    assert alive == []
    own_program.start()
    assert own_program.stop(signal.SIGINT) == 0
    assert own_program.belonging() == []


async def test_a_second_start_on_the_same_directory_is_refused_with_a_clear_line(program: Program) -> None:
    second = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "start", cwd=PROJECT, env=program.values, stderr=asyncio.subprocess.PIPE
    )
    _, complaint = await second.communicate()
    assert second.returncode == 2
    assert "draait al" in complaint.decode()
    assert "Traceback" not in complaint.decode()
