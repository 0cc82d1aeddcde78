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


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a chart, or one for each value of the dimension `each`, labelled by it."""

    label: str
    metric: str
    statistic: Statistic
    dimensions: Dimensions = ()
    namespace: str = OURS
    each: str = ""


@dataclass(frozen=True, slots=True)
class Ratio:
    """One line that is the sum of some series by the sum of others; a gap where that is 0."""

    label: str
    of: tuple[Series, ...]
    over: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart; `unit` is for people."""

    title: str
    unit: str
    series: tuple[Series, ...]
    ratios: tuple[Ratio, ...] = ()
    only_in_cloud: bool = False


def _of(metric: str, statistic: Statistic, dimension: str, *values: str) -> tuple[Series, ...]:
    return tuple(Series(value, metric, statistic, ((dimension, value),)) for value in values)


_MICRO_USD = "millionths of a US dollar"
_FUNCTIONS = tuple(record.name for record in CATALOGUE)
_ENDED = _of("Ended", "Sum", "outcome", *OUTCOMES)
_PERCENTILES: tuple[Statistic, ...] = ("p50", "p95", "p99")

CHARTS: tuple[Chart, ...] = (
    Chart("Documents by outcome", "documents", _ENDED),
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
    Chart("Errors by reason", "errors", (Series("", "Errors", "Sum", each="reason"),)),
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
        "Requests over a person's limit",
        "requests",
        (
            Series("refused", "RequestRefused", "Sum"),
            Series("not counted, let through", "LimitsUnknown", "Sum"),
        ),
    ),
    Chart(
        "Decided without the flags as they are",
        "decisions",
        _of("FlagsAway", "Sum", "service", "ingest_pick", "audit"),
    ),
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
    Chart("Cost", _MICRO_USD, (Series("all functions", "CostMicroUsd", "Sum"),)),
    Chart(
        "Cost of a document at AWS prices",
        _MICRO_USD,
        (),
        (Ratio("its five states", _of("CostMicroUsd", "Sum", "service", *STATES), _ENDED),),
    ),
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
