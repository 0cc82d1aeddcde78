"""A German business letter: return line over the address window, facts at the right.

Source: DIN 5008, form B, rounded to what shops really do.
"""

from __future__ import annotations

from samples import notation
from samples.bill import Bill
from samples.layouts import wording
from samples.paper import SANS, Column, Ink, Paper, TableLook
from samples.parties import MARA, Party

_SMALL = SANS.sized(7).tinted("#55565c")


def draw(bill: Bill) -> bytes:
    """The bill as a PDF."""
    paper = Paper(f"{wording.heading(bill)} {bill.number}", author=bill.issuer.name)
    head(paper, bill.issuer)
    paper.pairs((125, 54), wording.details(bill), gap=34, ink=SANS.sized(9))
    paper.text((25, 105), f"{wording.heading(bill)} {bill.number}", ink=SANS.bold.sized(13))
    paper.text((25, 115), "Guten Tag Frau Lindqvist,", ink=SANS.sized(10))
    y = paper.paragraph((25, 122), _introduction(bill), width=165, ink=SANS.sized(10))
    y = _lines(paper, bill, y=y + 6)
    y = _totals(paper, bill, y=y + 4)
    y = paper.paragraph((25, y + 8), bill.closing, width=165, ink=SANS.sized(10))
    paper.block((25, y + 5), ("Freundliche Grüße", f"Ihr Team von {bill.issuer.name}"))
    foot(paper, bill.issuer)
    return paper.finish()


def head(paper: Paper, issuer: Party) -> None:
    """Name at the right, return line and window address at the left, fold marks."""
    paper.text((190, 22), issuer.name, ink=SANS.bold.sized(16).tinted("#7a1f3d").right)
    paper.text((190, 28), issuer.web, ink=SANS.right.tinted("#55565c"))
    line = f"{issuer.name} · {issuer.street} · {issuer.town}"
    paper.text((25, 47), line, ink=_SMALL)
    paper.rule(48, left=25, right=25 + 85, colour="#9a9aa0")
    paper.block((25, 55), (MARA.name, MARA.street, MARA.town, "NIEDERLANDE"), ink=SANS.sized(10.5))
    for fold in (105, 210):
        paper.rule(fold, left=4, right=8, colour="#9a9aa0")


def foot(paper: Paper, issuer: Party) -> None:
    """Three columns: company, contact, bank."""
    paper.rule(268, left=25, right=190, colour="#9a9aa0")
    paper.block((25, 273), (issuer.name, issuer.street, issuer.town, issuer.register), ink=_SMALL)
    paper.block((88, 273), (f"Telefon {issuer.phone}", issuer.mail, issuer.web), ink=_SMALL)
    vat = f"USt-IdNr. {issuer.vat_id}"
    bank = (f"IBAN {notation.grouped(issuer.iban)}", f"BIC {issuer.bic}", vat)
    paper.block((138, 273), bank, ink=_SMALL)


def _introduction(bill: Bill) -> str:
    if bill.kind == "credit_note":
        return (
            "Ihre Rücksendung ist bei uns angekommen. Wir schreiben Ihnen die folgenden "
            f"Positionen der Rechnung {bill.corrects} gut:"
        )
    return "vielen Dank für Ihre Bestellung, die wir Ihnen wie folgt berechnen:"


def _lines(paper: Paper, bill: Bill, *, y: float) -> float:
    columns = (
        Column(27, "Pos."),
        Column(37, "Art.-Nr."),
        Column(57, "Bezeichnung", width=62),
        Column(130, "Menge", "right"),
        Column(145, "MwSt.", "right"),
        Column(166, "Einzelpreis", "right"),
        Column(189, "Gesamt", "right"),
    )
    rows = [
        (str(place), line.note, cells[0], cells[1], f"{line.rate} %", cells[2], cells[3])
        for place, (line, cells) in enumerate(
            zip(bill.lines, wording.line_cells(bill), strict=True), start=1
        )
    ]
    look = TableLook(ink=SANS.sized(9), head=SANS.bold.sized(8.5), left=25)
    return paper.table(y, columns, rows=rows, look=look)


def _totals(paper: Paper, bill: Bill, *, y: float) -> float:
    rows = wording.sums(bill)
    for label, amount in (rows[-1], *rows[:-1]):  # gross prices: the total first, tax below
        ink: Ink = SANS.bold.sized(11) if label == rows[-1][0] else SANS.sized(8.5)
        contained = label if label == rows[-1][0] else f"darin enthalten: {label}"
        paper.text((100, y), contained, ink=ink)
        y = paper.text((189, y), amount, ink=ink.right) + 0.8
    return y
