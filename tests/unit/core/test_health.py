"""Probes: what is down, and what that means for the whole."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lifeos import health
from lifeos.errors import LifeOSError, NotFoundError, ThrottledError, UpstreamError


def up() -> str:
    return "fine"


def raising(error: Exception) -> Callable[[], object]:
    def probe() -> object:
        raise error

    return probe


def test_all_up_is_up() -> None:
    found = health.check({"database": up, "table": up, "originals": up})

    assert found.status == "up"
    assert [probe.name for probe in found.probes] == ["database", "table", "originals"]
    assert all(probe.duration_ms >= 0 for probe in found.probes)


@pytest.mark.parametrize(
    ("down", "status"),
    [
        (["database"], "degraded"),
        (["table"], "down"),
        (["originals"], "down"),
        (["database", "table", "originals"], "down"),
    ],
)
def test_what_uploads_need_decides_between_degraded_and_down(down: list[str], status: str) -> None:
    broken = raising(UpstreamError("Away."))

    found = health.check(
        {name: broken if name in down else up for name in ("database", "table", "originals")}
    )

    assert found.status == status
    assert [probe.name for probe in found.probes if probe.status == "down"] == down


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFoundError("Nothing there."), "up"),
        (ThrottledError("Busy."), "down"),
        (UpstreamError("Away."), "down"),
        (LifeOSError("Refused."), "down"),
    ],
)
def test_not_found_is_an_answer_and_any_other_failure_is_none(
    error: LifeOSError, status: str
) -> None:
    found = health.check({"database": raising(error)})

    assert found.probes[0].status == status


def test_a_defect_in_a_probe_is_not_taken_for_an_outage() -> None:
    with pytest.raises(ZeroDivisionError):
        health.check({"database": raising(ZeroDivisionError())})


def test_every_probe_runs_whatever_failed_before() -> None:
    found = health.check({"table": raising(UpstreamError("Away.")), "database": up})

    assert [probe.status for probe in found.probes] == ["down", "up"]
