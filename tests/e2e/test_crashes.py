"""What happens when the power fails: nothing lost, nothing doubled, nothing left running."""

import asyncio
import signal
from uuid import uuid4

import aiohttp
import psutil
import pytest

from tests.e2e.conftest import Program

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("program")]

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
            messages: list[dict[str, str]] = (await response.json())["messages"]
            return messages

    async def answered(self) -> list[dict[str, str]]:
        """The history, once every message has had its answer."""
        async with asyncio.timeout(90):
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


async def test_kill_the_engine_and_then_the_bot_under_load_and_every_message_has_exactly_one_answer(
    program: Program,
) -> None:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as http:
        tenants = [Tenant(http, program.base) for _ in range(TENANTS)]
        for tenant in tenants:
            await tenant.open()
        talks = [asyncio.create_task(_chatting(tenant, n)) for n, tenant in enumerate(tenants)]
        await _progress(tenants, 0.25)
        program.engine().send_signal(signal.SIGKILL)
        await _progress(tenants, 0.6)
        await program.kill()
        await program.start()
        async with asyncio.timeout(120):
            await asyncio.gather(*talks)
        for tenant in tenants:
            history = await tenant.history()
            assert [m["id"] for m in history if m["from"] == "tenant"] == tenant.sent
            assert [m["from"] for m in history] == ["tenant", "assistant"] * ROUNDS
            assert all(m["text"].strip() for m in history)


async def test_a_killed_postgresql_is_brought_back_and_the_talk_goes_on(program: Program) -> None:
    async with aiohttp.ClientSession() as http:
        tenant = Tenant(http, program.base)
        await tenant.open()
        await tenant.say("hallo")
        await tenant.answered()
        (postmaster,) = [
            p for p in program.belonging() if p.name() == "postgres" and p.parent() not in program.belonging()
        ]
        postmaster.send_signal(signal.SIGKILL)
        await tenant.say("ben je er nog?")
        history = await tenant.answered()
        assert [m["from"] for m in history] == ["tenant", "assistant", "tenant", "assistant"]


async def test_a_second_start_on_the_same_directory_is_refused_with_a_clear_line(program: Program) -> None:
    second = await asyncio.create_subprocess_exec(
        "var/env/bot/bin/python", "-m", "bot", "start", env=program.values, stderr=asyncio.subprocess.PIPE
    )
    _, complaint = await second.communicate()
    assert second.returncode == 2
    assert "draait al" in complaint.decode()
    assert "Traceback" not in complaint.decode()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_a_stop_leaves_no_process_behind(program: Program, how: signal.Signals) -> None:
    assert program.running is not None
    program.running.process.send_signal(how)
    assert await program.running.process.wait() == 0
    assert program.belonging() == []


async def test_after_a_kill_the_engine_ends_by_itself(program: Program) -> None:
    engine = program.engine()
    await program.kill()
    _gone, alive = psutil.wait_procs([engine], timeout=10)
    assert alive == []
    await program.start()
    await program.stop()
    assert program.belonging() == []
