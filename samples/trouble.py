"""Files that must not go on, each as it happens to people, with its reason code."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from samples import notation, truth
from samples.life import SALARY_BEFORE
from samples.paper import SANS, Paper
from samples.parties import EMPLOYER, MARA

PASSWORD: Final = "2218-Lindqvist"
SHELF_TOTALS: Final = (Decimal("1071.00"), Decimal("1017.00"))  # a slip in the payment lines
_JOINER: Final = "Schreinerei Lohbeck"
DUPLICATE_OF: Final = "bill-energy-2026-02"
_LOGIN_PAGE: Final = """<!DOCTYPE html>
<html lang="nl">
<head><meta charset="utf-8"><title>Inloggen - Mijn Veenhof</title></head>
<body>
<h1>Uw sessie is verlopen</h1>
<p>Log opnieuw in om uw document te downloaden.</p>
<form action="/inloggen" method="post">
<label>Relatienummer <input name="relatie"></label>
<label>Wachtwoord <input name="wachtwoord" type="password"></label>
<button>Inloggen</button>
</form>
</body>
</html>
"""


def all_trouble(bills: list[truth.Filed]) -> Iterator[truth.Filed]:
    """A locked payslip, a login page as a PDF, an empty scan, two totals, a bill sent twice."""
    yield truth.Filed(
        file="Arbeit/Entgeltabrechnung_2026-03.pdf",
        content=_payslip(),
        format="pdf",
        document_kind="payslip",
        outcome="rejected",
        reason="password-required",
        more={"password": PASSWORD},
    )
    yield _rejected(
        "Downloads/polisblad.pdf", _LOGIN_PAGE.encode(), form="html", reason="wrong-type"
    )
    yield _rejected("Downloads/scan0007.pdf", b"", form="empty", reason="empty-file")
    yield truth.Filed(
        file="Te betalen/Rechnung Regal.pdf",
        content=_two_totals(),
        format="pdf",
        document_kind="invoice",
        outcome="needs_review",
        reason="total-unclear",
        more={"readings": [truth.text(total) for total in SHELF_TOTALS]},
    )
    yield _copy(bills)


def _rejected(file: str, content: bytes, *, form: str, reason: str) -> truth.Filed:
    return truth.Filed(
        file=file,
        content=content,
        format=form,
        document_kind="unknown",
        outcome="rejected",
        reason=reason,
    )


def _copy(bills: list[truth.Filed]) -> truth.Filed:
    """The same bytes under a browser's second name; whichever comes later is the duplicate."""
    original = next(bill for bill in bills if bill.facts[0].thing == DUPLICATE_OF)
    name = original.file.rpartition("/")[2].removesuffix(".pdf")
    return truth.Filed(
        file=f"Te betalen/{name} (1).pdf",
        content=original.content,
        format="pdf",
        document_kind=original.document_kind,
        outcome="duplicate",
        reason="duplicate",
        more={"duplicate_of": original.file},
    )


def _payslip() -> bytes:
    paper = Paper("Entgeltabrechnung 03/2026", author=EMPLOYER.name, password=PASSWORD)
    paper.text((25, 25), EMPLOYER.name, ink=SANS.bold.sized(13))
    month = notation.month_name(date(2026, 3, 1), "de")
    paper.text((25, 40), f"Entgeltabrechnung {month}", ink=SANS.bold)
    net = notation.money(SALARY_BEFORE, "de", currency="EUR")
    rows = [("Personalnummer", "2218"), ("Name", MARA.name), ("Auszahlungsbetrag", net)]
    paper.pairs((25, 50), rows, gap=45)
    return paper.finish()


def _two_totals() -> bytes:
    """A joiner's bill typed by hand: the total and what is asked for at the end differ."""
    total, asked = (notation.money(value, "de", currency="EUR") for value in SHELF_TOTALS)
    paper = Paper("Rechnung 2026-0417", author=_JOINER)
    paper.block((25, 25), [_JOINER, "Am Holzhof 12", "50825 Köln"])
    paper.block((25, 55), [MARA.name, MARA.street, MARA.town])
    paper.text((25, 85), "Rechnung", ink=SANS.bold.sized(14))
    told = [("Rechnungsnummer", "2026-0417"), ("Rechnungsdatum", "17.04.2026")]
    paper.pairs((25, 95), [*told, ("Zahlbar bis", "01.05.2026")], gap=45)
    paper.pairs(
        (25, 125), [("Bücherregal nach Maß, Eiche", total), ("Gesamtbetrag", total)], gap=90
    )
    paper.text((25, 180), "Bitte zahlen Sie bis zum 01.05.2026:")
    paper.pairs((25, 188), [("Gesamtbetrag", asked), ("Kontoinhaber", _JOINER)], gap=90)
    return paper.finish()
