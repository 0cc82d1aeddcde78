"""Logs, traces, metrics and spans around one invocation, the same for every function.

One outcome line, one outcome metric and one set of spans leave each invocation. Nothing from
events, bodies, documents or settings is logged: only ids, sizes, counts and durations.
"""

from __future__ import annotations

import hashlib
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

from aws_lambda_powertools import Logger, Tracer

from lifeos import metrics, prices, wiring
from lifeos.entry import emf
from lifeos.entry.emf import Measured, measured
from lifeos.entry.xray import XRaySpans
from lifeos.errors import LifeOSError, ThrottledError
from lifeos.spans import Span, SpanKind, correlate, recording, span

_CORRELATION = re.compile(r"^[A-Za-z0-9._-]{8,64}$")

logger = Logger(serialize_stacktrace=False)
traces = XRaySpans()
# Never "disabled": that loads the X-Ray SDK to switch it off. The provider knows when to be quiet.
tracer = Tracer(provider=traces, auto_patch=False, disabled=False)
REFUSED = "Refused"  # of a state that says no by raising: it did its work, nothing broke
_first = True  # no invocation of this process has ended yet


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
    counted: list[Measured] = field(default_factory=list)

    def belongs_to(self, user_id: UUID, correlation_id: str) -> None:
        """Say whose invocation this is, once that is known."""
        self.user_id, self.correlation_id = user_id, correlation_id
        correlate(correlation_id)
        logger.append_keys(correlation_id=correlation_id)

    def count_error(self, code: str) -> None:
        """Count a failure by its permanent code; the text of a foreign error never gets here."""
        self.counted.append(measured(metrics.ERRORS, 1, reason=code))
        if code == ThrottledError.code:  # a store's, not a person's own share of the day
            self.counted.append(measured(metrics.THROTTLED, 1))


def failed(message: str, error: Exception, invocation: Invocation | None = None) -> None:
    """Log a system failure once: its code, and where it and its causes came from.

    The text of a foreign error is left out: parsers and drivers quote what they were given.
    """
    code = error.code if isinstance(error, LifeOSError) else type(error).__name__
    if invocation is not None:
        ours = error if isinstance(error, LifeOSError) else LifeOSError  # else: a bounded code
        invocation.count_error(ours.code)
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
            if invocation.outcome != REFUSED:
                invocation.outcome = "Failed"
            raise
        finally:
            whole.attributes.update(
                {k: v for k, v in invocation.log.items() if isinstance(v, str | int)}
            )
            _tell(invocation, whole)
            _measure(invocation, whole, spans=spans)
            _trace(invocation, spans)
            _keep(invocation, spans)
            logger.clear_state()


def _tell(invocation: Invocation, whole: Span) -> None:
    known = {"person": _pseudonym(invocation.user_id)} if invocation.user_id else {}
    logger.info(
        f"{invocation.name} {invocation.outcome.lower()}",
        extra={
            **invocation.log,
            **known,
            "outcome": invocation.outcome,
            "duration_ms": whole.duration_ms,
        },
    )


def _pseudonym(user_id: UUID) -> str:
    """Tells persons apart in a log without naming them; an operator finds one by its hash."""
    return hashlib.sha256(user_id.bytes).hexdigest()[:16]


def _measure(invocation: Invocation, whole: Span, *, spans: list[Span]) -> None:
    """One outcome, what it took, what it cost, and how the database did."""
    global _first
    failed, step = invocation.outcome == "Failed", invocation.kind == "step"
    memory_mb = wiring.hub().core.memory_mb
    statements = [one for one in spans if one.kind == "sql"]
    unreachable = sum(one.name == "connect" and one.status == "error" for one in statements)
    emf.write(
        invocation.name,
        [
            measured(metrics.FAILED, int(failed)),
            *([] if failed else [measured(metrics.SUCCEEDED, 1)]),
            measured(metrics.DURATION, whole.duration_ms),
            *([measured(metrics.COLD_STARTS, 1)] if _first else []),
            measured(
                metrics.COST, prices.micro_usd(whole.duration_ms, memory_mb, transitions=int(step))
            ),
            measured(metrics.SQL_DURATION, *(one.duration_ms for one in statements)),
            *([measured(metrics.DATABASE_AWAY, unreachable)] if unreachable else []),
            *invocation.counted,
        ],
    )
    _first = False


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
