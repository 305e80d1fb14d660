"""The words of what goes into writing, from one file. A missing or a misspelt one is refused at start."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.arrangements.rules.policy import Policy
from bot.knowledge.fields import ContentError, read_entries
from bot.knowledge.rules import fill, placeholders

FILE = Path("arrangements") / "texts.yml"
SECTIONS = ("texts", "refusals", "nudges", "dialogue")
#: Everything that a text may have filled in, with something as long as it gets, for measuring how it reads.
SAMPLES: Mapping[str, str] = {
    "address": "Zilverlindestraat 126",
    "account": "NL02ABNA0123456789 ten name van Woonstichting De Linde",
    "amount": "217,00 euro",
    "balance": "1.302,00 euro",
    "change": "1",
    "corporation": "Woonstichting De Linde",
    "count": "6",
    "day": "donderdag 3 december 2026",
    "days": "14",
    "first_within": "35",
    "hours": "maandag tot en met vrijdag van 8.30 tot 17.00 uur",
    "ics": "https://huurkompas.example.nl/afspraak/abc.ics",
    "maximum": "9",
    "minimum": "2",
    "missed": "2",
    "month": "januari 2027",
    "move_days": "14",
    "number": "0012308",
    "organisation": "Stichting Schuldhulpmaatje Lindestad",
    "pay_day": "15",
    "payment": "300,00 euro",
    "pay_days": "1, 8, 15 en 25",
    "pay_link": "https://betalen.example.nl/?bedrag=217.00&kenmerk=R-4K7M2",
    "pdf": "https://huurkompas.example.nl/afspraak/abc.pdf",
    "phone": "088-0000 000",
    "promise": "Een medewerker leest dit morgen vóór 10.30 uur.",
    "proof": "een brief met de dag van je inkomen",
    "reason": "Je hebt hier nog geen afspraak over gehad.",
    "reference": "R-4K7M2",
    "reference_number": "0012308",
    "rent": "599,72 euro",
    "smallest": "25,00 euro",
    "title": "betalingsregeling",
    "together": "816,72 euro",
    "total": "1.302,00 euro",
}


@dataclass(frozen=True)
class Texts:
    """Texts by section and id."""

    by_section: Mapping[str, Mapping[str, str]]

    def say(self, id_: str, **values: str) -> str:
        return self._said("texts", id_, values)

    def refusal(self, id_: str, **values: str) -> str:
        """Why a plan cannot be, by the name of the bound."""
        return self._said("refusals", id_, values)

    def nudge(self, id_: str, **values: str) -> str:
        return self._said("nudges", id_, values)

    def line(self, id_: str, **values: str) -> str:
        """What is said around an agreement in a conversation."""
        return self._said("dialogue", id_, values)

    def _said(self, section: str, id_: str, values: Mapping[str, str]) -> str:
        return fill(self.by_section[section][id_], values, SAMPLES)


def load_texts(content: Path) -> Texts:
    """Read `arrangements/texts.yml` under the content folder. Raises ContentError."""
    file = content / FILE
    found: dict[str, dict[str, str]] = {}
    for section in SECTIONS:
        found[section] = {}
        for entry in read_entries(file, section):
            text = entry.text("text")
            if unknown := placeholders(text) - SAMPLES.keys():
                raise ContentError(file.name, entry.id, f"unknown placeholder {', '.join(sorted(unknown))}")
            found[section][entry.id] = text
    return Texts(found)


def all_texts(texts: Texts, policy: Policy | None = None) -> Iterator[tuple[str, str]]:
    """Place and text of everything that a tenant can read, filled in, for the content check."""
    for section, entries in texts.by_section.items():
        for id_, text in entries.items():
            yield f"arrangements/texts.yml, {section} {id_}", fill(text, SAMPLES, SAMPLES)
    if policy is None:
        return
    for stage, rule in policy.stages.items():
        if rule.says:
            yield f"policy.yml, stages {stage.value}", rule.says
    parts = (policy.arrangement, policy.deferral, policy.pay_date)
    conditions = [*policy.exclusions, *(condition for part in parts if part for condition in part.conditions)]
    conditions += policy.arrangement.changes.conditions if policy.arrangement else ()
    yield from ((f"policy.yml, {c.id}", c.says) for c in conditions if c.says)
