"""Investment statements keep what moves cash and name what was not read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from lifeos.senses.ofx.sense import OfxSense

from tests.support.ofx_texts import ROW, invest
from tests.support.statements import read_text, transaction

SENSE = OfxSense()


def test_cash_of_an_investment_account_is_kept_and_trades_are_named() -> None:
    dividend = (
        "<INCOME><INVTRAN><FITID>9<DTTRADE>20250311<DTSETTLE>20250312<MEMO>ACME dividend</INVTRAN>"
        "<SECID><UNIQUEID>1</SECID><INCOMETYPE>DIV<TOTAL>4.20<SUBACCTFUND>CASH</INCOME>"
    )
    trade = "<BUYSTOCK><INVBUY><UNITS>1<TOTAL>-9</INVBUY></BUYSTOCK>"
    deposit = f"<INVBANKTRAN>{ROW}<SUBACCTFUND>CASH</INVBANKTRAN>"

    statement = read_text(
        SENSE, invest(dividend + trade + deposit, "<POSSTOCK><UNITS>1</POSSTOCK>")
    )

    assert statement.amounts == [Decimal("4.20"), Decimal("-12.50")]
    assert transaction(statement.rows[0]).value_on == date(2025, 3, 12)
    assert statement.doubts == ["not-read"]
    assert "1 BUYSTOCK" in statement.tally.doubts[0].detail
    assert statement.tally.title.endswith("1 positions not read")


def _trade(tag: str, total: str, fund: str = "CASH") -> str:
    inner = "INVBUY" if tag.startswith("BUY") else "INVSELL"
    dated = "<INVTRAN><FITID>8<DTTRADE>20250311<DTSETTLE>20250313<MEMO>ACME</INVTRAN>"
    return (
        f"<{tag}><{inner}>{dated}<SECID><UNIQUEID>1</SECID><UNITS>3<UNITPRICE>40<TOTAL>{total}"
        f"<SUBACCTSEC>CASH<SUBACCTFUND>{fund}</{inner}></{tag}>"
    )


@pytest.mark.parametrize(
    ("tag", "total"), [("BUYMF", "-120.95"), ("BUYSTOCK", "-1"), ("SELLOPT", "80.10")]
)
def test_what_a_trade_costs_or_brings_is_a_row_and_its_securities_are_not_read(
    tag: str, total: str
) -> None:
    statement = read_text(SENSE, invest(_trade(tag, total)))

    row = transaction(statement.rows[0])
    assert statement.amounts == [Decimal(total)]
    assert (row.booked_on, row.value_on) == (date(2025, 3, 11), date(2025, 3, 13))
    assert statement.doubts == ["not-read"]
    assert f"1 {tag}" in statement.tally.doubts[0].detail


def test_a_trade_paid_from_elsewhere_moves_no_cash_of_the_account() -> None:
    statement = read_text(SENSE, invest(_trade("BUYMF", "-120.95", fund="OTHER")))

    assert (statement.amounts, statement.doubts) == ([], ["not-read"])


@pytest.mark.parametrize(("tag", "total"), [("BUYSTOCK", "120.95"), ("SELLMF", "-80")])
def test_a_trade_with_the_wrong_sign_is_not_believed(tag: str, total: str) -> None:
    statement = read_text(SENSE, invest(_trade(tag, total)))

    assert statement.doubts == ["sign-ambiguous", "not-read"]


def test_a_trade_without_an_amount_is_a_row_that_is_missed() -> None:
    statement = read_text(SENSE, invest(_trade("BUYSTOCK", "") + _trade("SELLMF", "5")))

    assert {"row-unreadable", "count-differs"} <= set(statement.doubts)


def test_an_expense_without_a_minus_is_not_believed() -> None:
    fee = "<INVEXPENSE><INVTRAN><FITID>9<DTTRADE>20250311</INVTRAN><TOTAL>2.00</INVEXPENSE>"

    statement = read_text(SENSE, invest(fee))

    assert statement.doubts == ["sign-ambiguous"]
