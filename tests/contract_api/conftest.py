"""Fixtures of the contract's tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.gateway import Gateway, gateway_over_fakes
from tools.openapi.document import document


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    """Somebody signed in, before the real handlers over fakes."""
    with gateway_over_fakes() as made:
        yield made


@pytest.fixture(scope="session")
def contract() -> dict[str, Any]:
    """The contract as the code makes it now."""
    return document()
