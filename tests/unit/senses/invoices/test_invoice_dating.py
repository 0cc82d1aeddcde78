from __future__ import annotations

from datetime import date

import pytest
from lifeos.senses.invoices.dating import Dates, read_dates

from tests.support.pages import pages

_DAY = date(2024, 3, 25)


def _issued(text: str) -> date | None:
    issued = read_dates(pages(text)).issued
    return issued.value if issued else None


def _due(text: str) -> date | None:
    due = read_dates(pages(text)).due
    return due.value if due else None


@pytest.mark.parametrize(
    "text",
    [
        "Invoice date: 25/03/2024",
        "Invoice date   25/03/2024",
        "Invoice date   Due date\n25/03/2024     25/04/2024",
        "Date: 25/03/2024",
        "Date of issue 25 March 2024",
        "Rechnungsdatum 25.03.2024",
        "Datum: 25.03.24",
        "Liefer- und Rechnungsdatum: 25. März 2024",
        "Rechnung Nr. 17 vom 25.03.2024",
        "Date de facturation : 25/03/2024",
        "Facture 2024-17 du 25/03/2024",
        "Factuurdatum 25-03-2024",
        "Fecha de emisión: 25/03/2024",
        "Data fattura 25/03/2024",
        "Fattura n. 17 del 25/03/2024",
        "Data de emissão 25-03-2024",
        "Fatura 2024/17 de 25 de março de 2024",
        "Data wystawienia: 25.03.2024",
        "Faktura nr 17 z dnia 25.03.2024",
        "München, den 25. März 2024",
        "25 March 2024",
    ],
)
def test_the_date_of_issue_is_found_in_every_language_and_place(text: str) -> None:
    assert _issued(text) == _DAY


@pytest.mark.parametrize(
    "other",
    [
        "Original invoice date: 01/03/2024",
        "Preceding invoice date: 01/03/2024",
        "Ursprungsrechnung vom 01.03.2024",
        "Date de facture associée : 01/03/2024",
        "Date de la facture d'origine : 01/03/2024",
        "Datum oorspronkelijke factuur: 01-03-2024",
        "Fecha de la factura rectificada: 01/03/2024",
        "Data fattura originale: 01/03/2024",
        "Data da fatura original: 01/03/2024",
        "Data faktury korygowanej: 01.03.2024",
    ],
)
def test_the_day_of_another_invoice_is_not_that_of_this_one(other: str) -> None:
    assert _issued(f"{other}\nDate: 25/03/2024") == _DAY
    assert _issued(other) is None


@pytest.mark.parametrize(
    "text",
    [
        "Due date: 25/03/2024",
        "Payment due   25/03/2024",
        "Zahlbar bis 25.03.2024",
        "Date d'échéance 25/03/2024",
        "Vervaldatum 25-03-2024",
        "Fecha de vencimiento 25/03/2024",
        "Scadenza: 25/03/2024",
        "Data de vencimento 25-03-2024",
        "Termin płatności: 25.03.2024",
        "Please remit until 2024-03-25.",
    ],
)
def test_the_due_date_is_found_in_every_language(text: str) -> None:
    assert _due(text) == _DAY


@pytest.mark.parametrize(
    "text",
    ["Order date: 25/03/2024", "Bestelldatum 25.03.2024", "Orderdatum: 25-03-2024"],
)
def test_another_date_is_not_the_date_of_issue(text: str) -> None:
    assert _issued(text) is None


def test_a_label_of_its_own_wins_over_a_bare_date() -> None:
    text = "Date   01/03/2024\nInvoice date   25/03/2024"

    assert _issued(text) == _DAY


def test_a_due_date_before_the_day_of_issue_is_not_believed() -> None:
    dates = read_dates(pages("Invoice date: 25/03/2024\nDue date: 25/02/2024"))

    assert dates.due is None


def test_a_day_of_service_and_a_period_are_read() -> None:
    period = read_dates(pages("Invoice date: 31/03/2024\nService period: 01/03/2024 - 31/03/2024"))
    single = read_dates(pages("Rechnungsdatum 31.03.2024\nLeistungsdatum 29.03.2024"))

    assert period.service_from is not None
    assert period.service_to is not None
    assert (period.service_from.value, period.service_to.value) == (
        date(2024, 3, 1),
        date(2024, 3, 31),
    )
    assert single.service_from is not None
    assert single.service_from.value == date(2024, 3, 29)


@pytest.mark.parametrize(
    "text",
    [
        "This invoice is for the billing period July 1 - July 31 , 2014",
        "Abrechnungszeitraum 01.07. - 31.07.2014",
        "Billing period 1 July to 31 July 2014",
    ],
)
def test_a_period_may_name_its_year_once(text: str) -> None:
    dates = read_dates(pages(text))

    assert dates.service_from is not None
    assert dates.service_to is not None
    assert dates.service_from.value == date(2014, 7, 1)
    assert dates.service_to.value == date(2014, 7, 31)


def test_an_open_order_gives_both_readings_and_no_date() -> None:
    dates = read_dates(pages("Invoice date: 03/04/2024\nTotal 12.00"))

    assert dates.issued is None
    assert [(name, read.value) for name, read in dates.open_readings] == [
        ("issued_on", (date(2024, 3, 4), date(2024, 4, 3)))
    ]


def test_payment_terms_settle_an_open_order() -> None:
    dates = read_dates(pages("Invoice date: 03/04/2024\nDue date: 04/03/2024\nTerms: Net 30 days"))

    assert dates.issued is not None
    assert dates.issued.value == date(2024, 3, 4)
    assert dates.due is not None
    assert dates.due.value == date(2024, 4, 3)


def test_a_till_receipt_prints_the_time_behind_the_date() -> None:
    assert _issued("Corner Shop\n25/03/2024 14:32") == _DAY


def test_the_place_of_a_date_is_where_it_is_printed() -> None:
    issued = read_dates(pages("Invoice date: 25/03/2024")).issued

    assert issued is not None
    assert issued.text == "25/03/2024"


def test_a_paper_without_dates_has_none() -> None:
    assert read_dates(pages("Total 12.00")) == Dates()


@pytest.mark.parametrize(
    "journey",
    [
        "Départ le 20/03/2025 à 08h37",
        "Abfahrt 20.03.2025 08:37",
        "Partenza: 20/03/2025 08:37",
        "Travel date 20 March 2025",
        "Odjazd 2025-03-20 08:37",
    ],
)
def test_the_day_of_a_journey_is_not_the_date_of_issue(journey: str) -> None:
    assert _issued(journey) is None


def test_the_day_of_the_order_wins_over_a_later_day_with_a_time() -> None:
    ticket = "Commande du 04/03/2025\nRennes - Paris    14/03/2025 07h35"

    assert _issued(ticket) == date(2025, 3, 4)
    assert _issued("Bestellt am 14.03.2025\nDatum: 15.03.2025") == date(2025, 3, 15)


def test_a_day_behind_a_long_place_is_still_the_papers() -> None:
    assert _issued("Fait à Lyon, le 5 avril 2025") == date(2025, 4, 5)
