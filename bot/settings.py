"""Environment to typed settings. Unsafe combinations are refused at start, in plain Dutch."""

import contextlib
import os
from collections.abc import Mapping
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, get_args
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, SecretStr, ValidationError, create_model, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.channels.settings import ChannelSection, plain, weakness
from bot.channels.telegram.settings import TelegramSettings
from bot.channels.transcribing import missing
from bot.channels.whatsapp.settings import WhatsAppSettings
from bot.failures import PlainFailure
from bot.identity.settings import SmsSettings, SmtpSettings

IPV6 = 6
PROJECT = Path(__file__).resolve().parent.parent

Port = Annotated[int, Field(ge=0, le=65535)]


class ChatLimits(BaseModel):
    """Limits on the public chat, in the notation of the `limits` library."""

    sessions_per_address: str = "300/10 minutes"
    messages_per_session: str = "20/10 seconds;200/10 minutes"
    messages_per_address: str = "600/10 seconds;12000/10 minutes"
    #: Asking for the history and opening the event stream, together. The widget does both once a connection; a page
    #: that cannot hold a stream open may ask some times a second instead.
    readings_per_session: str = "300/10 seconds;6000/10 minutes"
    readings_per_address: str = "6000/10 seconds;60000/10 minutes"
    #: Longest text of one message, in characters; longer is refused with a clear line.
    text_length: int = 4000
    #: Largest request body on the chat, in bytes.
    body_size: int = 64 * 1024


class Settings(BaseSettings):
    """Everything that can be set from outside; the names are listed in docs/operations.md."""

    model_config = SettingsConfigDict(env_prefix="HUURKOMPAS_", env_nested_delimiter="__", extra="ignore")

    database_url: str | None = None
    public_host: str = "127.0.0.1"
    public_port: Port = 8080
    internal_port: Port = 5055
    #: Address under which the world reaches the public port; decides on secure cookies.
    public_url: str | None = None
    engine_url: str | None = None
    engine_token: SecretStr | None = None
    #: Loopback port of the engine that we start ourselves; 0 takes a free one.
    engine_port: Port = 0
    #: A trained model to serve as it is; unset: the model of the present content, trained when there is none.
    engine_model: Path | None = None
    #: Seconds that one turn may take in the engine before it counts as failed.
    engine_timeout: float = 20.0
    var_dir: Path = PROJECT / "var"
    corporation: Path = PROJECT / "content" / "demo"
    #: A program on this machine that writes out voice notes, with its arguments; see channels/transcribing.py.
    transcriber: str | None = None
    merge_window_ms: Annotated[int, Field(ge=0, le=30_000)] = 1500
    now: datetime | None = None
    session_secret: SecretStr | None = None
    #: Days that a web chat token works.
    session_days: int = 30
    #: Addresses of proxies in front whose X-Forwarded-For is believed, comma separated.
    trusted_proxies: str = ""
    limits: ChatLimits = ChatLimits()
    #: Unset: the channel is off.
    whatsapp: WhatsAppSettings | None = None
    telegram: TelegramSettings | None = None
    #: Modules with channels of others, comma separated; each brings a section of its own (see `settings_with`).
    more_channels: str = ""
    #: Unset: codes do not go that way.
    sms: SmsSettings | None = None
    smtp: SmtpSettings | None = None
    workers: Annotated[int, Field(ge=1, le=1000)] = 200

    @property
    def own_address(self) -> str:
        """The public address as a browser on this machine reaches it, whatever we listen on."""
        host = self.public_host
        with contextlib.suppress(ValueError):  # a name is no number
            number = ip_address(host)
            host = "127.0.0.1" if number.is_unspecified else f"[{host}]" if number.version == IPV6 else host
        return f"http://{host}:{self.public_port}"

    @property
    def desk_address(self) -> str:
        """The address of the staff console as the world reaches it; empty while that is not known."""
        return f"{self.public_url.rstrip('/')}/staff" if self.public_url else ""

    @property
    def code_links(self) -> dict[str, str]:
        """Addresses that open a conversation with a link code in it, for the channels whose public name is set."""
        return {section.written: link for section in self.sections.values() if (link := section.code_link)}

    @property
    def sections(self) -> dict[str, ChannelSection]:
        """What is filled in of the channels that are on, by the name of the channel."""
        filled = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: section for name, section in filled.items() if isinstance(section, ChannelSection)}

    @field_validator("now")
    @classmethod
    def _aware(cls, value: datetime | None) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("HUURKOMPAS_NOW heeft een tijdzone nodig, bijvoorbeeld 2026-11-22T14:00:00+01:00")
        return value

    @model_validator(mode="before")
    @classmethod
    def _off_where_nothing_is_filled_in(cls, values: Any) -> Any:
        """A form with only empty lines switches no channel on."""
        if not isinstance(values, Mapping):
            return values
        return {name: None if cls._is_blank_section(name, value) else value for name, value in values.items()}

    @classmethod
    def _is_blank_section(cls, name: str, value: Any) -> bool:
        field = cls.model_fields.get(name)
        if field is None or not isinstance(value, Mapping) or not _is_section(field.annotation):
            return False
        return not any(str(one if one is not None else "").strip() for one in value.values())

    @model_validator(mode="after")
    def _safe(self) -> "Settings":
        if self.engine_url and self.engine_token is None:
            raise ValueError("HUURKOMPAS_ENGINE_URL vraagt ook HUURKOMPAS_ENGINE_TOKEN")
        if self.session_secret is not None and (why := weakness(plain(self.session_secret), 32)):
            raise ValueError(f"HUURKOMPAS_SESSION_SECRET {why}")
        if self.transcriber and missing(self.transcriber):
            raise ValueError(f"HUURKOMPAS_TRANSCRIBER: dit programma is er niet: {self.transcriber}")
        if not (self.corporation / "corporation.yml").is_file():
            raise ValueError(f"HUURKOMPAS_CORPORATION: geen corporation.yml in {self.corporation}")
        if self.is_demo and self._reaches_real_tenants:
            raise ValueError(
                "HUURKOMPAS_CORPORATION ontbreekt: met de sleutels van een echt kanaal start de demo niet, want de"
                " wachtwoorden van haar medewerkers staan in de README. Vul de map van je eigen corporatie in, of laat"
                " de sleutels weg; de telefoons van de demo hebben ze niet nodig"
            )
        return self

    @property
    def _reaches_real_tenants(self) -> bool:
        """Whether a channel is switched on whose provider is the real one, and not a stand-in on this machine."""
        return any(not _is_this_machine(section.provider) for section in self.sections.values())

    @property
    def is_demo(self) -> bool:
        """True while no corporation of one's own is configured."""
        return self.corporation.resolve() == (PROJECT / "content" / "demo").resolve()

    @property
    def secure_cookies(self) -> bool:
        return (self.public_url or "").startswith("https://")


def _is_section(annotation: Any) -> bool:
    return any(isinstance(one, type) and issubclass(one, ChannelSection) for one in get_args(annotation))


def _is_this_machine(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:  # a name
        return host == "localhost"


class SettingsError(PlainFailure):
    """The environment cannot be used; the text says why, in Dutch."""


def settings_with(more_channels: str) -> type[Settings]:
    """The settings, with a section for each channel in the named modules. Raises SettingsError."""
    if not more_channels.strip():
        return Settings
    # Only now: this loads the channels themselves, which takes a second.
    from bot.channels.registry import KINDS, NoChannel, kinds

    try:
        found = kinds(more_channels)[len(KINDS) :]
    except NoChannel as error:
        raise SettingsError(f"HUURKOMPAS_MORE_CHANNELS: {error}") from error
    if taken := [kind.name for kind in found if kind.name in Settings.model_fields]:
        raise SettingsError(f"HUURKOMPAS_MORE_CHANNELS: de naam {taken[0]} is al van iets anders")
    sections: Any = {kind.name: (kind.section | None, None) for kind in found if kind.section is not None}
    made: type[Settings] = create_model("Settings", __base__=Settings, **sections)
    return made


def load_settings() -> Settings:
    """Read the environment. Raises SettingsError with one line a problem."""
    kind = settings_with(os.environ.get("HUURKOMPAS_MORE_CHANNELS", ""))
    try:
        return kind()
    except ValidationError as error:
        lines = []
        for problem in error.errors():
            name = "__".join(str(part) for part in problem["loc"]).upper()
            said = problem["msg"].removeprefix("Value error, ")
            where = f"HUURKOMPAS_{name}: " if name and not said.startswith("HUURKOMPAS_") else ""
            lines.append(where + said)
        raise SettingsError("\n".join(lines)) from error
