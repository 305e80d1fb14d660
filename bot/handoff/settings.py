"""Who is on duty when the desk is closed, as the corporation's file names them."""

import re
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

KINDS = frozenset({"suicide", "violence", "child_at_risk", "medical_risk", "homeless_now", "no_food"})
_PHONE = re.compile(r"\+\d{8,15}")


class OnCallPerson(BaseModel):
    """Somebody, or a service, that is reached by SMS or e-mail."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=60)]
    sms: str | None = None
    email: str | None = None

    @model_validator(mode="after")
    def _reachable(self) -> "OnCallPerson":
        if not self.sms and not self.email:
            raise ValueError(f"{self.name}: vul sms of email in; anders is deze persoon niet te bereiken")
        if self.sms and not _PHONE.fullmatch(self.sms):
            raise ValueError(f"{self.name}: schrijf het nummer als +31612345678")
        if self.email and ("@" not in self.email or any(mark in self.email for mark in "\r\n,; ")):
            raise ValueError(f"{self.name}: dit is niet één e-mailadres")
        return self


class OnCall(BaseModel):
    model_config = ConfigDict(extra="forbid")

    people: Annotated[tuple[OnCallPerson, ...], Field(min_length=1)]
    again_after_minutes: Annotated[int, Field(ge=2, le=240)] = 15
    #: Rounds of messages after which it stops; the conversation stays at the top of the desk.
    at_most: Annotated[int, Field(ge=1, le=200)] = 24
    dangers: frozenset[str] = frozenset({"suicide", "violence", "child_at_risk", "medical_risk", "homeless_now"})

    @model_validator(mode="after")
    def _known(self) -> "OnCall":
        unknown = self.dangers - KINDS
        if unknown:
            raise ValueError(
                f"onbekende soort gevaar: {', '.join(sorted(unknown))}; kies uit {', '.join(sorted(KINDS))}"
            )
        return self
