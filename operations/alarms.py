"""Every alarm, once: the template makes them, the laptop evaluates them, the runbook explains them.

Each is over one metric, without metric math, so that an emulator can hold it as well. The section
of `docs/runbook.md` has the alarm's name; a test holds the two against each other. ADR 0018.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from functions.catalogue import CATALOGUE

Statistic = Literal["Sum", "Average", "Maximum", "SampleCount"]
Missing = Literal["notBreaching", "breaching"]
Severity = Literal["page", "ticket"]  # now, or in working hours
OURS = "LifeOS"
PARKED_QUEUE = "{parked-queue}"  # the template knows its name
USD = 1_000_000  # in what cost is counted in


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
    points: int = 1
    of: int = 1
    below: bool = False
    missing: Missing = "notBreaching"
    section: str = ""  # of the runbook, where it is not the name

    @property
    def anchor(self) -> str:
        """Heading in the runbook."""
        return self.section or self.name


_EVERYWHERE = (
    Alarm(
        "conservation-difference",
        "Uploads are not the sum of outcomes and files in flight, twice in a row.",
        *("Difference", "Maximum", 0, "page"),
        dimensions=(("service", "reckon"),),
        points=2,
        of=2,
    ),
    Alarm(
        "unfinished-too-old",
        "A file that arrived has not ended after 15 minutes.",
        *("OldestUnfinishedS", "Maximum", 900, "page"),
        dimensions=(("service", "audit"),),
        period_s=60,
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
        "auditor-silent",
        "The auditor has not run for five minutes; it should every minute.",
        *("Duration", "SampleCount", 1, "page"),
        dimensions=(("service", "audit"),),
        below=True,
        missing="breaching",
    ),
    Alarm(
        "reckoner-silent",
        "Nobody has compared bucket and record for fifteen minutes; it should happen every five.",
        *("Duration", "SampleCount", 1, "page"),
        dimensions=(("service", "reckon"),),
        period_s=900,
        below=True,
        missing="breaching",
    ),
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


def alarms(*, prefix: str, usd_per_day: float) -> tuple[Alarm, ...]:
    """All alarms of a hub: those of the whole, and one for each function that fails."""
    of_functions = (
        Alarm(
            f"function-failing-{record.name}",
            f"Half of the calls of {record.name} fail: {record.does}.",
            *("Errors", "Average", 0.5, "page"),
            namespace="AWS/Lambda",
            dimensions=(("FunctionName", f"{prefix}-{record.name}"),),
            points=2,
            of=3,
            section="function-failing",
        )
        for record in CATALOGUE
    )
    whole = (
        replace(one, threshold=usd_per_day * USD) if one.name == "spending" else one
        for one in _EVERYWHERE
    )
    return (*whole, *of_functions)


def named(name: str) -> Alarm:
    """One alarm of the whole hub. Raises: KeyError."""
    return {one.name: one for one in _EVERYWHERE}[name]
