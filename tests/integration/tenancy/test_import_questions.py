"""What is gone from a file becomes a question to a person, and never a guess."""

from pathlib import Path
from uuid import uuid4

import pytest

from bot.database.engine import Database
from bot.tenancy.importing.models import Answer, QuestionKind
from bot.tenancy.importing.questions import CannotAnswer
from bot.tenancy.models import MarkerKind, Stage
from tests.integration.tenancy.office import TODAY, Office
from tests.support.clock import FixedClock
from tests.support.files import line


async def test_a_booking_that_is_gone_stays_open_until_a_person_says_it_is_paid(office: Office) -> None:
    await office.take(line(), line(Boekingsnummer="B2", Openstaand="100,00"))
    await office.take(line())
    debt = await office.debt()
    assert (debt.balance_cents, debt.in_doubt) == (70_000, True)
    asked = await office.asked(QuestionKind.BOOKING_GONE)
    assert len(asked) == 1
    assert await office.questions.answer(QuestionKind.BOOKING_GONE, asked, Answer.PAID, None) == 1
    debt = await office.debt()
    assert (debt.balance_cents, debt.in_doubt, debt.last_payment) == (60_000, False, None)
    assert await office.questions.answer(QuestionKind.BOOKING_GONE, asked, Answer.PAID, None) == 0
    assert (await office.debt()).balance_cents == 60_000


async def test_a_paid_booking_that_comes_back_is_asked_about_once(office: Office) -> None:
    await office.take(line(), line(Boekingsnummer="B2"))
    await office.take(line())
    gone = await office.asked(QuestionKind.BOOKING_GONE)
    await office.questions.answer(QuestionKind.BOOKING_GONE, gone, Answer.PAID, None)
    await office.take(line(), line(Boekingsnummer="B2", Telefoon="0612345678"))
    back = await office.asked(QuestionKind.BOOKING_BACK)
    assert len(back) == 1
    assert (await office.debt()).in_doubt
    await office.questions.answer(QuestionKind.BOOKING_BACK, back, Answer.STILL_OPEN, None)
    assert (await office.debt()).balance_cents == 120_000
    await office.take(line(Telefoon="0612345678"), line(Boekingsnummer="B2", Telefoon="0612345678"))
    assert await office.asked(QuestionKind.BOOKING_BACK) == []


async def test_a_question_lapses_when_a_later_file_has_the_booking_again(office: Office) -> None:
    await office.take(line(), line(Boekingsnummer="B2"))
    await office.take(line())
    run = await office.take(line(), line(Boekingsnummer="B2", Telefoon="0612345678"))
    assert run.counts["returned"] == 1
    assert await office.questions.counts() == {}


async def test_a_contract_that_is_gone_is_one_question_and_paid_clears_its_stage(office: Office) -> None:
    other = line(Overeenkomstnummer="0002", Debiteurnummer="D2")
    await office.take(line(Fase="aanmaning"), line(Boekingsnummer="B2", Fase="aanmaning"), other)
    await office.take(other)
    assert await office.questions.counts() == {QuestionKind.CONTRACT_GONE: 1}
    question = (await office.questions.page(QuestionKind.CONTRACT_GONE))[0]
    assert (question.number, question.cents) == ("0001", 120_000)
    await office.questions.answer(QuestionKind.CONTRACT_GONE, [question.id], Answer.PAID, None)
    debt = await office.debt()
    assert (debt.balance_cents, debt.stage) == (0, Stage.NONE)


async def test_handed_over_keeps_the_debt_sets_the_marker_and_is_not_asked_again(office: Office) -> None:
    other = line(Overeenkomstnummer="0002", Debiteurnummer="D2")
    await office.take(line(), other)
    await office.take(other)
    asked = await office.asked(QuestionKind.CONTRACT_GONE)
    await office.questions.answer(QuestionKind.CONTRACT_GONE, asked, Answer.HANDED_OVER, None)
    debt = await office.debt()
    assert debt.balance_cents == 60_000
    assert debt.is_marked(MarkerKind.BAILIFF_FILE)
    await office.take(other, line(Overeenkomstnummer="0003", Debiteurnummer="D3"))
    assert await office.questions.counts() == {}


async def test_nothing_is_asked_of_what_the_same_file_shows_as_paid(database: Database, clock: FixedClock,
                                                                    tmp_path: Path) -> None:  # fmt: skip
    office = Office(database, clock, tmp_path, contents="ledger")
    other = line(Boekingsnummer="B2", Betalingskenmerk="K")
    await office.take(line(), other)
    await office.take(other, line(Boekingsnummer="P1", Bedrag="-600,00", Boekingsoort="betaling"), line())
    await office.take(other, line(Boekingsnummer="P2", Bedrag="-600,00", Boekingsoort="betaling", Betalingskenmerk="K"))
    assert (await office.debt()).balance_cents == 0
    assert await office.questions.counts() == {}


async def test_a_file_about_a_part_of_the_tenants_asks_nothing(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    office = Office(database, clock, tmp_path, complete=False)
    await office.take(line(), line(Boekingsnummer="B2"))
    await office.take(line(Overeenkomstnummer="0002", Debiteurnummer="D2"))
    assert await office.questions.counts() == {}


async def test_a_line_that_was_left_out_is_not_taken_for_gone(office: Office) -> None:
    other = line(Overeenkomstnummer="0002", Debiteurnummer="D2")
    await office.take(line(), line(Boekingsnummer="B2"), other)
    await office.take(line(), line(Boekingsnummer="B2", Bedrag="x"))
    assert await office.questions.counts() == {QuestionKind.CONTRACT_GONE: 1}
    blind = await office.take(line(), line(Overeenkomstnummer="", Boekingsnummer="B2"))
    assert blind.unsure is None
    assert await office.questions.counts() == {QuestionKind.CONTRACT_GONE: 1}


async def test_somebody_no_longer_on_the_contract_is_asked_about_and_then_learns_nothing(office: Office) -> None:
    ex = line(Debiteurnummer="D2", Achternaam="Ander", Bedrag="", Vervaldatum="", Boekingsnummer="")
    await office.take(line(), ex)
    await office.take(line())
    question = (await office.questions.page(QuestionKind.PARTY_GONE))[0]
    assert question.person == "Z. van der Ander"
    contract = (await office.debt()).contract_id
    assert len(await office.tenancy.parties(contract, TODAY)) == 2
    await office.questions.answer(QuestionKind.PARTY_GONE, [question.id], Answer.LEFT, None)
    assert [party.name for party in await office.tenancy.parties(contract, TODAY)] == ["Z. van der Wolkenvëld"]
    assert (await office.debt()).tenants == ("Z. van der Wolkenvëld",)
    assert await office.tenancy.find_contract("D2") is None


async def test_an_answer_must_fit_its_question(office: Office) -> None:
    with pytest.raises(CannotAnswer):
        await office.questions.answer(QuestionKind.PARTY_GONE, [uuid4()], Answer.PAID, None)
