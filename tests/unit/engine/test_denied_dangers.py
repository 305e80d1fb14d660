"""A sentence that only denies a danger raises none, however much the learned detector hears in its words."""

import pytest

from engine.dangers import DANGERS
from engine.signals.find import find


class HearsEverything:
    """A detector that takes every sentence for every danger."""

    names = list(DANGERS)

    def score(self, plain: str) -> list[float]:
        return [5.0] * len(self.names)


def heard(text: str) -> set[str]:
    return {signal.name for signal in find(text, HearsEverything())}


@pytest.mark.parametrize(
    ("danger", "text"),
    [
        ("violence", "ik word niet mishandeld"),
        ("violence", "ik word niet geslagen!"),
        ("violence", "ik sla mijn kind niet"),
        ("violence", "huh ik sla mijn kinderen niet!"),
        ("violence", "nee er is geen geweld"),
        ("child_at_risk", "ik sla mijn kind niet"),
        ("suicide", "ik ben niet suïcidaal, hou daarmee op"),
        ("no_food", "ik heb geen honger hoor"),
        ("no_food", "eten is geen probleem"),
        ("no_food", "ik heb genoeg te eten"),
        ("no_food", "nee nee, ik heb eten"),
    ],
)
def test_who_only_denies_it_is_not_in_that_danger(danger: str, text: str) -> None:
    assert danger not in heard(text)


@pytest.mark.parametrize(
    ("danger", "text"),
    [
        ("violence", "hij slaat me niet meer maar hij dreigt met een mes"),
        ("violence", "ik sla mijn kind niet, maar mijn man wel"),
        ("violence", "hij zegt dat er geen geweld is maar ik heb blauwe plekken"),
        ("suicide", "ik ben niet depressief maar ik wil er gewoon niet meer zijn"),
        ("no_food", "ik heb geen honger meer, ik eet al dagen niks"),
        ("no_food", "ik heb eten voor vandaag en morgen niks meer"),
        ("child_at_risk", "ik sla mijn kind niet maar haar vader wel"),
    ],
)
def test_who_denies_one_thing_and_tells_another_is_heard(danger: str, text: str) -> None:
    assert danger in heard(text)
