"""One bot as a process of its own, for tests that kill it: webhooks on a port that it prints, and a worker."""

import asyncio
import json
import sys

from aiohttp import web

from bot import bootstrap
from bot.clock import system_clock
from bot.database.engine import Database
from tests.support.channels import telegram_settings, whatsapp_settings
from tests.support.engine import StubEngine
from tests.support.wiring import desk_on

SECRET = b"a secret for tests that is long enough to be one"


async def main() -> None:
    told = json.loads(sys.argv[1])
    engine = StubEngine()
    engine.url = told["engines"]
    telegram = telegram_settings(told["botapi"], mode="polling")
    channels = {"whatsapp": whatsapp_settings(told["graph"]), "telegram": telegram}
    async with desk_on(Database(told["database"]), engine, system_clock, **channels) as desk:
        runner = web.AppRunner(bootstrap.public(desk.settings, desk.services, SECRET))
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        await desk.services.connected.start(None)
        await desk.services.jobs.start(desk.services.turns, desk.services.outbox)
        print(runner.addresses[0][1], flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
