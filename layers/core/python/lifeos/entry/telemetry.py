"""Logs, traces, metrics and spans around one invocation, the same for every function.

One outcome line, one outcome metric and one set of spans leave each invocation. Nothing from
events, bodies, documents or settings is logged: only ids, sizes, counts and durations.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit

from lifeos import wiring
from lifeos.entry.xray import XRaySpans
from lifeos.errors import LifeOSError
from lifeos.spans import Span, SpanKind, correlate, recording, span

NAMESPACE = "LifeOS"
_CORRELATION = re.compile(r"^[A-Za-z0-9._-]{8,64}$")

logger = Logger(serialize_stacktrace=False)
traces = XRaySpans()
# Never "disabled": that loads the X-Ray SDK to switch it off. The provider knows when to be quiet.
tracer = Tracer(provider=traces, auto_patch=False, disabled=False)
metrics = Metrics(namespace=NAMESPACE)


@dataclass(slots=True)
class Invocation:
    """What is known of the running invocation; fields may be set while it runs."""

    name: str
    kind: SpanKind
    correlation_id: str
    user_id: UUID | None = None
    keep_spans: bool = True
    outcome: str = "Succeeded"
    etag: str | None = None  # of what the answer shows
    log: dict[str, str | int | float] = field(default_factory=dict)

    def belongs_to(self, user_id: UUID, correlation_id: str) -> None:
        """Say whose invocation this is, once that is known."""
        self.user_id, self.correlation_id = user_id, correlation_id
        correlate(correlation_id)
        logger.append_keys(correlation_id=correlation_id)


def failed(message: str, error: Exception) -> None:
    """Log a system failure once: its code, and where it and its causes came from.

    The text of a foreign error is left out: parsers and drivers quote what they were given.
    """
    code = error.code if isinstance(error, LifeOSError) else type(error).__name__
    logger.error(message, extra={"code": code, "stack": _stack(error)})


def _stack(error: BaseException) -> list[str]:
    lines: list[str] = []
    told: BaseException | None = error
    while told is not None:
        detail = f": {told.detail}" if isinstance(told, LifeOSError) else ""
        lines.append(f"{type(told).__name__}{detail}")
        for frame, line in traceback.walk_tb(told.__traceback__):
            place = "/".join(Path(frame.f_code.co_filename).parts[-3:])
            lines.append(f"  {place}:{line} {frame.f_code.co_name}")
        told = told.__cause__ or (None if told.__suppress_context__ else told.__context__)
    return lines


def correlation_id_from(offered: str | None) -> str:
    """The caller's correlation id if it is a sound one, else a fresh one."""
    if offered is not None and _CORRELATION.fullmatch(offered):
        return offered
    return uuid4().hex


@contextmanager
def observed(invocation: Invocation) -> Iterator[Invocation]:
    """Run one invocation under log context, spans and one outcome metric."""
    logger.append_keys(correlation_id=invocation.correlation_id)
    correlate(invocation.correlation_id)
    with recording() as spans:
        try:
            with span(invocation.name, invocation.kind) as whole:
                yield invocation
        except BaseException:
            invocation.outcome = "Failed"
            raise
        finally:
            whole.attributes.update(
                {k: v for k, v in invocation.log.items() if isinstance(v, str | int)}
            )
            _tell(invocation, whole)
            _trace(invocation, spans)
            _keep(invocation, spans)
            logger.clear_state()


def _tell(invocation: Invocation, whole: Span) -> None:
    metrics.add_dimension(name="function", value=invocation.name)
    metrics.add_metric(name=invocation.outcome, unit=MetricUnit.Count, value=1)
    metrics.add_metric(name="Duration", unit=MetricUnit.Milliseconds, value=whole.duration_ms)
    metrics.flush_metrics()
    logger.info(
        f"{invocation.name} {invocation.outcome.lower()}",
        extra={**invocation.log, "outcome": invocation.outcome, "duration_ms": whole.duration_ms},
    )


def _trace(invocation: Invocation, spans: list[Span]) -> None:
    """What was logged is on the outermost span already: document_id, execution_id."""
    tracer.put_annotation("correlation_id", invocation.correlation_id)
    tracer.put_annotation("outcome", invocation.outcome)
    traces.send(spans)


def _keep(invocation: Invocation, spans: list[Span]) -> None:
    """Spans are worth having, never worth failing for."""
    if not invocation.keep_spans or invocation.user_id is None:
        return
    try:
        wiring.hub().spans.save(invocation.user_id, invocation.correlation_id, spans)
    except LifeOSError as error:
        logger.warning("spans were not kept", extra={"code": error.code})
