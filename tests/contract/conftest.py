"""The stores under contract; the emulator starts when the first of them asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from local.emulator import Emulator
from tests.support.stores import Store, fake_store, local_store, s3_compatible_store, s3_store


@pytest.fixture
def fake() -> Iterator[Store]:
    with fake_store() as store:
        yield store


@pytest.fixture
def s3(emulator: Emulator) -> Iterator[Store]:
    with s3_store(emulator.url) as store:
        yield store


@pytest.fixture
def s3_compatible(emulator: Emulator) -> Iterator[Store]:
    with s3_compatible_store(emulator.url) as store:
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
