"""The demo's two telephones: local providers with keys of their own, and the page that shows both."""

import asyncio
import contextlib
import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from bot.channels.telegram.settings import TelegramSettings
from bot.channels.whatsapp.settings import WhatsAppSettings
from bot.clock import Clock
from bot.page_templates import environment
from bot.simulators.botapi import BotApiSimulator, keys_of
from bot.simulators.faults import WORDS, Fault
from bot.simulators.graph import GraphSimulator
from bot.simulators.samples import FILES, PLACE, SHOWN, telegram_card, whatsapp_card
from bot.web.errors import Refusal

HERE = Path(__file__).resolve().parent
PATH = "/demo/telefoon"
NUMBER = "100200300400500"
LONGEST = 4000
#: What stands on the keys that send something else than words.
SAMPLES = (
    ("foto", "Foto van een brief"),
    ("spraak", "Spraakbericht"),
    ("sticker", "Sticker"),
    ("plek", "Locatie"),
    ("contact", "Contactkaart"),
)


class DemoPhones:
    """Start it before the bot, so that the bot can be told where its providers are."""

    def __init__(
        self, clock: Clock, http: aiohttp.ClientSession, approved: Mapping[str, tuple[str, str]] | None = None
    ) -> None:
        self._http = http
        # In hexadecimal: by chance other keys hold "demo" or "xxxx", and are then refused as known ones.
        self._token, self._app_secret, self._verify = (secrets.token_hex(24) for _ in range(3))
        self._bot_token = f"{secrets.randbelow(9 * 10**9) + 10**9}:{secrets.token_hex(24)}"
        self._webhook_secret = secrets.token_hex(24)
        # Providers never use an id twice, also not after a restart.
        first = int(clock().timestamp() * 10)
        self.graph = GraphSimulator(
            clock=clock,
            number=NUMBER,
            token=self._token,
            app_secret=self._app_secret,
            first_id=first,
            approved=approved,
        )
        self.botapi = BotApiSimulator(clock=clock, token=self._bot_token, secret=self._webhook_secret, first_id=first)
        self._runners: list[web.AppRunner] = []
        self._bases: list[str] = []
        #: Whether the page may ask for a reminder of our own; see reminding.py.
        self.reminds = False
        #: What was sent from the page, each with how many messages the telephone held before it.
        self._said: dict[tuple[str, str], list[tuple[int, str]]] = {}

    async def start(self) -> None:
        """Both providers on loopback, each on a free port."""
        for app in (self.graph.app(), self.botapi.app()):
            runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
            await runner.setup()
            self._runners.append(runner)
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            self._bases.append(f"http://127.0.0.1:{runner.addresses[0][1]}")

    async def stop(self) -> None:
        for simulator in (self.graph, self.botapi):
            if simulator.delivery is not None:
                await simulator.delivery.stop()
        for runner in self._runners:
            await runner.cleanup()

    def whatsapp(self) -> WhatsAppSettings:
        values = {"phone_number_id": NUMBER, "access_token": self._token, "app_secret": self._app_secret}
        base = f"{self._bases[0]}/v25.0"
        return WhatsAppSettings.model_validate(values | {"verify_token": self._verify, "api_base": base})

    def telegram(self) -> TelegramSettings:
        values = {"token": self._bot_token, "webhook_secret": self._webhook_secret, "register_webhook": False}
        return TelegramSettings.model_validate(values | {"api_base": self._bases[1]})

    def deliver_to(self, public: str) -> None:
        """Where the bot's webhooks are."""
        self.graph.deliver_to(self._http, f"{public}/webhooks/whatsapp")
        self.botapi.deliver_to(self._http, f"{public}/webhooks/telegram")

    # ── the page ──────────────────────────────────────────────────────────────────────────────────

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get(PATH, self._page),
            web.get(f"{PATH}/stand", self._state),
            web.post(f"{PATH}/zeg", self._say),
            web.post(f"{PATH}/storing", self._fault),
            web.get(f"{PATH}/telefoon.js", self._static("telefoon.js")),
            web.get(f"{PATH}/telefoon.css", self._static("telefoon.css")),
        ]

    async def _page(self, request: web.Request) -> web.Response:
        faults = [(fault.value, words) for fault, words in WORDS.items()]
        page = (
            environment(HERE / "templates")
            .get_template("telefoon.html")
            .render(path=PATH, faults=faults, samples=SAMPLES, reminds=self.reminds)
        )
        return web.Response(text=page, content_type="text/html", headers={"Cache-Control": "no-store"})

    @staticmethod
    def _static(name: str) -> Any:
        async def serve(request: web.Request) -> web.FileResponse:
            return web.FileResponse(HERE / "static" / name, headers={"Cache-Control": "no-cache"})

        return serve

    async def _state(self, request: web.Request) -> web.Response:
        number = number_in(request.query.get("nummer"))
        phone, chat = self.graph.phone(f"319{number}"), self.botapi.chat(int(number))
        whatsapp = self._talk(
            ("whatsapp", number),
            [
                _bubble(s.id, self.graph.text(s.body), [t for _, t, _ in self.graph.options(s.body)])
                for s in phone.received
            ],
        )
        telegram = self._talk(
            ("telegram", number),
            [_bubble(m["message_id"], m["text"], [t for _, t in keys_of(m)]) for m in chat.received],
        )
        return web.json_response(
            {
                "whatsapp": {"messages": whatsapp, "typing": phone.typing, "faults": _on(self.graph.faults.left)},
                "telegram": {"messages": telegram, "typing": chat.typing, "faults": _on(self.botapi.faults.left)},
            }
        )

    def _talk(self, whose: tuple[str, str], received: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Both sides in their order, so that a reloaded page shows the same."""
        said = self._said.get(whose, [])
        mine: dict[int, list[dict[str, Any]]] = {at: [] for at, _ in said}
        for place, (at, text) in enumerate(said):
            mine[at].append(_bubble(f"mine-{place}", text, []) | {"mine": True})
        talk = [*mine.get(0, [])]
        for place, bubble in enumerate(received, 1):
            talk += [bubble, *mine.get(place, [])]
        return talk

    def _note(self, channel: str, number: str, what: str, text: str, place: int) -> None:
        """Before it is sent: the answer may come at once."""
        if channel == "whatsapp":
            held = self.graph.phone(f"319{number}").received
            titles = [[t for _, t, _ in self.graph.options(sent.body)] for sent in held]
        else:
            messages = self.botapi.chat(int(number)).received
            titles = [[t for _, t in keys_of(message)] for message in messages]
        shown = SHOWN.get(what, text)
        if what == "knop":
            shown = next(found for found in reversed(titles) if found)[place]
        self._said.setdefault((channel, number), []).append((len(titles), shown))

    async def _say(self, request: web.Request) -> web.Response:
        body = await json_body(request)
        number, what = number_in(body.get("nummer")), body.get("soort", "tekst")
        text = str(body.get("tekst", ""))[:LONGEST]
        say = {"whatsapp": self._by_whatsapp, "telegram": self._by_telegram}.get(str(body.get("kanaal")))
        if say is None or (what == "tekst" and not text.strip()) or what not in ("tekst", "knop", *SHOWN):
            raise Refusal(422, "bad_message", "Dit kan de telefoon niet sturen.")
        place = body.get("knop", 0)
        place = place if isinstance(place, int) and not isinstance(place, bool) and place >= 0 else 0
        try:
            self._note(str(body.get("kanaal")), number, str(what), text, place)
            delivery = say(number, str(what), text, place)
        except (StopIteration, IndexError) as error:
            raise Refusal(422, "unknown_button", "Deze knop is er niet meer.") from error
        if delivery is not None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(delivery), 5)
        return web.json_response({"ok": True})

    def _by_whatsapp(self, number: str, what: str, text: str, place: int) -> "asyncio.Task[None]":
        phone = f"319{number}"
        if what == "tekst":
            return self.graph.say(phone, text={"body": text})
        if what == "knop":
            return self.graph.press(phone, place)
        if what == "plek":
            return self.graph.say(phone, "location", location=PLACE)
        if what == "contact":
            return self.graph.say(phone, "contacts", contacts=whatsapp_card(phone))
        content = self.graph.add_file(*FILES[what])
        if what == "sticker":
            return self.graph.say(phone, "sticker", sticker=content | {"animated": False})
        if what == "foto":
            return self.graph.say(phone, "image", image=content)
        return self.graph.say(phone, "audio", audio=content | {"voice": True})

    def _by_telegram(self, number: str, what: str, text: str, place: int) -> "asyncio.Task[None] | None":
        chat = int(number)
        if what == "tekst":
            return self.botapi.say(chat, text=text)
        if what == "knop":
            return self.botapi.press(chat, place)
        if what == "plek":
            return self.botapi.say(chat, location=PLACE)
        if what == "contact":
            return self.botapi.say(chat, contact=telegram_card(chat))
        file = {"file_id": self.botapi.add_file(FILES[what][0]), "file_unique_id": "u"}
        if what == "sticker":
            kind = {"type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}
            return self.botapi.say(chat, sticker=file | kind)
        if what == "foto":
            return self.botapi.say(chat, photo=[file | {"width": 1, "height": 1}])
        return self.botapi.say(chat, voice=file | {"duration": 1})

    async def _fault(self, request: web.Request) -> web.Response:
        body = await json_body(request)
        faults = {"whatsapp": self.graph.faults, "telegram": self.botapi.faults}.get(str(body.get("kanaal")))
        if faults is None or body.get("storing") not in set(Fault):
            raise Refusal(422, "bad_fault", "Deze storing bestaat niet.")
        faults.set(Fault(body["storing"]), -1 if body.get("aan") is True else 0)
        return web.json_response({"ok": True})


def _bubble(message_id: Any, text: str, buttons: list[str]) -> dict[str, Any]:
    return {"id": str(message_id), "text": text, "buttons": buttons}


def _on(left: Mapping[Fault, int]) -> list[str]:
    return [fault.value for fault, times in left.items() if times]


def number_in(value: Any) -> str:
    text = str(value)
    if len(text) != 8 or not text.isascii() or not text.isdigit() or text[0] == "0":
        raise Refusal(422, "bad_number", "Dit nummer bestaat niet.")
    return text


async def json_body(request: web.Request) -> Mapping[str, Any]:
    if request.content_type != "application/json":
        raise Refusal(415, "bad_type", "Dit verzoek kan niet worden gelezen.")
    try:
        body = json.loads(await request.read())
    except ValueError as error:
        raise Refusal(400, "bad_json", "Dit verzoek kan niet worden gelezen.") from error
    return body if isinstance(body, dict) else {}
