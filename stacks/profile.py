"""The three profiles: everything that may differ between deployments, in one place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from constructs import Node

from operations.pace import LONGEST_S, Pace

ProfileName = Literal["local", "personal", "scale"]
# A laptop costs nothing; elsewhere a lost key must not cost more than a day's share.
_FILES_PER_DAY: dict[ProfileName, int] = {"local": 20_000, "personal": 5_000, "scale": 2_000}
_MAX_RUNS: dict[ProfileName, int] = {"local": 4, "personal": 20, "scale": 200}
# What functions and machines may cost a day before somebody is told; 1 USD is some 3,000 files.
_USD_PER_DAY: dict[ProfileName, float] = {"local": 1.0, "personal": 1.0, "scale": 500.0}
PIPELINE_VERSION = 1  # of runs begun from now on; `rebuild --outdated` reads older ones again


@dataclass(frozen=True, slots=True)
class Profile:
    """One deployment's choices.

    `local`: an emulator and a PostgreSQL that is handed in by URL. `personal`: Aurora that pauses
    at zero, nothing billed by the hour. `scale`: proxy, firewall, two readers.
    """

    name: ProfileName
    prefix: str  # of function and stack names, so that two hubs fit one account
    layers_dir: Path  # where `make layers` put the third-party layers
    database_url: str = ""  # local only, role of the functions
    migrator_url: str = ""  # local only, role that owns the schema
    auditor_url: str = ""  # local only, role of the auditor
    max_runs: int = 20  # ingest runs under way at once; ADR 0008 has the measurement
    files_per_day: int = 5_000  # of one person
    gigabytes_per_day: int = 20
    zone: str = "UTC"  # whose midnight ends a person's day
    keep_deleted_days: int = 30  # how long a deleted document can be restored
    log_retention_days: int = 30
    usd_per_day: float = 1.0  # of functions and machines; more is an alarm
    alarm_period_s: int = LONGEST_S  # no alarm looks longer; 60 to try them all within minutes
    alarm_email: str = ""  # told of every alarm, after it has confirmed the subscription
    allowed_origins: tuple[str, ...] = ()  # web clients whose scripts may call the API

    @property
    def in_cloud(self) -> bool:
        """Whether there is a real VPC and a real Aurora."""
        return self.name != "local"

    @property
    def pauses(self) -> bool:
        """Whether the database sleeps when nobody asks it anything, and costs nothing then."""
        return self.name == "personal"

    @property
    def pace(self) -> Pace:
        """How often what is scheduled comes, and how long alarms look."""
        return Pace(pauses=self.pauses, longest_s=self.alarm_period_s)

    @property
    def at_scale(self) -> bool:
        """Whether proxy and firewall are paid for."""
        return self.name == "scale"


def from_context(node: Node) -> Profile:
    """The profile that `-c name=value` chose. Raises: ValueError with a way out."""
    known: dict[str, ProfileName] = {name: name for name in get_args(ProfileName)}
    asked = node.try_get_context("profile") or "local"
    if asked not in known:
        raise ValueError(f"Unknown profile {asked!r}: choose {', '.join(known)}.")
    profile = _chosen(node, known[asked])
    if profile.in_cloud and not (profile.layers_dir / "base").is_dir():
        raise ValueError(f"No layers in {profile.layers_dir}: run `make layers` first.")
    return profile


def _chosen(node: Node, name: ProfileName) -> Profile:
    return Profile(
        name=name,
        prefix=node.try_get_context("prefix") or "LifeOS",
        layers_dir=Path(node.try_get_context("layers_dir") or "build/layers"),
        database_url=node.try_get_context("database_url") or "",
        migrator_url=node.try_get_context("migrator_url") or "",
        auditor_url=node.try_get_context("auditor_url") or "",
        allowed_origins=_origins(node.try_get_context("allowed_origins") or ""),
        max_runs=int(node.try_get_context("max_runs") or _MAX_RUNS[name]),
        files_per_day=_FILES_PER_DAY[name],
        zone=node.try_get_context("zone") or "UTC",
        keep_deleted_days=int(node.try_get_context("keep_deleted_days") or 30),
        usd_per_day=float(node.try_get_context("usd_per_day") or _USD_PER_DAY[name]),
        alarm_period_s=_period(node.try_get_context("alarm_period_s") or LONGEST_S),
        alarm_email=node.try_get_context("alarm_email") or "",
    )


def _period(told: str | int) -> int:
    """Whole minutes, as metrics of functions come. Raises: ValueError for anything else."""
    seconds = int(told)
    if seconds % 60 or not 60 <= seconds <= LONGEST_S:
        raise ValueError(f"alarm_period_s is 60 to {LONGEST_S} in whole minutes, not {told}.")
    return seconds


def _origins(told: str) -> tuple[str, ...]:
    """Origins separated by blanks. Raises: ValueError for what is no origin, `*` above all."""
    found = tuple(told.split())
    for origin in found:
        if re.fullmatch(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?", origin) is None:
            raise ValueError(f"{origin!r} is not an origin such as https://hub.example.org.")
    return found
