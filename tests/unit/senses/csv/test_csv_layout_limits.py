"""Tables so wide that telling their columns apart would take for ever."""

from __future__ import annotations

import pytest
from lifeos.senses.csv.sense import CsvStatement
from lifeos.senses.csv.table import MOST_COLUMNS
from lifeos.senses.models import Head


@pytest.mark.parametrize("columns", [MOST_COLUMNS, MOST_COLUMNS + 1, 9_000])
@pytest.mark.parametrize("lines", [1, 3])
def test_numbers_beside_each_other_are_given_an_answer(columns: int, lines: int) -> None:
    line = ",".join(f"{n % 90}.5" for n in range(columns))
    content = "\n".join([line] * lines).encode()
    head = Head(content[:65_536], "numbers.txt", "text/plain", len(content))

    assert CsvStatement().score(head) <= 0.6
