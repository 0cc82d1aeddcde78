"""The AWS emulator on a free port, empty, IAM enforced, one per test session.

Fixtures: `emulator` (running; `.url`), and `aws(service)` which makes a client with root
credentials for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import boto3
import pytest

from local.emulator import REGION, ROOT_KEY, Emulator
from local.ports import free_port
from tests.support.lifetime import ending, short_folder


@contextmanager
def running_emulator() -> Iterator[Emulator]:
    """Start an emulator that keeps nothing and end it with its workers, whatever happens."""
    with short_folder("aws") as folder:
        emulator = Emulator(free_port(), folder, folder / "emulator.log", persistent=False)
        with ending(emulator.start(), folder):
            yield emulator


def client_for(emulator: Emulator, service: str) -> Any:
    """A boto3 client of `service` with the emulator's root credentials."""
    return boto3.client(
        service,  # type: ignore[call-overload]  # the stubs know literal names only
        endpoint_url=emulator.url,
        region_name=REGION,
        aws_access_key_id=ROOT_KEY,
        aws_secret_access_key=ROOT_KEY,
    )


@pytest.fixture(scope="session")
def emulator() -> Iterator[Emulator]:
    """The session's emulator, started by the first test that asks for it."""
    with running_emulator() as running:
        yield running


@pytest.fixture(scope="session")
def aws(emulator: Emulator) -> Callable[[str], Any]:
    """Make root clients: `aws("s3")`."""
    return lambda service: client_for(emulator, service)
