"""Call real handlers over a hub of fakes, and read what they said.

Fixtures: `fake_hub` (in place of the process's hub), `table_hub` (the same with the status table
in moto, for idempotency), `spoken` (log lines and metrics of the test).
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.fakes.hub import FakeHub


@dataclass
class Spoken:
    """What the handlers of one test wrote; metrics are printed, so they come from `capsys`."""

    capsys: pytest.CaptureFixture[str]
    stream: io.StringIO = field(default_factory=io.StringIO)
    printed: str = ""

    @property
    def text(self) -> str:
        """Everything, as it would reach CloudWatch."""
        self.printed += self.capsys.readouterr().out
        return self.stream.getvalue() + self.printed

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Log lines, in order."""
        return [json.loads(line) for line in self.stream.getvalue().splitlines()]

    @property
    def outcome(self) -> dict[str, Any]:
        """The one outcome line of the last invocation."""
        return [line for line in self.lines if "outcome" in line][-1]

    def metric(self, name: str) -> float:
        """Sum of one metric over all invocations of the test."""
        found = [json.loads(line) for line in self.text.splitlines() if '"_aws"' in line]
        return sum(sum(values.get(name, [])) for values in found)

    def level(self, level: str) -> list[dict[str, Any]]:
        """Log lines of one level."""
        return [line for line in self.lines if line["level"] == level]


@pytest.fixture
def spoken(capsys: pytest.CaptureFixture[str]) -> Iterator[Spoken]:
    """Listen to the product's logger."""
    from lifeos.entry.telemetry import logger

    heard = Spoken(capsys)
    handler = logger.registered_handler
    before = handler.setStream(heard.stream)  # type: ignore[attr-defined]
    yield heard
    handler.setStream(before or heard.stream)  # type: ignore[attr-defined]


@pytest.fixture
def fake_hub() -> Iterator[FakeHub]:
    """A hub of fakes in place of the process's own."""
    from lifeos import wiring

    from tests.fakes.hub import FakeHub

    made = FakeHub()
    wiring.use(made)
    yield made
    wiring.use(None)


@pytest.fixture
def table_hub(fake_hub: FakeHub) -> Iterator[FakeHub]:
    """The same hub, whose idempotency records are kept in a table in moto."""
    from tests.support.table import table

    with table() as client:
        fake_hub.__dict__["dynamodb"] = client
        yield fake_hub
