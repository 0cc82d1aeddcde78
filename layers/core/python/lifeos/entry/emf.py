"""Metrics as log lines in CloudWatch's embedded format.

Written here and not by Powertools, whose lines carry every dimension on every metric: a sum over
all functions would need metric math, which the laptop's alarms do not have. ADR 0018.
Source: CloudWatch user guide, specification of the embedded metric format.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass

from lifeos.metrics import NAMESPACE, Dimension, Metric

MAX_VALUES = 100  # of one metric in one line, as the format has it


@dataclass(frozen=True, slots=True)
class Measured:
    """Values of one metric; `told` are its dimensions other than the service."""

    metric: Metric
    values: tuple[float, ...]
    told: tuple[tuple[Dimension, str], ...] = ()


def measured(metric: Metric, *values: float, **told: str) -> Measured:
    """Values of one metric in one breath."""
    known: dict[str, Dimension] = {"outcome": "outcome", "reason": "reason"}
    return Measured(metric, values[:MAX_VALUES], tuple((known[k], v) for k, v in told.items()))


def write(service: str, taken: Iterable[Measured]) -> None:
    """One line on stdout for each set of dimension values; Lambda's log turns them to metrics."""
    lines: dict[tuple[tuple[Dimension, str], ...], list[Measured]] = {}
    for one in taken:
        if one.values:
            lines.setdefault(one.told, []).append(one)
    for told, together in lines.items():
        print(_line(service, told, together), flush=True)


def _line(service: str, told: tuple[tuple[Dimension, str], ...], together: list[Measured]) -> str:
    directives = [
        {
            "Namespace": NAMESPACE,
            "Dimensions": [list(split) for split in one.metric.by],
            "Metrics": [{"Name": one.metric.name, "Unit": one.metric.unit}],
        }
        for one in together
    ]
    return json.dumps(
        {
            "_aws": {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": directives},
            "service": service,
            **dict(told),
            **{one.metric.name: list(one.values) for one in together},
        }
    )
