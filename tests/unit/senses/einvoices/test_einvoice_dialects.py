"""Sums of unrounded lines, days with a time, and what makes a credit note."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifeos.contracts.facts import InvoiceData
from lifeos.senses.einvoices.sense import EInvoiceSense

from tests.support.einvoice_cii import cii
from tests.support.einvoices import Item, Stated, ubl
from tests.support.readings import Read, read_all, source_of


def _read(folder: Path, text: str) -> Read:
    return read_all(EInvoiceSense(), source_of(folder, text.encode(), "invoice.xml"))


def _invoice(found: Read) -> InvoiceData:
    (fact,) = found.facts
    assert isinstance(fact.data, InvoiceData)
    return fact.data


def _of_lines(amounts: list[Decimal], line_sum: Decimal) -> Stated:
    """An invoice without tax over lines of any precision."""
    figures = dict.fromkeys(("line_sum", "net", "total", "amount_due"), f"{line_sum}")
    return replace(
        Stated(allowance="0", charge="0", prepaid="0", tax="0", taxes=(("0", f"{line_sum}", "0"),)),
        items=tuple(Item("Power", "1", f"{amount}", f"{amount}") for amount in amounts),
        line_sum=figures["line_sum"], net=figures["net"], total=figures["total"],
        amount_due=figures["amount_due"],
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    amounts=st.lists(st.decimals("0.0001", "999", places=4), min_size=1, max_size=5),
    off=st.sampled_from(["0.01", "-0.01", "0.10", "1"]),
)
def test_unrounded_lines_give_the_rounded_sum_and_no_other(
    tmp_path_factory: pytest.TempPathFactory, amounts: list[Decimal], off: str
) -> None:
    exact = sum(amounts, Decimal(0))
    cents = (exact * 100 + Decimal("0.5")).to_integral_value("ROUND_FLOOR") / 100
    folder = tmp_path_factory.mktemp("invoice")

    right = _read(folder, ubl(_of_lines(amounts, cents)))
    wrong = _read(folder, ubl(_of_lines(amounts, cents + Decimal(off))))

    assert right.tally.doubts == []
    assert [doubt.code for doubt in wrong.tally.doubts] == ["invoice-arithmetic"]


@pytest.mark.parametrize("written", ["202503141530", "20250314153000", "20250314"])
def test_a_time_behind_the_day_does_not_hide_it(tmp_path: Path, written: str) -> None:
    content = cii(Stated()).replace("20250314", written)

    found = _read(tmp_path, content)

    assert _invoice(found).issued_on == date(2025, 3, 14)


@pytest.mark.parametrize("written", ["2025031", "202503141", "2025031415300", "20251314"])
def test_a_day_that_is_none_is_said_to_be_unreadable(tmp_path: Path, written: str) -> None:
    found = _read(tmp_path, cii(Stated()).replace("20250314", written))

    assert _invoice(found).issued_on is None
    assert "value-unreadable" in {doubt.code for doubt in found.tally.doubts}


@pytest.mark.parametrize("code", ["381", "380", "07", "NC"])
def test_a_credit_note_by_its_root_is_one_whatever_its_type(tmp_path: Path, code: str) -> None:
    found = _read(tmp_path, ubl(Stated(code=code), credit_note=True))

    assert _invoice(found).kind == "credit_note"
    assert _invoice(found).total == Decimal("-354.50")


@pytest.mark.parametrize(("code", "kind"), [("381", "credit_note"), ("384", "invoice")])
def test_an_invoice_by_its_root_is_what_its_type_says(tmp_path: Path, code: str, kind: str) -> None:
    found = _read(tmp_path, ubl(Stated(code=code)))

    assert _invoice(found).kind == kind


@pytest.mark.parametrize(("status", "counts"), [("GROUP", False), ("INFORMATION", False),
                                                ("DETAIL", True), (None, True)])  # fmt: skip
def test_a_line_that_sums_up_others_is_not_billed_again(
    tmp_path: Path, status: str | None, *, counts: bool
) -> None:
    code = f"<ram:LineStatusReasonCode>{status}</ram:LineStatusReasonCode>" if status else ""
    head = f"<ram:AssociatedDocumentLineDocument>{code}</ram:AssociatedDocumentLineDocument>"
    line = "<ram:IncludedSupplyChainTradeLineItem>"
    extra = Item("Kit of both", "1", "300.00", "300.00")
    stated = replace(Stated(), items=(extra, *Stated().items))

    found = _read(tmp_path, cii(stated).replace(line, line + head, 1))

    assert len(_invoice(found).items) == (3 if counts else 2)
    assert [doubt.code for doubt in found.tally.doubts] == ["invoice-arithmetic"] * counts
