"""Answers that people of a corporation give often, ready for the reply box: data of the corporation's folder."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from bot import plain_yaml
from bot.channels.contract import Capabilities
from bot.channels.rules import width_on
from bot.failures import PlainFailure

FILE = "standard-answers.yml"
#: What may be filled in: of the corporation, and the name of who answers. Never of a tenant or a debt.
VARIABLES = frozenset(
    {"corporation", "phone", "hours", "pay_day", "account", "office_address", "municipality", "debt_help", "name"}
)
LONGEST = 1500
_MARK = re.compile(r"\{([^{}]*)\}")


class StandardAnswersError(PlainFailure):
    """The corporation's standard answers cannot be used; the text says why, in Dutch."""


class StandardAnswer(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,40}$")]
    title: Annotated[str, Field(min_length=1, max_length=60)]
    text: Annotated[str, Field(min_length=1, max_length=LONGEST)]
    #: Heading under which it is listed.
    group: Annotated[str, Field(max_length=40)] = ""
    #: What the channel must be able to do: an answer that asks for a photo is of no use where none can be sent.
    needs: tuple[Literal["files"], ...] = ()

    @field_validator("text")
    @classmethod
    def _known_marks(cls, value: str) -> str:
        unknown = {mark for mark in _MARK.findall(value) if mark not in VARIABLES}
        if unknown or "{" in _MARK.sub("", value) or "}" in _MARK.sub("", value):
            named = ", ".join(f"{{{mark}}}" for mark in sorted(unknown)) or "een losse accolade"
            raise ValueError(f"onbekend: {named}; kies uit {', '.join(sorted(VARIABLES))}")
        return value.strip()


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    answers: tuple[StandardAnswer, ...] = ()

    @field_validator("answers")
    @classmethod
    def _ids_once(cls, value: tuple[StandardAnswer, ...]) -> tuple[StandardAnswer, ...]:
        ids = [answer.id for answer in value]
        twice = sorted({one for one in ids if ids.count(one) > 1})
        if twice:
            raise ValueError(f"dubbel: {', '.join(twice)}")
        return value


@dataclass(frozen=True)
class ReadyAnswer:
    """An answer with everything filled in, as it goes in the box."""

    id: str
    group: str
    title: str
    text: str


@dataclass(frozen=True)
class StandardAnswers:
    answers: tuple[StandardAnswer, ...] = ()

    def ready(self, values: Mapping[str, str], can: Capabilities) -> tuple[ReadyAnswer, ...]:
        """Those of use on a channel that can do this, filled in; each fits in one message there."""
        filled = [
            ReadyAnswer(one.id, one.group, one.title, _MARK.sub(lambda mark: values[mark[1]], one.text))
            for one in self.answers
            if can.media or "files" not in one.needs
        ]
        width = width_on(can)
        return tuple(answer for answer in filled if width(answer.text) <= can.text_length)


def load_standard_answers(folder: Path) -> StandardAnswers:
    """Those of a corporation's folder; none without the file. Raises StandardAnswersError with what is wrong."""
    path = folder / FILE
    if not path.exists():
        return StandardAnswers()
    try:
        found = _File.model_validate(plain_yaml.read(path) or {})
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise StandardAnswersError(f"{path}: niet te lezen ({error})") from error
    except ValidationError as error:
        told = "; ".join(f"{'.'.join(map(str, p['loc']))}: {p['msg']}" for p in error.errors())
        raise StandardAnswersError(f"{path}: {told}") from error
    return StandardAnswers(found.answers)
