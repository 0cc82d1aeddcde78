"""Signs of OFX rows against what their type says."""

from __future__ import annotations

from decimal import Decimal

import pytest
from lifeos.senses.ofx.sense import OfxSense

from tests.support.ofx_texts import HEADER, bank
from tests.support.statements import read_text

SENSE = OfxSense()


def row(kind: str, amount: str, number: int) -> str:
    return (
        f"<STMTTRN><TRNTYPE>{kind}<DTPOSTED>2025031{number}<TRNAMT>{amount}<FITID>{number}"
        "<NAME>Shop</STMTTRN>"
    )


@pytest.mark.parametrize("kinds", [("DEBIT", "CHECK"), ("DEBIT", "OTHER")])
def test_debits_without_a_minus_are_doubted(kinds: tuple[str, str]) -> None:
    rows = "".join(row(kind, "9.50", number) for number, kind in enumerate(kinds))

    statement = read_text(SENSE, HEADER + bank(rows))

    assert statement.doubts == ["sign-ambiguous"]


def test_one_debit_that_was_taken_back_leaves_the_others_as_they_are() -> None:
    rows = row("DEBIT", "-9.50", 1) + row("DEBIT", "9.50", 2) + row("CREDIT", "5.00", 3)

    statement = read_text(SENSE, HEADER + bank(rows))

    assert statement.amounts == [Decimal("-9.50"), Decimal("9.50"), Decimal("5.00")]
    assert statement.doubts == []


@pytest.mark.parametrize("kind", ["DEBIT", "CHECK", "DIRECTDEBIT"])
def test_a_file_without_any_minus_does_not_sign_its_debits(kind: str) -> None:
    rows = row(kind, "9.50", 1) + row("CREDIT", "5.00", 2) + row("CREDIT", "6.00", 3)

    statement = read_text(SENSE, HEADER + bank(rows))

    assert statement.doubts == ["sign-ambiguous"]


def test_credits_alone_need_no_minus() -> None:
    rows = row("CREDIT", "5.00", 1) + row("DEP", "6.00", 2) + row("POS", "7.00", 3)

    statement = read_text(SENSE, HEADER + bank(rows))

    assert statement.doubts == []
