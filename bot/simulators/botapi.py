"""A stand-in for Telegram's Bot API: methods with the real limits and refusals, webhook or long polling."""

import asyncio
import itertools
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import aiohttp
from aiohttp import web

from bot.clock import Clock
from bot.simulators.delivery import Delivery
from bot.simulators.faults import Fault, Faults
from bot.simulators.graph import Watch
from bot.simulators.rates import PerPerson, PerSecond

LONGEST = 4096
CALLBACK_BYTES = 64
LONG_POLL_SECONDS = 2.0
#: One a second in a chat, a short burst is let through; 30 a second in all.
EACH, BURST, PER_SECOND = timedelta(seconds=1), 6, 30
#: Longer than anybody waits for an answer.
SLOW_SECONDS = 20.0


@dataclass
class ChatSeen:
    """One private chat as its person sees it."""

    id: int
    received: list[dict[str, Any]] = field(default_factory=list)
    typing: bool = False
    blocked: bool = False


class Refused(Exception):
    def __init__(self, status: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.status, self.description, self.parameters = status, description, parameters


class BotApiSimulator:
    def __init__(self, *, clock: Clock, token: str, secret: str, seed: int = 0, first_id: int = 1) -> None:
        self.clock = clock
        self.faults = Faults()
        self.chats: dict[int, ChatSeen] = {}
        self.files: dict[str, bytes] = {}
        #: What the host of the files answers to its next calls, instead of the file.
        self.file_refusals: list[int] = []
        self.acknowledged: list[str] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        #: How many ask for updates at this moment, and the most there ever were.
        self.pollers = self.most_pollers = 0
        self.delivery: Delivery | None = None
        self.webhook_url = ""
        self.pairs = PerPerson(BURST, EACH)
        self.throughput = PerSecond(PER_SECOND)
        self.slow_seconds = SLOW_SECONDS
        self.watch: Watch | None = None
        self._token = token
        self._secret = secret
        self._seed = seed
        self._ids = itertools.count(first_id)
        self._queue: list[dict[str, Any]] = []
        self._arrived = asyncio.Event()

    def app(self) -> web.Application:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.+}", self._file)
        return app

    def deliver_to(self, http: aiohttp.ClientSession, url: str) -> None:
        self.delivery = Delivery(http, url, self._headers, self.faults, self._seed)

    def chat(self, number: int) -> ChatSeen:
        return self.chats.setdefault(number, ChatSeen(number))

    # ── what a person does ────────────────────────────────────────────────────────────────────────

    def say(self, chat: int, **content: Any) -> "asyncio.Task[None] | None":
        self.chat(chat)
        sender = {"id": chat, "is_bot": False, "first_name": "Huurder"}
        message = {
            "message_id": next(self._ids),
            "date": int(self.clock().timestamp()),
            "from": sender,
            "chat": {"id": chat, "type": "private", "first_name": "Huurder"},
        }
        return self.update(message=message | content)

    def press(self, chat: int, place: int) -> "asyncio.Task[None] | None":
        sent = next(m for m in reversed(self.chat(chat).received) if keys_of(m))
        key, title = keys_of(sent)[place]
        if key == CONTACT_KEY:
            return self.say(chat, contact={"phone_number": f"31{chat:09d}", "first_name": "Huurder", "user_id": chat})
        if key == TEXT_KEY:
            return self.say(chat, text=title)
        return self.update(
            callback_query={
                "id": str(next(self._ids) + 10_000),
                "from": {"id": chat, "is_bot": False, "first_name": "Huurder"},
                "chat_instance": "1",
                "data": key,
                "message": {"message_id": sent["message_id"], "date": 0, "chat": {"id": chat, "type": "private"}},
            }
        )

    def block(self, chat: int, on: bool = True) -> "asyncio.Task[None] | None":
        self.chat(chat).blocked = on
        bot = {"id": int(self._token.partition(":")[0]), "is_bot": True, "first_name": "Huurkompas"}
        states: list[dict[str, Any]] = [
            {"status": "member", "user": bot},
            {"status": "kicked", "user": bot, "until_date": 0},
        ]
        old, new = states if on else reversed(states)
        change = {"chat": {"id": chat, "type": "private"}, "date": int(self.clock().timestamp())}
        change |= {"from": {"id": chat, "is_bot": False, "first_name": "Huurder"}}
        return self.update(my_chat_member=change | {"old_chat_member": old, "new_chat_member": new})

    def update(self, **kind: Any) -> "asyncio.Task[None] | None":
        """One update: posted to the webhook, or kept for who asks."""
        update = {"update_id": next(self._ids), **kind}
        if self.delivery is not None:
            return self.delivery.post(update)
        self._queue.append(update)
        self._arrived.set()
        return None

    def add_file(self, content: bytes) -> str:
        file_id = f"file{next(self._ids)}"
        self.files[file_id] = content
        return file_id

    # ── what the API answers ──────────────────────────────────────────────────────────────────────

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method, arguments = request.match_info["method"], await _arguments(request)
        action = self._methods().get(method)
        if request.match_info["token"] != self._token or action is None:
            return _refusal(Refused(404, "Not Found"))
        self.calls.append((method, arguments))
        try:
            result = action(arguments)
            if asyncio.iscoroutine(result):
                result = await result
        except Refused as refused:
            return _refusal(refused)
        if method == "sendMessage" and self.faults.happens(Fault.HANG_UP_AFTER):
            assert request.transport is not None
            request.transport.close()
        if method == "sendMessage" and self.faults.happens(Fault.SLOW):
            await asyncio.sleep(self.slow_seconds)
        return web.json_response({"ok": True, "result": result})

    def _methods(self) -> Mapping[str, Callable[[dict[str, Any]], Any]]:
        return {
            "getMe": lambda _: {"id": int(self._token.partition(":")[0]), "is_bot": True, "first_name": "Huurkompas"},
            "sendMessage": self._send,
            "sendChatAction": self._typing,
            "answerCallbackQuery": self._acknowledge,
            "setWebhook": self._set_webhook,
            "deleteWebhook": lambda _: self._set_webhook({"url": ""}),
            "setMyCommands": lambda _: True,
            "getUpdates": self._get_updates,
            "getFile": self._get_file,
        }

    def _send(self, arguments: dict[str, Any]) -> dict[str, Any]:
        if self.watch is not None:
            self.watch(str(arguments.get("chat_id")), "")
        if self.faults.happens(Fault.BAD_TOKEN):
            raise Refused(401, "Unauthorized")
        room = self.throughput.take() and self.pairs.take(str(arguments.get("chat_id")), self.clock())
        if self.faults.happens(Fault.TOO_FAST) or not room:
            raise Refused(429, "Too Many Requests: retry after 1", retry_after=1)
        if self.faults.happens(Fault.SERVER_ERROR):
            raise Refused(500, "Internal Server Error")
        chat = self.chats.get(int(arguments["chat_id"]))
        if chat is None and int(arguments["chat_id"]) > 0:
            raise Refused(400, "Bad Request: chat not found")
        if chat is not None and (chat.blocked or self.faults.happens(Fault.BLOCKED)):
            raise Refused(403, "Forbidden: bot was blocked by the user")
        message = self._checked(arguments)
        if chat is not None:
            chat.received.append(message)
            chat.typing = False
        # Of keys the real one's answer tells only those under the message itself.
        inline = "inline_keyboard" in message.get("reply_markup", {})
        return message if inline else {name: value for name, value in message.items() if name != "reply_markup"}

    def _checked(self, arguments: dict[str, Any]) -> dict[str, Any]:
        text = str(arguments.get("text") or "")
        if not text.strip():
            raise Refused(400, "Bad Request: message text is empty")
        if len(text.encode("utf-16-le")) // 2 > LONGEST:
            raise Refused(400, "Bad Request: message is too long")
        message = {
            "message_id": next(self._ids),
            "date": int(self.clock().timestamp()),
            "chat": {"id": int(arguments["chat_id"]), "type": "private"},
            "text": text,
        }
        if "reply_markup" in arguments:
            message["reply_markup"] = arguments["reply_markup"]
            if any(len(key.encode()) > CALLBACK_BYTES for key, _ in keys_of(message)):
                raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
        return message

    def _typing(self, arguments: dict[str, Any]) -> bool:
        self.chat(int(arguments["chat_id"])).typing = True
        return True

    def _acknowledge(self, arguments: dict[str, Any]) -> bool:
        self.acknowledged.append(str(arguments["callback_query_id"]))
        return True

    def _set_webhook(self, arguments: dict[str, Any]) -> bool:
        self.webhook_url = str(arguments.get("url") or "")
        return True

    async def _get_updates(self, arguments: dict[str, Any]) -> list[dict[str, Any]]:
        if self.webhook_url:
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active")
        if self.pollers:
            raise Refused(409, "Conflict: terminated by other getUpdates request")
        self.pollers += 1
        self.most_pollers = max(self.most_pollers, self.pollers)
        try:
            offset = int(arguments.get("offset") or 0)
            self._queue = [update for update in self._queue if update["update_id"] >= offset]
            if not self._queue:
                self._arrived.clear()
                wait = min(LONG_POLL_SECONDS, float(arguments.get("timeout") or 0))
                try:
                    await asyncio.wait_for(self._arrived.wait(), wait)
                except TimeoutError:
                    return []
            return list(self._queue[:100])
        finally:
            self.pollers -= 1

    def _get_file(self, arguments: dict[str, Any]) -> dict[str, Any]:
        file_id = str(arguments.get("file_id"))
        if file_id not in self.files:
            raise Refused(400, "Bad Request: invalid file_id")
        return {"file_id": file_id, "file_unique_id": file_id, "file_path": f"documents/{file_id}"}

    async def _file(self, request: web.Request) -> web.Response:
        if self.file_refusals:
            return web.Response(status=self.file_refusals.pop(0))
        content = self.files.get(request.match_info["path"].rpartition("/")[2])
        if request.match_info["token"] != self._token or content is None:
            return web.Response(status=404)
        return web.Response(body=content)

    def _headers(self, raw: bytes) -> Mapping[str, str]:
        return {"X-Telegram-Bot-Api-Secret-Token": self._secret}


async def _arguments(request: web.Request) -> dict[str, Any]:
    """From a form, a multipart form, or JSON; nested values may be JSON in text."""
    if request.content_type == "application/json":
        told = await request.json()
        return dict(told) if isinstance(told, dict) else {}
    arguments: dict[str, Any] = {key: value for key, value in (await request.post()).items() if isinstance(value, str)}
    if isinstance(arguments.get("reply_markup"), str):
        arguments["reply_markup"] = json.loads(arguments["reply_markup"])
    return arguments


#: What a key under the text box does: share the own number, or say its words.
CONTACT_KEY, TEXT_KEY = "contact", "text"


def keys_of(message: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Data and title of every key under a message; keys under the text box say what pressing them does."""
    markup = message.get("reply_markup") or {}
    if "keyboard" in markup:
        keys = [key for row in markup["keyboard"] for key in row]
        return [(CONTACT_KEY if key.get("request_contact") else TEXT_KEY, key["text"]) for key in keys]
    rows = markup.get("inline_keyboard") or []
    return [(key["callback_data"], key["text"]) for row in rows for key in row]


def _refusal(refused: Refused) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": refused.status, "description": refused.description}
    if refused.parameters:
        body["parameters"] = refused.parameters
    return web.json_response(body, status=refused.status)
