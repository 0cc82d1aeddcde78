from __future__ import annotations

import pypdfium2
import pytest

from tests.support.extraction import extract
from tests.unit.samples.conftest import Row, Written
from tests.unit.samples.reading import page_texts


def rejected(inbox: Written, reason: str) -> Row:
    return next(row for row in inbox.truth if row["reason"] == reason)


def test_the_payslip_does_not_open_without_its_password(inbox: Written) -> None:
    path = inbox.path(rejected(inbox, "password-required")["file"])

    with pytest.raises(pypdfium2.PdfiumError, match="password"):
        page_texts(path)


def test_the_payslip_opens_with_its_password(inbox: Written) -> None:
    row = rejected(inbox, "password-required")

    (text,) = page_texts(inbox.path(row["file"]), row["password"])

    assert "Entgeltabrechnung März 2026" in text
    assert "3.412,58" in text


def test_the_locked_file_hides_its_text(inbox: Written) -> None:
    content = inbox.path(rejected(inbox, "password-required")["file"]).read_bytes()

    assert b"/Encrypt" in content
    assert b"Entgeltabrechnung" not in content
    assert b"Lindqvist" not in content


def test_the_login_page_is_html_whatever_its_name_says(inbox: Written) -> None:
    row = rejected(inbox, "wrong-type")

    content = inbox.path(row["file"]).read_bytes()

    assert row["file"].endswith(".pdf")
    assert content.startswith(b"<!DOCTYPE html>")
    assert b"%PDF" not in content


def test_the_empty_scan_has_no_bytes(inbox: Written) -> None:
    row = rejected(inbox, "empty-file")

    assert inbox.path(row["file"]).stat().st_size == 0
    assert row["bytes"] == 0


def test_nothing_is_expected_of_files_that_are_refused(inbox: Written) -> None:
    refused = [row for row in inbox.truth if row["outcome"] == "rejected"]

    assert len(refused) == 3
    assert all(row["facts"] == [] for row in refused)


def test_the_joiners_bill_waits_with_both_totals(inbox: Written) -> None:
    row = rejected(inbox, "total-unclear")

    read = extract(inbox.path(row["file"]))
    (text,) = page_texts(inbox.path(row["file"]))
    doubts = [one for one in read.tally.doubts if one.code == row["reason"]] if read.tally else []

    assert row["outcome"] == "needs_review"
    assert [doubt.readings for doubt in doubts] == [row["readings"]] == [["1071.00", "1017.00"]]
    assert "1.071,00" in text
    assert "1.017,00" in text
