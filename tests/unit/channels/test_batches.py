"""A batch comes in no order, and one odd element in it must not cost the rest."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.batches import grouped
from bot.channels.elements import Edited, Element, Noted, Reported, Said, Sender, Withdrawn
from bot.channels.reading import whole_number
from bot.channels.telegram import parsing as telegram
from bot.channels.telegram.plainly import plainly
from bot.channels.whatsapp import parsing as whatsapp
from bot.channels.whatsapp.messages import message
from bot.channels.whatsapp.statuses import status
from tests.support.bending import ODD_VALUES
from tests.support.channels import BOT, NUMBER, envelope, tg_message, wa_text

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


@pytest.mark.parametrize("text", ["--5", "-", "-5-", "+5", "²", "٣", "1_000", "5.0", "", "9" * 18])
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert whole_number(text) is None


@given(st.text("-+²٣0123456789 _.e", max_size=25) | st.text(max_size=25))
def test_no_text_makes_reading_a_number_fail(text: str) -> None:
    found = whole_number(text)
    assert found is None or found == int(text)


@pytest.mark.parametrize("odd", ODD_VALUES)
def test_an_odd_moment_code_or_number_costs_nothing_of_the_batch(odd: Any) -> None:
    failed = {"id": "wamid.out1", "status": "failed", "timestamp": odd, "errors": [{"code": odd}]}
    batch = envelope({"messages": [wa_text("een") | {"timestamp": odd}, wa_text("twee")], "statuses": [failed]})
    found = whatsapp.elements(batch, NUMBER, FIRST)
    assert [element.text for element in found if isinstance(element, Said)] == ["een", "twee"]
    assert len([element for element in found if isinstance(element, Reported)]) == 1
    assert len(telegram.elements(tg_message(text="hoi") | {"update_id": odd}, BOT, FIRST)) == 1


def stumbling(read: Callable[..., Any], over: str) -> Callable[..., Any]:
    """A reader that does not foresee one thing."""

    def reader(raw: Any, *more: Any) -> Any:
        if over in str(raw):
            raise ZeroDivisionError
        return read(raw, *more)

    return reader


def test_what_nobody_foresaw_sets_one_element_aside_and_the_rest_of_the_batch_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(whatsapp, "message", stumbling(message, "twee"))
    monkeypatch.setattr(whatsapp, "status", stumbling(status, "out1"))
    statuses = [{"id": f"wamid.out{n}", "status": "sent"} for n in (1, 2)]
    batch = envelope({"messages": [wa_text(text) for text in ("een", "twee", "drie")], "statuses": statuses})
    found = whatsapp.elements(batch, NUMBER, FIRST)
    assert [element.text for element in found if isinstance(element, Said)] == ["een", "drie"]
    assert [element.sent_id for element in found if isinstance(element, Reported)] == ["wamid.out2"]
    aside = [element for element in found if isinstance(element, Noted)]
    assert [(element.kind, element.note) for element in aside] == [("quarantine", "ZeroDivisionError")] * 2
    assert [element.key for element in aside] == [
        element.key for element in whatsapp.elements(batch, NUMBER, FIRST) if isinstance(element, Noted)
    ]


def test_a_part_of_the_batch_that_cannot_be_read_at_all_is_kept_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whatsapp, "_preferences", stumbling(whatsapp._preferences, "stop"))
    odd = envelope({"user_preferences": [{"value": "stop"}]}, field="user_preferences")
    both = odd | {"entry": [*odd["entry"], *envelope({"messages": [wa_text("een")]})["entry"]]}
    aside, said = whatsapp.elements(both, NUMBER, FIRST)
    assert isinstance(aside, Noted)
    assert aside.raw == odd["entry"][0]["changes"][0]
    assert isinstance(said, Said)


def test_a_telegram_update_that_nobody_foresaw_is_kept_under_its_own_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telegram, "_element", stumbling(telegram._element, "hoi"))
    monkeypatch.setattr(telegram, "plainly", stumbling(plainly, "hoi"))
    [aside] = telegram.elements(tg_message(text="hoi", update_id=77), BOT, FIRST)
    assert isinstance(aside, Noted)
    assert (aside.key, aside.kind) == (f"update:{BOT}:77", "quarantine")
    assert "ZeroDivisionError" in aside.note
