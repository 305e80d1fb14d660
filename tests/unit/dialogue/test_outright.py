"""Numbered questions, a day to come by and what was noted, answered before a subject is sought."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import pytest

from bot.channels.contract import Button
from bot.dialogue.client import EngineUnavailable, Parse
from bot.dialogue.exchange import Exchange, Heard, Memory
from bot.dialogue.flows import FlowState
from bot.dialogue.outright import Outright
from bot.dialogue.speech import Payload, Speech
from bot.dialogue.teller import Teller
from bot.knowledge.models import SpokenAnswer
from bot.knowledge.services import AnswerBook
from bot.knowledge.text_check import SAMPLE_VALUES

BOOK = AnswerBook.load(Path(__file__).parents[3] / "content")
PROMISE = "Een medewerker leest dit morgen."
FIVE = "1) wat staat er open 2) kan ik in 6 keer betalen 3) blorp"
MEANT = {"wat staat er open": "ask_balance", "kan ik in 6 keer betalen": "request_payment_arrangement"}


class Told:
    """Speaks out of the real book; nobody is called."""

    async def promised(self, _exchange: Exchange, _reason: object) -> str:
        return PROMISE

    async def spoken(self, exchange: Exchange, intent: str, **more: Any) -> SpokenAnswer:
        return BOOK.answer(
            intent,
            stage=None,
            feelings=[],
            previous_texts=[],
            simpler=False,
            today=self.today(),
            values={**SAMPLE_VALUES, "promise": more.get("promise") or ""},
            seed=exchange.heard.message_id,
            answer_id=more.get("answer_id"),
        )

    def values(self, promise: str) -> dict[str, str]:
        return {**SAMPLE_VALUES, "promise": promise}

    def today(self) -> date:
        return date(2026, 11, 29)

    def line(self, line_id: str, exchange: Exchange, **told: str) -> str:
        values = {**self.values(""), **told}
        return BOOK.line(line_id, values=values, previous_texts=exchange.memory.said, seed=exchange.heard.message_id)

    def guess(self, intent: str) -> Button:
        return Button(BOOK.guess(intent), Payload(intent).encode())

    def human(self) -> Button:
        return Button("Ik wil een mens", "intent:request_human")


async def understand(text: str) -> Parse:
    return Parse(MEANT.get(text, "nlu_fallback"), 1.0)


def speaks(meant: dict[str, str]) -> Any:
    async def parse(text: str) -> Parse:
        return Parse(meant.get(text.rstrip("?"), "nlu_fallback"), 1.0)

    return parse


def outright(engine: Any = understand) -> Outright:
    return Outright(BOOK, cast(Teller, Told()), engine, 9, timedelta(31))


def exchange(text: str, intent: str = "nlu_fallback", *, entities: Sequence[Any] = (), **memory: Any) -> Exchange:
    return Exchange(Heard(UUID(int=1), "m", intent, text, entities), Memory(**memory))


def amounts(*values: str) -> list[dict[str, str]]:
    return [{"entity": "amount", "value": value} for value in values]


async def test_each_numbered_question_gets_a_short_answer_in_order() -> None:
    told = await outright().heard(exchange(FIVE))
    assert told is not None
    first, second, third = told.text.split("\n\n")[:3]
    assert first.startswith("1. ")
    assert "delen" in second
    assert third == "3. " + BOOK.line("part_unclear")


async def test_two_questions_without_numbers_are_answered_where_both_are_clear() -> None:
    told = await outright(speaks({"wat kost het": "ask_collection_costs", "wie helpt mij": "ask_debt_help"})).heard(
        exchange("wat kost het? wie helpt mij?")
    )
    assert told is not None
    assert [part[:3] for part in told.text.split("\n\n")[:2]] == ["1. ", "2. "]


@pytest.mark.parametrize(
    "second",
    ["nlu_fallback", "ask_collection_costs", "request_payment_arrangement", "thank"],
)
async def test_two_questions_stay_one_message_where_one_is_unclear_the_same_or_does_something(second: str) -> None:
    engine = speaks({"wat kost het": "ask_collection_costs", "en blorp dan": second})
    assert await outright(engine).heard(exchange("wat kost het? en blorp dan?")) is None


async def test_a_letter_told_of_is_no_row_of_questions() -> None:
    engine = speaks({"wat kost het": "ask_collection_costs", "wie helpt mij": "ask_debt_help"})
    of_letter = [{"entity": "letter_type", "value": "summons"}]
    told = exchange("wat kost het? wie helpt mij?", "report_court_summons", entities=of_letter)
    assert await outright(engine).heard(told) is None


async def test_numbered_questions_go_the_ordinary_way_when_the_engine_is_gone_or_hears_danger() -> None:
    async def gone(_text: str) -> Parse:
        raise EngineUnavailable("down")

    async def alarmed(_text: str) -> Parse:
        return Parse("crisis_suicide", 1.0)

    assert await outright(gone).heard(exchange(FIVE)) is None
    assert await outright(alarmed).heard(exchange(FIVE)) is None


async def test_who_has_no_such_letter_is_not_asked_for_its_day_again() -> None:
    asked = exchange("ik heb geen dagvaarding", flow=FlowState("letter", "letter.day_hearing"))
    await outright().heard(asked)
    assert asked.memory.flow is None


async def test_what_was_noted_is_read_back_without_promising_anything() -> None:
    told = await outright().heard(
        exchange("wat heb je nou genoteerd", said=['Dank je. Ik heb genoteerd: "liever 150".'])
    )
    assert told is not None
    assert '"liever 150"' in told.text
    assert "nog niets afgesproken" in told.text


@pytest.mark.parametrize(
    ("total", "inside"), [("1274.00", ["9 maanden", "74,00"]), ("1380.00", ["10 maanden", "hoogstens", "154,00"])]
)
def test_a_sum_is_told_with_the_most_that_the_policy_allows(total: str, inside: list[str]) -> None:
    told = outright().sum_of(exchange("is 150 per maand genoeg", entities=amounts("150.00", total)))
    assert told is not None
    assert all(words in told.text for words in inside)


def test_who_cannot_telephone_gets_no_button_to_be_called() -> None:
    call = Button("Bel mij terug", Payload("request_callback").encode())
    heard = exchange("ik ben slechthorend")
    told = outright().without_phone(Speech("Dat kan.", (call,)), heard)
    assert told == Speech("Bellen hoeft niet. Dat kan.", ())
    alone = Speech("Bel 112.", (call,), alone=True)
    assert outright().without_phone(alone, heard) is alone


@pytest.mark.parametrize(
    ("day", "stage", "is_told"),
    [("2027-01-28", None, True), ("2026-12-30", None, False), ("2027-01-28", "bailiff", False)],
)
def test_a_day_beyond_the_longest_deferral_gets_a_plain_no(day: str, stage: str | None, is_told: bool) -> None:
    heard = exchange("tot dan", "request_deferral", entities=[{"entity": "date", "value": day}], stage=stage)
    told = outright().too_far(heard)
    assert (told is not None) is is_told
    assert told is None or ("28 januari 2027" in told.text and "30 december" in told.text)
