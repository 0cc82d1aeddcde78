"""The look-up that bench-evidence trusts sees what stands elsewhere or says something else."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from lifeos.contracts.facts import Evidence

from tests.support.evidence import Bytes, at_path, supports

XML = b"<Invoice xmlns='urn:x'><Line/><Line><Amount currencyID='EUR'>1.50</Amount></Line></Invoice>"


def place(snippet: str, line: int) -> Evidence:
    return Evidence(field="amount", sha256="0" * 64, line=line, snippet=snippet, reader="csv/1")


@pytest.mark.parametrize(
    ("line", "holds"), [(1, False), (2, True), (3, False)], ids=["before", "there", "behind"]
)
def test_a_snippet_stands_on_its_own_line_alone(line: int, holds: bool, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("Datum;Betrag\n1.1.;12,50\n2.1.;7,00\n", encoding="latin-1")

    found = Bytes(path).holds(place("12,50", line))

    assert found == holds


def test_an_xml_path_names_one_element_or_attribute() -> None:
    assert at_path(XML, "/Invoice/Line[2]/Amount[1]") == "1.50"
    assert at_path(XML, "/Invoice/Line[2]/Amount[1]/@currencyID") == "EUR"
    assert at_path(XML, "/Invoice/Line[1]/Amount[1]") == ""


@pytest.mark.parametrize(
    ("snippet", "value"),
    [
        ("1.234,50 EUR", Decimal("1234.5")),
        ("-0.07", Decimal("-0.07")),
        ("3. März 2025", date(2025, 3, 3)),
        ("20250303", date(2025, 3, 3)),
        ("DTSTART:20250303T230000Z", datetime(2025, 3, 4)),
        ("PCorner Bakery", "Corner Bakery"),
        ("?20Corner?21 Bakery", "Corner Bakery"),
    ],
)
def test_a_snippet_that_says_the_value_supports_it(snippet: str, value: object) -> None:
    assert supports(snippet, value)


@pytest.mark.parametrize(
    ("snippet", "value"),
    [
        ("1.234,50 EUR", Decimal("1234.6")),
        ("3. März 2025", date(2025, 3, 4)),
        ("Corner Bakery", "Station Kiosk"),
        ("", "Station Kiosk"),
    ],
)
def test_a_snippet_that_says_something_else_does_not(snippet: str, value: object) -> None:
    assert not supports(snippet, value)
