"""The yearly energy bill: outcome on the first page, the sum behind it on the second."""

from __future__ import annotations

from samples import notation
from samples.bill import Bill
from samples.layouts import banner, wording
from samples.paper import SANS, Column, Paper, TableLook
from samples.parties import MARA

_COLOUR = "#0b6e4f"
_SMALL = SANS.sized(7.5).tinted("#6a6b70")


def draw(bill: Bill) -> bytes:
    """The bill as a PDF of two pages."""
    paper = Paper(f"{wording.heading(bill)} {bill.number}", author=bill.issuer.name)
    _outcome(paper, bill)
    paper.turn()
    _specification(paper, bill)
    return paper.finish()


def _outcome(paper: Paper, bill: Bill) -> None:
    banner.letterhead(paper, bill.issuer, colour=_COLOUR)
    paper.block((20, 52), (MARA.name, MARA.street, MARA.town), ink=SANS.sized(10))
    paper.pairs((112, 52), wording.details(bill), gap=34, ink=SANS.sized(8.5))
    paper.text((20, 104), "Uw jaarafrekening", ink=SANS.bold.sized(17).tinted(_COLOUR))
    y = paper.paragraph((20, 114), _introduction(bill), width=168, ink=SANS.sized(10))
    paper.box((20, y + 3), size=(170, 46), fill="#eef6f2")
    y += 14
    for label, amount in wording.sums(bill)[-3:]:
        paper.text((27, y), label, ink=SANS.sized(11))
        y = paper.text((183, y), amount, ink=SANS.bold.sized(11).right) + 6
    paper.paragraph((20, y + 12), bill.closing, width=165, ink=SANS.sized(10))
    advice = (
        "Op de volgende pagina ziet u hoe het bedrag is opgebouwd. Klopt een meterstand niet? "
        f"Mail dan binnen twee weken naar {bill.issuer.mail} en vermeld uw klantnummer."
    )
    paper.paragraph((20, y + 22), advice, width=165, ink=SANS.sized(10))
    banner.footer(paper, bill)
    _page_number(paper)


def _introduction(bill: Bill) -> str:
    power, gas = (notation.quantity(bill.lines[place].quantity, "nl") for place in (0, 2))
    return (
        f"Beste mevrouw Lindqvist, in de periode {wording.period(bill)} gebruikte u {power} kWh "
        f"elektriciteit en {gas} m³ gas. Van de totale kosten trekken wij de voorschotten af die "
        "u al hebt betaald."
    )


def _specification(paper: Paper, bill: Bill) -> None:
    banner.letterhead(paper, bill.issuer, colour=_COLOUR)
    paper.text((20, 44), "Specificatie", ink=SANS.bold.sized(15).tinted(_COLOUR))
    reference = f"{bill.number} · {wording.period(bill)}"
    paper.text((190, 44), reference, ink=SANS.right.tinted("#55565c"))
    columns = (
        Column(22, "Omschrijving", width=75),
        Column(115, "Verbruik", "right"),
        Column(119, ""),
        Column(158, "Tarief (€)", "right"),
        Column(188, "Bedrag (€)", "right"),
    )
    rows = [
        (cells[0], cells[1], line.note, cells[2], cells[3])
        for line, cells in zip(bill.lines, wording.line_cells(bill), strict=True)
    ]
    look = TableLook(head=SANS.bold.tinted("#ffffff"), band=_COLOUR)
    y = paper.table(56, columns, rows=rows, look=look)
    banner.totals(paper, bill, y=y + 4)
    banner.footer(paper, bill)
    _page_number(paper)


def _page_number(paper: Paper) -> None:
    words = wording.WORDING["nl"].page.format(page=paper.pages, pages=2)
    paper.text((190, 292), words, ink=_SMALL.right)
