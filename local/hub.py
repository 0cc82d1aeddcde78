"""The whole hub of one home: its parts started in order, stopped in order, healed in between.

Start: end what a crash left, PostgreSQL, emulator, deploy (skipped when the saved state already
holds exactly this template), person, <home>/hub.json. Stop: the reverse; only after the emulator
has saved its state does <home>/deployed.json say that it can be trusted.
"""

from __future__ import annotations

import http.client
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from local import processes
from local.deploy import Deployment, cdk_version
from local.emulator import REGION, Emulator
from local.home import Home, read_json, write_json
from local.operator import Operator
from local.person import People, Person
from local.ports import DEFAULT_PORT, require_free
from local.postgres import Postgres
from local.processes import Started
from local.trouble import ExitCode, LaptopError

PARTS = ("postgres", "emulator")
Notice = Callable[[str], None]  # told the name of each part as its start begins


@dataclass
class Arrival:
    """What a start did: seconds by part in order, and whether anything had to be deployed."""

    seconds: dict[str, float] = field(default_factory=dict)
    deployed: bool = False
    healed: list[str] = field(default_factory=list)
    rebuilt: str = ""  # after a crash: what was found again, in a sentence


@dataclass
class Hub:
    """One hub. `root` is the checkout whose template it runs."""

    home: Home
    root: Path
    port: int
    notice: Notice = lambda part: None
    arrival: Arrival = field(default_factory=Arrival)

    @classmethod
    def at(cls, home: Home, root: Path, port: int | None = None) -> Hub:
        """The hub of `home` on the given port, else the one it last used, else 4566."""
        remembered = read_json(home.path / "settings.json").get("port")
        known = remembered if isinstance(remembered, int) else DEFAULT_PORT
        return cls(home, root, port or known)

    @property
    def postgres(self) -> Postgres:
        """Its database server."""
        return Postgres(self.home.database, self.home.socket_dir, self.home.log("postgres"))

    @property
    def emulator(self) -> Emulator:
        """Its AWS."""
        return Emulator(self.port, self.home.emulator, self.home.log("emulator"))

    @property
    def deployment(self) -> Deployment:
        """Its template on its AWS."""
        database = self.postgres
        return Deployment(
            self.root,
            self.home,
            self.emulator,
            database_url=database.app_url,
            migrator_url=database.owner_url,
            auditor_url=database.audit_url,
        )

    @property
    def people(self) -> People:
        """Its user pool, as the last deploy made it."""
        outputs = self.deployment.outputs()
        return People(self.emulator, outputs["UserPoolId"], outputs["UserPoolClientId"])

    @property
    def api_url(self) -> str:
        """Base of the API; the emulator serves it below a path of its own."""
        outputs = self.deployment.outputs()
        stage = f"{outputs['RestApiId']}/{outputs['Stage']}"
        return f"{self.emulator.url}/_aws/execute-api/{stage}"

    def is_running(self) -> bool:
        """True when both parts run and answer and clients can find the hub."""
        port = read_json(self.home.hub_file).get("port")
        return (
            isinstance(port, int)
            and self.is_alive()
            and replace(self.emulator, port=port).answers()
            and self.postgres.answers()
        )

    def up(self) -> Arrival:
        """Bring the hub up. Raises LaptopError; whatever was started by then is ended again."""
        with self.home.locked():
            self._heal()
            try:
                self._start()
            except BaseException:
                self._stop_all()
                raise
        return self.arrival

    def down(self) -> None:
        """Stop everything this home started, orphans too. Raises LaptopError if nothing ran."""
        with self.home.locked():
            if not self._stop_all():
                raise LaptopError(
                    f"No hub runs in {self.home.path}.",
                    f"Start one: {self.home.command('up')}",
                    code=ExitCode.NOT_RUNNING,
                )

    def stop_if_running(self) -> None:
        """Stop whatever this home started; fine when that is nothing."""
        with self.home.locked():
            self._stop_all()

    def is_alive(self) -> bool:
        """True while both parts' processes run; cheap enough to ask all the time."""
        record = processes.recall(self.home.processes_file)
        return all(name in record and record[name].is_alive() for name in PARTS)

    def require_home(self) -> None:
        """Raises LaptopError when this home was never made, or is somebody else's folder."""
        if not self.home.is_ours():
            raise LaptopError(
                f"{self.home.path} is not the folder of a hub.",
                "Name the hub's folder with --home DIR, or start one with ./lifeos up.",
                code=ExitCode.NOT_RUNNING,
            )

    def _start(self) -> None:
        require_free(self.port, start=self.home.command("up"))
        saved = self._take_saved_state()
        with self.part("PostgreSQL"):
            self._remember(self.postgres.start())
        lost = not saved and self._has_objects()
        if lost:
            self._deploy_beside_the_objects()
            saved = self.deployment.fingerprint()
        with self.part("AWS emulator"):
            self._remember(self.emulator.start())
        if saved != self.deployment.fingerprint() or not self.healthy():
            self.deploy(fresh=not saved)
        with self.part("person"):
            person = Person.kept_in(self.home.person_file)
            self.people.ensure(person)
            self.people.sign_in(person)
        with self.part("first answer"):
            self.require_healthy()
        with self.part("look for unfinished work"):
            self.arrival.rebuilt = Operator(self.emulator).resume(lost=lost)
        write_json(self.home.path / "settings.json", {"port": self.port})
        write_json(self.home.hub_file, self.description())

    def _take_saved_state(self) -> str:
        """The fingerprint of the saved emulator state; empty, and the state removed, if none.

        From here until the next clean stop nothing on disk claims to be whole: a state file
        older than the objects and the database would bring back a past that never was.
        """
        saved = str(read_json(self.home.deployed_file).get("fingerprint", ""))
        self.home.deployed_file.unlink(missing_ok=True)
        if not saved:
            shutil.rmtree(self.emulator.state_dir, ignore_errors=True)
        return saved

    def _has_objects(self) -> bool:
        return self.emulator.objects_dir.is_dir() and any(self.emulator.objects_dir.iterdir())

    def _deploy_beside_the_objects(self) -> None:
        """After a crash: the objects survived, the bucket's definition did not.

        CloudFormation refuses to create a bucket that exists. So the template goes into an
        emulator that does not see the objects; its saved state and the objects then meet in the
        next start.
        """
        scratch = replace(self.emulator, objects="s3-deploy")
        shutil.rmtree(scratch.objects_dir, ignore_errors=True)
        started = scratch.start()
        self._remember(started)
        self.deploy(fresh=True)
        if not scratch.stop(started):
            raise LaptopError(
                "The emulator could not save its state.",
                f"See {self.home.log('emulator')}, then try ./lifeos up again.",
            )
        shutil.rmtree(scratch.objects_dir, ignore_errors=True)

    def deploy(self, *, fresh: bool) -> None:
        """Bring the template into the emulator; `fresh` where nothing was deployed before."""
        with self.part("template (synth)"):
            self.deployment.synthesise()
        if fresh:
            with self.part("bootstrap"):
                self.deployment.bootstrap()
        with self.part("deploy"):
            self.deployment.deploy()
        self.arrival.deployed = True

    def healthy(self) -> bool:
        """True when the API answers its health address with 200."""
        if not self.deployment.outputs():
            return False
        base = urlsplit(f"{self.api_url}/health")
        connection = http.client.HTTPConnection(base.hostname or "", base.port, timeout=30)
        try:
            connection.request("GET", base.path)
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def require_healthy(self) -> None:
        """Raises LaptopError when the API does not answer its health address in time."""
        deadline = time.monotonic() + 20
        while not self.healthy():
            if time.monotonic() > deadline:
                raise LaptopError(
                    "The hub was deployed but its API does not answer /health.",
                    f"See {self.home.log('emulator')}; ./lifeos doctor checks each part.",
                )
            time.sleep(0.5)

    def _heal(self) -> None:
        """End what an interrupted start or a killed parent left running here."""
        left = [s.name for s in processes.recall(self.home.processes_file).values() if s.group()]
        if left:
            self._stop_all()
            self.arrival.healed = left

    def _stop_all(self) -> list[str]:
        """Stop emulator, then database, and answer the names of those that were there."""
        with processes.undisturbed():
            return self._stop_parts()

    def _stop_parts(self) -> list[str]:
        record = processes.recall(self.home.processes_file)
        there = [name for name, started in record.items() if started.group()]
        fingerprint = str(read_json(self.home.hub_file).get("fingerprint", ""))
        self.home.hub_file.unlink(missing_ok=True)
        if "emulator" in there:
            alive = record["emulator"].is_alive()
            if self.emulator.stop(record["emulator"]) and alive and fingerprint:
                write_json(self.home.deployed_file, {"fingerprint": fingerprint})
        if "postgres" in there:
            self.postgres.stop(record["postgres"])
        self.home.processes_file.unlink(missing_ok=True)
        return there

    def _remember(self, started: Started) -> None:
        processes.remember(self.home.processes_file, started)

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Announce a part of the start and keep how long it took."""
        self.notice(name)
        begin = time.monotonic()
        yield
        self.arrival.seconds[name] = round(time.monotonic() - begin, 2)

    def description(self) -> dict[str, object]:
        """What clients and later commands need to know; no secret is in it."""
        record = processes.recall(self.home.processes_file)
        return {
            "api_url": self.api_url,
            "region": REGION,
            "cognito_url": self.emulator.url,
            "user_pool_id": self.people.pool_id,
            "user_pool_client_id": self.people.client_id,
            "port": self.port,
            "database_socket": str(self.home.socket_dir),
            "pids": {name: started.pid for name, started in record.items()},
            "versions": {
                "postgres": self.postgres.version(),
                "emulator": self.emulator.version(),
                "cdk": cdk_version(self.root),
                "python": ".".join(map(str, sys.version_info[:3])),
            },
            "started_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "fingerprint": self.deployment.fingerprint(),
        }
