"""A word processor's letter in a book face: no logo, a short table, a thin rule."""

from __future__ import annotations

from samples import notation
from samples.bill import Bill
from samples.layouts import wording
from samples.paper import SERIF, Column, Paper, TableLook
from samples.parties import MARA

_LABELS = {
    "Factuurnummer": "Notanummer",
    "Klantnummer": "Huurdernummer",
    "Factuurdatum": "Notadatum",
}


def draw(bill: Bill) -> bytes:
    """The bill as a PDF."""
    issuer = bill.issuer
    paper = Paper(f"{wording.heading(bill)} {bill.number}", author=issuer.name)
    paper.text((25, 28), issuer.name, ink=SERIF.bold.sized(14))
    paper.block((25, 34), (f"{issuer.street}, {issuer.town}", issuer.mail), ink=SERIF.sized(10))
    paper.block((25, 60), ("Aan", MARA.name, MARA.street, MARA.town), ink=SERIF)
    town = issuer.town.split()[-1]
    paper.text((185, 92), f"{town}, {notation.long_date(bill.issued_on, 'nl')}", ink=SERIF.right)
    paper.text((25, 104), wording.heading(bill).upper(), ink=SERIF.bold.sized(13))
    y = paper.pairs((25, 113), _details(bill), gap=42, ink=SERIF)
    columns = (Column(25, "Omschrijving"), Column(185, "Bedrag", "right"))
    rows = [
        (line.text, notation.money(line.amount, "nl", currency=bill.currency))
        for line in bill.lines
    ]
    look = TableLook(ink=SERIF, head=SERIF.bold, rules="", left=25, right=185)
    y = paper.table(y + 8, columns, rows=rows, look=look)
    paper.rule(y - 3, left=150, right=185)
    paper.text((25, y + 2), "Te voldoen", ink=SERIF.bold)
    total = notation.money(bill.total, "nl", currency=bill.currency)
    y = paper.text((185, y + 2), total, ink=SERIF.bold.right)
    y = paper.paragraph((25, y + 6), bill.tax_free, width=160, ink=SERIF.sized(10))
    bank = f"Rekeningnummer {notation.grouped(issuer.iban)} t.n.v. {issuer.name}"
    y = paper.paragraph((25, y + 6), bill.closing, width=160, ink=SERIF)
    paper.block((25, y + 2), (bank, issuer.register), ink=SERIF)
    return paper.finish()


def _details(bill: Bill) -> list[tuple[str, str]]:
    return [(f"{_LABELS.get(label, label)}:", value) for label, value in wording.details(bill)]
