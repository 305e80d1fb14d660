"""The running program: what Beginning began is wired, opened to the world, and taken down in order."""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Mapping

import aiohttp
import psycopg
from aiohttp import web

from bot import bootstrap
from bot.beginning import Beginning, Say
from bot.bootstrap import Services
from bot.clock import clock_from
from bot.content import load_content
from bot.database.engine import Database
from bot.database.migrate import ENGINE_SCHEMA, migrate
from bot.demo import retire_demo_staff, seed_demo
from bot.dialogue.client import EngineClient
from bot.dialogue.supervisor import EngineSupervisor
from bot.ending import end
from bot.privacy.jobs import NightlyClearing, UnjudgedMeans
from bot.readiness import Readiness
from bot.rounds import keep_on
from bot.secrets_file import session_secret
from bot.settings import Settings
from bot.simulators.demo import DemoPhones
from bot.simulators.postbox import DemoPostbox
from bot.simulators.reminding import DemoReminder

log = logging.getLogger(__name__)

#: Turns wait this long for an engine that is still starting; then the tenant gets the honest line.
ENGINE_PATIENCE_SECONDS = 60.0
CLOSE_SECONDS = 2.0


class Program:
    """`start` returns when everything answers; `stop` undoes it, also after half a start."""

    def __init__(self, settings: Settings, say: Say, beginning: Beginning) -> None:
        self.settings = settings
        self._say = say
        self._beginning = beginning
        self._undo = contextlib.AsyncExitStack()
        self.supervisor: EngineSupervisor | None = None
        self.services: Services | None = None
        self.public_port = settings.public_port

    async def start(self) -> None:
        try:
            await self._start()
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        await self._undo.aclose()
        await self._beginning.stop()

    async def _start(self) -> None:
        token = self._engine_token()
        content = load_content(self.settings.corporation)
        http = await self._undo.enter_async_context(aiohttp.ClientSession())
        phones = await self._demo_phones(http, content.templates.approved)
        postbox = self._demo_postbox()
        engine_url = self.settings.engine_url or f"http://127.0.0.1:{self._beginning.engine_port}"
        database = await self._database()
        self.services = services = bootstrap.wire(
            self.settings,
            database=database,
            content=content,
            http=http,
            engine_url=engine_url,
            engine_token=token,
            secret=session_secret(self.settings),
            senders=postbox.senders() if postbox else None,
        )
        self._undo.push_async_callback(services.post.stop)
        self.supervisor = await self._beginning.engine()
        if self.supervisor is not None:
            await self.supervisor.start(self._told_to_engine(database, token), services.engine)
        await migrate(database.url)
        if self.settings.is_demo:
            await seed_demo(services, self.settings)
        else:
            await retire_demo_staff(services)
        await services.changes.start()
        self._undo.push_async_callback(services.changes.stop)
        await services.jobs.open()
        self._undo.push_async_callback(services.jobs.stop)
        readiness = Readiness(services.engine, services.changes)
        internal = bootstrap.internal(services, token, readiness.checks())
        await self._serve(internal, "127.0.0.1", self.settings.internal_port)
        reminder = self._demo_reminder(services, phones)
        await self._serve(
            bootstrap.public(
                self.settings,
                services,
                session_secret(self.settings),
                tuple(route for page in (phones, postbox, reminder) if page is not None for route in page.routes()),
            ),
            self.settings.public_host,
            self.settings.public_port,
        )
        if phones is not None:
            phones.deliver_to(self.settings.own_address)
        await services.connected.start(self.settings.public_url)
        self._undo.push_async_callback(services.connected.stop)
        await self._await_engine(services.engine)
        await services.jobs.start(services.turns, services.outbox)
        services.on_call.start()
        self._undo.push_async_callback(services.on_call.stop)
        for work in (
            services.telling.keep_on(),
            services.proposal_queue.keep_on(),
            keep_on(services.guarding),
            keep_on(services.retention),
            keep_on(NightlyClearing(services.clearing, services.clock)),
            keep_on(UnjudgedMeans(services.database, services.clock)),
            keep_on(services.contact.notices),
        ):
            self._undo.push_async_callback(end, [asyncio.create_task(work)])
        readiness.started()

    async def _demo_phones(
        self, http: aiohttp.ClientSession, approved: Mapping[str, tuple[str, str]]
    ) -> DemoPhones | None:
        """In the demo, where no real channel is set: two telephones with local providers behind them."""
        if not self.settings.is_demo or self.settings.whatsapp or self.settings.telegram:
            return None
        phones = DemoPhones(clock_from(self.settings.now), http, approved)
        self._undo.push_async_callback(phones.stop)
        await phones.start()
        told = {"whatsapp": phones.whatsapp(), "telegram": phones.telegram()}
        self.settings = self.settings.model_copy(update=told)
        return phones

    @staticmethod
    def _demo_reminder(services: Services, phones: DemoPhones | None) -> DemoReminder | None:
        """On the page of the two telephones: a reminder that we begin ourselves."""
        if phones is None:
            return None
        phones.reminds = True
        approved = services.connected.approved
        return DemoReminder(services.database, services.arrangements.due, services.guarding, approved, phones)

    def _demo_postbox(self) -> DemoPostbox | None:
        """In the demo, where no real way out is set: a page that shows what would have been sent."""
        if not self.settings.is_demo or self.settings.sms or self.settings.smtp:
            return None
        return DemoPostbox(clock_from(self.settings.now))

    def _engine_token(self) -> str:
        given = self.settings.engine_token
        return given.get_secret_value() if given else secrets.token_urlsafe(32)

    async def _database(self) -> Database:
        database = Database(await self._beginning.database_url())
        self._undo.push_async_callback(database.close)
        await asyncio.to_thread(_make_schema, database.libpq_url)
        return database

    def _told_to_engine(self, database: Database, token: str) -> dict[str, str]:
        tracker = database.url.set(drivername="postgresql+psycopg2").render_as_string(hide_password=False)
        return {
            "HUURKOMPAS_ENGINE_TOKEN": token,
            "HUURKOMPAS_ACTIONS_URL": f"http://127.0.0.1:{self.settings.internal_port}/actions/webhook",
            "HUURKOMPAS_TRACKER_URL": tracker,
            "POSTGRESQL_SCHEMA": ENGINE_SCHEMA,
            "SQL_POOL_SIZE": "4",
        }

    async def _serve(self, app: web.Application, host: str, port: int) -> None:
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=CLOSE_SECONDS)
        await runner.setup()
        self._undo.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, host, port).start()

    async def _await_engine(self, engine: EngineClient) -> None:
        try:
            async with asyncio.timeout(ENGINE_PATIENCE_SECONDS):
                while not await engine.is_ready():
                    await asyncio.sleep(0.1)
        except TimeoutError:
            log.error(
                "the engine is not ready after %s s; people can work, the assistant cannot", ENGINE_PATIENCE_SECONDS
            )


def _make_schema(url: str) -> None:
    """The engine looks for its schema as soon as it starts."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {ENGINE_SCHEMA}")
