"""Which function draws which layout."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from samples.bill import Bill
from samples.layouts import (
    banner,
    din_letter,
    facture,
    folio,
    plain,
    practice,
    roll,
    settlement,
    summary,
    workshop,
)

LAYOUTS: Final[dict[str, Callable[[Bill], bytes]]] = {
    "banner": banner.draw,
    "din_letter": din_letter.draw,
    "facture": facture.draw,
    "folio": folio.draw,
    "plain": plain.draw,
    "practice": practice.draw,
    "roll": roll.draw,
    "settlement": settlement.draw,
    "summary": summary.draw,
    "workshop": workshop.draw,
}


def draw(bill: Bill) -> bytes:
    """The bill as a PDF in its own layout."""
    return LAYOUTS[bill.layout](bill)
