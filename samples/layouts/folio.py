"""An American hotel folio: charges day by day, the payment as a credit, balance zero."""

from __future__ import annotations

from samples import notation
from samples.bill import Bill
from samples.layouts import wording
from samples.paper import LETTER, SERIF, Column, Paper, TableLook
from samples.parties import MARA

_INK = SERIF.sized(10)
_NAVY = "#14304f"


def draw(bill: Bill) -> bytes:
    """The bill as a PDF on US letter paper."""
    issuer = bill.issuer
    paper = Paper(f"Guest folio {bill.number}", author=issuer.name, sheet=LETTER)
    paper.text((108, 24), issuer.name, ink=SERIF.bold.sized(24).tinted(_NAVY).centred)
    paper.rule(27, left=20, right=196, colour=_NAVY)
    paper.block((20, 34), (issuer.street, issuer.town, issuer.phone, issuer.mail), ink=_INK)
    paper.block((20, 62), (MARA.name, MARA.street, f"{MARA.town}, Netherlands"), ink=_INK)
    paper.text((20, 92), wording.heading(bill), ink=SERIF.bold.sized(15).tinted(_NAVY))
    _stay(paper, bill)
    y = _charges(paper, bill)
    y = _sums(paper, bill, y=y + 4)
    paper.paragraph((20, y + 12), bill.closing, width=170, ink=_INK)
    return paper.finish()


def _stay(paper: Paper, bill: Bill) -> None:
    arrival, departure = bill.period or (bill.issued_on, bill.issued_on)
    left = [
        ("Folio No.", bill.number),
        ("Confirmation", bill.booking_number),
        ("Invoice date", notation.numeric_date(bill.issued_on, "us")),
    ]
    right = [
        ("Arrival", notation.numeric_date(arrival, "us")),
        ("Departure", notation.numeric_date(departure, "us")),
        ("Guests", "1"),
    ]
    paper.pairs((20, 101), left, gap=30, ink=_INK)
    paper.pairs((120, 101), right, gap=30, ink=_INK)


def _charges(paper: Paper, bill: Bill) -> float:
    columns = (
        Column(22, "Date"),
        Column(50, "Description", width=80),
        Column(150, "Charges", "right"),
        Column(192, "Credits", "right"),
    )
    rows = [(line.note, line.text, notation.number(line.amount, "us"), "") for line in bill.lines]
    day = notation.numeric_date(bill.issued_on, "us")
    tax = notation.number(bill.tax, "us")
    rows.append((day, f"Occupancy and sales tax {bill.lines[0].rate}%", tax, ""))
    rows.append((day, "Card XXXX4421", "", notation.number(bill.total, "us")))
    look = TableLook(ink=_INK, head=_INK.bold, left=20, right=196)
    return paper.table(126, columns, rows=rows, look=look)


def _sums(paper: Paper, bill: Bill, *, y: float) -> float:
    rows = (
        ("Subtotal", bill.net),
        ("Tax", bill.tax),
        ("Total charges (USD)", bill.total),
        ("Balance due", bill.amount_due),
    )
    for label, amount in rows:
        ink = SERIF.bold if label.startswith("Total") else _INK
        paper.text((110, y), label, ink=ink)
        y = paper.text((192, y), notation.money(amount, "us", currency="USD"), ink=ink.right) + 1
    return y
