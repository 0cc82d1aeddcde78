"""Key figures in a grey card, each label above its value; lines without quantities."""

from __future__ import annotations

from samples import notation
from samples.bill import Bill
from samples.layouts import wording
from samples.paper import SANS, Column, Paper, TableLook
from samples.parties import MARA

_LABEL = SANS.sized(7.5).tinted("#6a6b70")
_SMALL = SANS.sized(7.5).tinted("#6a6b70")
_COLOURS = {"Belvia Mobiel B.V.": "#c2410c", "Veenhof Verzekeringen N.V.": "#1e4e79"}


def draw(bill: Bill) -> bytes:
    """The bill as a PDF."""
    colour = _COLOURS.get(bill.issuer.name, "#333333")
    paper = Paper(f"{wording.heading(bill)} {bill.number}", author=bill.issuer.name)
    paper.text(
        (20, 24), bill.issuer.name.split()[0].lower(), ink=SANS.bold.sized(26).tinted(colour)
    )
    paper.box((20, 28), size=(24, 1.4), fill=colour)
    paper.block((120, 50), (MARA.name, MARA.street, MARA.town), ink=SANS.sized(10))
    paper.text((20, 84), wording.heading(bill), ink=SANS.bold.sized(20))
    y = _card(paper, bill)
    y = _lines(paper, bill, y=y + 26)
    y = _totals(paper, bill, y=y)
    paper.paragraph((20, y + 12), bill.closing, width=120, ink=SANS.sized(10))
    _footer(paper, bill)
    return paper.finish()


def _card(paper: Paper, bill: Bill) -> float:
    shown = [(label, value) for label, value in wording.details(bill) if value]
    total = notation.money(bill.amount_due, bill.language, currency=bill.currency)
    shown.append(("Te betalen", total))
    height = 4 + 15.0 * -(-len(shown) // 3)
    paper.box((20, 92), size=(170, height), fill="#f4f4f5")
    for place, (label, value) in enumerate(shown):
        x, y = 25 + 56 * (place % 3), 100 + 15 * (place // 3)
        paper.text((x, y), label, ink=_LABEL)
        ink = SANS.bold.sized(10)
        paper.text((x, y + 5), value, ink=ink.tinted("#c2410c") if value == total else ink)
    return 92 + height


def _lines(paper: Paper, bill: Bill, *, y: float) -> float:
    columns = (Column(20, "Specificatie"), Column(190, "Bedrag in euro", "right"))
    rows = [(text, amount) for text, _, _, amount in wording.line_cells(bill)]
    return paper.table(y, columns, rows=rows, look=TableLook(ink=SANS.sized(10)))


def _totals(paper: Paper, bill: Bill, *, y: float) -> float:
    for label, amount in _insurance_words(bill):
        ink = SANS.bold.sized(10) if label == "Totaalbedrag" else SANS.sized(10)
        paper.text((20, y), label, ink=ink)
        y = paper.text((190, y), amount, ink=ink.right) + 1.2
    return y


def _insurance_words(bill: Bill) -> list[tuple[str, str]]:
    """Insurers charge assurantiebelasting where others charge btw, at the same rate."""
    if bill.issuer.vat_id:
        return wording.sums(bill)
    return [
        (label.replace("Btw", "Assurantiebelasting").replace("exclusief btw", "premie"), amount)
        for label, amount in wording.sums(bill)
    ]


def _footer(paper: Paper, bill: Bill) -> None:
    issuer = bill.issuer
    vat = f"Btw-nr. {issuer.vat_id}" if issuer.vat_id else ""
    address = f"{issuer.name}, {issuer.street}, {issuer.town}"
    parts = (issuer.register, vat, wording.bank_line(bill), issuer.mail)
    paper.block((20, 280), (address, " · ".join(filter(None, parts))), ink=_SMALL)
