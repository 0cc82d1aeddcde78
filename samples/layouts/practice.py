"""A dentist's note: treatment codes, no tax, a payment slip along the bottom."""

from __future__ import annotations

from samples import notation
from samples.bill import Bill
from samples.layouts import wording
from samples.paper import SANS, Column, Paper, TableLook
from samples.parties import MARA

_TREATED_ON = "10-03-2026"
_COLOUR = "#3b7a86"


def draw(bill: Bill) -> bytes:
    """The bill as a PDF."""
    issuer = bill.issuer
    paper = Paper(f"{wording.heading(bill)} {bill.number}", author=issuer.name)
    paper.text((105, 22), issuer.name, ink=SANS.bold.sized(15).tinted(_COLOUR))
    address = (f"{issuer.street}, {issuer.town}", issuer.mail, issuer.register)
    paper.block((105, 29), address, ink=SANS.sized(8.5))
    paper.block((20, 55), (MARA.name, MARA.street, MARA.town), ink=SANS.sized(10))
    paper.text((20, 88), f"Nota {bill.number}", ink=SANS.bold.sized(14))
    paper.pairs((20, 97), _details(bill), gap=38)
    y = _treatments(paper, bill)
    paper.text((150, y + 3), "Totaal", ink=SANS.bold.sized(11).right)
    total = notation.money(bill.total, "nl", currency=bill.currency)
    y = paper.text((188, y + 3), total, ink=SANS.bold.sized(11).right)
    paper.paragraph((20, y + 4), f"{bill.tax_free} {bill.closing}", width=165)
    _slip(paper, bill)
    return paper.finish()


def _details(bill: Bill) -> list[tuple[str, str]]:
    due = notation.numeric_date(bill.due_on, "nl") if bill.due_on else ""
    return [
        ("Patiëntnummer", bill.customer_number),
        ("Notadatum", notation.numeric_date(bill.issued_on, "nl")),
        ("Te betalen vóór", due),
        ("Behandelaar", "drs. E. Wolthuis"),
    ]


def _treatments(paper: Paper, bill: Bill) -> float:
    columns = (
        Column(20, "Datum"),
        Column(45, "Code"),
        Column(62, "Verrichting", width=80),
        Column(150, "Aantal", "right"),
        Column(188, "Bedrag", "right"),
    )
    rows = [
        (_TREATED_ON, line.note, text, quantity, amount)
        for line, (text, quantity, _, amount) in zip(
            bill.lines, wording.line_cells(bill), strict=True
        )
    ]
    return paper.table(130, columns, rows=rows, look=TableLook(head=SANS.bold.tinted(_COLOUR)))


def _slip(paper: Paper, bill: Bill) -> None:
    paper.box((20, 236), size=(170, 38), edge=_COLOUR)
    paper.text((25, 243), "Betaalgegevens", ink=SANS.bold.tinted(_COLOUR))
    rows = [
        ("Bedrag", notation.money(bill.amount_due, "nl", currency=bill.currency)),
        ("Rekening (IBAN)", notation.grouped(bill.issuer.iban)),
        ("Ten name van", bill.issuer.name),
        ("Onder vermelding van", f"{bill.number} / {bill.customer_number}"),
    ]
    paper.pairs((25, 250), rows, gap=42)
