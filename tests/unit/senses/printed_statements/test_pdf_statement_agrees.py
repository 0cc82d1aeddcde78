"""The same rows from paper, CSV, OFX and CAMT are the same facts, and real papers read right."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from lifeos.senses.csv.sense import CsvStatement
from lifeos.senses.models import FactDraft
from lifeos.senses.ofx.sense import OfxSense
from lifeos.senses.pdf.sense import Pdf

from samples.generate import generate
from tests.support.extraction import Extraction, extract
from tests.support.printed import Ledger, ledger
from tests.support.printed_drawing import draw
from tests.support.printed_layouts import BY_NAME
from tests.support.readings import read_all, source_of
from tests.support.real_files import entries, path_of

IBAN = "DE89370400440532013000"


def booked(facts: list[FactDraft]) -> Counter[tuple[str, ...]]:
    return Counter(fact.identity for fact in facts if fact.kind == "transaction")


def as_csv(truth: Ledger) -> bytes:
    lines = ["IBAN;Buchungstag;Verwendungszweck;Betrag;Währung"]
    for row in truth.rows:
        amount = str(row.amount).replace(".", ",")
        lines.append(f"{IBAN};{row.booked:%d.%m.%Y};{' '.join(row.words)};{amount};EUR")
    return "\n".join(lines).encode()


def as_ofx(truth: Ledger) -> bytes:
    rows = "".join(
        f"<STMTTRN><TRNTYPE>OTHER<DTPOSTED>{row.booked:%Y%m%d}<TRNAMT>{row.amount}"
        f"<FITID>{at}<NAME>{row.words[0]}<MEMO>{' '.join(row.words[1:])}</STMTTRN>\n"
        for at, row in enumerate(truth.rows)
    )
    return (
        "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:USASCII\nCHARSET:1252\n\n"
        "<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS></SONRS>"
        "</SIGNONMSGSRSV1><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM>"
        f"<BANKID>37040044<ACCTID>{IBAN}<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>"
        f"{rows}</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
    ).encode()


def test_paper_csv_and_ofx_give_each_row_one_identity(tmp_path: Path) -> None:
    truth = ledger(30)

    paper = read_all(Pdf(), source_of(tmp_path, draw(BY_NAME["de_soll_haben"], truth)))
    csv = read_all(CsvStatement(), source_of(tmp_path, as_csv(truth)))
    ofx = read_all(OfxSense(), source_of(tmp_path, as_ofx(truth)))

    assert booked(paper.facts) == booked(csv.facts) == booked(ofx.facts)
    assert len(booked(paper.facts)) == 30


def test_overlapping_papers_add_each_row_once_and_keep_twins(tmp_path: Path) -> None:
    truth = ledger(30)
    pairs = pairwise(truth.rows)
    begin = next(at for at, (a, b) in enumerate(pairs, 1) if at > 9 and a.booked != b.booked)
    first = replace(truth, rows=truth.rows[:20])
    opening = truth.opening + sum((row.amount for row in truth.rows[:begin]), Decimal(0))
    second = replace(truth, opening=opening, rows=truth.rows[begin:])

    layout = BY_NAME["es_newest"]
    early = read_all(Pdf(), source_of(tmp_path, draw(layout, first)))
    late = read_all(Pdf(), source_of(tmp_path, draw(layout, second)))

    assert (booked(early.facts) | booked(late.facts)).total() == 30


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    generate(folder)
    return folder / "inbox" / "Bank"


def test_the_printed_month_of_the_sample_is_the_exported_one(inbox: Path) -> None:
    paper = extract(inbox / "Rekeningafschrift 2026-02.pdf")
    csv = extract(next(inbox.glob("*_01-02-2026_28-02-2026.csv")))

    assert booked(paper.facts) == booked(csv.facts)
    assert len(paper.rows) == 27
    assert paper.doubts == []


def _real(name: str) -> Extraction:
    entry = next((e for e in entries("pdf") if e["file"] == name), {"file": name})
    return extract(path_of(entry))


@pytest.mark.real_files
def test_a_real_statement_with_merged_days_is_read_row_by_row() -> None:
    result = _real("bank_pdf/textract_mergecell_statement.pdf")

    amounts = [row.amount for row in result.rows if row.amount is not None]
    days = [fact.occurred.start for fact in result.rows]
    assert (len(amounts), sum(amounts)) == (11, Decimal("1494.95"))
    assert (min(days), max(days)) == (date(2022, 2, 1), date(2022, 2, 4))
    assert {row.currency for row in result.rows} == {"USD"}
    assert set(result.doubts) == {"balance-differs", "sum-differs"}


@pytest.mark.real_files
def test_no_other_real_paper_becomes_a_statement() -> None:
    for entry in entries("pdf"):
        if entry["valid"] and not entry["file"].startswith("bank_pdf/"):
            result = extract(path_of(entry))
            assert result.rows == [], entry["file"]
            assert result.tally is None or result.tally.document_kind != "bank_statement"
