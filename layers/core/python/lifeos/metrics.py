"""The vocabulary of what is measured: every metric, its unit and what it is told apart by.

Dimensions are bounded: functions of the catalogue, outcomes, codes of our own errors. A person or
a document is never one; who sends most is asked of the log. Charts and alarms over these names
are in `operations/`. ADR 0018.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NAMESPACE = "LifeOS"
Unit = Literal["Count", "Milliseconds", "Seconds", "None"]
Dimension = Literal["service", "outcome", "reason"]


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric. `by` lists the ways it is split; an empty one is the sum over everything."""

    name: str
    unit: Unit
    by: tuple[tuple[Dimension, ...], ...]


_SERVICE: tuple[tuple[Dimension, ...], ...] = (("service",),)
_WHOLE: tuple[tuple[Dimension, ...], ...] = ((),)

SUCCEEDED = Metric("Succeeded", "Count", _SERVICE)
FAILED = Metric("Failed", "Count", _SERVICE)  # 0 or 1 an invocation: its average is the share
DURATION = Metric("Duration", "Milliseconds", _SERVICE)
COLD_STARTS = Metric("ColdStarts", "Count", _SERVICE)
COST = Metric("CostMicroUsd", "None", (("service",), ()))  # millionths of a US dollar
RETRIES = Metric("Retries", "Count", _SERVICE)  # what the machine tries again
ERRORS = Metric("Errors", "Count", (("reason",),))
ENDED = Metric("Ended", "Count", (("outcome",),))
ENDED_FAILED = Metric("EndedFailed", "Count", _WHOLE)  # 0 or 1 a document: its average is the share
SERVER_ERRORS = Metric("ServerErrors", "Count", _WHOLE)  # 0 or 1 a request
THROTTLED = Metric("Throttled", "Count", _WHOLE)  # a store asked to come back later
REQUEST_REFUSED = Metric("RequestRefused", "Count", _WHOLE)  # over a person's limit
LIMITS_UNKNOWN = Metric("LimitsUnknown", "Count", _WHOLE)  # let through, as nobody counted
SQL_DURATION = Metric("SqlDuration", "Milliseconds", _WHOLE)
DATABASE_AWAY = Metric("DatabaseAway", "Count", _WHOLE)  # connections that could not be made
FLAGS_AWAY = Metric("FlagsAway", "Count", _SERVICE)  # decided as flags last were, or without them
OF_AN_INVOCATION = (
    *(SUCCEEDED, FAILED, DURATION, COLD_STARTS, COST, RETRIES, ERRORS, ENDED),
    *(SERVER_ERRORS, THROTTLED, REQUEST_REFUSED, LIMITS_UNKNOWN, SQL_DURATION, DATABASE_AWAY),
    *(ENDED_FAILED, FLAGS_AWAY),
)


def found_by_auditor(field: str) -> Metric:
    """The metric of one number in an auditor's answer: `oldest_unfinished_s`."""
    return Metric("".join(map(str.capitalize, field.split("_"))), "Count", _SERVICE)
