"""What a corporation fills in to connect WhatsApp."""

from typing import ClassVar

from pydantic import Field, SecretStr, model_validator

from bot.channels.settings import SHORTEST, ChannelSection, plain


class WhatsAppSettings(ChannelSection):
    written: ClassVar[str] = "WhatsApp"

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
    free_messages_per_month: int = Field(default=1000, ge=0)
    #: Messages a second on this number, by all processes together.
    per_second: float = Field(default=70, gt=0, le=1000)

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
    def provider(self) -> str:
        return self.api_base

    @property
    def code_link(self) -> str | None:
        return f"https://wa.me/{self.public_number}?text={{code}}" if self.public_number else None

    @property
    def number(self) -> str:
        return plain(self.phone_number_id)

    @property
    def app_secrets(self) -> tuple[bytes, ...]:
        return tuple(plain(s).encode() for s in (self.app_secret, self.previous_app_secret) if plain(s))
