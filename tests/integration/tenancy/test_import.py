"""Files taken in on a real database: to the cent, once, foretold, and with a question where a file leaves one open."""

import time
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, update

from bot.cli import main
from bot.database.engine import Base, Database
from bot.tenancy.importing import staging
from bot.tenancy.importing.mapping import STANDARD, load_mapping
from bot.tenancy.importing.models import Answer, ImportQuestion, ImportRow, ImportRun, QuestionKind, RunState
from bot.tenancy.importing.questions import CannotAnswer, Questions
from bot.tenancy.importing.services import Imports, NoSuchRun
from bot.tenancy.models import ContactPoint, Contract, ContractParty, LedgerEntry, Marker, MarkerKind, Person, Stage
from bot.tenancy.services import Overview, TenancyService
from tests.support.clock import FixedClock
from tests.support.files import HEADER, line, many, written

TODAY = date(2026, 11, 23)
RECORDS: tuple[type[Base], ...] = (Contract, Person, ContactPoint, ContractParty, LedgerEntry, Marker, ImportQuestion)


class Office:
    """Somebody who takes in files."""

    def __init__(self, database: Database, clock: FixedClock, folder: Path, **mapping: Any) -> None:
        self.database, self.clock, self.folder = database, clock, folder
        self.mapping = load_mapping(STANDARD.parent).model_copy(update=mapping)
        self.imports = Imports(database, clock, uuid4, self.mapping)
        self.questions = Questions(database, clock)
        self.tenancy = TenancyService(database)

    async def look(self, *lines: str) -> ImportRun:
        path = written(self.folder, *lines)
        return await self.imports.check(await self.imports.begin(path.name, None), path)

    async def take(self, *lines: str) -> ImportRun:
        self.clock.move(minutes=1)
        run = await self.look(*lines)
        assert run.state is RunState.CHECKED, run.reason
        return await self.imports.apply(run.id)

    async def debt(self, number: str = "0001") -> Overview:
        contract = await self.tenancy.find_contract(number)
        assert contract is not None
        found = await self.tenancy.overview(contract, TODAY)
        assert found is not None
        return found

    async def asked(self, kind: QuestionKind) -> list[UUID]:
        return [question.id for question in await self.questions.page(kind)]

    async def rows(self) -> dict[str, set[tuple[Any, ...]]]:
        async with self.database.transaction() as session:
            return {
                table.__tablename__: {tuple(map(str, row)) for row in await session.execute(select(table.__table__))}
                for table in RECORDS
            }


@pytest.fixture
def office(database: Database, clock: FixedClock, tmp_path: Path) -> Office:
    return Office(database, clock, tmp_path)


async def test_a_file_becomes_a_tenancy_to_the_cent(office: Office) -> None:
    await office.take(
        line(Openstaand="150,25", Fase="herinnering", Telefoon="0612345678", Bewindvoering="ja",
             Contact_bewindvoerder="Kantoor X"),
        line(Boekingsnummer="B2", Bedrag="0,07", Vervaldatum="2026-10-01"),
        line(Debiteurnummer="D2", Achternaam="Ander", Voorvoegsel="", Bedrag="", Vervaldatum="", Boekingsnummer=""),
    )  # fmt: skip
    debt = await office.debt()
    assert (debt.balance_cents, debt.oldest_open_month, debt.open_months) == (15_032, date(2026, 10, 1), 2)
    assert debt.tenants == ("Z. Ander", "Z. van der Wolkenvëld")
    assert debt.address == "Lindelaan 1, 0000 AB Lindestad"
    assert (debt.stage, debt.stage_since, debt.last_payment) == (Stage.REMINDER, TODAY, None)
    assert [(marker.kind, marker.note) for marker in debt.markers] == [(MarkerKind.ADMINISTRATOR, "Kantoor X")]
    parties = await office.tenancy.parties(debt.contract_id, TODAY)
    assert [party.born_on for party in parties] == [date(1980, 1, 2)] * 2
    assert await office.tenancy.contracts_of(parties[0].person_id, TODAY) == (debt.contract_id,)
    assert await office.tenancy.find_contract("d1") == debt.contract_id


async def test_looking_changes_nothing_and_foretells_what_will_happen(office: Office) -> None:
    await office.take(line(), line(Overeenkomstnummer="0002", Debiteurnummer="D2"))
    before = await office.rows()
    lines = [line(Bedrag="500,00"), line(Boekingsnummer="B2"), line(Overeenkomstnummer="0003", Debiteurnummer="D3")]
    office.clock.move(minutes=1)
    run = await office.look(*lines)
    assert await office.rows() == before
    foretold = run.counts
    assert (foretold["bookings_changed"], foretold["bookings_new"], foretold["contracts_new"]) == (1, 2, 1)
    assert foretold["ask_contracts"] == 1
    applied = await office.imports.apply(run.id)
    assert applied.counts == foretold


async def test_taking_in_the_same_bytes_again_changes_nothing_and_says_so(office: Office) -> None:
    await office.take(line())
    before = await office.rows()
    again = await office.look(line())
    assert (again.state, again.reason) == (
        RunState.DISCARDED,
        "Dit bestand is al verwerkt, op 23-11-2026. Er verandert niets.",
    )
    assert await office.rows() == before


async def test_the_same_lines_in_another_order_change_nothing(office: Office) -> None:
    lines = [line(Openstaand="1,00", Telefoon="0612345678"), line(Boekingsnummer="B2")]
    await office.take(*lines)
    before = await office.rows()
    run = await office.take(*reversed(lines))
    assert await office.rows() == before
    assert {name for name, count in run.counts.items() if count} == {"lines"}


async def test_an_older_file_does_not_turn_the_clock_back(office: Office) -> None:
    await office.take(line())
    await office.take(line(Bedrag="500,00"))
    older = await office.look(line())
    assert older.state is RunState.DISCARDED
    assert "ouder bestand" in older.reason
    assert (await office.debt()).balance_cents == 50_000


async def test_a_look_that_was_overtaken_is_not_applied(office: Office) -> None:
    run = await office.look(line())
    await office.take(line(Bedrag="500,00"))
    with pytest.raises(NoSuchRun, match="Intussen is een ander bestand verwerkt"):
        await office.imports.apply(run.id)
    assert (await office.debt()).balance_cents == 50_000


async def test_a_line_that_cannot_be_read_leaves_the_others_in_peace(office: Office) -> None:
    run = await office.take(line(Bedrag="veel"), line(Overeenkomstnummer="0002", Debiteurnummer="D2"))
    assert run.counts["left_out"] == 1
    remark = (await office.imports.remarks(run.id))[0]
    assert (remark.line, remark.left_out, remark.text) == (2, True, "Bedrag 'veel' is geen bedrag")
    assert await office.tenancy.find_contract("0001") is None
    assert (await office.debt("0002")).balance_cents == 60_000


async def test_two_amounts_for_one_booking_book_neither(office: Office) -> None:
    await office.take(line(), line(Bedrag="700,00"), line(Boekingsnummer="B2", Bedrag="1,00"))
    assert (await office.debt()).balance_cents == 100


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


async def test_a_marker_that_the_file_denies_stands_until_a_person_clears_it(office: Office) -> None:
    await office.take(line(Bewindvoering="ja"))
    await office.take(line(Bewindvoering=""))
    assert await office.questions.counts() == {}
    await office.take(line(Bewindvoering="nee"))
    assert (await office.debt()).is_marked(MarkerKind.ADMINISTRATOR)
    asked = await office.asked(QuestionKind.MARKER_GONE)
    await office.questions.answer(QuestionKind.MARKER_GONE, asked, Answer.CLEARED, None)
    assert not (await office.debt()).is_marked(MarkerKind.ADMINISTRATOR)


async def test_another_number_in_the_file_replaces_the_files_own_and_not_what_a_person_gave(
    office: Office, database: Database
) -> None:
    await office.take(line(Telefoon="0612345678"))
    async with database.transaction() as session:
        person = await session.scalar(select(Person.id))
        session.add(
            ContactPoint(id=uuid4(), person_id=person, kind="phone", value="+31600000009", noted_at=office.clock())
        )
    await office.take(line(Telefoon="0687654321"))
    async with database.transaction() as session:
        numbers = set((await session.scalars(select(ContactPoint.value))).all())
    assert numbers == {"+31687654321", "+31600000009"}


async def test_an_empty_cell_changes_nothing_that_is_known(office: Office) -> None:
    await office.take(line(Fase="herinnering", Telefoon="0612345678"))
    before = await office.debt()
    await office.take(line(Straat="", Geboortedatum="", Fase="", Voorletters=""))
    after = await office.debt()
    assert (after.address, after.stage, after.tenants) == (before.address, before.stage, before.tenants)


async def test_numbers_that_lost_their_zeros_are_refused(office: Office) -> None:
    await office.take(line(Overeenkomstnummer="0012007"))
    run = await office.look(line(Overeenkomstnummer="12007"))
    assert run.state is RunState.REFUSED
    assert "12007" in run.reason
    assert "nullen" in run.reason


async def test_an_answer_must_fit_its_question(office: Office) -> None:
    with pytest.raises(CannotAnswer):
        await office.questions.answer(QuestionKind.PARTY_GONE, [uuid4()], Answer.PAID, None)


async def test_what_was_looked_at_and_not_applied_leaves_no_lines_behind(office: Office, database: Database) -> None:
    run = await office.look(line())
    await office.imports.discard(run.id)
    forgotten = await office.look(line())
    office.clock.move(days=8)
    await office.imports.begin("volgende.csv", None)
    async with database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(ImportRow)) == 0
    with pytest.raises(NoSuchRun):
        await office.imports.apply(forgotten.id)


async def test_a_failure_halfway_changes_nothing_and_can_be_tried_again(
    office: Office, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = await office.look(line())

    async def fail(*_: object) -> None:
        raise RuntimeError("stuk")

    monkeypatch.setattr(office.imports, "_teller", lambda *_: fail)
    with pytest.raises(RuntimeError):
        await office.imports.apply(run.id)
    monkeypatch.undo()
    assert await office.tenancy.find_contract("0001") is None
    assert (await office.imports.apply(run.id)).state is RunState.APPLIED
    assert (await office.debt()).balance_cents == 60_000


async def test_a_run_whose_process_is_gone_is_told_as_broken_off(office: Office, database: Database) -> None:
    run_id = await office.imports.begin("x.csv", None)
    assert not office.imports.is_silent(await office.imports.run(run_id))
    async with database.transaction() as session:
        await session.execute(update(ImportRun).values(touched_at=office.clock()))
    office.clock.move(minutes=6)
    assert office.imports.is_silent(await office.imports.run(run_id))


async def test_a_few_thousand_lines_take_seconds_with_progress_and_few_statements(office: Office) -> None:
    path = written(office.folder, *many(5_000))
    told: list[str] = []
    began = time.monotonic()
    run = await office.imports.check(await office.imports.begin(path.name, None), path, told.append, foretell=False)
    run = await office.imports.apply(run.id, told.append)
    assert time.monotonic() - began < 30
    assert (run.counts["lines"], run.counts["contracts_new"]) == (5_000, 1_667)
    assert "5000 regels gelezen" in told
    assert "Boekingen vergelijken" in told
    found = await office.debt("0000001")
    assert found.balance_cents == sum(number % 600 * 100 + number % 100 for number in (3, 4, 5))


# ── the command ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def run(database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    monkeypatch.setenv("HUURKOMPAS_DATABASE_URL", database_url)
    monkeypatch.setenv("HUURKOMPAS_VAR_DIR", str(tmp_path))

    def command(*arguments: object) -> tuple[int, str]:
        code = main(["import", *map(str, arguments)])
        captured = capsys.readouterr()
        return code, captured.out + captured.err

    return command


def test_the_command_tries_takes_in_and_says_what_it_did(run: Any, tmp_path: Path) -> None:
    path = written(tmp_path, line(), line(Boekingsnummer="B2", Bedrag="x"))
    code, told = run(path, "--dry-run")
    assert code == 1
    assert "Regel 3 overgeslagen: Bedrag 'x' is geen bedrag" in told
    assert "Proef: er is niets veranderd." in told
    code, told = run(path)
    assert code == 1
    assert "1  overeenkomsten" in told
    assert "Verwerkt." in told
    code, told = run(path)
    assert code == 0
    assert "al verwerkt" in told


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", "Het bestand is leeg"),
        (HEADER.encode() + b"\n", "staat geen enkele regel"),
        ((HEADER + "\n" + line()).encode("latin-1"), "geen UTF-8"),
        (b"Naam;Bedrag\nX;1\n", "In de eerste regel ontbreekt"),
        ((HEADER + "\n" + line(Bedrag="x")).encode(), "Geen enkele regel is te gebruiken"),
    ],
)
def test_the_command_refuses_a_file_in_one_clear_line(run: Any, tmp_path: Path, body: bytes, expected: str) -> None:
    path = tmp_path / "fout.csv"
    path.write_bytes(body)
    code, told = run(path)
    assert code == 2
    assert expected in told


def test_the_command_takes_another_mapping_and_refuses_a_wrong_one(run: Any, tmp_path: Path) -> None:
    mapping = tmp_path / "eigen.yml"
    mapping.write_text(STANDARD.read_text(encoding="utf-8").replace("[Achternaam, Naam]", "[Heet]"), encoding="utf-8")
    path = tmp_path / "huur.csv"
    path.write_text((HEADER.replace("Achternaam", "Heet") + "\n" + line()), encoding="utf-8")
    assert run(path, "--mapping", mapping)[0] == 0
    mapping.write_text("contents: alles", encoding="utf-8")
    code, told = run(path, "--mapping", mapping)
    assert code == 2
    assert "Dat gaat niet" in told
    assert run(tmp_path / "er-niet.csv")[0] == 2


def test_the_columns_to_copy_are_those_of_the_table() -> None:
    assert staging.COLUMNS[0] == "run_id"
    assert len(staging.COLUMNS) == len(ImportRow.__table__.columns)
