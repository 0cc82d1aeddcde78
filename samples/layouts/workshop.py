"""A garage's printer: typewriter face, ruled with dashes, labels glued to their values."""

from __future__ import annotations

from samples import notation
from samples.bill import Bill
from samples.layouts import wording
from samples.paper import TYPED, Column, Paper, TableLook
from samples.parties import MARA

_DASHES = "-" * 83


def draw(bill: Bill) -> bytes:
    """The bill as a PDF."""
    issuer = bill.issuer
    paper = Paper(f"Factuur {bill.number}", author=issuer.name)
    paper.text((18, 24), bill.printed_issuer, ink=TYPED.bold.sized(16))
    lines = (f"{issuer.street} - {issuer.town}", f"BTW nr.{issuer.vat_id}  {issuer.register}")
    paper.block((18, 31), (*lines, f"IBAN {issuer.iban}"), ink=TYPED)
    paper.block((110, 56), (MARA.name, MARA.street, MARA.town), ink=TYPED)
    day = notation.numeric_date(bill.issued_on, "nl")
    head = (
        f"FACTUUR nr.{bill.number}",
        f"Datum:{day}   Klantnr:{bill.customer_number}",
        "Kenteken:XX-417-X   Km-stand:118.402",
    )
    y = paper.block((18, 80), head, ink=TYPED)
    y = paper.text((18, y), _DASHES, ink=TYPED)
    y = _lines(paper, bill, y=y + 2)
    y = paper.text((18, y), _DASHES, ink=TYPED)
    for label, amount in wording.sums(bill):
        ink = TYPED.bold if label == "Totaalbedrag" else TYPED
        paper.text((88, y), label, ink=ink)
        y = paper.text((184, y), amount, ink=ink.right)
    paper.text((18, y + 10), bill.closing, ink=TYPED)
    paper.text((18, 282), "Op al onze werkzaamheden 3 maanden garantie.", ink=TYPED.sized(8))
    return paper.finish()


def _lines(paper: Paper, bill: Bill, *, y: float) -> float:
    columns = (
        Column(18, "Omschrijving"),
        Column(110, "Aantal", "right"),
        Column(146, "Prijs", "right"),
        Column(184, "Bedrag", "right"),
    )
    look = TableLook(ink=TYPED, head=TYPED, rules="", left=18, right=184, padding=0.4)
    return paper.table(y, columns, rows=wording.line_cells(bill), look=look)
