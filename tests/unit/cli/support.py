"""What the tests of the command line share: running it, homes, and facts to find."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from lifeos.contracts.facts import Evidence, Fact, Occurred, TransactionData
from typer.testing import CliRunner

from clients.api.connect import connect
from clients.api.home import Home
from clients.api.hub import Hub
from clients.cli.main import app
from tests.unit.cli.fake_hub import CLIENT_ID, PASSWORD, FakeHub

ROOT = Path(__file__).parents[3]
SHA256 = "0" * 64


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """Every line of stdout as JSON; a line that is none fails the test."""
        return [json.loads(line) for line in self.out.splitlines()]


def lifeos(home: Path, *arguments: object, stdin: bytes | None = None) -> Ran:
    """The command in this process."""
    words = [str(argument) for argument in arguments]
    result = CliRunner().invoke(app, [*words, "--home", str(home)], input=stdin)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)


def start_lifeos(
    home: Path, *arguments: object, output: int = subprocess.PIPE, **environ: str
) -> subprocess.Popen[str]:
    """The command as a process of its own; `output` is a descriptor for stdout and stderr."""
    return subprocess.Popen(
        [sys.executable, "-m", "clients.cli.main", *map(str, arguments), "--home", str(home)],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'layers/core/python'}:{ROOT}", **environ},
    )


def write_home(folder: Path, hub: FakeHub) -> Path:
    """A home as `lifeos up` leaves it, with keys no client asks for."""
    folder.mkdir()
    address = {
        "api_url": hub.api_url,
        "region": "eu-central-1",
        "cognito_url": f"{hub.server.url}/cognito",
        "user_pool_client_id": CLIENT_ID,
        "pids": {"emulator": 1},
    }
    (folder / "hub.json").write_text(json.dumps(address))
    (folder / "person.json").write_text(json.dumps({"username": "ada", "password": PASSWORD}))
    return folder


@contextmanager
def connected(home: Path) -> Iterator[Hub]:
    """A client of the hub this home describes."""
    client = connect(Home.find(home, {}))
    yield client
    client.transport.close()


def transaction(document_id: UUID, *, title: str = "Bakery", day: date = date(2026, 3, 2)) -> Fact:
    """A booked row of 12.90 EUR out, read from row 7."""
    return Fact(
        id=uuid.uuid4(),
        domain="finance",
        kind="transaction",
        occurred=Occurred(start=day),
        amount=Decimal("-12.90"),
        currency="EUR",
        title=title,
        data=TransactionData(description=title, booked_on=day),
        evidence=[
            Evidence(field="title", sha256=SHA256, row=7, snippet=title, reader="csv/1"),
            Evidence(
                field="amount",
                sha256=SHA256,
                row=7,
                column="Betrag",
                snippet="-12,90",
                reader="csv/1",
            ),
        ],
        confidence=Decimal("0.99"),
        confidence_reason="stated",
        document_id=document_id,
        created_at=datetime(2026, 3, 3, tzinfo=UTC),
    )
