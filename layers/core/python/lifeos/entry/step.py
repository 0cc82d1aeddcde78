"""A state's edge: typed input, typed output, and the only three errors a machine ever sees.

Step Functions matches the exact class name, never a base class, so everything a state can raise
is one of these. The machine retries TransientFailure, ends RejectedInput as `rejected` with its
reason, and everything else as `failed`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from lifeos import metrics, wiring
from lifeos.contracts.base import Model
from lifeos.contracts.ingest import Ending, PlanAdded, StepInput
from lifeos.entry.emf import measured
from lifeos.entry.telemetry import REFUSED, Invocation, failed, logger, observed
from lifeos.errors import GoneError, LifeOSError, RejectedError


class TransientFailure(Exception):  # noqa: N818  (the names are the machine's vocabulary)
    """Trying again may help."""


class RejectedInput(Exception):  # noqa: N818
    """The file or the input must not go on; the message is JSON with code and detail."""


class PermanentFailure(Exception):  # noqa: N818
    """A defect or a lost race; trying again does not help."""


def entrypoint(
    run: Callable[[StepInput], Model],
) -> Callable[[dict[str, Any], Any], dict[str, Any]]:
    """The Lambda handler of one state: `run` gets the state input and returns what it adds."""

    def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
        step = _parsed(event)
        ticket = step.ticket
        invocation = Invocation(
            name=wiring.hub().core.function,
            kind="step",
            correlation_id=ticket.correlation_id,
            user_id=ticket.user_id,
            log={"document_id": str(ticket.document_id), "execution_id": ticket.run},
        )
        with observed(invocation):
            added = _run(run, step, invocation)
            if isinstance(added, Ending):
                invocation.counted += [
                    measured(metrics.ENDED, 1, outcome=added.outcome),
                    measured(metrics.ENDED_FAILED, int(added.outcome == "failed")),
                ]
            if isinstance(added, PlanAdded) and added.plan.flags in ("kept", "unknown"):
                invocation.counted.append(measured(metrics.FLAGS_AWAY, 1))
        return added.model_dump(mode="json", exclude_none=True)

    return handler


def _parsed(event: dict[str, Any]) -> StepInput:
    try:
        return StepInput.model_validate(event)
    except ValidationError as error:
        places = sorted({".".join(map(str, found["loc"])) for found in error.errors()})
        logger.error("step input malformed", extra={"places": places})
        raise _rejected("malformed-input", f"Malformed at: {', '.join(places)}.") from None


def _run(run: Callable[[StepInput], Model], step: StepInput, invocation: Invocation) -> Model:
    try:
        return run(step)
    except RejectedError as error:
        invocation.outcome, invocation.log["reason"] = REFUSED, error.reason
        invocation.count_error(error.reason)
        logger.warning("file rejected", extra={"reason": error.reason})
        raise _rejected(error.reason, error.detail) from None
    except GoneError as error:
        invocation.outcome, invocation.log["reason"] = REFUSED, error.code
        logger.warning("document deleted meanwhile")
        raise PermanentFailure(error.code) from None
    except LifeOSError as error:
        failed("step failed", error, invocation)
        if error.kind in {"upstream", "throttled"}:
            invocation.counted.append(measured(metrics.RETRIES, 1))
            raise TransientFailure(error.code) from None
        raise PermanentFailure(error.code) from None
    except Exception as error:
        failed("step failed", error, invocation)
        raise PermanentFailure(type(error).__name__) from None


def _rejected(code: str, detail: str) -> RejectedInput:
    return RejectedInput(json.dumps({"code": code, "detail": detail}, ensure_ascii=False))
