"""Which narrower answers a message calls for: as a whole, and by what is asked in it."""

from collections.abc import Mapping, Sequence

import pytest

from engine.themes.asked import LENGTH, MOST_SENTENCES, themes

STORY = "Ik ben Ria. Mijn man is vorige week overleden. Mag ik hier blijven wonen? Het is me wat."


class Ranker:
    """Ranks as it is told, and remembers what it was asked to read."""

    def __init__(self, ranked: Mapping[str, Sequence[tuple[str, float]]]) -> None:
        self.read: list[str] = []
        self._ranked = ranked

    def __call__(self, text: str) -> Sequence[tuple[str, float]]:
        self.read.append(text)
        return self._ranked.get(text, ())


def test_a_short_message_is_read_once() -> None:
    rank = Ranker({"mag ik blijven": [("stay", 0.9), ("leave", 0.1)]})
    assert themes("mag ik blijven", rank) == [("stay", 0.9), ("leave", 0.1)]
    assert rank.read == ["mag ik blijven"]


def test_a_question_in_a_story_counts_like_one_that_stands_alone() -> None:
    rank = Ranker({STORY: [("death", 0.3), ("stay", 0.2)], "Mag ik hier blijven wonen?": [("stay", 0.8)]})
    assert themes(STORY, rank) == [("stay", 0.8), ("death", 0.3)]


def test_what_only_tells_is_not_read_by_itself() -> None:
    rank = Ranker({})
    themes(STORY, rank)
    assert rank.read == [STORY, "Mag ik hier blijven wonen?"]


@pytest.mark.parametrize("asks", ["en hoeveel kost dat dan", "wie moet ik bellen", "klopt het dat ik weg moet?"])
def test_a_question_is_one_with_or_without_its_mark(asks: str) -> None:
    rank = Ranker({})
    themes(f"Ik heb een brief. {asks}", rank)
    assert asks in rank.read


def test_of_many_questions_the_last_are_read_and_few_answers_are_named() -> None:
    questions = [f"Wat is woord {number} dan?" for number in range(9)]
    rank = Ranker({question: [(f"word{at}", 0.5 + at / 100)] for at, question in enumerate(questions)})
    found = themes(" ".join(questions), rank)
    assert len(rank.read) == 1 + MOST_SENTENCES
    assert [name for name, _ in found] == ["word8", "word7", "word6"]
    assert len(found) <= LENGTH
