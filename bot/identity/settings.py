"""What a corporation fills in to have codes delivered; refused, in Dutch, while something is missing."""

import json
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, SecretStr, field_validator, model_validator

#: What may stand in the body of a call to an SMS provider.
PLACEHOLDERS = ("{to}", "{text}", "{sender}")


class SmsSettings(BaseModel):
    """Any provider that takes an SMS by one HTTP call; what differs between them is filled in here."""

    url: str | None = None
    #: JSON with {to}, {text} and {sender} in its values: what the provider wants to be told.
    body: str = '{"to": "{to}", "from": "{sender}", "text": "{text}"}'
    format: Literal["json", "form"] = "json"
    #: Headers as JSON, for example {"Authorization": "Bearer …"}.
    headers: SecretStr = SecretStr("{}")
    user: str | None = None
    password: SecretStr | None = None
    #: What the tenant sees as sender: at most 11 letters and digits, or a number.
    sender: str = "Huurkompas"
    #: How the provider wants numbers: +31612345678, 31612345678, or 0031612345678.
    number_format: Literal["plus", "plain", "zeros"] = "plus"

    @model_validator(mode="after")
    def _usable(self) -> "SmsSettings":
        problems = []
        if not self.url or urlsplit(self.url).scheme != "https" and not _is_loopback(self.url):
            problems.append("HUURKOMPAS_SMS__URL moet een adres met https:// zijn")
        if not isinstance(_json(self.body), dict) or any(mark not in self.body for mark in ("{to}", "{text}")):
            problems.append("HUURKOMPAS_SMS__BODY moet JSON zijn met {to} en {text} erin")
        headers = _json(self.headers.get_secret_value())
        if not isinstance(headers, dict) or not all(isinstance(value, str) for value in headers.values()):
            problems.append('HUURKOMPAS_SMS__HEADERS moet JSON zijn met teksten, zoals {"Authorization": "Bearer …"}')
        if problems:
            raise ValueError("; ".join(problems))
        return self


class SmtpSettings(BaseModel):
    """The mail server that codes go out by."""

    host: str | None = None
    port: int = Field(default=587, ge=1, le=65535)
    #: starttls: begin plainly, then encrypt (587). tls: encrypted from the start (465). none: only on this machine.
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str | None = None
    password: SecretStr | None = None
    #: Address that the mail comes from.
    sender: str | None = None

    @field_validator("sender")
    @classmethod
    def _one_line(cls, value: str | None) -> str | None:
        if value is not None and ("@" not in value or any(mark in value for mark in "\r\n,;")):
            raise ValueError("HUURKOMPAS_SMTP__SENDER moet één e-mailadres zijn")
        return value

    @model_validator(mode="after")
    def _usable(self) -> "SmtpSettings":
        problems = [
            f"HUURKOMPAS_SMTP__{name.upper()} ontbreekt; e-mail staat aan en kan niet zonder"
            for name in ("host", "sender")
            if not getattr(self, name)
        ]
        if self.security == "none" and self.host not in (None, "localhost", "127.0.0.1", "::1"):
            problems.append("HUURKOMPAS_SMTP__SECURITY=none mag alleen met een mailserver op deze machine")
        if bool(self.user) != bool(self.password):
            problems.append("HUURKOMPAS_SMTP__USER en HUURKOMPAS_SMTP__PASSWORD horen bij elkaar")
        if problems:
            raise ValueError("; ".join(problems))
        return self


def _is_loopback(url: str) -> bool:
    return urlsplit(url).scheme == "http" and urlsplit(url).hostname in ("localhost", "127.0.0.1", "::1")


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None
