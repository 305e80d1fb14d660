"""From what the actions said to one message."""

from bot.dialogue.speech import Speaker, Speech
from bot.knowledge.services import AnswerBook
from tests.support.wiring import CONTENT

BOOK: AnswerBook = CONTENT.book


def test_dangers_words_are_kept_when_the_engine_hands_on_text_and_the_rest_apart() -> None:
    messages = [{"text": "Bel 113."}, {"text": None, "custom": {"alone": True, "facts": ["ref-113"]}}]
    assert Speaker(BOOK, {}).merge(messages) == Speech("Bel 113.", (), ("ref-113",), alone=True)


def test_a_button_never_stands_under_danger() -> None:
    messages = [
        {"text": "Bel 112.", "buttons": [{"title": "Regeling", "payload": "intent:x"}], "custom": {"alone": True}},
    ]
    assert Speaker(BOOK, {}).merge(messages).buttons == ()
