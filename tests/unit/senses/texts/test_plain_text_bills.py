"""Bills as plain text and Markdown, and the texts that only talk of money."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from lifeos.contracts.facts import DocumentData, InvoiceData
from lifeos.senses.models import Sense
from lifeos.senses.texts.sense import PlainTextSense

from tests.support.readings import Read, read_all, source_of

SENSE: Sense = PlainTextSense()
BILL = """Ridgeview Cycles Ltd
14 Mill Lane, Leeds LS1 4AB
VAT no. GB 245 7193 48

INVOICE

Invoice no.:   RC-2291
Invoice date:  3 April 2025

Service, full            80.00
VAT 20%                  16.00
Total                   £96.00
"""
MARKDOWN = """# Factuur

**Schilder Bos B.V.**

| Omschrijving | Bedrag |
|---|---|
| Schilderwerk | € 100,00 |
| Btw 21% | € 21,00 |
| **Totaal incl. btw** | **€ 121,00** |

Factuurnummer: 2025-18
Factuurdatum: 3 april 2025
"""
NO_BILLS = {
    "chat": "[12.05.25, 20:11] Tom: Rechnung war 84,50 € gesamt\n[12.05.25, 20:12] Eva: ok\n",
    "list": "Shopping\n- milk 1.20\n- bread 2.30\ntotal 3.50\nkeep the receipt!\n",
    "letter": (
        "3 June 2025\n\nDear Sir,\n\nyour invoice no. 4711 of 2 May 2025 names a total of £119.00, "
        "which I paid on 5 May.\n\nYours sincerely,\nKim Reed\n"
    ),
    "quote": (
        "Brightwater Plumbing Ltd\nQuotation Q-118\nDate: 3 June 2025\nTotal      £2,880.00\n"
        "An invoice follows.\n"
    ),
    "order": (
        "Acme Ltd\nOrder confirmation\nOrder date: 3 June 2025\nVAT 20%    £4.00\nTotal    £24.00\n"
        "Your invoice comes with the parcel.\n"
    ),
    "delivery": "Lieferschein 118\nDatum 03.06.2025\nGesamtbetrag    24,00 €\nRechnung folgt.\n",
    "dunning": (
        "Mahnung\nRechnungsnummer: 118\nDatum: 03.06.2025\nGesamtbetrag:   24,00 EUR\n"
        "Acme GmbH\n"
    ),
    "ideas": "# Ideas\n- write an invoice template\n- total rewrite of the budget: 1,200.00 EUR\n",
}  # fmt: skip


def _read(folder: Path, text: str) -> Read:
    return read_all(SENSE, source_of(folder, text.encode(), "bill.txt"))


def test_a_bill_as_text_is_read_with_its_lines(tmp_path: Path) -> None:
    found = _read(tmp_path, BILL)

    (fact,) = found.facts
    assert isinstance(fact.data, InvoiceData)
    assert (fact.data.issuer, fact.data.number) == ("Ridgeview Cycles Ltd", "RC-2291")
    assert (fact.amount, fact.currency, fact.data.tax) == (Decimal("96.00"), "GBP", Decimal(16))
    assert {place.line for place in fact.evidence if place.field == "total"} == {12}
    assert (found.tally.document_kind, found.tally.doubts) == ("invoice", [])


def test_a_table_of_markdown_is_read_as_a_table(tmp_path: Path) -> None:
    found = _read(tmp_path, MARKDOWN)

    (fact,) = found.facts
    assert isinstance(fact.data, InvoiceData)
    assert (fact.amount, fact.currency, fact.data.number) == (Decimal(121), "EUR", "2025-18")
    assert fact.data.issuer == "Schilder Bos B.V."


@pytest.mark.parametrize("name", NO_BILLS)
def test_a_text_that_only_talks_of_money_gives_no_bill(name: str, tmp_path: Path) -> None:
    found = _read(tmp_path, NO_BILLS[name])

    (fact,) = found.facts
    assert isinstance(fact.data, DocumentData)
