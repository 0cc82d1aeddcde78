"""Health: whether the hub answers, and what it stands on."""

from typing import Literal

from lifeos.contracts.base import Model


class Live(Model):
    """The function runs; nothing else was looked at."""

    status: Literal["live"] = "live"


class Probe(Model):
    """One thing the hub stands on."""

    name: str
    status: Literal["up", "down"]
    duration_ms: float


class Health(Model):
    """`down` when what no request can do without is down, `degraded` when only something is."""

    status: Literal["up", "degraded", "down"]
    probes: list[Probe]
