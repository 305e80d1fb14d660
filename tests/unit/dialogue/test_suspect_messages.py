"""A message that somebody does not trust is a question; a paper with a day is an eviction."""

import pytest

from bot.dialogue import evictions
from bot.dialogue.suspect_messages import is_suspect


@pytest.mark.parametrize(
    "text",
    [
        "ik kreeg een sms: 'betaal binnen 24 uur om ontruiming te voorkomen' met een link. Is die van jullie?",
        "Ontruiming?? Ik heb alleen een sms gekregen hoor. Is dat sms'je nu echt of niet?",
        "mail: u wordt vandaag uitgezet, betaal direct via deze link. is dat van jullie?",
        "ik kreeg een appje van een deurwaarder: betaal binnen 2 uur anders ontruiming",
    ],
)
def test_a_threat_quoted_from_a_message_is_no_eviction(text: str) -> None:
    assert is_suspect(text)
    assert not evictions.is_by_law(text)
    assert evictions.stage_told(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "de deurwaarder kwam met een vonnis, we worden vrijdag ontruimd. er was ook een sms",
        "ik kreeg een brief van de deurwaarder dat ik 3 december ontruimd word, klopt die mail ook",
        "ontruiming op 24 november, dat stond in de mail van de deurwaarder. kan dat kloppen",
        "morgen worden we ontruimd door de deurwaarder",
    ],
)
def test_a_paper_or_a_day_remains_an_eviction(text: str) -> None:
    assert not is_suspect(text)
    assert evictions.is_by_law(text)


def test_an_ordinary_message_is_not_suspect() -> None:
    assert not is_suspect("ik stuur jullie een mail met mijn betaalbewijs")
