"""The two ways out: an SMS by one HTTP call, and an e-mail by SMTP."""

import asyncio
import json
import re
import smtplib
import ssl
from collections.abc import Mapping
from email.message import EmailMessage
from email.utils import make_msgid
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.identity.rules import Way
from bot.identity.sending import CodeMessage, CodeSender, NotSent
from bot.identity.settings import PLACEHOLDERS, SmsSettings, SmtpSettings

_MARK = re.compile("|".join(map(re.escape, PLACEHOLDERS)))
TIMEOUT = aiohttp.ClientTimeout(total=15)
SMTP_SECONDS = 15.0


def senders(sms: SmsSettings | None, smtp: SmtpSettings | None, http: aiohttp.ClientSession) -> dict[Way, CodeSender]:
    """What is switched on."""
    found: dict[Way, CodeSender] = {}
    if sms is not None:
        found[Way.SMS] = SmsSender(sms, http)
    if smtp is not None:
        found[Way.EMAIL] = SmtpSender(smtp)
    return found


async def answers(host: str, port: int) -> None:
    """Raises NotSent when nothing can be reached there."""
    try:
        _, writer = await asyncio.open_connection(host, port)
    except OSError as error:
        raise NotSent(f"the provider could not be reached: {type(error).__name__}") from None
    writer.close()


class SmsSender:
    def __init__(self, settings: SmsSettings, http: aiohttp.ClientSession) -> None:
        self._settings = settings
        self._http = http
        self._body: dict[str, Any] = json.loads(settings.body)
        self._headers: dict[str, str] = json.loads(settings.headers.get_secret_value())

    async def send(self, message: CodeMessage) -> None:
        settings = self._settings
        values = {"{to}": self._number(message.to), "{text}": message.text, "{sender}": settings.sender}
        body = filled(self._body, values)
        sent: dict[str, Any] = {"json": body} if settings.format == "json" else {"data": body}
        secret = settings.password.get_secret_value() if settings.password else ""
        headers = dict(self._headers)
        if settings.user:
            headers["Authorization"] = aiohttp.encode_basic_auth(settings.user, secret)
        try:
            async with self._http.post(
                str(settings.url), headers=headers, timeout=TIMEOUT, allow_redirects=False, **sent
            ) as response:
                if not 200 <= response.status < 300:
                    raise NotSent(f"the SMS provider answered {response.status}")
        except (aiohttp.ClientError, TimeoutError) as error:
            raise NotSent(f"the SMS provider could not be reached: {type(error).__name__}") from None

    async def look_up(self) -> None:
        """Whether the provider's machine answers at all."""
        found = urlsplit(str(self._settings.url))
        await answers(str(found.hostname), found.port or (443 if found.scheme == "https" else 80))

    def _number(self, to: str) -> str:
        digits = to.lstrip("+")
        return {"plus": f"+{digits}", "plain": digits, "zeros": f"00{digits}"}[self._settings.number_format]


def filled(shape: Any, values: Mapping[str, str]) -> Any:
    """The same shape with the placeholders filled in inside its texts; a value can never change the shape."""
    if isinstance(shape, dict):
        return {key: filled(part, values) for key, part in shape.items()}
    if isinstance(shape, list):
        return [filled(part, values) for part in shape]
    if not isinstance(shape, str):
        return shape
    # One pass: what was filled in is not looked at again.
    return _MARK.sub(lambda match: values[match[0]], shape)


class SmtpSender:
    """By the standard library, in a thread: one short call now and then needs no package."""

    def __init__(self, settings: SmtpSettings) -> None:
        self._settings = settings

    async def send(self, message: CodeMessage) -> None:
        try:
            await asyncio.to_thread(self._send, self._mail(message))
        except (smtplib.SMTPException, OSError) as error:
            raise NotSent(f"the mail server did not take it: {type(error).__name__}") from None

    async def look_up(self) -> None:
        await answers(str(self._settings.host), self._settings.port)

    def _mail(self, message: CodeMessage) -> EmailMessage:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = str(self._settings.sender), message.to, message.subject
        mail["Message-ID"] = make_msgid(domain=str(self._settings.sender).rpartition("@")[2].strip("> "))
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.text)
        return mail

    def _send(self, mail: EmailMessage) -> None:
        settings, context = self._settings, ssl.create_default_context()
        host, port = str(settings.host), settings.port
        server = (
            smtplib.SMTP_SSL(host, port, timeout=SMTP_SECONDS, context=context)
            if settings.security == "tls"
            else smtplib.SMTP(host, port, timeout=SMTP_SECONDS)
        )
        with server:
            if settings.security == "starttls":
                server.starttls(context=context)
            if settings.user and settings.password:
                server.login(settings.user, settings.password.get_secret_value())
            server.send_message(mail)
