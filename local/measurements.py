"""Metrics of a hub on this machine, in the shape that CloudWatch would have them.

The emulator keeps the log lines that CloudWatch would turn to metrics but does not do it, and it
counts neither queues nor what AWS counts of them. So functions' metrics are read from their log
lines, queues are asked, and only `AWS/Lambda` comes from the emulator. ADR 0018.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Key = tuple[str, str, frozenset[tuple[str, str]]]  # namespace, name, dimensions
Point = tuple[float, float]  # Unix seconds, value


def key_of(namespace: str, name: str, dimensions: Mapping[str, str]) -> Key:
    """Where the points of one metric are."""
    return namespace, name, frozenset(dimensions.items())


@dataclass
class Measurements:
    """Points of every metric, and how long each person kept functions busy."""

    points: dict[Key, list[Point]] = field(default_factory=lambda: defaultdict(list))
    busy_ms: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def take_line(self, text: str) -> None:
        """Take one line of a function's log: metrics, or the outcome line of a person's call."""
        try:
            said = json.loads(text)
        except ValueError:
            return
        if not isinstance(said, dict):
            return
        if "_aws" in said:
            self._take_metrics(said)
        elif "outcome" in said and "person" in said:
            self.busy_ms[str(said["person"])] += float(said.get("duration_ms", 0))

    def add(self, key: Key, at: float, value: float) -> None:
        """One point."""
        self.points[key].append((at, value))

    def values(self, key: Key, begin: float, end: float) -> list[float]:
        """Values of one metric from `begin` on and before `end`."""
        return [value for at, value in self.points.get(key, ()) if begin <= at < end]

    def told(self, namespace: str, name: str, dimension: str) -> list[str]:
        """Values of one dimension that a metric was split by alone, in order."""
        names = {dimension}
        return sorted(
            dict(known)[dimension]
            for space, metric, known in self.points
            if (space, metric) == (namespace, name) and {each for each, _ in known} == names
        )

    def busiest(self, count: int = 10) -> list[tuple[str, float]]:
        """Persons, by pseudonym, and milliseconds; the busiest first."""
        return sorted(self.busy_ms.items(), key=lambda one: -one[1])[:count]

    def _take_metrics(self, said: dict[str, Any]) -> None:
        at = said["_aws"]["Timestamp"] / 1000
        for directive in said["_aws"]["CloudWatchMetrics"]:
            for metric in directive["Metrics"]:
                for split in directive["Dimensions"]:
                    told = {name: str(said[name]) for name in split}
                    key = key_of(directive["Namespace"], metric["Name"], told)
                    for value in _many(said[metric["Name"]]):
                        self.add(key, at, float(value))


def _many(value: Any) -> Iterable[float]:
    return value if isinstance(value, list) else [value]


def statistic(name: str, values: list[float]) -> float | None:
    """One statistic as CloudWatch names them; None without values.

    Percentiles are those of the nearest rank. Source: CloudWatch user guide, statistics.
    """
    if not values:
        return None
    if name.startswith("p"):
        rank = math.ceil(float(name[1:]) / 100 * len(values))
        return sorted(values)[max(rank, 1) - 1]
    known = {
        "Sum": sum(values),
        "Average": sum(values) / len(values),
        "Maximum": max(values),
        "SampleCount": float(len(values)),
    }
    return known[name]
