"""What a corporation fills in to connect a channel; refused, in Dutch, while something is missing or easy to guess.

Every channel has a section of its own, in its own module.
"""

import re
from typing import ClassVar

from pydantic import BaseModel, SecretStr

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


class ChannelSection(BaseModel):
    """The settings of one channel, read from `HUURKOMPAS_<NAME>__<FIELD>`; nothing filled in: the channel is off.

    A section checks itself with `_check`: all secrets are there and strong, and every one that is not is named.
    """

    #: As people write it; in capitals, the name of its settings.
    written: ClassVar[str]

    @property
    def provider(self) -> str:
        """The address of the provider; on this machine it is a stand-in, which reaches nobody."""
        raise NotImplementedError

    @property
    def code_link(self) -> str | None:
        """An address that opens a conversation with `{code}` in it; None where the public name is not set."""
        return None

    def _check(
        self, required: dict[str, SecretStr | str | None], reachable: dict[str, tuple[SecretStr | None, int]]
    ) -> None:
        name = self.written.upper()
        problems = [
            f"HUURKOMPAS_{name}__{key.upper()} ontbreekt; {self.written} staat aan en kan niet zonder"
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
