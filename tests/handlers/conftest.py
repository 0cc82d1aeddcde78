"""Fixtures of the handler tests."""

from __future__ import annotations

import pytest
from lifeos.senses import registry

from tests.fakes.hub import FakeHub
from tests.support.invoking import Spoken
from tests.support.machine import Machine


@pytest.fixture
def machine(fake_hub: FakeHub, spoken: Spoken, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """The state handlers over fakes; the only sense is its `sense`."""
    made = Machine(fake_hub, spoken)
    monkeypatch.setattr(registry, "all_senses", lambda: (made.sense,))
    return made
