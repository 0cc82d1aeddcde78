"""Values of requests that pydantic alone would take more widely than the contract says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifeos.contracts.base import AskedAmount, Day, Whole
from pydantic import TypeAdapter, ValidationError

DAY: TypeAdapter[date] = TypeAdapter(Day)
AMOUNT: TypeAdapter[Decimal] = TypeAdapter(AskedAmount)
WHOLE: TypeAdapter[int] = TypeAdapter(Whole)


@given(st.dates())
def test_a_day_is_read_as_it_is_written(day: date) -> None:
    assert DAY.validate_python(day.isoformat()) == day
    assert DAY.validate_python(day) == day


@pytest.mark.parametrize(
    "told", ["0", "1700000000", "2026-3-1", "2026-03-01T00:00:00", "20260301", "2026-02-30", ""]
)
def test_what_is_no_iso_day_is_refused(told: str) -> None:
    with pytest.raises(ValidationError):
        DAY.validate_python(told)


@given(st.decimals(min_value=0, max_value=10**15 - 1, places=2))
def test_an_amount_is_read_exactly(amount: Decimal) -> None:
    assert AMOUNT.validate_python(format(amount, "f")) == amount


@pytest.mark.parametrize(
    "told", ["1e400", "NaN", "Infinity", "-1", "+1", "1.", ".5", "1,5", " 1", "1" * 16, "1.1234567"]
)
def test_what_no_store_holds_is_no_amount(told: str) -> None:
    with pytest.raises(ValidationError):
        AMOUNT.validate_python(told)


@pytest.mark.parametrize(("told", "read"), [(12, 12), (0, 0), (12.0, 12)])
def test_a_whole_number_may_be_written_with_a_point(told: Any, read: int) -> None:
    assert WHOLE.validate_python(told) == read


@pytest.mark.parametrize("told", [True, False, "12", 12.5, None, [1], float("inf")])
def test_only_a_number_is_a_whole_number(told: Any) -> None:
    with pytest.raises(ValidationError):
        WHOLE.validate_python(told)
