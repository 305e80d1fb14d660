"""Files taken in on a real database: to the cent, once, foretold, and with a question where a file leaves one open."""

import time
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import func, select, update

from bot.database.engine import Database
from bot.tenancy.importing.models import Answer, ImportRow, ImportRun, QuestionKind, RunState
from bot.tenancy.importing.services import NoSuchRun
from bot.tenancy.models import ContactPoint, MarkerKind, Person, Stage
from tests.integration.tenancy.office import TODAY, Office
from tests.support.files import line, many, written


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


async def test_a_number_that_the_tenant_replaced_in_the_chat_is_not_brought_back_by_a_file_that_does_not_know(
    office: Office, database: Database
) -> None:
    await office.take(line(Telefoon="0612345678"))
    retired = office.clock()
    async with database.transaction() as session:
        await session.execute(update(ContactPoint).values(retires_at=retired))
        person = await session.scalar(select(Person.id))
        session.add(ContactPoint(id=uuid4(), person_id=person, kind="phone", value="+31600000009", noted_at=retired))
    await office.take(line(Telefoon="0612345678", Fase="herinnering"))
    in_use = select(ContactPoint.value).where(ContactPoint.in_use(office.clock()))
    async with database.transaction() as session:
        assert (await session.scalars(in_use)).all() == ["+31600000009"]
    await office.take(line(Telefoon="0600000009"))
    async with database.transaction() as session:
        assert (await session.scalars(select(ContactPoint.value))).all() == ["+31600000009"]


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
