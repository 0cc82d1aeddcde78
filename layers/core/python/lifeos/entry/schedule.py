"""The edge of scheduled functions: what they found becomes metrics, one per number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lifeos import metrics, wiring
from lifeos.contracts.base import Model
from lifeos.entry.emf import measured
from lifeos.entry.telemetry import Invocation, correlation_id_from, failed, observed
from lifeos.errors import LifeOSError


def entrypoint(run: Callable[[dict[str, Any]], Model]) -> Callable[[Any, Any], dict[str, Any]]:
    """The Lambda handler: run once, count every number of the result, answer the result.

    The schedule sends an event without meaning; an operator who calls the function may say more.
    """

    def handler(event: Any, context: Any) -> dict[str, Any]:
        invocation = Invocation(
            name=wiring.hub().core.function,
            kind="event",
            correlation_id=correlation_id_from(None),
        )
        with observed(invocation):
            try:
                found = run(dict(event or {})).model_dump(mode="json")
            except Exception as error:
                failed("scheduled run failed", error, invocation)
                raise
            for name, value in found.items():
                if isinstance(value, int):
                    invocation.log[name] = value
                    metric = metrics.found_by_auditor(name)
                    invocation.counted.append(measured(metric, value))
        return found

    return handler


def left_over(error: LifeOSError) -> None:
    """Tell of one thing that failed while the run goes on with the others."""
    failed("left for the next run", error)
