"""How codes leave: by an SMS provider that is filled in as data, by a mail server, and never readably in a log."""

import asyncio
import smtplib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.message import EmailMessage
from typing import Any
from uuid import uuid4

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import ValidationError

from bot.identity.rules import Way
from bot.identity.senders import SmsSender, SmtpSender, filled, senders
from bot.identity.sending import BROKEN_FOR, CodeMessage, NotSent, Post
from bot.identity.settings import SmsSettings, SmtpSettings

MESSAGE = CodeMessage(Way.SMS, "+31612345678", "Je code", 'Je code is 123456 {to} "')


@asynccontextmanager
async def provider(status: int, seen: list[dict[str, Any]]) -> AsyncIterator[str]:
    async def take(request: web.Request) -> web.Response:
        body = await request.json() if request.content_type == "application/json" else dict(await request.post())
        seen.append({"body": body, "headers": dict(request.headers)})
        return web.Response(status=status, headers={"Location": "/elsewhere"})

    app = web.Application()
    app.router.add_post("/sms", take)
    async with TestServer(app) as server:
        yield str(server.make_url("/sms"))


async def test_an_sms_is_what_the_settings_say_and_a_text_cannot_change_its_shape() -> None:
    seen: list[dict[str, Any]] = []
    body = '{"messages": [{"recipient": "{to}", "content": "{text}", "from": "{sender}", "retries": 2}]}'
    async with provider(202, seen) as url, aiohttp.ClientSession() as http:
        settings = SmsSettings.model_validate(
            {"url": url, "body": body, "headers": '{"Authorization": "Bearer s"}', "number_format": "zeros"}
        )
        await SmsSender(settings, http).send(MESSAGE)
    sent = seen[0]["body"]["messages"][0]
    assert sent == {"recipient": "0031612345678", "content": MESSAGE.text, "from": "Huurkompas", "retries": 2}
    assert seen[0]["headers"]["Authorization"] == "Bearer s"


async def test_a_provider_that_wants_a_form_and_a_password_gets_them() -> None:
    seen: list[dict[str, Any]] = []
    async with provider(200, seen) as url, aiohttp.ClientSession() as http:
        values = {"url": url, "format": "form", "user": "u", "password": "p", "number_format": "plain"}
        await SmsSender(SmsSettings.model_validate(values), http).send(MESSAGE)
    assert seen[0]["body"]["to"] == "31612345678"
    assert seen[0]["headers"]["Authorization"].startswith("Basic ")


@pytest.mark.parametrize("status", [302, 400, 500])
async def test_a_refusal_is_told_without_number_or_code(status: int) -> None:
    async with provider(status, []) as url, aiohttp.ClientSession() as http:
        with pytest.raises(NotSent) as refused:
            await SmsSender(SmsSettings(url=url), http).send(MESSAGE)
    assert "612345678" not in str(refused.value)
    async with aiohttp.ClientSession() as http:
        with pytest.raises(NotSent):
            await SmsSender(SmsSettings(url="http://127.0.0.1:9/"), http).send(MESSAGE)


async def test_a_mail_names_the_code_and_the_sender(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[EmailMessage] = []

    class Server:
        def __init__(self, host: str, port: int, **_: object) -> None:
            assert (host, port) == ("localhost", 25)

        def __enter__(self) -> "Server":
            return self

        def __exit__(self, *_: object) -> None:
            return None

        def send_message(self, mail: EmailMessage) -> None:
            taken.append(mail)

    monkeypatch.setattr(smtplib, "SMTP", Server)
    settings = SmtpSettings(host="localhost", port=25, security="none", sender="Linde <code@linde.example.nl>")
    await SmtpSender(settings).send(CodeMessage(Way.EMAIL, "kim@example.nl", "Je code", "123456"))
    assert (taken[0]["To"], taken[0]["Subject"]) == ("kim@example.nl", "Je code")
    assert taken[0].get_content().strip() == "123456"


async def test_a_mail_server_that_is_away_is_told_without_the_address() -> None:
    settings = SmtpSettings(host="127.0.0.1", port=9, security="none", sender="code@linde.example.nl")
    with pytest.raises(NotSent) as refused:
        await SmtpSender(settings).send(CodeMessage(Way.EMAIL, "kim@example.nl", "Je code", "123456"))
    assert "kim" not in str(refused.value)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"url": "http://sms.example.nl"},
        {"url": "https://sms.example.nl", "body": "{to} {text}"},
        {"url": "https://sms.example.nl", "body": '{"to": "{to}"}'},
        {"url": "https://sms.example.nl", "headers": "Bearer"},
    ],
)
def test_sms_settings_that_cannot_work_are_refused(values: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="HUURKOMPAS_SMS__"):
        SmsSettings.model_validate(values)


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"host": "mail.example.nl"},
        {"host": "mail.example.nl", "sender": "geen adres"},
        {"host": "mail.example.nl", "sender": "a@b.nl", "security": "none"},
        {"host": "mail.example.nl", "sender": "a@b.nl", "user": "u"},
    ],
)
def test_smtp_settings_that_cannot_work_are_refused(values: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="HUURKOMPAS_SMTP__"):
        SmtpSettings.model_validate(values)


def test_filling_in_happens_once() -> None:
    assert filled({"a": ["{to}{text}", 3]}, {"{to}": "{text}", "{text}": "x"}) == {"a": ["{text}x", 3]}


async def test_only_what_is_filled_in_is_a_way_out() -> None:
    async with aiohttp.ClientSession() as http:
        assert set(senders(None, None, http)) == set()
        assert set(senders(SmsSettings(url="https://sms.example.nl"), None, http)) == {Way.SMS}


async def test_the_post_never_keeps_anybody_waiting_and_tells_what_failed(caplog: pytest.LogCaptureFixture) -> None:
    failed = []
    gate = asyncio.Event()

    class Odd:
        async def send(self, message: CodeMessage) -> None:
            await gate.wait()
            raise RuntimeError(f"could not reach {message.to} with {message.text}")

    async def on_failure(conversation: Any) -> None:
        failed.append(conversation)

    post, conversation = Post({Way.SMS: Odd()}), uuid4()
    post.hand_over(None, conversation, on_failure)
    post.hand_over(MESSAGE, conversation, on_failure)
    assert failed == []
    gate.set()
    await post.settled()
    assert failed == [conversation]
    assert "RuntimeError" in caplog.text
    assert "123456" not in caplog.text + repr(MESSAGE)
    assert "612345678" not in caplog.text + repr(MESSAGE)


class Flaky:
    """Takes what it is given, unless it is broken; cannot be looked up."""

    def __init__(self, *, broken: bool = False) -> None:
        self.broken = broken

    async def send(self, message: CodeMessage) -> None:
        if self.broken:
            raise NotSent("away")


async def handed(post: Post, message: CodeMessage | None, told: list[Any]) -> Any:
    """Somebody asks for a code; who is told of a failure is added to `told`."""
    conversation = uuid4()

    async def on_failure(failed: Any) -> None:
        told.append(failed)

    post.hand_over(message, conversation, on_failure)
    await post.settled()
    return conversation


async def test_a_failure_is_told_alike_to_who_gets_no_code_at_all() -> None:
    told: list[Any] = []
    sender = Flaky(broken=True)
    post = Post({Way.SMS: sender}, lambda: 0.0)
    before = await handed(post, None, told)
    assert told == []
    real = await handed(post, MESSAGE, told)
    assert told == [real, before]
    after = await handed(post, None, told)
    assert told[2:] == [after]
    sender.broken = False
    await handed(post, MESSAGE, told)
    await handed(post, None, told)
    assert len(told) == 3


async def test_after_a_while_a_failure_says_nothing_any_more() -> None:
    told: list[Any] = []
    now = [0.0]
    post = Post({Way.SMS: Flaky(broken=True)}, lambda: now[0])
    await handed(post, MESSAGE, told)
    now[0] = BROKEN_FOR + 1
    await handed(post, None, told)
    assert len(told) == 1


async def test_a_provider_that_is_away_is_noticed_also_where_nothing_has_to_be_sent() -> None:
    told: list[Any] = []
    settings = SmsSettings.model_validate({"url": "http://127.0.0.1:9/sms"})
    async with aiohttp.ClientSession() as http:
        post = Post({Way.SMS: SmsSender(settings, http)})
        asked = await handed(post, None, told)
    assert told == [asked]


async def test_looking_up_a_provider_sends_nothing() -> None:
    seen: list[dict[str, Any]] = []
    async with provider(202, seen) as url, aiohttp.ClientSession() as http:
        await SmsSender(SmsSettings.model_validate({"url": url}), http).look_up()
    assert seen == []
