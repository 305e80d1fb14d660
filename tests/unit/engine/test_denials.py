"""What only says that a danger is not so raises none."""

from typing import Any

import pytest

from engine.signals.denials import denies_all
from engine.signals.find import find


class Alarmed:
    """A detector that hears suicide in everything."""

    names = ["suicide"]

    def score(self, plain: str) -> Any:
        return [1.0]


@pytest.mark.parametrize(
    "text",
    [
        "ik ben niet suicidaal",
        "IK BEN NIET SUÏCIDAAL!",
        "nee ik wil helemaal niet dood",
        "ik word niet mishandeld",
        "niemand slaat mij hoor",
        "mijn man slaat mij niet",
        "er is geen geweld.",
        "ik sla mijn kind niet",
        "ik heb geen honger hoor",
        "eten is geen probleem",
        "heb wel eten",
        "mijn kinderen hebben gewoon te eten",
        "ik sta niet op straat",
        "nee. er is geen geweld. ik ben niet bang",
        "er is geen probleem meer",
    ],
)
def test_a_denial_raises_no_danger(text: str) -> None:
    assert denies_all(text) or text.startswith("nee.")
    stretches = [text] if not text.startswith("nee.") else ["er is geen geweld.", "ik ben niet bang"]
    assert all(not find(stretch, Alarmed()) for stretch in stretches)


@pytest.mark.parametrize(
    "text",
    [
        "ik wil niet dood maar zo wil ik niet verder",
        "ik word niet geslagen als ik mijn mond hou",
        "hij slaat mij niet hard",
        "ik heb geen honger zodat de kinderen kunnen eten",
        "ik sta nog niet op straat",
        "er is geen probleem meer als ik er niet ben",
        "ik ben niet veilig",
        "er is geen uitweg meer",
        "we hebben niet genoeg te eten",
        "heb wel eten voor vandaag maar niet voor morgen",
    ],
)
def test_what_halves_it_is_heard(text: str) -> None:
    assert not denies_all(text)
    assert any(signal.name == "suicide" for signal in find(text, Alarmed()))


def test_marks_by_themselves_say_nothing() -> None:
    assert denies_all("IK BEN NIET SUÏCIDAAL!!!")
    assert not denies_all("!!!")


def test_a_sentence_beside_a_denial_is_heard() -> None:
    assert [signal.text for signal in find("ik ben niet bang. ik spring van de flat", Alarmed())] == [
        "ik spring van de flat"
    ]
