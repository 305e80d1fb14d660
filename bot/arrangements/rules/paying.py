"""Where a tenant pays with one tap: the corporation's own payment page, as an address with two places to fill in.

Only the amount and the agreement's reference ever stand in it. Whatever is in a link is kept by browsers, by
messaging services and in other people's logs: no name, no tenant's number, no birth date. Pure.
"""

import string
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

PLACES = frozenset({"amount", "reference"})
#: A message by SMS carries it whole, beside the account to transfer to.
LONGEST = 160
#: What any amount and reference look like, for judging an address before it is used.
SAMPLE = {"amount": "12345.67", "reference": "R-4K7M2"}


@dataclass(frozen=True)
class PayLink:
    """A corporation's template, such as https://betalen.example.nl/?bedrag={amount}&kenmerk={reference}."""

    template: str

    def to(self, cents: int, reference: str) -> str:
        """The address for one payment. `cents`: positive; in the address as euros with a point, 217.00."""
        whole, rest = divmod(cents, 100)
        return self.template.format(amount=f"{whole}.{rest:02}", reference=quote(reference, safe=""))


def parse_pay_link(template: str) -> PayLink:
    """The template of a corporation's file. Raises ValueError with the reason in Dutch."""
    if not template.isascii() or any(sign.isspace() or not sign.isprintable() for sign in template):
        raise ValueError("mag geen spaties of bijzondere tekens hebben")
    if _places(template) != PLACES:
        raise ValueError("moet {amount} en {reference} hebben, en niets anders tussen accolades")
    filled = template.format(**SAMPLE)
    if len(filled) > LONGEST:
        raise ValueError(f"is ingevuld langer dan {LONGEST} tekens; dan past het niet in een sms")
    _must_be_ours(template, filled)
    return PayLink(template)


def _places(template: str) -> set[str]:
    """Names between braces; a ValueError for braces that do not add up, or that ask for more than a name."""
    try:
        parts = list(string.Formatter().parse(template))
    except ValueError as error:
        raise ValueError("heeft een accolade te veel of te weinig") from error
    # "{amount!r}", "{amount:>9}" and "{{" say something else than they seem to.
    if any(spec or conversion for _, name, spec, conversion in parts if name is not None) or "{{" in template:
        raise ValueError("moet {amount} en {reference} hebben, en niets anders tussen accolades")
    return {name for _, name, _, _ in parts if name is not None}


def _must_be_ours(template: str, filled: str) -> None:
    """https, a plain host that no amount or reference can change, and nobody's password."""
    try:
        before, after = urlsplit(template), urlsplit(filled)
        port = after.port
    except ValueError as error:
        raise ValueError("is geen geldig adres") from error
    if before.scheme != "https" or not before.hostname:
        raise ValueError("moet met https:// beginnen")
    if before.netloc != after.netloc:
        raise ValueError("mag in de naam van de website niets om in te vullen hebben")
    if before.username is not None or before.password is not None:
        raise ValueError("mag geen gebruikersnaam of wachtwoord hebben")
    labels = before.hostname.split(".")
    plain = all(label and label.replace("-", "").isalnum() for label in labels)
    if len(labels) < 2 or not plain or labels[-1].isdigit() or port not in (None, 443):
        raise ValueError("moet de naam van een website noemen, zoals betalen.example.nl")
