"""Every chart, once: the dashboard in the cloud, `lifeos ops` in the terminal and as a page.

A series with `each` is one line for each value of that dimension. ADR 0018.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from functions.catalogue import CATALOGUE
from operations.alarms import OURS, PARKED_QUEUE

Statistic = Literal["Sum", "Average", "Maximum", "p50", "p95", "p99"]
Dimensions = tuple[tuple[str, str], ...]
OUTCOMES = ("done", "needs_review", "rejected", "duplicate", "parked", "failed")
STATES = ("ingest_ready", "ingest_pick", "ingest_assert", "ingest_action", "ingest_end")
PERIOD_S = 300
# Codes of `lifeos.errors` that mean something to an operator; reasons of rejected files are many.
REASONS = ("internal", "upstream-failed", "throttled", "reader-failed", "over-quota", "denied")


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a chart."""

    label: str
    metric: str
    statistic: Statistic
    dimensions: Dimensions = ()
    namespace: str = OURS


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart; `unit` is for people."""

    title: str
    unit: str
    series: tuple[Series, ...]
    only_in_cloud: bool = False


def _of(metric: str, statistic: Statistic, dimension: str, *values: str) -> tuple[Series, ...]:
    return tuple(Series(value, metric, statistic, ((dimension, value),)) for value in values)


_FUNCTIONS = tuple(record.name for record in CATALOGUE)
_PERCENTILES: tuple[Statistic, ...] = ("p50", "p95", "p99")

CHARTS: tuple[Chart, ...] = (
    Chart("Documents by outcome", "documents", _of("Ended", "Sum", "outcome", *OUTCOMES)),
    Chart(
        "Oldest unfinished file",
        "s",
        _of("OldestUnfinishedS", "Maximum", "service", "audit"),
    ),
    *(
        Chart(
            f"Time in {name.removeprefix('ingest_').upper()}",
            "ms",
            tuple(Series(each, "Duration", each, (("service", name),)) for each in _PERCENTILES),
        )
        for name in STATES
    ),
    Chart("Errors by reason", "errors", _of("Errors", "Sum", "reason", *REASONS)),
    Chart("Failed calls", "calls", _of("Failed", "Sum", "service", *_FUNCTIONS)),
    Chart("States tried again", "retries", _of("Retries", "Sum", "service", *STATES)),
    Chart(
        "Parked messages",
        "messages",
        (
            Series(
                "waiting",
                "ApproximateNumberOfMessagesVisible",
                "Maximum",
                (("QueueName", PARKED_QUEUE),),
                "AWS/SQS",
            ),
        ),
    ),
    Chart(
        "What the auditor found",
        "documents",
        (
            *_of("Difference", "Maximum", "service", "reckon"),
            Series("in flight", "InFlight", "Maximum", (("service", "reckon"),)),
            Series("restarted", "Restarted", "Sum", (("service", "audit"),)),
        ),
    ),
    Chart("Cold starts", "starts", _of("ColdStarts", "Sum", "service", *_FUNCTIONS)),
    Chart("Requests answered with 5xx", "requests", (Series("5xx", "ServerErrors", "Sum"),)),
    Chart("Throttled calls of stores", "calls", (Series("throttled", "Throttled", "Sum"),)),
    Chart(
        "PostgreSQL, time of a statement",
        "ms",
        tuple(Series(each, "SqlDuration", each) for each in _PERCENTILES),
    ),
    Chart(
        "PostgreSQL, connections that failed",
        "connections",
        (Series("failed", "DatabaseAway", "Sum"),),
    ),
    Chart("Cost", "millionths of a US dollar", (Series("all functions", "CostMicroUsd", "Sum"),)),
    Chart(
        "Functions AWS held back",
        "calls",
        tuple(
            Series(
                name, "Throttles", "Sum", (("FunctionName", f"{{prefix}}-{name}"),), "AWS/Lambda"
            )
            for name in _FUNCTIONS
        ),
    ),
    Chart(
        "PostgreSQL, connections",
        "connections",
        (Series("open", "DatabaseConnections", "Maximum", (), "AWS/RDS"),),
        only_in_cloud=True,
    ),
)
