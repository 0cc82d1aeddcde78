"""Files that must not go on, each as it happens to people, with its reason code."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from samples import notation, truth
from samples.life import SALARY_BEFORE
from samples.paper import SANS, Paper
from samples.parties import EMPLOYER, MARA

PASSWORD: Final = "2218-Lindqvist"
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
    """A locked payslip, a login page saved as a PDF, an empty scan, a bill sent twice."""
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
