"""A till receipt on 80 mm paper: as long as what was bought."""

from __future__ import annotations

from samples import notation
from samples.bill import Bill
from samples.paper import TYPED, Ink, Paper

_WIDTH, _LEFT, _RIGHT = 80.0, 5.0, 75.0
_INK = TYPED.sized(8)


def draw(bill: Bill) -> bytes:
    """The receipt as a narrow PDF."""
    height = 72 + _INK.step * (len(bill.lines) + len(bill.taxes) + 8)
    paper = Paper(f"Bon {bill.number}", author=bill.issuer.name, sheet=(_WIDTH, height))
    y = _head(paper, bill)
    for line in bill.lines:
        paper.text((_LEFT, y), f"{notation.quantity(line.quantity, 'nl'):>2} {line.text}", ink=_INK)
        y = paper.text((_RIGHT, y), notation.number(line.amount, "nl"), ink=_INK.right)
    y = _rule(paper, y)
    y = _pair(
        paper,
        y,
        words=("TOTAAL", notation.money(bill.total, "nl", currency="EUR")),
        ink=_INK.bold.sized(11),
    )
    y = _pair(paper, y, words=("PIN", notation.number(bill.total, "nl")), ink=_INK) + 2
    y = _taxes(paper, bill, y=y)
    y = _card_slip(paper, bill, y=y + 2)
    paper.text((_WIDTH / 2, y + 4), bill.closing, ink=_INK.centred)
    return paper.finish()


def _head(paper: Paper, bill: Bill) -> float:
    issuer = bill.issuer
    y = paper.text((_WIDTH / 2, 10), bill.printed_issuer, ink=TYPED.bold.sized(11).centred)
    lines = (issuer.street, issuer.town, f"{issuer.register}  BTW {issuer.vat_id}")
    y = paper.block((_WIDTH / 2, y + 1), lines, ink=_INK.sized(7).centred) + 2
    day = notation.numeric_date(bill.issued_on, "nl")
    y = _pair(paper, y, words=(f"DATUM {day}", f"BON {bill.number}"), ink=_INK)
    return _rule(paper, y)


def _taxes(paper: Paper, bill: Bill, *, y: float) -> float:
    y = paper.text((_LEFT, y), f"{'BTW':<7}{'OVER':>11}{'BEDRAG':>13}", ink=_INK)
    for share in bill.taxes:
        net, tax = (notation.number(value, "nl") for value in (share.net, share.tax))
        y = paper.text((_LEFT, y), f"{share.rate:>2}%    {net:>11}{tax:>13}", ink=_INK)
    net, tax = (notation.number(value, "nl") for value in (bill.net, bill.tax))
    return paper.text((_LEFT, y), f"{'TOTAAL':<7}{net:>11}{tax:>13}", ink=_INK)


def _card_slip(paper: Paper, bill: Bill, *, y: float) -> float:
    y = _rule(paper, y)
    lines = ("KOPIE KAARTHOUDER", "Kaart: xxxxxxxxxxxx0148  volgnr 014", "AKKOORD")
    y = paper.block((_LEFT, y), lines, ink=_INK)
    return _pair(
        paper, y, words=("Bedrag", notation.money(bill.total, "nl", currency="EUR")), ink=_INK
    )


def _pair(paper: Paper, y: float, *, words: tuple[str, str], ink: Ink) -> float:
    paper.text((_LEFT, y), words[0], ink=ink)
    return paper.text((_RIGHT, y), words[1], ink=ink.right)


def _rule(paper: Paper, y: float) -> float:
    return paper.text((_LEFT, y), "-" * 41, ink=_INK)
