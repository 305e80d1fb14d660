"""What a corporation fills in to connect a channel; refused, in Dutch, while something is missing or easy to guess."""

import re
from typing import Literal

from pydantic import BaseModel, Field, SecretStr, model_validator

#: Secrets that the outside can try: shorter or simpler ones can be guessed.
SHORTEST = 16
FEWEST_DIFFERENT = 5
_GIVEN_AWAY = re.compile(
    r"demo|voorbeeld|example|change.?me|wijzig.?mij|vul.?in|placeholder|your[-_ ]|<.*>|xxxx|wachtwoord|password|qwerty",
    re.IGNORECASE,
)
GIVEN_AWAY = "is een voorbeeld- of demowaarde die iedereen kent"


def weakness(value: str, shortest: int = SHORTEST) -> str | None:
    """Why a secret is not one, in Dutch; None when it will do."""
    if len(value) < shortest:
        return f"is te kort: minstens {shortest} tekens"
    if len(set(value)) < FEWEST_DIFFERENT:
        return "heeft te weinig verschillende tekens"
    return GIVEN_AWAY if is_given_away(value) else None


def is_given_away(value: str) -> bool:
    """Whether it stands in an example, and so is nobody's secret."""
    return _GIVEN_AWAY.search(value) is not None


_WRITTEN = {"WHATSAPP": "WhatsApp", "TELEGRAM": "Telegram"}


class _ChannelSettings(BaseModel):
    """Checks that all secrets are there and strong, and names every one that is not."""

    @classmethod
    def _prefix(cls) -> str:
        raise NotImplementedError

    def _check(
        self, required: dict[str, SecretStr | str | None], reachable: dict[str, tuple[SecretStr | None, int]]
    ) -> None:
        name = self._prefix()
        problems = [
            f"HUURKOMPAS_{name}__{key.upper()} ontbreekt; {_WRITTEN[name]} staat aan en kan niet zonder"
            for key, value in required.items()
            if not plain(value)
        ]
        for key, (secret, shortest) in reachable.items():
            why = weakness(plain(secret), shortest) if plain(secret) else None
            if why:
                problems.append(f"HUURKOMPAS_{name}__{key.upper()} {why}")
        problems += [
            f"HUURKOMPAS_{name}__{key.upper()} {GIVEN_AWAY}"
            for key, value in required.items()
            if key not in reachable and is_given_away(plain(value))
        ]
        problems += self._reused(name, {**required, **{key: secret for key, (secret, _) in reachable.items()}})
        if problems:
            raise ValueError("; ".join(problems))

    @staticmethod
    def _reused(name: str, secrets: dict[str, SecretStr | str | None]) -> list[str]:
        """One of them travels in addresses or headers: whoever reads that one must not hold another."""
        seen: dict[str, str] = {}
        problems = []
        for key, value in secrets.items():
            text = plain(value)
            if text and text in seen:
                same = f"is hetzelfde als {seen[text].upper()}; neem voor elk een eigen geheim"
                problems.append(f"HUURKOMPAS_{name}__{key.upper()} {same}")
            seen.setdefault(text, key)
        return problems


def plain(value: SecretStr | str | None) -> str:
    if isinstance(value, SecretStr):
        return value.get_secret_value().strip()
    return (value or "").strip()


class WhatsAppSettings(_ChannelSettings):
    phone_number_id: str | None = None
    access_token: SecretStr | None = None
    app_secret: SecretStr | None = None
    #: While the app secret is being replaced, the old one counts as well.
    previous_app_secret: SecretStr | None = None
    verify_token: SecretStr | None = None
    api_base: str = "https://graph.facebook.com/v25.0"
    #: The number as tenants dial it, for a link that opens a conversation; digits, with the country in front.
    public_number: str | None = Field(default=None, pattern=r"^\d{8,15}$")
    #: Delivered messages a month that cost nothing; a warning comes at 80 %. 0: no such allowance.
    free_messages_per_month: int = 1000
    #: Calls a second on this number, by this process.
    per_second: float = 70

    @classmethod
    def _prefix(cls) -> str:
        return "WHATSAPP"

    @model_validator(mode="after")
    def _complete(self) -> "WhatsAppSettings":
        self._check(
            {
                "phone_number_id": self.phone_number_id,
                "access_token": self.access_token,
                "app_secret": self.app_secret,
                "verify_token": self.verify_token,
            },
            {
                "app_secret": (self.app_secret, SHORTEST),
                "previous_app_secret": (self.previous_app_secret, SHORTEST),
                "verify_token": (self.verify_token, SHORTEST),
            },
        )
        return self

    @property
    def number(self) -> str:
        return plain(self.phone_number_id)

    @property
    def app_secrets(self) -> tuple[bytes, ...]:
        return tuple(plain(s).encode() for s in (self.app_secret, self.previous_app_secret) if plain(s))


_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{6,}")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


class TelegramSettings(_ChannelSettings):
    token: SecretStr | None = None
    webhook_secret: SecretStr | None = None
    api_base: str = "https://api.telegram.org"
    #: The bot's name without @, for a link that opens a conversation.
    bot_name: str | None = Field(default=None, pattern=r"^[A-Za-z0-9_]{5,32}$")
    #: webhook: Telegram calls us, at PUBLIC_URL. polling: we ask; for a machine that nobody can reach.
    mode: Literal["webhook", "polling"] = "webhook"
    #: Tell Telegram at start where to call. Off where somebody else does that.
    register_webhook: bool = True

    @classmethod
    def _prefix(cls) -> str:
        return "TELEGRAM"

    @model_validator(mode="after")
    def _complete(self) -> "TelegramSettings":
        self._check(
            {"token": self.token, "webhook_secret": self.webhook_secret},
            {"webhook_secret": (self.webhook_secret, SHORTEST)},
        )
        if not _TOKEN.fullmatch(plain(self.token)):
            raise ValueError("HUURKOMPAS_TELEGRAM__TOKEN is geen token van Telegram (cijfers, dubbele punt, letters)")
        if not _SECRET.fullmatch(plain(self.webhook_secret)):
            raise ValueError("HUURKOMPAS_TELEGRAM__WEBHOOK_SECRET mag alleen letters, cijfers, _ en - bevatten")
        return self

    @property
    def bot_id(self) -> str:
        return plain(self.token).partition(":")[0]
