"""The stores under contract; the emulator starts when the first of them asks for it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.support.ports import closed_port
from tests.support.stores import Store, fake_store, local_store, s3_compatible_store, s3_store

_STARTS_WITHIN_S = 60


@contextmanager
def _emulator(log: Path) -> Iterator[str]:
    """An emulator of our own, ended with every process it started."""
    port = closed_port()
    environment = os.environ | {
        "GATEWAY_PORT": str(port),
        "BIND_HOST": "127.0.0.1",
        "S3_PERSIST": "0",
        "AUTH": "true",
        "LOG_LEVEL": "WARNING",
    }
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "ministack"],
            env=environment,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        _await(f"http://127.0.0.1:{port}/_ministack/health", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _await(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _STARTS_WITHIN_S
    while time.monotonic() < until and process.poll() is None:
        try:
            httpx.get(url).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the emulator did not start")


@pytest.fixture(scope="session")
def emulator_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with _emulator(tmp_path_factory.mktemp("emulator") / "log") as url:
        yield url


@pytest.fixture
def fake() -> Iterator[Store]:
    with fake_store() as store:
        yield store


@pytest.fixture
def s3(emulator_url: str) -> Iterator[Store]:
    with s3_store(emulator_url) as store:
        yield store


@pytest.fixture
def s3_compatible(emulator_url: str) -> Iterator[Store]:
    with s3_compatible_store(emulator_url) as store:
        yield store


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Store]:
    with local_store(tmp_path) as store:
        yield store


@pytest.fixture(
    params=[
        "fake",
        pytest.param("s3", marks=pytest.mark.emulator),
        pytest.param("s3_compatible", marks=pytest.mark.emulator),
        "local",
    ]
)
def store(request: pytest.FixtureRequest) -> Store:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Store)
    return found
