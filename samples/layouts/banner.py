"""A coloured band across the top, details in a box at the right, footer in three columns."""

from __future__ import annotations

from samples import notation
from samples.bill import Bill
from samples.layouts import wording
from samples.paper import SANS, Column, Paper, TableLook
from samples.parties import MARA, Party

_SMALL = SANS.sized(7.5).tinted("#6a6b70")
_COLOURS = {"Lichtkring Energie B.V.": "#0b6e4f", "Glasnet Fiber B.V.": "#2b3a8c"}


def draw(bill: Bill) -> bytes:
    """The bill as a PDF."""
    colour = _COLOURS.get(bill.issuer.name, "#444444")
    paper = Paper(f"{wording.heading(bill)} {bill.number}", author=bill.issuer.name)
    letterhead(paper, bill.issuer, colour=colour)
    paper.block((20, 52), (MARA.name, MARA.street, MARA.town), ink=SANS.sized(10))
    paper.box((112, 45), size=(78, 34), fill="#f3f4f6")
    paper.pairs((116, 52), wording.details(bill), gap=31, ink=SANS.sized(8.5))
    paper.text((20, 100), wording.heading(bill), ink=SANS.bold.sized(17).tinted(colour))
    y = _lines(paper, bill, colour=colour)
    y = totals(paper, bill, y=y + 3)
    paper.paragraph((20, y + 10), bill.closing, width=165)
    footer(paper, bill)
    return paper.finish()


def letterhead(paper: Paper, issuer: Party, *, colour: str) -> None:
    """The band with the sender's mark and name."""
    paper.box((0, 0), size=(210, 28), fill=colour)
    paper.disc((27, 14), 6, fill="#ffffff")
    paper.disc((29, 12.5), 3.4, fill=colour)
    paper.text((38, 16.5), issuer.name, ink=SANS.bold.sized(18).tinted("#ffffff"))
    paper.text((190, 16), issuer.web, ink=SANS.right.tinted("#ffffff"))


def _lines(paper: Paper, bill: Bill, *, colour: str) -> float:
    words = wording.WORDING[bill.language]
    columns = (
        Column(22, words.item, width=95),
        Column(135, words.quantity, "right"),
        Column(160, words.price, "right"),
        Column(188, words.amount, "right"),
    )
    look = TableLook(head=SANS.bold.tinted("#ffffff"), band=colour)
    return paper.table(113, columns, rows=wording.line_cells(bill), look=look)


def totals(paper: Paper, bill: Bill, *, y: float) -> float:
    """Sums at the right, the last one ruled and bold; answers the y below."""
    rows = wording.sums(bill)
    left = 88.0 if bill.paid_before else 112.0
    for place, (label, amount) in enumerate(rows, start=1):
        last = place == len(rows)
        ink = SANS.bold.sized(11) if last else SANS
        if last:
            paper.rule(y - 4.4, left=left, right=190)
        paper.text((left + 2, y), label, ink=ink)
        y = paper.text((188, y), amount, ink=ink.right) + (2 if place == len(rows) - 1 else 0.6)
    return y


def footer(paper: Paper, bill: Bill) -> None:
    """Address, register and bank in small print."""
    issuer, words = bill.issuer, wording.WORDING[bill.language]
    paper.rule(272, left=20, right=190, colour="#c9c9ce")
    paper.block((20, 277), (issuer.name, issuer.street, issuer.town), ink=_SMALL)
    vat = f"{words.vat_id} {issuer.vat_id}" if issuer.vat_id else ""
    paper.block((78, 277), (issuer.register, vat, issuer.mail), ink=_SMALL)
    iban = f"IBAN {notation.grouped(issuer.iban)}"
    paper.block((134, 277), (iban, f"BIC {issuer.bic}"), ink=_SMALL)
