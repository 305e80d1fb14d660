"""What a corporation fills in to connect Telegram."""

import re
from typing import ClassVar, Literal

from pydantic import Field, SecretStr, model_validator

from bot.channels.settings import SHORTEST, ChannelSection, plain

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{6,}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class TelegramSettings(ChannelSection):
    written: ClassVar[str] = "Telegram"

    token: SecretStr | None = None
    #: By which Telegram's calls are known; who asks for itself is not called, and needs none.
    webhook_secret: SecretStr | None = None
    api_base: str = "https://api.telegram.org"
    #: The bot's name without @, for a link that opens a conversation.
    bot_name: str | None = Field(default=None, pattern=r"^[A-Za-z0-9_]{5,32}$")
    #: webhook: Telegram calls us, at PUBLIC_URL. polling: we ask; for a machine that nobody can reach.
    mode: Literal["webhook", "polling"] = "webhook"
    #: Tell Telegram at start where to call. Off where somebody else does that.
    register_webhook: bool = True

    @model_validator(mode="after")
    def _complete(self) -> "TelegramSettings":
        called = {"webhook_secret": self.webhook_secret} if self.is_called else {}
        self._check({"token": self.token, **called}, {name: (secret, SHORTEST) for name, secret in called.items()})
        if not _TOKEN.fullmatch(plain(self.token)):
            raise ValueError("HUURKOMPAS_TELEGRAM__TOKEN is geen token van Telegram (cijfers, dubbele punt, letters)")
        if called and not _SECRET.fullmatch(plain(self.webhook_secret)):
            raise ValueError("HUURKOMPAS_TELEGRAM__WEBHOOK_SECRET mag alleen letters, cijfers, _ en - bevatten")
        return self

    @property
    def is_called(self) -> bool:
        """Telegram calls us; else we ask."""
        return self.mode == "webhook"

    @property
    def provider(self) -> str:
        return self.api_base

    @property
    def code_link(self) -> str | None:
        return f"https://t.me/{self.bot_name}?start={{code}}" if self.bot_name else None

    @property
    def bot_id(self) -> str:
        return plain(self.token).partition(":")[0]
