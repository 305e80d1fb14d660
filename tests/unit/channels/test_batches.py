"""A batch comes in no order: what one person said is taken in by the moment the provider gives."""

from datetime import UTC, datetime, timedelta

from bot.channels.elements import Edited, Element, Said, Sender, Withdrawn
from bot.channels.reception import grouped

KIM, SAM = Sender(phone="31600000001"), Sender(phone="31600000002")
FIRST = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)


def said(key: str, minutes: int, who: Sender = KIM) -> Said:
    return Said(key, message_id=key, sender=who, at=FIRST + timedelta(minutes=minutes))


def test_each_person_s_words_are_in_the_order_of_saying() -> None:
    lots = grouped([said("c", 3), said("x", 1, SAM), said("a", 1), said("b", 2)])
    assert sorted([element.key for element in lot] for lot in lots) == [["a", "b", "c"], ["x"]]


def test_words_of_the_same_second_stay_in_the_order_of_the_batch() -> None:
    (lot,) = grouped([said(key, 1) for key in "dacb"])
    assert [element.key for element in lot] == list("dacb")


def test_an_edit_that_stands_before_its_message_comes_after_it_and_what_has_no_moment_keeps_its_place() -> None:
    edit = Edited("edit", sender=KIM, message_id="a", text="anders", at=FIRST + timedelta(minutes=5))
    taken_back = Withdrawn("revoke", sender=KIM, message_id="a")
    batch: list[Element] = [edit, taken_back, said("a", 1)]
    (lot,) = grouped(batch)
    assert [element.key for element in lot] == ["a", "edit", "revoke"]
