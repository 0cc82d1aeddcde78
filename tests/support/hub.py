"""A whole private hub: the real template on its own emulator, database and home, once a session.

It lives on free ports in a temporary folder, so a hub of the person's own may run beside it.
Fixtures: `hub` (a `RunningHub`), `person` (somebody new for one test).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from local import processes
from local.home import Home
from local.hub import Hub
from local.person import Person
from local.ports import free_port
from tests.support.emulator import client_for
from tests.support.lifetime import ending_with, short_folder

ROOT = Path(__file__).resolve().parents[2]
Below = Callable[[Path], AbstractContextManager[None]]


@dataclass(frozen=True)
class RunningHub:
    """A deployed hub and everything a test may want of it."""

    hub: Hub

    @property
    def api_url(self) -> str:
        """Base of the API."""
        return self.hub.api_url

    @property
    def home(self) -> Path:
        """Its folder, for `--home`."""
        return self.hub.home.path

    @property
    def outputs(self) -> dict[str, str]:
        """Outputs of all stacks: BucketName, TableName, IngestMachineArn ..."""
        return self.hub.deployment.outputs()

    def aws(self, service: str) -> Any:
        """A boto3 client with root credentials."""
        return client_for(self.hub.emulator, service)

    def new_person(self) -> Person:
        """Somebody new who can sign in."""
        person = Person.new()
        self.hub.people.ensure(person)
        return person

    def token(self, person: Person) -> str:
        """The Authorization header's value for `person`."""
        return self.hub.people.sign_in(person)

    def command(self, *arguments: str) -> tuple[list[str], dict[str, str]]:
        """Command line and environment that run `./lifeos ARGUMENTS` against this hub."""
        path = os.pathsep.join([str(ROOT / "layers/core/python"), str(ROOT)])
        env = {**os.environ, "LIFEOS_HOME": str(self.home), "PYTHONPATH": path}
        return [sys.executable, "-m", "clients.cli.main", *arguments], env


@contextmanager
def running_hub(
    root: Path = ROOT, *, below: Below = lambda home: nullcontext()
) -> Iterator[RunningHub]:
    """Deploy a hub into a folder of its own; stop and delete it whatever happens.

    `below` may put something under its home, a file system for instance, while it lives.
    """
    with short_folder("hub") as folder, below(folder / "home"):
        home = Home(folder / "home")
        home.prepare()
        with ending_with(lambda: processes.recall(home.processes_file).values()):
            hub = Hub.at(home, root, free_port())
            hub.up()
            yield RunningHub(hub)


@pytest.fixture(scope="session")
def hub() -> Iterator[RunningHub]:
    """The session's hub, deployed by the first test that asks for it (about 10 to 20 s)."""
    with running_hub() as running:
        yield running


@pytest.fixture
def person(hub: RunningHub) -> Person:
    """Somebody new, with nothing on their timeline."""
    return hub.new_person()
