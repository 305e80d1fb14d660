"""What the ladder's steps answer, to whoever asks the questions."""

import enum
from dataclasses import dataclass
from datetime import datetime

from bot.identity.hearing import Asked
from bot.identity.standing import UNKNOWN, Standing


class Outcome(enum.StrEnum):
    ASK_NUMBER = "ask_number"
    ASK_BIRTH_DATE = "ask_birth_date"
    #: A code went out if all that was given fits.
    ASK_CODE = "ask_code"
    #: The first code fitted; another one went out by another way.
    ASK_SECOND_CODE = "ask_second_code"
    #: The birth date does not go with the address that is written from.
    NO_MATCH = "no_match"
    WRONG_CODE = "wrong_code"
    #: No code is open any more: too old, tried too often, used, or never asked for.
    CODE_OVER = "code_over"
    WAIT = "wait"
    PROVEN = "proven"
    #: This level cannot be reached from here; a person can help.
    NO_WAY = "no_way"


@dataclass(frozen=True)
class Reply:
    """What came of a step. `until`: when the next try may be made, with WAIT."""

    outcome: Outcome
    until: datetime | None = None
    #: What may be tried then, where it is another step than the one just taken.
    asked: Asked | None = None
    standing: Standing = UNKNOWN


@dataclass(frozen=True)
class Input:
    """Something taken out of a message: a number as typed, an ISO date, or the digest of a code.

    A code that has not six digits is empty: it is no guess, only a slip.
    """

    kind: Asked
    value: str
    origin_key: str
