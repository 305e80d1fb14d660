"""Lines of a file, alone and together: what is taken, what is left out, and the reason in Dutch."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.tenancy.importing.gathering import REMARKS_KEPT, Gathering
from bot.tenancy.importing.lines import LeftOut, Line, LineReader
from bot.tenancy.importing.mapping import STANDARD, HeaderError, Mapping, MappingError, load_mapping, plain

AS_OF = date(2026, 11, 23)
HEADER = ["Overeenkomstnummer", "Debiteurnummer", "Achternaam", "Geboortedatum", "Brutohuur", "Boekingsnummer"]
HEADER += ["Bedrag", "Vervaldatum"]
LINE = ["001", "D1", "Wolkenveld", "1980-01-02", "600,00", "B1", "600,00", "01-11-2026"]


def mapping(**changed: Any) -> Mapping:
    told = yaml.safe_load(STANDARD.read_text(encoding="utf-8"))
    return Mapping.model_validate({**told, **changed})


def cells(**changed: str) -> list[str]:
    places = {plain(name): place for place, name in enumerate(HEADER)}
    made = list(LINE)
    for name, value in changed.items():
        made[places[plain(name)]] = value
    return made


def read(line: Sequence[str], header: Sequence[str] = HEADER, **changed: Any) -> Line:
    return LineReader(mapping(**changed), header, AS_OF).read(2, line)


def reasons(line: Sequence[str], header: Sequence[str] = HEADER, **changed: Any) -> str:
    with pytest.raises(LeftOut) as left_out:
        read(line, header, **changed)
    return str(left_out.value)


def gather(*lines: Sequence[str], header: Sequence[str] = HEADER) -> tuple[Gathering, list[Line]]:
    gathering = Gathering()
    taken = list(gathering.sift(LineReader(mapping(), header, AS_OF), enumerate(lines, 2)))
    return gathering, taken


def more(**columns: str) -> tuple[list[str], list[str]]:
    """A line with columns beside the usual ones, and its header."""
    return [*LINE, *columns.values()], [*HEADER, *(name.replace("_", " ") for name in columns)]


def test_a_good_line_tells_of_the_tenancy_and_the_booking() -> None:
    line = read(LINE)
    assert (line.tenancy.contract, line.tenancy.person, line.tenancy.who[2]) == ("001", "D1", "Wolkenveld")
    assert line.booking is not None
    assert (line.booking.key, line.booking.kind, line.booking.amount_cents) == ("B1", "rent", 60_000)


def test_all_that_is_wrong_with_a_line_is_told_at_once() -> None:
    told = reasons(cells(Achternaam="", Brutohuur="veel", Vervaldatum="31-02-2026"))
    assert "Achternaam is leeg" in told
    assert "Brutohuur 'veel' is geen bedrag" in told
    assert "'31-02-2026' is geen datum" in told


def test_a_line_with_too_few_fields_is_not_guessed_at() -> None:
    assert reasons(LINE[:-1]) == "er zijn 7 velden in plaats van 8"


def test_a_line_without_amount_and_day_tells_of_the_tenancy_only() -> None:
    assert read(cells(Bedrag="", Vervaldatum="")).booking is None
    assert reasons(cells(Bedrag="")) == "Bedrag is leeg"


def test_without_a_booking_number_kind_day_and_reference_make_the_key() -> None:
    line, header = more(Betalingskenmerk="K7")
    line[HEADER.index("Boekingsnummer")] = ""
    booking = read(line, header).booking
    assert booking is not None
    assert booking.key == "rent/2026-11-01/K7"


def test_what_is_open_of_a_booking_leaves_the_rest_settled() -> None:
    line, header = more(Openstaand="150,25")
    booking = read(line, header).booking
    assert booking is not None
    assert (booking.amount_cents, booking.settled_cents) == (60_000, 44_975)
    assert "meer dan het bedrag" in reasons(*more(Openstaand="600,01"))


def test_in_a_whole_ledger_a_column_with_what_is_open_counts_nothing_twice() -> None:
    booking = read(*more(Openstaand="150,25"), contents="ledger").booking
    assert booking is not None
    assert booking.settled_cents == 0


def test_a_payment_stands_below_zero_or_is_called_one() -> None:
    payment = read(cells(Bedrag="-600,00")).booking
    assert payment is not None
    assert payment.kind == "payment"
    assert "past niet bij deze boekingsoort" in reasons(*more(Boekingsoort="ONT"))
    called = read(*more(Boekingsoort="ONT"), signs="by_kind").booking
    assert called is not None
    assert called.amount_cents == -60_000


def test_a_payment_may_name_the_booking_that_it_is_for() -> None:
    line, header = more(Bij_boeking="B0")
    line[HEADER.index("Bedrag")] = "-600,00"
    booking = read(line, header).booking
    assert booking is not None
    assert booking.key == "B0::B1"
    assert "bevat '::'" in reasons(cells(Boekingsnummer="B0::B1"))


def test_a_value_that_the_mapping_does_not_know_is_refused() -> None:
    assert "'maybe' is geen bekende waarde" in reasons(*more(Bewindvoering="maybe"))
    assert "'verzonnen' is geen bekende waarde" in reasons(*more(Fase="verzonnen"))


def test_a_marker_is_told_set_denied_or_not_at_all() -> None:
    line, header = more(Bewindvoering="Ja", Contact_bewindvoerder="Kantoor X", Wsnp="nee", Deurwaarder="")
    told = json.loads(read(line, header).tenancy.markers)
    assert told == {"administrator": "Kantoor X", "wsnp": None}


def test_a_wrong_phone_number_is_noted_and_the_line_is_taken() -> None:
    line, header = more(Telefoon="hond")
    gathering, taken = gather(line, header=header)
    assert taken[0].tenancy.phone is None
    assert str(gathering.remarks[0]) == "Regel 2: Telefoon 'hond' is geen telefoonnummer; niet overgenomen"


def test_a_due_date_far_ahead_is_a_slip() -> None:
    assert "te ver vooruit" in reasons(cells(Vervaldatum="01-11-2062"))


def test_the_same_line_twice_counts_once_and_is_told() -> None:
    gathering, taken = gather(LINE, LINE)
    assert len(taken) == 1
    assert "staat er dubbel in, zie regel 2" in str(gathering.remarks[0])


def test_two_amounts_for_one_booking_are_both_left_out() -> None:
    gathering, _ = gather(LINE, cells(Bedrag="700,00"), cells(Bedrag="800,00"))
    assert gathering.withdrawn == {("001", "B1")}
    assert gathering.unsure == {"001"}
    assert gathering.counts["left_out"] == 3
    assert [remark.line for remark in gathering.remarks] == [3, 2, 4]


def test_a_debtor_with_two_names_is_never_mixed_up() -> None:
    gathering, taken = gather(LINE, cells(Achternaam="Ander", Boekingsnummer="B2"))
    assert len(taken) == 1
    assert "andere naam of geboortedatum dan op regel 2" in str(gathering.remarks[0])


def test_a_co_tenants_line_may_repeat_the_booking() -> None:
    gathering, taken = gather(LINE, cells(Debiteurnummer="D2", Achternaam="Ander"))
    assert [line.tenancy.person for line in taken] == ["D1", "D2"]
    assert gathering.remarks == []


def test_another_rent_on_a_later_line_is_told_and_the_first_counts() -> None:
    gathering, _ = gather(LINE, cells(Brutohuur="650,00", Boekingsnummer="B2"))
    assert "regel 2 telt" in str(gathering.remarks[0])


def test_a_line_of_nobody_makes_blind_for_what_is_gone() -> None:
    gathering, _ = gather(LINE, cells(Overeenkomstnummer=""))
    assert gathering.blind


def test_a_line_after_a_wrong_one_is_read_afresh() -> None:
    gathering, taken = gather(cells(Brutohuur="x"), cells(Brutohuur="x", Boekingsnummer="B2"), LINE)
    assert gathering.counts["left_out"] == 2
    assert len(taken) == 1


def test_remarks_are_all_counted_and_the_first_are_kept() -> None:
    gathering, _ = gather(*[LINE] * (REMARKS_KEPT + 5))
    assert (len(gathering.remarks), gathering.counts["remarks"]) == (REMARKS_KEPT, REMARKS_KEPT + 4)


# ── the mapping ───────────────────────────────────────────────────────────────────────────────────


def test_columns_are_found_whatever_their_capitals_spaces_and_underscores() -> None:
    header = ["OVEREENKOMST_NUMMER", "achternaam ", "Bruto Huur", "bedrag", "Verval datum"]
    assert set(mapping().places(header)) == {"contract", "surname", "rent", "amount", "due_on"}


def test_missing_columns_are_named_with_what_is_there() -> None:
    with pytest.raises(HeaderError, match=r"ontbreekt: 'Achternaam' of 'Naam'.*Er staat: 'Nummer', 'Iets'"):
        mapping(columns={"contract": "Nummer", "surname": ["Achternaam", "Naam"], "rent": "Huur", "amount": "Bedrag",
                         "due_on": "Dag"}).places(["Nummer", "Iets"])  # fmt: skip


def test_two_columns_with_one_meaning_are_refused() -> None:
    with pytest.raises(HeaderError, match="betekenen hetzelfde"):
        mapping().places([*HEADER, "Contractnummer"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("contents: alles", "contents"),
        ("columns: {verzonnen: [X]}", "verzonnen"),
        ("columns: {contract: [X], rent: [X]}", "complete: ontbreekt"),
        (": [", "niet te lezen"),
    ],
)
def test_a_mistake_in_the_mapping_is_told_in_dutch(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "import.yml").write_text(text, encoding="utf-8")
    with pytest.raises(MappingError, match=told):
        load_mapping(tmp_path)


def test_the_corporations_own_mapping_goes_before_the_standard_one(tmp_path: Path) -> None:
    assert load_mapping(tmp_path) == load_mapping(STANDARD.parent)
    own = STANDARD.read_text(encoding="utf-8").replace("complete: true", "complete: false")
    (tmp_path / "import.yml").write_text(own, encoding="utf-8")
    assert not load_mapping(tmp_path).complete


def test_a_value_cannot_mean_yes_and_no() -> None:
    with pytest.raises(ValueError, match="betekent ja én nee: j"):
        mapping(values={"yes": ["ja", "J"], "no": ["nee", "j"]})
