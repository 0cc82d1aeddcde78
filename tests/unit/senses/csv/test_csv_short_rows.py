"""Tables whose rows differ in width, as torn and spliced files have them."""

from __future__ import annotations

from pathlib import Path

import pytest
from lifeos.senses.csv.sense import CsvStatement

from tests.support.readings import read_all, source_of

HEADING = "Date;Text;Amount;Currency"
PAY = "2024-03-02;Pay;2100.00;EUR"


@pytest.mark.parametrize(
    "rows",
    [
        [PAY, "2024-03-01;Rent;-700.00;EUR-700.00;EUR"],
        [PAY, "2024-03-01"],
        [PAY, "2024-03-01;Rent;-700.00"],
    ],
)
def test_a_row_of_another_width_costs_no_other_row(tmp_path: Path, rows: list[str]) -> None:
    content = "\n".join([HEADING, *rows]).encode()

    read = read_all(CsvStatement(), source_of(tmp_path, content))

    assert "2100.00" in {str(fact.amount) for fact in read.facts}


def test_columns_that_most_rows_lack_do_not_end_the_reading(tmp_path: Path) -> None:
    narrow = "NL00BANK;EUR;"
    wide = "NL00BANK;EUR;BIC;0{0}-01-2026;0{0}-01-2026;-21,99;+9{0},42;;SHOP;ba;;Card payment {0}"
    content = "\n".join([narrow, *(wide.format(day) for day in (1, 2, 3))]).encode()

    read = read_all(CsvStatement(), source_of(tmp_path, content))

    assert read.tally.found_count >= 3
