"""How long one call to an AWS service may take before it counts as failed.

An API function answers within its own 28 seconds, whatever hangs: a test adds these up for each.
Retrying for longer is the state machine's and the queue's.
"""

from __future__ import annotations

from dataclasses import dataclass

from botocore.config import Config


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds for a connection and for the next bytes, and how often to try."""

    connect_s: float
    read_s: float
    attempts: int = 2

    @property
    def gives_up_within_s(self) -> float:
        """Every attempt and the pause between them. Source: botocore, mode `standard`."""
        return self.attempts * (self.connect_s + self.read_s) + (self.attempts - 1)

    def config(self) -> Config:
        """For a client of any service."""
        return Config(
            connect_timeout=self.connect_s,
            read_timeout=self.read_s,
            retries={"total_max_attempts": self.attempts, "mode": "standard"},
        )


CONTROL = Patience(connect_s=1, read_s=3)  # small requests: the table, the machine
HURRIED = Patience(connect_s=0.3, read_s=0.7, attempts=1)  # worth doing, not worth waiting for
