from __future__ import annotations

from decimal import Decimal

import pytest
from lifeos.contracts.facts import InvoiceItem
from lifeos.senses.invoices.items import read_items
from lifeos.senses.invoices.money import money_on

from tests.support.pages import pages

_TABLE = """
Description          Qty     Price     Amount
Oak shelf, fitted      2     20.00      40.00
Delivery               1      5.00       5.00
Total                                   45.00
"""


def _items(text: str, *sums: str) -> list[InvoiceItem]:
    layout = pages(text)
    stated = [Decimal(value) for value in sums]
    return [read.value for read in read_items(layout, money_on(layout), sums=stated)]


def test_rows_that_add_up_to_a_stated_sum_are_kept() -> None:
    items = _items(_TABLE, "45.00")

    assert [(item.description, str(item.amount)) for item in items] == [
        ("Oak shelf, fitted", "40.00"),
        ("Delivery", "5.00"),
    ]


def test_quantity_and_unit_price_are_read_from_their_columns() -> None:
    first = _items(_TABLE, "45.00")[0]

    assert (first.quantity, first.unit_price) == (Decimal(2), Decimal("20.00"))


def test_rows_that_add_up_to_nothing_stated_are_left_out() -> None:
    assert _items(_TABLE, "46.00") == []


def test_the_column_is_chosen_by_what_adds_up() -> None:
    items = _items(
        """
        Artikel        Menge    Preis    Netto Betrag    Gesamt
        Regal              1    40,00           40,00     47,60
        Lieferung          1     5,00            5,00      5,95
        Summe                                   45,00     53,55
        """,
        "53.55",
    )

    assert [str(item.amount) for item in items] == ["47.60", "5.95"]


@pytest.mark.parametrize(
    "header",
    [
        ("Désignation", "Quantité", "Prix unitaire", "Montant"),
        ("Omschrijving", "Aantal", "Prijs", "Bedrag"),
        ("Concepto", "Cantidad", "Precio", "Importe"),
        ("Descrizione", "Quantità", "Prezzo", "Importo"),
        ("Descrição", "Quantidade", "Preço", "Valor"),
        ("Nazwa towaru", "Ilość", "Cena netto", "Wartość netto"),
    ],
)
def test_the_table_is_found_in_every_language(header: tuple[str, str, str, str]) -> None:
    line = f"{header[0]:<20}{header[1]:<14}{header[2]:<16}{header[3]}"
    row = f"{'Thing':<20}{'2':<14}{'20,00':<16}40,00"

    items = _items(f"{line}\n{row}", "40.00")

    assert [(item.description, item.amount) for item in items] == [("Thing", Decimal("40.00"))]


def test_a_page_without_a_table_has_no_items() -> None:
    assert _items("Total   45.00", "45.00") == []


def test_the_evidence_of_an_item_is_its_line() -> None:
    layout = pages(_TABLE)

    read = read_items(layout, money_on(layout), sums=[Decimal("45.00")])[1]

    assert read.text == "Delivery 1 5.00 5.00"
