"""Who writes for somebody else, by what was understood and by the words; the sound of it alone is not enough."""

import pytest

from bot.dialogue.for_other import writes_for_other

HEARD = [{"name": "third_party", "confidence": 0.8}]


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("bot_challenge", "Spreek ik met een mens of een machine?"),
        ("request_human", "Kan ik morgen iemand persoonlijk spreken?"),
        ("request_other_language", "ik wil mens die tigrinya praat"),
        ("request_deferral", "ik ben zzp'er en een klant betaalt me te laat, kan ik later betalen"),
        ("nlu_fallback", "mijn klant heeft mij niet betaald"),
        ("nlu_fallback", "mag ik iemand aan de telefoon"),
        ("nlu_fallback", "ik kan mijn moeder niet om geld vragen"),
    ],
)
def test_the_sound_of_another_alone_turns_nothing(intent: str, text: str) -> None:
    assert not writes_for_other(intent, text, HEARD)


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("nlu_fallback", "ik schrijf voor mijn oma"),
        ("report_cannot_pay", "mijn moeder kan niet betalen"),
        ("ask_balance", "hoeveel moet mijn moeder nog betalen"),
        ("nlu_fallback", "het gaat om mijn dochter haar huur"),
        ("report_administrator", "ik ben bewindvoerder van meneer"),
        ("out_of_scope", "ik ben maatschappelijk werker en schrijf voor een klant van mij"),
    ],
)
def test_words_that_say_for_whom_turn_it(intent: str, text: str) -> None:
    assert writes_for_other(intent, text, HEARD)


def test_what_was_understood_so_needs_no_more_words() -> None:
    assert writes_for_other("ask_for_someone_else", "mag dat ook", [])


def test_the_amount_of_another_is_nobodys_own_whatever_it_sounds_like() -> None:
    assert writes_for_other("ask_balance", "hoeveel moet mijn zoon nog betalen", [])
    assert not writes_for_other("ask_balance", "hoeveel moet ik nog betalen", [])
