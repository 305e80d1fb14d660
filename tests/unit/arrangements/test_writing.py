"""One text, three shapes: the message, a PDF that a screen reader can read, and the calendar."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from bot.arrangements.rules.eligibility import Kind
from bot.arrangements.rules.policy import Breach
from bot.arrangements.rules.schedule import Plan, Term, Wish, arrange, defer
from bot.arrangements.writing.document import Document, Particulars, of_pay_date, of_plan
from bot.arrangements.writing.pdf import as_pdf
from bot.arrangements.writing.texts import all_texts, load_texts
from bot.knowledge import rules as reading
from bot.knowledge.fields import ContentError
from bot.knowledge.loading import load_knowledge
from bot.settings import PROJECT
from tests.support.pdf import structure
from tests.unit.arrangements import published
from tests.unit.arrangements.cases import DEMO, PUBLISHED, TODAY

TEXTS = load_texts(PROJECT / "content")
KNOWLEDGE = load_knowledge(PROJECT / "content")
MADE_AT = datetime(2026, 11, 23, 13, tzinfo=UTC)
RULES = DEMO.arrangement
assert RULES is not None
ABOUT = Particulars(
    corporation="Woonstichting De Linde",
    account="NL02ABNA0123456789 ten name van Woonstichting De Linde",
    phone="088-0000 000",
    hours="maandag tot en met vrijdag van 8.30 tot 17.00 uur",
    number="0012308",
    tenants=("M. Çiçekdağlı", "Ł. van der Żółć"),
    address="Krekelhof 81, 0000 AE Lindestad",
    rent_cents=65_000,
    direct_debit=True,
    reference="R-4K7M2",
    change=0,
    today=TODAY,
    valid_until=TODAY + timedelta(days=7),
)
PLAN = arrange(RULES, Wish(terms=3), 65_000, TODAY, 24)
LETTER = of_plan(TEXTS, PLAN, RULES.breach, ABOUT)


def opened(document: Document) -> PdfReader:
    return PdfReader(io.BytesIO(as_pdf(document, MADE_AT)))


def words(text: str) -> str:
    return " ".join(text.split())


def test_the_pdf_is_tagged_has_a_language_and_a_title() -> None:
    reader = opened(LETTER)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert str(root["/Lang"]).startswith("nl")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert reader.metadata is not None
    assert reader.metadata.title == LETTER.title == "Betalingsregeling R-4K7M2"
    assert b"pdfuaid" in reader.xmp_metadata.stream.get_data()  # type: ignore[union-attr]


def test_a_screen_reader_finds_headings_paragraphs_and_a_table_with_headers() -> None:
    kinds = [kind for kind, _ in structure(opened(LETTER))]
    assert kinds.count("/Table") == 1
    assert kinds.count("/TH") == 5
    assert kinds.count("/TD") == 3 * 5
    assert kinds.count("/TR") == 1 + 3
    headings = [kind for kind in kinds if kind.startswith("/H")]
    assert len([kind for kind in headings if kind in ("/H1", "/H2")]) >= len(LETTER.sections) + 1
    assert "/P" in kinds


def test_the_pdf_says_all_that_the_message_says_and_to_whom() -> None:
    text = words(" ".join(page.extract_text() for page in opened(LETTER).pages))
    for line in (*LETTER.lead, *(line for section in LETTER.sections for line in section.lines)):
        assert words(line) in text
    for cell in (cell for row in LETTER.table.rows for cell in row):  # type: ignore[union-attr]
        assert words(cell) in text
    for name in (*ABOUT.tenants, ABOUT.address, ABOUT.number):
        assert name in text


def test_the_same_document_makes_the_same_file_and_nothing_in_it_is_code() -> None:
    assert as_pdf(LETTER, MADE_AT) == as_pdf(LETTER, MADE_AT)
    wild = replace(LETTER, about=(("Voor", '#panic("x") $x$ *b* @ref <label> // \\'),))
    assert '#panic("x") $x$ *b* @ref <label>' in words(opened(wild).pages[0].extract_text())


def test_the_message_names_every_instalment_and_nobody() -> None:
    message = LETTER.as_message()
    assert message.startswith("Betalingsregeling R-4K7M2\n\nEr staat €\u00a0650,00 open.")
    assert "Termijn 3: €\u00a0216,68, uiterlijk 25 februari 2027. " in message
    assert "Met de huur van €\u00a0650,00 erbij is dat €\u00a0866,68." in message
    for name in (*ABOUT.tenants, ABOUT.address):
        assert name not in message


def test_a_document_survives_being_kept_and_any_change_changes_its_digest() -> None:
    again = Document.from_json(LETTER.to_json())
    assert again == LETTER
    assert again.digest == LETTER.digest
    others = [
        of_plan(TEXTS, arrange(RULES, Wish(terms=4), 65_000, TODAY, 24), RULES.breach, ABOUT),
        of_plan(TEXTS, PLAN, RULES.breach, replace(ABOUT, rent_cents=65_001)),
        of_plan(TEXTS, PLAN, RULES.breach, replace(ABOUT, valid_until=TODAY)),
        of_plan(TEXTS, PLAN, Breach(), ABOUT),
        replace(LETTER, reference="R-4K7M3"),
    ]
    assert len({document.digest for document in (LETTER, *others)}) == len(others) + 1


def test_what_follows_a_miss_is_what_the_policy_says_and_no_more() -> None:
    mild = of_plan(TEXTS, PLAN, RULES.breach, ABOUT).as_message()
    assert "Mis je 2 termijnen, dan kan de afspraak stoppen." in mild
    assert "een medewerker, niet de computer" in mild
    assert "incasso gaan" not in mild
    assert "gemeente" not in mild
    wooninvest = PUBLISHED[published.ALL.index(published.WOONINVEST)].arrangement
    assert wooninvest is not None
    strict = of_plan(TEXTS, PLAN, wooninvest.breach, ABOUT).as_message()
    assert "Dan vragen we je eerst wat er aan de hand is." in strict
    assert "Is het een dag na die vraag nog niet betaald, dan stopt de afspraak vanzelf." in strict
    assert "Gewone huur die niet betaald is, telt mee. Daarover beslist een medewerker, niet de computer." in strict
    patient = wooninvest.breach.model_copy(update={"grace_days": 5})
    assert "Is het 5 dagen na die vraag nog niet betaald" in of_plan(TEXTS, PLAN, patient, ABOUT).as_message()
    assert "We geven dan aan de gemeente door" in strict
    assert "gemeente" not in of_plan(TEXTS, PLAN, wooninvest.breach, replace(ABOUT, objects=True)).as_message()


def test_the_table_that_a_chat_draws_stands_for_the_lines_of_the_message() -> None:
    document = of_plan(TEXTS, PLAN, RULES.breach, ABOUT)
    figure = document.figure
    assert figure is not None
    assert figure["text"] in document.as_message()
    assert len(figure["rows"]) == len(PLAN.terms)
    assert {len(row) for row in figure["rows"]} == {len(figure["columns"])}


def test_a_later_version_is_numbered() -> None:
    assert of_plan(TEXTS, PLAN, RULES.breach, replace(ABOUT, change=2)).title == (
        "Wijziging 2 van betalingsregeling R-4K7M2"
    )


def test_a_deferral_and_a_pay_date_have_a_letter_too() -> None:
    plan = defer(DEMO, date(2026, 12, 10), 65_000, TODAY)
    deferral = of_plan(TEXTS, plan, Breach(), ABOUT)
    assert deferral.lead == ("Er staat €\u00a0650,00 open. Dit bedrag betaal je uiterlijk op 10 december 2026.",)
    pay_date = of_pay_date(TEXTS, 25, date(2026, 12, 1), "een brief van je uitkering", ABOUT)
    assert pay_date.table is None
    assert "Stuur ons ook dit: een brief van je uitkering." in pay_date.as_message()
    for document in (deferral, pay_date):
        assert opened(document).trailer["/Root"]["/MarkInfo"]["/Marked"].value is True


def test_a_long_plan_runs_over_pages_with_its_header_tagged_once() -> None:
    terms = tuple(Term(n, TODAY + timedelta(days=31 * n), 1_000) for n in range(1, 61))
    reader = opened(of_plan(TEXTS, Plan(Kind.ARRANGEMENT, terms), Breach(), ABOUT))
    assert len(reader.pages) > 2
    assert "bladzijde 2 van" in reader.pages[1].extract_text()
    assert [kind for kind, _ in structure(reader)].count("/TH") == 5


@pytest.mark.parametrize(("where", "text"), list(all_texts(TEXTS, DEMO)), ids=lambda value: value[:40])
def test_every_text_is_plain_dutch_without_false_promises(where: str, text: str) -> None:
    assert reading.forbidden_in(text, KNOWLEDGE.forbidden) == []
    assert reading.office_words_in(text, KNOWLEDGE.office_words) == []
    assert reading.readability(text).longest_sentence <= reading.MAX_SENTENCE_WORDS
    assert not {"u", "uw"} & {word.lower() for word in reading.words(text)}


def test_whole_letters_read_easily() -> None:
    for section in LETTER.sections:
        for line in section.lines:
            assert reading.readability(line).mean_sentence <= 16
    whole = reading.readability(" ".join((*LETTER.lead, *(ln for s in LETTER.sections for ln in s.lines))))
    assert whole.mean_sentence <= reading.MAX_MEAN_SENTENCE_WORDS
    assert whole.flesch_douma >= reading.MIN_FLESCH_DOUMA


def test_a_text_with_a_name_that_nobody_fills_in_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "arrangements"
    folder.mkdir()
    (folder / "texts.yml").write_text("texts:\n  - {id: a, text: 'Dag {shoe}'}\nrefusals: []\nnudges: []\n")
    with pytest.raises(ContentError, match="shoe"):
        load_texts(tmp_path)
