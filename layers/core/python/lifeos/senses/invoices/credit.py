"""The sign of a credit note: what comes back to the person is negative, however it is printed.

Some papers print what they give back with a minus, some without, some both; EN 16931 states it
without. The sum of a person's bills is only right where all are stored alike.
"""

from __future__ import annotations

from decimal import Decimal

from lifeos.contracts.facts import InvoiceData, InvoiceItem, TaxLine

_GIVEN_BACK = ("net", "tax", "total", "amount_due")
_TURNED = ("allowances", "charges", "prepaid")


def credited(contents: InvoiceData) -> InvoiceData:
    """The same paper with what it gives back negative; a bill or receipt as it is.

    Rows of a paper whose total is printed without a minus are turned, so that one printed
    against the others (a fee that is kept) still opposes them.
    """
    total = contents.total if contents.total is not None else contents.amount_due
    if contents.kind != "credit_note" or total is None or total <= 0:
        return contents
    amounts = {name: _back(getattr(contents, name)) for name in _GIVEN_BACK}
    amounts |= {name: _turned(getattr(contents, name)) for name in _TURNED}
    lines = [_line(line) for line in contents.tax_lines]
    items = contents.items if _are_back(contents) else [_item(item) for item in contents.items]
    return contents.model_copy(update={**amounts, "tax_lines": lines, "items": items})


def _are_back(contents: InvoiceData) -> bool:
    """Whether the rows already carry a minus that the total lacks."""
    return sum((item.amount for item in contents.items), Decimal(0)) < 0


def _back(amount: Decimal | None) -> Decimal | None:
    return -abs(amount) if amount else amount


def _turned(amount: Decimal | None) -> Decimal | None:
    return -amount if amount else amount


def _line(line: TaxLine) -> TaxLine:
    return line.model_copy(update={"base": _back(line.base), "tax": _back(line.tax)})


def _item(item: InvoiceItem) -> InvoiceItem:
    """A row taken back: its price stays, its quantity and amount turn."""
    turned = {"quantity": _turned(item.quantity), "amount": _turned(item.amount)}
    return item.model_copy(update=turned)
