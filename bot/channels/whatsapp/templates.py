"""Templates that WhatsApp approved, as the corporation's folder holds them: all that may go out after 24 hours.

Contact and help only: one that speaks of amounts, costs or bailiffs is refused at start.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from uuid import UUID

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot import plain_yaml
from bot.channels.button_keys import button_key
from bot.failures import PlainFailure

FILE = "whatsapp.yml"
LONGEST, LONGEST_TITLE = 1024, 25
#: An answer waits that may not go out by itself; and a first word of our own, where the corporation switched that on.
Use = Literal["answer_waits", "outreach"]
ANSWER_WAITS: Use = "answer_waits"
OUTREACH: Use = "outreach"
#: What may be filled in: of the corporation, never of a person or a debt.
VARIABLES = frozenset({"corporation", "phone", "hours", "office_address", "municipality"})
_FORBIDDEN = re.compile(
    r"€|\beuro|\d+[.,]\d{2}\b|\bbedrag|\bschuld|achterstand|\bkosten|\brente\b|incasso|deurwaarder|dagvaard|vonnis"
    r"|\brechter\b|rechtbank|ontruim|uitzett|beslag|aanman|sommatie|betaal|boete",
    re.IGNORECASE,
)
_MARK = re.compile(r"\{\{(\d+)\}\}")
_SPACES = re.compile(r"\s+")


class TemplateError(PlainFailure):
    """The corporation's templates cannot be used; the text says why, in Dutch."""


class Template(BaseModel):
    """One approved template: exactly the words that WhatsApp approved, with {{1}}, {{2}} … for its variables."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    use: Use
    name: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,512}$")]
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(_[A-Z]{2})?$")] = "nl"
    text: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    variables: tuple[str, ...] = ()
    #: The one quick reply under it, if it was approved with one.
    button: Annotated[str, Field(max_length=LONGEST_TITLE)] | None = None

    @model_validator(mode="after")
    def _sound(self) -> "Template":
        marks = [int(number) for number in _MARK.findall(self.text)]
        if marks != list(range(1, len(self.variables) + 1)):
            raise ValueError(
                f"{self.name}: in de tekst horen {{{{1}}}} tot en met {{{{{len(self.variables)}}}}}, op volgorde"
            )
        unknown = set(self.variables) - VARIABLES
        if unknown:
            raise ValueError(f"{self.name}: onbekende variabele {', '.join(sorted(unknown))}")
        if found := _FORBIDDEN.search(f"{self.text} {self.button or ''}"):
            raise ValueError(f"{self.name}: “{found[0]}” mag niet; een sjabloon gaat alleen over contact en hulp")
        return self

    def words(self, values: Mapping[str, str]) -> str:
        """As the person reads it."""
        return _MARK.sub(lambda match: _plain(values[self.variables[int(match[1]) - 1]]), self.text)

    def content(self, values: Mapping[str, str], message_id: UUID) -> dict[str, Any]:
        """The part of the call that is this template's own."""
        parts: list[dict[str, Any]] = []
        if self.variables:
            parameters = [{"type": "text", "text": _plain(values[name])} for name in self.variables]
            parts.append({"type": "body", "parameters": parameters})
        if self.button:
            payload = {"type": "payload", "payload": button_key(message_id, 0)}
            parts.append({"type": "button", "sub_type": "quick_reply", "index": "0", "parameters": [payload]})
        told = {"name": self.name, "language": {"code": self.language}, "components": parts}
        return {"type": "template", "template": told}


class Templates(BaseModel):
    """What content/<corporation>/whatsapp.yml holds; without the file there are none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    #: Whether we may begin a conversation by WhatsApp at all. Off unless the corporation switches it on.
    outreach: bool = False
    templates: tuple[Template, ...] = ()

    @model_validator(mode="after")
    def _one_each(self) -> "Templates":
        names = [(template.name, template.language) for template in self.templates]
        if len(set(names)) < len(names):
            raise ValueError("twee sjablonen hebben dezelfde naam en taal")
        return self

    @property
    def approved(self) -> dict[str, tuple[str, str]]:
        """Name → text and title of the button, as WhatsApp knows them."""
        return {template.name: (template.text, template.button or "") for template in self.templates}

    @property
    def begins(self) -> bool:
        """Whether we may begin of ourselves, outside the 24 hours: switched on, and with a template for it."""
        return self.for_use(OUTREACH) is not None

    def for_use(self, use: Use) -> Template | None:
        """The first with this use; none for a first word of our own while that is switched off."""
        if use == OUTREACH and not self.outreach:
            return None
        return next((template for template in self.templates if template.use == use), None)

    def named(self, name: str) -> Template | None:
        """One that may go out now."""
        found = self.kept(name)
        return None if found is None or (found.use == OUTREACH and not self.outreach) else found

    def kept(self, name: str) -> Template | None:
        """One of the corporation's, whether it may go out now or not."""
        return next((template for template in self.templates if template.name == name), None)


def load_templates(corporation: Path) -> Templates:
    """Read the corporation's templates. Raises TemplateError with the field that is wrong."""
    path = corporation / FILE
    if not path.is_file():
        return Templates()
    try:
        return Templates.model_validate(plain_yaml.read(path) or {})
    except (OSError, yaml.YAMLError) as error:
        raise TemplateError(f"{path}: niet te lezen ({error})") from error
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(map(str, p['loc']))}: {p['msg'].removeprefix('Value error, ')}" for p in error.errors()
        )
        raise TemplateError(f"{path}: {problems}") from error


def _plain(value: str) -> str:
    """WhatsApp refuses line breaks, tabs and rows of spaces in a variable."""
    return _SPACES.sub(" ", value).strip()
