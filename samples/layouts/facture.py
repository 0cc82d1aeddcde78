"""A French invoice: full grid, tax by rate in a small table, legal line at the bottom."""

from __future__ import annotations

from samples.bill import Bill
from samples.layouts import wording
from samples.paper import SANS, Column, Paper, TableLook
from samples.parties import MARA

_GREEN = "#4d6b2f"
_SMALL = SANS.sized(7).tinted("#55565c").centred


def draw(bill: Bill) -> bytes:
    """The bill as a PDF."""
    issuer = bill.issuer
    paper = Paper(f"{wording.heading(bill)} {bill.number}", author=issuer.name)
    paper.text((20, 26), issuer.name, ink=SANS.bold.sized(15).tinted(_GREEN))
    address = (issuer.street, issuer.town, f"Tél. {issuer.phone}", issuer.mail)
    paper.block((20, 33), address, ink=SANS.sized(9))
    paper.box((115, 44), size=(75, 28), edge="#9a9aa0")
    paper.block((120, 52), (MARA.name, MARA.street, MARA.town, "Pays-Bas"), ink=SANS.sized(10))
    paper.text((20, 88), f"FACTURE N° {bill.number}", ink=SANS.bold.sized(13))
    details = [pair for pair in wording.details(bill) if pair[0] != "Facture n°"]
    paper.pairs((20, 96), details, gap=40)
    y = _grid(paper, bill)
    y = _sums(paper, bill, y=y + 6)
    paper.paragraph((20, y + 10), bill.closing, width=165)
    paper.paragraph((20, y + 16), wording.bank_line(bill), width=165)
    _legal(paper, bill)
    return paper.finish()


def _grid(paper: Paper, bill: Bill) -> float:
    columns = (
        Column(22, "Désignation", width=78),
        Column(118, "Qté", "right"),
        Column(138, "P.U. HT", "right"),
        Column(158, "TVA", "right"),
        Column(188, "Montant HT", "right"),
    )
    rows = [
        (text, quantity, price, f"{line.rate} %", amount)
        for line, (text, quantity, price, amount) in zip(
            bill.lines, wording.line_cells(bill), strict=True
        )
    ]
    look = TableLook(band="#dfe7d6")
    bottom = paper.table(126, columns, rows=rows, look=look)
    paper.box((20, 126 - look.head.step), size=(170, bottom - 126 + 1), edge="#9a9aa0")
    return bottom


def _sums(paper: Paper, bill: Bill, *, y: float) -> float:
    for label, amount in wording.sums(bill):
        last = label == "Total TTC"
        ink = SANS.bold.sized(11) if last else SANS
        paper.text((110, y), "Net à payer TTC" if last else label, ink=ink)
        y = paper.text((188, y), amount, ink=ink.right) + 1
    return y


def _legal(paper: Paper, bill: Bill) -> None:
    issuer = bill.issuer
    late = (
        "En cas de retard de paiement : pénalités au taux de 3 fois l'intérêt légal et indemnité "
        "forfaitaire de recouvrement de 40 €."
    )
    line = f"{issuer.name} · {issuer.register} · N° TVA {issuer.vat_id}"
    paper.text((105, 280), late, ink=_SMALL)
    paper.text((105, 285), line, ink=_SMALL)
