"""Webhooks as the providers send them: WhatsApp's envelope, signed over its bytes, and Telegram's updates."""

import hashlib
import hmac
import itertools
import json
from collections.abc import Sequence
from typing import Any

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient

from bot.channels.telegram.settings import TelegramSettings
from bot.channels.whatsapp.settings import WhatsAppSettings

NUMBER = "106540352242922"
APP_SECRET = "8f2b6c0e4d1a4b7f9c3e5a7d"
VERIFY_TOKEN = "kz7Qm2vX9-proefteken"
BOT = "7712345678"
WEBHOOK_SECRET = "T3legr4m_Geheim-voor-proef"
PHONE = "31612345678"

_counter = itertools.count(1)


def whatsapp_settings(api_base: str = "http://127.0.0.1:9", **more: Any) -> WhatsAppSettings:
    values = {"phone_number_id": NUMBER, "access_token": "EAAG-proef-sleutel", "app_secret": APP_SECRET}
    return WhatsAppSettings.model_validate(values | {"verify_token": VERIFY_TOKEN, "api_base": api_base} | more)


def telegram_settings(api_base: str = "http://127.0.0.1:9", **more: Any) -> TelegramSettings:
    values = {"token": f"{BOT}:AAproef-token_0", "webhook_secret": WEBHOOK_SECRET, "api_base": api_base}
    return TelegramSettings.model_validate(values | more)


def sign(raw: bytes, secret: str = APP_SECRET) -> str:
    return "sha256=" + hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()


def envelope(value: Any, field: str = "messages", number: str = NUMBER) -> dict[str, Any]:
    head = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "31880000", "phone_number_id": number},
    }
    change = {"field": field, "value": head | value}
    return {"object": "whatsapp_business_account", "entry": [{"id": "WABA", "changes": [change]}]}


def wa_message(kind: str = "text", phone: str = PHONE, message_id: str | None = None, **more: Any) -> dict[str, Any]:
    message = {"from": phone, "id": message_id or f"wamid.{next(_counter)}", "timestamp": "1795438800", "type": kind}
    if kind == "text" and "text" not in more:
        more["text"] = {"body": "hallo"}
    return message | more


def wa_text(text: str, phone: str = PHONE, message_id: str | None = None) -> dict[str, Any]:
    return wa_message("text", phone, message_id, text={"body": text})


def with_contacts(*messages: dict[str, Any]) -> dict[str, Any]:
    contacts = [{"profile": {"name": "Kim"}, "wa_id": m["from"]} for m in messages if "from" in m]
    return envelope({"contacts": contacts, "messages": list(messages)})


async def post_whatsapp(
    http: "TestClient[Any, Any]", body: Any, *, signature: str | None = "", raw: bytes | None = None
) -> ClientResponse:
    """Signed by default; `signature` None sends none."""
    sent = raw if raw is not None else json.dumps(body, ensure_ascii=True).encode()
    headers = {"Content-Type": "application/json"}
    if signature is not None:
        headers["X-Hub-Signature-256"] = signature or sign(sent)
    return await http.post("/webhooks/whatsapp", data=sent, headers=headers)


def tg_message(chat: int = 11, update_id: int | None = None, **content: Any) -> dict[str, Any]:
    number = update_id if update_id is not None else next(_counter)
    sender = {"id": chat, "is_bot": False, "first_name": "Kim"}
    message = {"message_id": number, "date": 1795438800, "from": sender, "chat": {"id": chat, "type": "private"}}
    return {"update_id": number, "message": message | content}


async def post_telegram(
    http: "TestClient[Any, Any]", body: Any, secret: str | None = WEBHOOK_SECRET, raw: bytes | None = None
) -> ClientResponse:
    headers = {"Content-Type": "application/json"}
    if secret is not None:
        headers["X-Telegram-Bot-Api-Secret-Token"] = secret
    sent = raw if raw is not None else json.dumps(body).encode()
    return await http.post("/webhooks/telegram", data=sent, headers=headers)


def shuffled(items: Sequence[Any], seed: int) -> list[Any]:
    import random

    mixed = list(items)
    random.Random(seed).shuffle(mixed)
    return mixed
