from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clients.api import connect, waiting
from clients.api.transport import Patience
from tests.unit.cli.fake_hub import FakeHub
from tests.unit.cli.support import write_home


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "PATIENT", Patience(attempts=6, base_s=0.001, cap_s=0.002))
    monkeypatch.setattr(waiting, "FIRST_PAUSE_S", 0.02)
    for name in ("LIFEOS_HOME", "LIFEOS_API_URL", "LIFEOS_USERNAME", "LIFEOS_PASSWORD"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def new_hub(socket_enabled: None) -> Iterator[Callable[..., FakeHub]]:
    started: list[FakeHub] = []

    def start(**options: object) -> FakeHub:
        hub = FakeHub(**options)  # type: ignore[arg-type]
        hub.server.start()
        started.append(hub)
        return hub

    yield start
    for hub in started:
        hub.server.stop()


@pytest.fixture
def hub(new_hub: Callable[..., FakeHub]) -> FakeHub:
    return new_hub()


@pytest.fixture
def home(tmp_path: Path, hub: FakeHub) -> Path:
    return write_home(tmp_path / "home", hub)
