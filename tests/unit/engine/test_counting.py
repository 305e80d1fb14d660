"""Tokens counted in many texts at once: what the models are learned from."""

from collections import Counter

from tests.unit.engine.counts import Texts, counts, pieces

TEXTS = [["huur", "is", "huur"], [], ["de", "huur"], ["is"]]


def one_by_one(texts: Texts) -> list[Counter[str]]:
    return [Counter(text) for text in texts]


def test_every_token_of_every_text_is_counted() -> None:
    assert counts([TEXTS]).texts == one_by_one(TEXTS)


def test_the_pieces_of_words_are_counted_as_if_every_text_were_cut_up() -> None:
    texts = [["banaan", "baan", "baan"], ["baan"], []]
    assert counts([texts], cut=2).texts == one_by_one([[p for word in text for p in pieces(word, 2)] for text in texts])


def test_counts_from_two_processes_are_the_counts_of_all() -> None:
    assert counts([TEXTS[:2], TEXTS[2:]]).texts == one_by_one(TEXTS)


def test_tokens_are_learned_from_the_first_texts_only_and_stand_in_order() -> None:
    found = counts([[["nu", "dan"], ["dan", "later"]]], first=1, least=1)
    assert found.tokens == ["dan", "nu"]
    assert found.texts == [Counter(["nu", "dan"]), Counter(["dan"])]


def test_a_token_in_too_few_texts_is_left_out_however_often_one_text_repeats_it() -> None:
    assert counts([[["a", "a", "b"], ["b"]]], first=2, least=2).tokens == ["b"]
