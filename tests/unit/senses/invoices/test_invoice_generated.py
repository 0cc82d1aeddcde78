"""48 drawn bills, eight languages in six layouts: every field of every one."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from lifeos.contracts.facts import InvoiceData
from lifeos.senses.models import FactDraft

from tests.support.bills import BillCase, cases, draw
from tests.support.extraction import extract

_CASES = list(cases())


def _name(case: BillCase) -> str:
    return case.name


@pytest.fixture(params=_CASES, ids=_name)
def case(request: pytest.FixtureRequest) -> BillCase:
    """One drawn bill's truth."""
    chosen: BillCase = request.param
    return chosen


@pytest.fixture
def fact(case: BillCase, tmp_path: Path) -> FactDraft:
    """What is read from it."""
    result = extract(draw(case, tmp_path))
    assert result.doubts == []
    return result.facts[0]


def _booked(case: BillCase, amount: Decimal) -> Decimal:
    """What a credit note gives back is negative."""
    return -amount if case.kind == "credit_note" else amount


def test_a_bill_is_read_whole(case: BillCase, fact: FactDraft) -> None:
    bill = fact.data
    assert isinstance(bill, InvoiceData)

    read = (bill.kind, bill.issuer, bill.number, bill.issued_on, bill.total, fact.currency)

    assert read == (
        case.kind, case.company.name, case.number, case.issued, _booked(case, case.total),
        case.currency,
    )  # fmt: skip


def test_net_and_tax_add_up(case: BillCase, fact: FactDraft) -> None:
    bill = fact.data
    assert isinstance(bill, InvoiceData)

    assert (bill.net, bill.tax) == (
        _booked(case, case.net),
        _booked(case, case.total - case.net),
    )
    assert bill.vat_id == case.company.vat_id.replace(" ", "")


def test_due_day_and_account_are_read_where_the_layout_has_them(
    case: BillCase, fact: FactDraft
) -> None:
    bill = fact.data
    assert isinstance(bill, InvoiceData)
    printed = case.layout != "ticket"

    assert bill.due_on == (case.due if printed else None)
    assert bill.iban == (case.iban if printed else None)


def test_items_are_read_where_the_layout_heads_them(case: BillCase, fact: FactDraft) -> None:
    bill = fact.data
    assert isinstance(bill, InvoiceData)
    if case.layout == "ticket":
        assert bill.items == []
        return

    assert [(item.quantity, item.amount) for item in bill.items] == [
        (_booked(case, Decimal(count)), _booked(case, count * each)) for count, each in case.prices
    ]


def test_every_evidence_lies_on_the_page_and_shows_its_text(
    case: BillCase, fact: FactDraft
) -> None:
    for entry in fact.evidence:
        assert entry.box is not None
        assert 0 <= entry.box.x0 < entry.box.x1 <= 596
        assert 0 <= entry.box.y0 < entry.box.y1 <= 842
        assert entry.snippet


def test_the_amounts_evidence_is_the_amount_as_printed(case: BillCase, fact: FactDraft) -> None:
    snippets = {entry.field: entry.snippet for entry in fact.evidence}

    printed = case.money(case.total).replace("\u00a0", " ").replace("\u202f", " ")
    assert printed in snippets["amount"].replace("\u00a0", " ").replace("\u202f", " ")
