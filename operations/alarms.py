"""Every alarm, once: the template makes them, the laptop evaluates them, the runbook explains them.

Each is over one metric, without metric math, so that an emulator can hold it as well. The section
of `docs/runbook.md` has the alarm's name; a test holds the two against each other. ADR 0018.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from functions.catalogue import CATALOGUE, Function
from functions.catalogue import named as function
from operations.pace import Pace

Statistic = Literal["Sum", "Average", "Maximum", "SampleCount"]
Missing = Literal["notBreaching", "breaching"]
Severity = Literal["page", "ticket"]  # now, or in working hours
OURS = "LifeOS"
PARKED_QUEUE = "{parked-queue}"  # the template knows its name
USD = 1_000_000  # in what cost is counted in
# They refuse a file by raising, which AWS counts as an error: what they count themselves does not.
_REFUSE = ("ingest_ready", "ingest_pick", "ingest_assert", "ingest_action")


@dataclass(frozen=True, slots=True)
class Alarm:
    """Fires when `points` of the last `of` periods are over the threshold (`below`: under it)."""

    name: str  # kebab-case, and the section of the runbook
    says: str
    metric: str
    statistic: Statistic
    threshold: float
    severity: Severity
    namespace: str = OURS
    dimensions: tuple[tuple[str, str], ...] = ()
    period_s: int = 300
    runs_of: str = ""  # the scheduled function whose every run measures it; then of `runs` of these
    runs: int = 1
    points: int = 1
    of: int = 1
    below: bool = False
    missing: Missing = "notBreaching"
    section: str = ""  # of the runbook, where it is not the name

    @property
    def anchor(self) -> str:
        """Heading in the runbook."""
        return self.section or self.name

    def at(self, pace: Pace) -> Alarm:
        """The same with the period that it has at a pace; silence needs two runs to be told."""
        if not self.runs_of:
            return replace(self, period_s=pace.period_s(self.period_s))
        period_s = pace.period_of_runs_s(
            function(self.runs_of), usual=self.runs, fewest=2 if self.below else 1
        )
        return replace(self, period_s=period_s)


def _silent(name: str, says: str, *, of: str, runs: int) -> Alarm:
    """Fires when a scheduled function has not run once in the time of so many runs."""
    return Alarm(
        name,
        says,
        *("Duration", "SampleCount", 1, "page"),
        dimensions=(("service", of),),
        runs_of=of,
        runs=runs,
        below=True,
        missing="breaching",
    )


_EVERYWHERE = (
    Alarm(
        "conservation-difference",
        "Uploads are not the sum of outcomes and files in flight, in two of three reckonings.",
        *("Difference", "Maximum", 0, "page"),
        dimensions=(("service", "reckon"),),
        runs_of="reckon",
        points=2,
        of=3,
    ),
    Alarm(
        "unfinished-too-old",
        "A file that arrived has not ended after 15 minutes.",
        *("OldestUnfinishedS", "Maximum", 900, "page"),
        dimensions=(("service", "audit"),),
        runs_of="audit",
        points=3,
        of=5,
    ),
    Alarm(
        "messages-parked",
        "A message failed for good and waits for a person.",
        *("ApproximateNumberOfMessagesVisible", "Maximum", 0, "page"),
        namespace="AWS/SQS",
        dimensions=(("QueueName", PARKED_QUEUE),),
    ),
    Alarm(
        "api-server-errors",
        "More than one request in twenty is answered with 5xx.",
        *("ServerErrors", "Average", 0.05, "page"),
        points=2,
        of=3,
    ),
    Alarm(
        "throttled",
        "A store asks to come back later, again and again.",
        *("Throttled", "Sum", 20, "ticket"),
    ),
    Alarm(
        "database-away",
        "Connections to PostgreSQL cannot be made.",
        *("DatabaseAway", "Sum", 0, "page"),
        points=2,
        of=3,
    ),
    Alarm(
        "documents-parked",
        "More than ten documents an hour end as parked.",
        *("Ended", "Sum", 10, "ticket"),
        dimensions=(("outcome", "parked"),),
        period_s=3600,
    ),
    Alarm(
        "documents-failed",
        "A document ended as failed: a defect of ours, or three runs that broke down.",
        *("Ended", "Sum", 0, "ticket"),
        dimensions=(("outcome", "failed"),),
    ),
    Alarm(
        "documents-failing",
        "Half of all documents end as failed.",
        *("EndedFailed", "Average", 0.5, "page"),
        points=2,
        of=3,
        section="documents-failed",
    ),
    Alarm(
        "flags-away",
        "The feature flags cannot be read: what was held stays held, changes are not seen.",
        *("FlagsAway", "Maximum", 0, "ticket"),
        dimensions=(("service", "audit"),),
        runs_of="audit",
        points=2,
        of=3,
    ),
    Alarm(
        "live-behind",
        "Changes of documents cannot be told to who listens; they are tried again and again.",
        *("Failed", "Sum", 0, "ticket"),
        dimensions=(("service", "live_push"),),
        points=2,
        of=2,
    ),
    _silent("auditor-silent", "The auditor has missed five of its turns.", of="audit", runs=5),
    _silent("reckoner-silent", "Nobody compares bucket and record any more.", of="reckon", runs=3),
    _silent("purge-silent", "Nobody sees to what people deleted any more.", of="purge", runs=3),
    Alarm(
        "migration-failed",
        "A deployment could not change the schema.",
        *("Failed", "Sum", 0, "page"),
        dimensions=(("service", "migrate"),),
    ),
    Alarm(
        "spending",
        "Running cost more in a day than the profile allows.",
        *("CostMicroUsd", "Sum", 0, "ticket"),
        period_s=86_400,
    ),
)


def alarms(*, prefix: str, usd_per_day: float, pace: Pace | None = None) -> tuple[Alarm, ...]:
    """All alarms of a hub: those of the whole, and one for each function that fails."""
    every = (*_whole(usd_per_day), *(_failing(record, prefix) for record in CATALOGUE))
    return tuple(one.at(pace or Pace()) for one in every)


def _whole(usd_per_day: float) -> Iterator[Alarm]:
    for one in _EVERYWHERE:
        limited = one.name == "spending"
        yield replace(one, threshold=usd_per_day * USD) if limited else one


def _failing(record: Function, prefix: str) -> Alarm:
    usual = Alarm(
        f"function-failing-{record.name}",
        f"Half of the calls of {record.name} fail: {record.does}.",
        *("Errors", "Average", 0.5, "page"),
        namespace="AWS/Lambda",
        dimensions=(("FunctionName", f"{prefix}-{record.name}"),),
        points=2,
        of=3,
        section="function-failing",
    )
    if record.name not in _REFUSE:
        return usual
    own = (("service", record.name),)
    return replace(usual, namespace=OURS, metric="Failed", dimensions=own)


def named(name: str) -> Alarm:
    """One alarm of the whole hub. Raises: KeyError."""
    return {one.name: one for one in _EVERYWHERE}[name]
