from __future__ import annotations

from datetime import date

import pytest
from lifeos.senses.values.date_order import DateOrder, plausible, settle
from lifeos.senses.values.dates import find_dates

_OPEN = "03/04/2024"


@pytest.mark.parametrize(
    ("texts", "day"),
    [
        (["Date 03/04/2024", "Due 25/04/2024"], date(2024, 4, 3)),
        (["Date 03/04/2024", "Due 04/25/2024"], date(2024, 3, 4)),
        (["Rechnung vom 03/04/2024 über die Lieferung und den Betrag"], date(2024, 4, 3)),
        (["Date 03/04/2024", "Sales tax", "Austin, TX 78701"], date(2024, 3, 4)),
        (["Date 03/04/2024", "VAT GB 980780684", "London SW1A 1AA"], date(2024, 4, 3)),
        (["Date 03/04/2024", "ABN 51 824 753 556", "Sydney NSW 2000"], date(2024, 4, 3)),
        (["Date 03/04/2024", "IBAN DE89 3704 0044 0532 0130 00"], date(2024, 4, 3)),
    ],
)
def test_an_open_date_is_settled_by_the_rest_of_the_paper(texts: list[str], day: date) -> None:
    order = settle(texts)

    assert order.read(find_dates(_OPEN)[0]) == day


@pytest.mark.parametrize(
    "texts",
    [
        ["Date 03/04/2024"],
        ["Invoice date 03/04/2024", "Total 5.00", "Thank you for your order"],
        ["03/04/2024", "25/04/2024", "04/25/2024"],
        ["Date 03/04/2024", "Toronto M5V 2T6", "HST", "Canada"],
    ],
)
def test_what_nothing_settles_stays_open_with_both_readings(texts: list[str]) -> None:
    order = settle(texts)

    found = find_dates(_OPEN)[0]
    assert order.read(found) is None
    assert order.candidates(found) == [date(2024, 3, 4), date(2024, 4, 3)]


def test_a_date_that_starts_with_the_year_says_nothing_about_the_others() -> None:
    assert settle(["2024-04-25", "Date 03/04/2024"]).order is None


def test_a_date_with_one_plausible_reading_needs_no_order() -> None:
    found = find_dates("05/05/2024")[0]

    assert DateOrder(None).read(found) == date(2024, 5, 5)


@pytest.mark.parametrize("day", [date(1949, 12, 31), date(2101, 1, 1), date(12, 5, 20)])
def test_a_day_far_from_our_time_is_a_misread_number(day: date) -> None:
    assert not plausible(day)
