"""What the person decided on one paper of an issuer is how its next one is read."""

from __future__ import annotations

from datetime import date

import pytest
from lifeos.senses.habits import Habits, issuer_key, of_issuer, shown_by_date
from lifeos.senses.invoices.reading import Bill, read_bill

from tests.support.pages import pages

OPEN_DATE = """
Acme Ltd                          Invoice 4711
Invoice date: 03/04/2024
Total $120.00
"""


def bill(text: str, habits: Habits | None = None) -> Bill:
    return read_bill(pages(text), habits or {})


def doubts(read: Bill) -> dict[str, tuple[list[str], list[str]]]:
    return {doubt.code: (doubt.readings, doubt.habits) for doubt in read.doubts}


def known(read: Bill, **habit: str) -> Habits:
    assert read.issuer is not None
    return {issuer_key(read.issuer.value): {k.replace("_", "-"): v for k, v in habit.items()}}


def test_an_open_date_says_what_each_reading_would_show() -> None:
    assert doubts(bill(OPEN_DATE))["date-order-open"] == (
        ["2024-03-04", "2024-04-03"],
        ["date-order=mdy", "date-order=dmy"],
    )


@pytest.mark.parametrize(("order", "day"), [("dmy", date(2024, 4, 3)), ("mdy", date(2024, 3, 4))])
def test_a_known_order_settles_the_date(order: str, day: date) -> None:
    first = bill(OPEN_DATE)

    read = bill(OPEN_DATE, known(first, date_order=order))

    assert "date-order-open" not in doubts(read)
    assert read.dates.issued is not None
    assert read.dates.issued.value == day


def test_a_habit_never_overrules_the_paper() -> None:
    text = OPEN_DATE.replace("03/04/2024", "25/03/2024")
    first = bill(text)

    read = bill(text, known(first, date_order="mdy", currency="CHF", decimal_mark="comma"))

    assert read.dates.issued == first.dates.issued
    assert (read.currency, read.notation) == (first.currency, first.notation)
    assert read.totals.total == first.totals.total


def test_another_issuers_habit_is_not_followed() -> None:
    read = bill(OPEN_DATE, {"somebody else": {"date-order": "dmy"}})

    assert "date-order-open" in doubts(read)


def test_a_known_currency_is_taken_only_where_it_is_a_candidate() -> None:
    text = "Acme Ltd     Invoice 4711\nInvoice date: 25 March 2024\nTotal $120.00"
    first = bill(text)
    readings, shown = doubts(first)["currency-unclear"]

    assert shown == [f"currency={code}" for code in readings]
    assert bill(text, known(first, currency=readings[-1])).currency == readings[-1]
    assert bill(text, known(first, currency="EUR")).currency is None


@pytest.mark.parametrize(
    ("written", "day", "order"),
    [
        ("03/04/2025", date(2025, 4, 3), "dmy"),
        ("03/04/2025", date(2025, 3, 4), "mdy"),
        ("3.4.2025", date(2025, 4, 3), "dmy"),
        ("12-11-2025", date(2025, 11, 12), "dmy"),
        ("12-11-2025", date(2025, 12, 11), "mdy"),
    ],
)
def test_a_date_shows_its_order(written: str, day: date, order: str) -> None:
    assert shown_by_date(written, day) == f"date-order={order}"


def test_names_are_known_whatever_their_case_and_spaces() -> None:
    habits = {issuer_key("ACME  GmbH"): {"currency": "EUR"}}

    assert of_issuer(habits, "Acme GmbH") == {"currency": "EUR"}
    assert of_issuer(habits, "Acme") == {}
    assert of_issuer(habits, None) == {}
    assert of_issuer({issuer_key("x"): {"date-order": "ymd"}}, "X") == {"date-order": "ymd"}
