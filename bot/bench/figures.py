"""What is measured, beside its limit; and what measured tenants say."""

from dataclasses import dataclass

TEXTS = (
    "ik kan de huur deze maand niet betalen",
    "word ik nu uit huis gezet??",
    "mag ik in drie keer betalen",
    "hoe laat zijn jullie open",
    "ik krijg pas de 25e geld",
    "wat kost een deurwaarder",
    "ik heb al betaald hoor",
    "kan ik huurtoeslag krijgen",
)


@dataclass(frozen=True)
class Figure:
    name: str
    value: float
    limit: float
    unit: str

    def __str__(self) -> str:
        verdict = "ok" if self.value <= self.limit else "OVER"
        return f"{self.name:58} {self.value:9.2f} {self.unit:4} (at most {self.limit:g})  {verdict}"
