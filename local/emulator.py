"""The AWS emulator for one home: `ministack` as a process of its own, IAM always enforced.

What each variable does was read in the package's source (1.5.33); only what is set here matters
to the hub. Nothing of the caller's own AWS configuration reaches the emulator or its functions.
"""

from __future__ import annotations

import http.client
import json
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from local import processes
from local.ports import HOST, require_free
from local.processes import Started
from local.trouble import LaptopError

# The emulator's own default; services that are global on AWS live here too.
REGION = "us-east-1"
ACCOUNT_ID = "000000000000"
# These two words are the emulator's root; every function gets its own role's credentials.
ROOT_KEY = "test"
START_TIMEOUT_S = 45.0
STOP_TIMEOUT_S = 60.0
# Function processes alive at once. Unbounded, a burst of 300 uploads took 100 processes and
# 5 GB; six did the same in a fifth of the time on two cores.
CONCURRENCY = 32
# A second worker of a function that has been idle this long ends; the first one stays warm.
WARM_TTL_S = 120
_KEPT = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TZ",
    "SYSTEMROOT",
    "VIRTUAL_ENV",
    "COVERAGE_PROCESS_START",
)


@dataclass(frozen=True)
class Emulator:
    """One emulator: its port, its folder (state, objects, scratch), its log."""

    port: int
    folder: Path
    log: Path
    persistent: bool = True
    objects: str = "s3"  # name of the objects' folder

    @property
    def url(self) -> str:
        """Where every AWS client on this machine points."""
        return f"http://localhost:{self.port}"

    @property
    def state_dir(self) -> Path:
        """Everything but objects, written on a clean stop only."""
        return self.folder / "state"

    @property
    def objects_dir(self) -> Path:
        """Objects and their versions, written at once."""
        return self.folder / self.objects

    def environment(self) -> dict[str, str]:
        """The emulator's whole environment."""
        keep = "1" if self.persistent else "0"
        return {
            **{name: os.environ[name] for name in _KEPT if name in os.environ},
            "GATEWAY_PORT": str(self.port),
            "BIND_HOST": HOST,
            "MINISTACK_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AUTH": "true",
            "PERSIST_STATE": keep,
            "STATE_DIR": str(self.state_dir),
            "S3_PERSIST": keep,
            "S3_DATA_DIR": str(self.objects_dir),
            "TMPDIR": str(self.folder / "tmp"),
            "LAMBDA_EXECUTOR": "local",
            "LAMBDA_ACCOUNT_CONCURRENCY": str(CONCURRENCY),
            "LAMBDA_WARM_TTL_SECONDS": str(WARM_TTL_S),
            "LOG_LEVEL": "INFO",
            # Listeners and container clean-up the hub has no use for.
            "SFTP_ENABLED": "0",
            "IOT_MTLS_ENABLED": "0",
            "DOCKER_HOST": "unix:///nonexistent/docker.sock",
            "PYTHONUNBUFFERED": "1",
        }

    def start(self) -> Started:
        """Start it and wait until it answers. Raises LaptopError or MachineError."""
        require_free(self.port)
        for folder in (self.state_dir, self.objects_dir, self.folder / "tmp", self.log.parent):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        program = Path(__file__).with_name("emulator_process.py")
        command = [sys.executable, "-P", str(program)]
        started = processes.start("emulator", command, log=self.log, env=self.environment())
        deadline = monotonic() + START_TIMEOUT_S
        while monotonic() < deadline and started.is_alive():
            if self.answers():
                return started
            sleep(0.1)
        processes.end_group(started)
        raise LaptopError(
            f"The AWS emulator did not answer on port {self.port}.",
            f"Its log is {self.log}; try another port with --port N.",
        )

    def stop(self, started: Started) -> bool:
        """Save the state and stop, workers included; True when the state was saved in time."""
        return processes.stop(started, ask=signal.SIGTERM, timeout_s=STOP_TIMEOUT_S)

    def answers(self) -> bool:
        """True when the emulator's own health address answers now."""
        return bool(self._health())

    def version(self) -> str:
        """The emulator's version as it reports it; empty while it does not answer."""
        return str(self._health().get("version", ""))

    def _health(self) -> dict[str, object]:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=3)
        try:
            connection.request("GET", "/_ministack/health")
            answer = connection.getresponse()
            content = json.loads(answer.read())
            return content if answer.status == 200 and isinstance(content, dict) else {}
        except (OSError, http.client.HTTPException, ValueError):
            return {}
        finally:
            connection.close()
