"""The made-up tenant as whom a visitor of the demo may look around; told in the demo and nowhere else."""

from dataclasses import dataclass
from datetime import date

#: What stands for this in the answers: whole sentences, and empty outside the demo.
PLACEHOLDER = "demo_visitor"


@dataclass(frozen=True, slots=True)
class DemoVisitor:
    number: str
    born: date

    @property
    def born_in_words(self) -> str:
        return f"{self.born.day}-{self.born.month}-{self.born.year}"

    @property
    def told(self) -> str:
        """How to come in, and where the code is."""
        return (
            "Dit is een demo met verzonnen huurders. "
            f"Probeer huurdersnummer {self.number} met geboortedatum {self.born_in_words}. "
            "De code daarna staat in het postvak van de demo: /demo/postvak."
        )


#: Somebody with arrears, so that there is something to arrange.
DEMO_VISITOR = DemoVisitor("0012245", date(1993, 2, 8))


def visitor_values(*, is_demo: bool) -> dict[str, str]:
    """What the answers tell of it."""
    return {PLACEHOLDER: DEMO_VISITOR.told if is_demo else ""}
