from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from lifeos.contracts.facts import DocumentData, InvoiceData
from lifeos.errors import RejectedError
from lifeos.senses.models import FactDraft, Head, Page, Tally
from lifeos.senses.pdf import sense as pdf
from lifeos.senses.pdf.sense import Pdf
from lifeos.senses.registry import named, pick
from pypdf import PdfReader, PdfWriter

from tests.support.bills import Page as Sheet
from tests.support.bills import cases, draw, draw_long
from tests.support.extraction import Extraction, extract, source_of


@pytest.fixture
def bill(tmp_path: Path) -> Path:
    """A drawn bill of one page."""
    return draw(next(cases()), tmp_path)


def _letter(folder: Path, *lines: str) -> Path:
    path = folder / "letter.pdf"
    sheet = Sheet(path)
    for index, line in enumerate(lines):
        sheet.text(60, 80 + 15 * index, line)
    sheet.save()
    return path


def _locked(path: Path, user_password: str) -> Path:
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.encrypt(user_password, "owner", algorithm="AES-256")
    locked = path.with_name("locked.pdf")
    writer.write(locked)
    return locked


def _reason(path: Path) -> tuple[str, str]:
    with pytest.raises(RejectedError) as refused:
        Pdf().check(source_of(path))
    return refused.value.reason, refused.value.detail


def _fact(result: Extraction) -> FactDraft:
    (fact,) = result.facts
    return fact


@pytest.mark.parametrize(
    ("first_bytes", "score"),
    [
        (b"%PDF-1.7\n", 1.0),
        (b"\x00\x00%PDF-1.4", 0.9),
        (b"junk\n" * 20 + b"%PDF-1.4", 0.9),
        (b"PK\x03\x04", 0.0),
        (b"", 0.0),
        (b"<html>%PDF", 0.0),
    ],
)
def test_a_pdf_is_known_by_its_bytes(first_bytes: bytes, score: float) -> None:
    head = Head(first_bytes, "photo.jpg", "image/jpeg", len(first_bytes))

    assert Pdf().score(head) == score


def test_the_registry_picks_it_and_finds_it_by_name(bill: Path) -> None:
    head = Head(bill.read_bytes()[:1024], "x.bin", "application/octet-stream", 1)

    picked = pick(head)

    assert picked is not None
    assert picked.name == "pdf"
    assert named("pdf").version == 1


def test_a_password_is_asked_to_be_removed(bill: Path) -> None:
    assert _reason(_locked(bill, "secret")) == (
        "password-required",
        "This PDF is protected by a password. Remove the password and upload it again.",
    )


def test_an_empty_password_is_no_hindrance(bill: Path) -> None:
    result = extract(_locked(bill, ""))

    assert result.rejected is None
    assert _fact(result).kind == "invoice"


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"")

    assert _reason(tmp_path / "a.pdf") == ("empty-file", "This file is empty.")


def test_a_file_that_is_no_pdf_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"<html></html>")

    assert _reason(tmp_path / "a.pdf")[0] == "damaged"


def test_a_file_cut_off_is_refused_as_truncated(bill: Path) -> None:
    cut = bill.with_name("cut.pdf")
    cut.write_bytes(bill.read_bytes()[:600])

    assert _reason(cut) == (
        "truncated",
        "This PDF is cut off before its end. Upload it again in full.",
    )


def test_noise_with_header_and_end_is_refused_as_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4\n" + b"\x01\x02noise" * 50 + b"\nstartxref\n0\n%%EOF\n")

    assert _reason(path) == ("damaged", "This PDF is damaged and cannot be read.")


def test_a_check_of_a_good_file_says_nothing(bill: Path) -> None:
    Pdf().check(source_of(bill))


def test_pages_come_first_then_the_fact_then_one_tally(bill: Path) -> None:
    readings = list(Pdf().read(source_of(bill)))

    assert [type(reading) for reading in readings] == [Page, FactDraft, Tally]


def test_bytes_before_the_header_do_not_matter(bill: Path) -> None:
    shifted = bill.with_name("shifted.pdf")
    shifted.write_bytes(b"\x00" * 10 + bill.read_bytes())

    assert _fact(extract(shifted)).kind == "invoice"


def test_a_missing_end_is_read_and_doubted(tmp_path: Path) -> None:
    long = draw_long(tmp_path, 5)
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(long.read_bytes()[:-8])

    result = extract(cut)

    assert len(result.pages) == 5
    assert result.doubts == ["end-missing"]


def test_a_long_document_keeps_the_text_of_every_page(tmp_path: Path) -> None:
    result = extract(draw_long(tmp_path, 40))

    assert [page.number for page in result.pages] == list(range(1, 41))
    assert all("General conditions" in page.text for page in result.pages)
    assert result.tally is not None
    assert (result.tally.found_count, result.tally.declared_count) == (40, 40)


def test_a_page_without_text_is_a_document_in_doubt(tmp_path: Path) -> None:
    result = extract(_letter(tmp_path, " "))

    fact = _fact(result)
    assert isinstance(fact.data, DocumentData)
    assert result.doubts == ["no-text-layer"]


def test_a_letter_is_a_document_with_sender_and_date(tmp_path: Path) -> None:
    path = _letter(
        tmp_path,
        "Nordwind Versicherung AG",
        "www.nordwind-versicherung.de",
        "",
        "Hamburg, den 3. März 2024",
        "",
        "Sehr geehrte Frau Vogel,",
        "Ihr Vertrag ist verlängert.",
        "Mit freundlichen Grüßen",
    )

    fact = _fact(extract(path))

    assert fact.domain == "documents"
    assert fact.data == DocumentData(
        document_kind="letter",
        issuer="Nordwind Versicherung AG",
        dated_on=date(2024, 3, 3),
        pages=1,
    )
    assert fact.occurred.start == date(2024, 3, 3)
    assert {entry.field for entry in fact.evidence} == {"title", "issuer", "dated_on"}


def test_a_document_without_a_date_is_dated_by_its_file_with_uncertainty(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(_letter(tmp_path, "Manual")))
    writer.add_metadata({"/CreationDate": "D:20240325120000Z"})
    writer.write(tmp_path / "dated.pdf")

    occurred = _fact(extract(tmp_path / "dated.pdf")).occurred

    assert occurred.start == date(2024, 3, 25)
    assert occurred.uncertainty_days > 0


@pytest.mark.parametrize(
    "title",
    [
        "Order confirmation",
        "Auftragsbestätigung",
        "Angebot",
        "Devis",
        "Proforma invoice",
        "Bank statement",
        "Kontoauszug",
        "Gehaltsabrechnung",
        "Zahlungserinnerung",
        "Lieferschein",
    ],
)
def test_other_papers_with_amounts_are_no_bills(tmp_path: Path, title: str) -> None:
    path = tmp_path / "other.pdf"
    sheet = Sheet(path)
    sheet.text(60, 60, "Nordwind Handel GmbH", size=9)
    sheet.text(60, 120, title, size=18, bold=True)
    sheet.text(60, 150, "Rechnungsadresse: Katharina Vogel")
    sheet.text(60, 170, "Date: 25 March 2024")
    for index, (label, value) in enumerate(
        (("Netto", "100,00 €"), ("MwSt. 19%", "19,00 €"), ("Gesamtbetrag", "119,00 €"))
    ):
        sheet.text(60, 220 + 15 * index, label)
        sheet.right(500, 220 + 15 * index, value)
    sheet.save()

    assert _fact(extract(path)).kind == "document"


def test_a_bill_read_twice_from_different_files_is_the_same_fact(bill: Path) -> None:
    copy = bill.with_name("copy.pdf")
    copy.write_bytes(b"\x00" + bill.read_bytes())

    first, second = _fact(extract(bill)), _fact(extract(copy))

    assert first.identity == second.identity
    assert isinstance(first.data, InvoiceData)
    assert first.data.number in first.identity


def test_a_bill_over_two_pages_has_its_total_from_the_second(tmp_path: Path) -> None:
    path = tmp_path / "two.pdf"
    sheet = Sheet(path)
    sheet.text(60, 60, "Rechnung RE-17 vom 25.03.2024", size=16)
    sheet.turn()
    for index, (label, value) in enumerate(
        (("Summe netto", "100,00 €"), ("MwSt. 19%", "19,00 €"), ("Gesamtbetrag", "119,00 €"))
    ):
        sheet.text(60, 100 + 15 * index, label)
        sheet.right(500, 100 + 15 * index, value)
    sheet.save()

    fact = _fact(extract(path))

    assert str(fact.amount) == "119.00"
    assert {entry.page for entry in fact.evidence if entry.field == "total"} == {2}


def test_text_from_a_file_holds_nothing_a_database_refuses(tmp_path: Path) -> None:
    result = extract(_letter(tmp_path, "A letter with a \x00 sign"))

    assert all("\x00" not in page.text for page in result.pages)


def test_warnings_and_sentences_carry_no_content_of_the_file(tmp_path: Path) -> None:
    result = extract(_letter(tmp_path, "Invoice 4711", "Invoice date: 03/04/2024", "Total 12.00"))

    assert result.tally is not None
    assert result.tally.doubts
    assert all("4711" not in doubt.detail for doubt in result.tally.doubts)


def test_a_page_of_very_many_words_is_kept_for_search_and_not_read_closely(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "CLOSE_WORDS", 3)
    path = _letter(tmp_path, "Invoice 4711 of many words", "Total 12.00")

    result = extract(path)

    assert "4711" in result.pages[0].text
    assert _fact(result).kind == "document"
