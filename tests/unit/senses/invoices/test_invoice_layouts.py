"""Bills of shops, utilities, trades and authorities, laid out as they are in eight languages."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from lifeos.senses.invoices.facts import bill_kind
from lifeos.senses.invoices.reading import Bill, read_bill
from lifeos.senses.pdf.layout import PageWords

from tests.support.bill_texts_services import TEXTS as SERVICES
from tests.support.bill_texts_trades import TEXTS as TRADES
from tests.support.pages import pages

_TEXTS = {**SERVICES, **TRADES}


@dataclass(frozen=True)
class Expected:
    """What a person reads from the text."""

    name: str
    kind: str
    issuer: str
    number: str | None
    issued: str
    due: str | None
    total: str
    currency: str


_EXPECTED = (
    Expected("en_subscription", "invoice", "Example SaaS, Inc.", "A1B2C3D4-0005",
             "2025-01-03", "2025-01-03", "11.90", "EUR"),
    Expected("de_server", "invoice", "Nordserver Online GmbH", "R0012345678",
             "2025-02-03", None, "4.70", "EUR"),
    Expected("nl_telecom", "invoice", "Kabelnet Telecom B.V.", "9876543210",
             "2025-02-14", None, "67.45", "EUR"),
    Expected("de_shop", "invoice", "BAZAR EU S.À R.L.", "DE51ABCDEUS",
             "2025-01-12", None, "39.99", "EUR"),
    Expected("fr_energy", "invoice", "Électricité de Loire", "10 123 456 789",
             "2025-02-12", "2025-03-04", "134.56", "EUR"),
    Expected("es_energy", "invoice", "Lumbre Energía, S.A.", "P25CON012345678",
             "2025-02-07", "2025-02-14", "57.11", "EUR"),
    Expected("it_energy", "invoice", "Lume Energia S.p.A.", "004123456789",
             "2025-01-10", "2025-01-30", "82.40", "EUR"),
    Expected("pt_telecom", "receipt", "NAU - Serviços de Comunicações, S.A.", "FT A/789456123",
             "2025-01-20", "2025-02-10", "44.99", "EUR"),
    Expected("pl_market", "invoice", "Sklep RTV Nowak Sp. z o.o.", "FV/12/01/2025",
             "2025-01-15", "2025-01-29", "258.30", "PLN"),
    Expected("us_utility", "invoice", "Bayside Light & Power", None,
             "2025-02-05", "2025-02-26", "104.33", "USD"),
    Expected("uk_plumber", "invoice", "J. Harris Plumbing", "0231",
             "2025-02-04", None, "117.50", "GBP"),
    Expected("swiss", "invoice", "Muster Treuhand AG", "2025-118",
             "2025-02-14", None, "1346.40", "CHF"),
    Expected("en_app_receipt", "receipt", "Orchard Distribution International Ltd.",
             "701234567890", "2025-01-27", None, "2.99", "EUR"),
    Expected("de_dentist", "invoice", "Dr. med. dent. Anna Fischer", "2025/0042",
             "2025-01-07", "2025-02-06", "14.23", "EUR"),
    Expected("hotel", "invoice", "Hotel Seeblick", "24-1187",
             "2024-08-14", None, "327.00", "EUR"),
    Expected("us_invoice", "invoice", "Blue Ridge Landscaping LLC", "2041",
             "2024-04-05", "2024-05-05", "502.90", "USD"),
    Expected("storno", "credit_note", "Blumen Weiß e.K.", "S-2025-004",
             "2025-04-09", None, "-35.00", "EUR"),
    Expected("creditnota", "credit_note", "Fietsenmaker De Vries B.V.", "C2025-011",
             "2025-02-12", None, "-24.20", "EUR"),
    Expected("autoentrepreneur", "invoice", "Julien Petit - Graphiste", "2025-07",
             "2025-02-03", "2025-03-05", "350.00", "EUR"),
    Expected("irpf", "invoice", "Marta Gil Serrano", "2025/014",
             "2025-02-28", None, "1060.00", "EUR"),
    Expected("forfettario", "invoice", "Studio Conti di Marco Conti", "12/2025",
             "2025-02-15", None, "522.00", "EUR"),
    Expected("korekta", "credit_note", "Sklep RTV Nowak Sp. z o.o.", "FK/3/2025",
             "2025-02-20", None, "-123.00", "PLN"),
    Expected("supermarkt", "receipt", "FRISCHMARKT WEBER", "4711",
             "2025-02-15", None, "9.46", "EUR"),
    Expected("restaurant", "receipt", "THE OLD MILL", None,
             "2025-03-08", None, "49.68", "USD"),
    Expected("two_currencies", "invoice", "Kim Design Studio", "K-88",
             "2025-05-12", None, "900.00", "USD"),
    Expected("versicherung", "invoice", "Nordwind Versicherung AG", "900012345",
             "2025-01-02", "2025-02-01", "119.00", "EUR"),
    Expected("nl_energy", "invoice", "Stroom en Gas Noord N.V.", "70012345678",
             "2025-03-18", None, "1812.40", "EUR"),
    Expected("labels_right_col", "invoice", "ACME TOOLS INC.", "0098812",
             "2025-03-03", None, "80.71", "USD"),
)  # fmt: skip


def _read(name: str) -> tuple[list[PageWords], Bill]:
    layout = pages(_TEXTS[name])
    return layout, read_bill(layout)


def _name(expected: Expected) -> str:
    return expected.name


@pytest.mark.parametrize("expected", _EXPECTED, ids=_name)
def test_a_bill_says_what_a_person_reads(expected: Expected) -> None:
    layout, bill = _read(expected.name)
    kind = bill_kind(layout, bill)
    assert kind is not None

    contents = bill.contents(kind)

    assert (
        Expected(
            name=expected.name,
            kind=contents.kind,
            issuer=str(contents.issuer),
            number=contents.number,
            issued=str(contents.issued_on),
            due=str(contents.due_on) if contents.due_on else None,
            total=str(contents.total),
            currency=str(bill.currency),
        )
        == expected
    )


@pytest.mark.parametrize("expected", _EXPECTED, ids=_name)
def test_a_clear_bill_leaves_no_doubt(expected: Expected) -> None:
    _, bill = _read(expected.name)

    assert bill.doubts == []


@pytest.mark.parametrize("name", ["statement_of_account", "mahnung"])
def test_a_paper_about_bills_is_no_bill(name: str) -> None:
    layout, bill = _read(name)

    assert bill_kind(layout, bill) is None


def test_the_account_money_is_taken_from_is_not_where_to_pay() -> None:
    for name in ("nl_telecom", "versicherung"):
        _, bill = _read(name)

        assert bill.identifiers.iban is None


def test_what_is_due_after_a_prepayment_is_less_than_the_total() -> None:
    _, bill = _read("hotel")

    assert bill.totals.due is not None
    assert str(bill.totals.due.value) == "227.00"


def test_a_table_of_rates_proves_a_total_that_no_line_sums() -> None:
    _, bill = _read("hotel")

    assert bill.totals.proved
    assert [str(line.rate) for line in bill.totals.rates] == ["7", "19"]


def test_taxes_told_by_item_are_put_together_by_rate() -> None:
    _, bill = _read("pl_market")

    assert [(str(line.rate), str(line.base), str(line.tax)) for line in bill.totals.rates] == [
        ("23", "210.00", "48.30")
    ]
