"""How the figures of bench-contract and bench-access come about."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bench import access, contract
from tests.support.access import Cell


def told(*failures: str, errored: int = 0, complete: bool = True) -> dict[str, Any]:
    """Schemathesis' report of a run with these failures."""
    return {
        "failures": [{"type": each, "count": 2} for each in failures],
        "test_cases": {"generated": 100, "errored": errored},
        "operations": {"tested": 3},
        "complete": complete,
        "valid_rates": {
            "GET /a": {"examples": {"accepted": 0}, "fuzzing": {"accepted": 2}},
            "GET /b": {"examples": {"accepted": 0}},
        },
    }


def missed(report: dict[str, Any]) -> set[str]:
    """Bars that were missed."""
    return {figure.what for figure in contract.figures(report) if figure.missed}


def test_a_clean_run_meets_every_bar() -> None:
    assert missed(told()) == set()


@pytest.mark.parametrize(
    ("failure", "bar"),
    [
        ("ServerError", "server errors"),
        ("ContentTypeServerError", "server errors"),
        ("UndefinedStatusCode", "undocumented answers"),
        ("JsonSchemaError", "undocumented answers"),
        ("IgnoredAuth", "other failed checks"),
        ("CustomFailure", "other failed checks"),
    ],
)
def test_each_kind_of_failure_misses_its_own_bar(failure: str, bar: str) -> None:
    assert missed(told(failure)) == {bar}


def test_an_operation_that_only_refused_is_not_counted_as_tried_through() -> None:
    (found,) = [f for f in contract.figures(told()) if f.what == "operations that succeeded"]

    assert found.value == 1


def test_a_run_that_was_cut_short_is_no_success() -> None:
    assert missed(told(complete=False)) == {"phases not ended"}
    assert missed(told(errored=1)) == {"cases that could not be tried"}


def test_an_open_cell_is_counted_by_who_asked() -> None:
    tried = [Cell("GET /a", "nobody", 401, True), Cell("GET /a", "expired", 200, False)]

    found = {figure.what: figure for figure in access.figures(tried)}

    assert found["cells tried"].value == 2
    assert found["routes that were not tried"].missed
    assert found["open: expired"].missed
    assert not found["open: nobody"].missed
