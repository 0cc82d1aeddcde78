"""Free ports, and who holds one that is not free."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import psutil

from local.trouble import MachineError

HOST = "127.0.0.1"
DEFAULT_PORT = 4566
GRACE_S = 1.0


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def is_free(port: int) -> bool:
    """True when this machine would let us listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


def holder(port: int) -> str:
    """Who listens on `port`, as far as this user may know: "name (pid 12)", else a guess."""
    try:
        connections = psutil.net_connections(kind="tcp")
    except psutil.AccessDenied:
        return "another program"
    for connection in connections:
        address = connection.laddr
        if not address or connection.status != psutil.CONN_LISTEN:
            continue
        if address.port == port and connection.pid:
            return _name(connection.pid)
    return "another program"


def _name(pid: int) -> str:
    try:
        home = _home_of(psutil.Process(pid))
        if home:
            return f"the hub in {home} (pid {pid})"
        return f"{psutil.Process(pid).name()} (pid {pid})"
    except psutil.NoSuchProcess:
        return f"pid {pid}"


def _home_of(process: psutil.Process) -> str:
    """The home of the hub whose emulator this process is; empty for any other program."""
    try:
        if not any(word.endswith("local/emulator_process.py") for word in process.cmdline()):
            return ""
        state = process.environ().get("STATE_DIR", "")  # <home>/emulator/state
        return str(Path(state).parents[1]) if state else ""
    except (psutil.AccessDenied, psutil.ZombieProcess, IndexError):
        return ""


def _is_free_soon(port: int) -> bool:
    """A killed process with threads gives its sockets back only when the last thread is gone."""
    deadline = time.monotonic() + GRACE_S
    while not is_free(port):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def require_free(port: int, *, start: str = "./lifeos up") -> None:
    """Raises MachineError naming the holder and a port that is free instead.

    `start` is the command that would start the hub of the same home.
    """
    if port < 1024 or port > 65535:
        raise MachineError(
            f"Port {port} cannot be used.", "Choose one between 1024 and 65535 with --port N."
        )
    if _is_free_soon(port):
        return
    raise MachineError(
        f"Port {port} is in use by {holder(port)}.",
        f"Stop that program, or start the hub elsewhere: {start} --port {free_port()}",
    )
