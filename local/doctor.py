"""What may keep the hub from working, checked part by part, each with what to do about it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import psutil

from local import ports
from local.deploy import cdk_version, node_binary
from local.home import MIN_FREE_BYTES, read_json
from local.hub import Hub
from local.operator import root_client
from local.person import Person
from local.trouble import LaptopError

OLDEST_PYTHON, NEWEST_PYTHON = (3, 11), (3, 13)
OLDEST_NODE = 22  # Source: aws-cdk release notes, end of support for Node 20
MIN_MEMORY_BYTES = 1024 * 1024 * 1024  # emulator, database and six workers take about 700 MB

Verdict = Literal["ok", "warn", "fail"]


@dataclass(frozen=True)
class Check:
    """One line of the report; `advice` is empty where nothing is to be done."""

    area: Literal["machine", "hub"]
    name: str
    verdict: Verdict
    found: str
    advice: str = ""


def examine(hub: Hub) -> Iterator[Check]:
    """Every check, in an order in which the first failure usually explains the later ones."""
    yield from examine_machine(hub)
    yield from examine_hub(hub)


def examine_machine(hub: Hub) -> Iterator[Check]:
    """What the machine has; needs no running hub."""
    yield check_python(sys.version_info[:2])
    yield _guarded("machine", "node", check_node)
    yield _guarded("machine", "cdk", lambda: _ok("machine", "cdk", cdk_version(hub.root)))
    yield check_disk(hub.home.path)
    yield check_memory(psutil.virtual_memory().available)
    yield check_clock(hub.root, time.time())
    yield _guarded("machine", "socket path", lambda: check_socket(hub))
    yield check_port(hub)


def examine_hub(hub: Hub) -> Iterator[Check]:
    """What runs in this home."""
    if not hub.home.hub_file.exists():
        advice = f"Start it: {hub.home.command('up')}"
        yield Check("hub", "running", "warn", "no hub runs in this home", advice)
        return
    restart = f"Stop and start it: {_restart(hub)}"
    yield _verdict("postgres", hub.postgres.answers(), otherwise="does not answer", advice=restart)
    yield _verdict("emulator", hub.emulator.answers(), otherwise="does not answer", advice=restart)
    yield check_stacks(hub)
    yield check_template(hub)
    yield _verdict("api", hub.healthy(), otherwise="/health does not answer", advice=restart)
    yield _guarded("hub", "sign-in", lambda: check_sign_in(hub))


def check_python(version: tuple[int, int]) -> Check:
    """3.11 to 3.13 are tested."""
    found = ".".join(map(str, version))
    if version < OLDEST_PYTHON:
        return Check("machine", "python", "fail", found, "Install Python 3.13, then: make setup")
    if version > NEWEST_PYTHON:
        return Check("machine", "python", "warn", f"{found} is untested", "Prefer Python 3.13")
    return _ok("machine", "python", found)


def check_node() -> Check:
    """The wheel's Node, really started. Raises LaptopError when it is not installed."""
    answer = subprocess.run(
        [node_binary(), "--version"], capture_output=True, text=True, timeout=20
    )
    found = answer.stdout.strip().removeprefix("v")
    major = found.split(".")[0]
    if answer.returncode or not major.isdigit() or int(major) < OLDEST_NODE:
        advice = "Run: make clean setup"
        return Check("machine", "node", "fail", found or "does not run", advice)
    return _ok("machine", "node", found)


def check_disk(path: Path) -> Check:
    """Free space where home is or will be, and the right to write there."""
    existing = next(folder for folder in (path, *path.parents) if folder.exists())
    free = shutil.disk_usage(existing).free
    found = f"{free // 2**20} MB free at {existing}"
    if not os.access(existing, os.W_OK):
        advice = "Choose a folder of yours with --home DIR"
        return Check("machine", "disk", "fail", f"{existing} is not writable", advice)
    if free < MIN_FREE_BYTES:
        return Check("machine", "disk", "fail", found, "Free some space, or use --home DIR")
    if free < 4 * MIN_FREE_BYTES:
        return Check("machine", "disk", "warn", found, "Originals are kept: make room soon")
    return _ok("machine", "disk", found)


def check_memory(available: int) -> Check:
    """Memory that can be had now, in bytes."""
    found = f"{available // 2**20} MB available"
    if available < MIN_MEMORY_BYTES:
        return Check("machine", "memory", "warn", found, "Close something, or expect a slow hub")
    return _ok("machine", "memory", found)


def check_clock(root: Path, now: float) -> Check:
    """A clock behind the checkout's own files would refuse tokens and links as not yet valid."""
    newest = max((path.stat().st_mtime for path in root.glob("*")), default=0.0)
    found = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(now))
    if newest - now > 120:
        return Check(
            "machine", "clock", "warn", f"{found} is before its own files", "Set the clock"
        )
    return _ok("machine", "clock", found)


def check_socket(hub: Hub) -> Check:
    """Where the database's socket goes. Raises LaptopError when every path is too long."""
    folder = hub.home.socket_dir
    if folder.parent != hub.home.path:
        return Check("machine", "socket path", "ok", f"home is long, so it is {folder}")
    return _ok("machine", "socket path", str(folder))


def check_port(hub: Hub) -> Check:
    """The port is free, or ours."""
    if ports.is_free(hub.port):
        return _ok("machine", "port", f"{hub.port} is free")
    if hub.is_running():
        return _ok("machine", "port", f"{hub.port} is this hub's")
    found = f"{hub.port} is in use by {ports.holder(hub.port)}"
    advice = f"Start elsewhere: {hub.home.command('up')} --port {ports.free_port()}"
    return Check("machine", "port", "fail", found, advice)


def check_stacks(hub: Hub) -> Check:
    """Every stack in the emulator is whole."""
    advice = f"See {hub.home.log('deploy')}, then {_restart(hub)}"
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        stacks = root_client(hub.emulator, "cloudformation").describe_stacks()["Stacks"]
    except (BotoCoreError, ClientError) as error:
        return Check("hub", "stacks", "fail", f"cannot be listed: {error}", advice)
    broken = [s["StackName"] for s in stacks if not s["StackStatus"].endswith("_COMPLETE")]
    if broken or not stacks:
        return Check("hub", "stacks", "fail", f"not whole: {', '.join(broken) or 'none'}", advice)
    return _ok("hub", "stacks", f"{len(stacks)} deployed")


def check_template(hub: Hub) -> Check:
    """What is deployed is what the checkout holds."""
    if read_json(hub.home.hub_file).get("fingerprint") == hub.deployment.fingerprint():
        return _ok("hub", "template", "deployed as it is in the checkout")
    advice = f"Deploy it: {_restart(hub)}"
    return Check("hub", "template", "warn", "the checkout has changed since the deploy", advice)


def check_sign_in(hub: Hub) -> Check:
    """The ready-made person gets a token. Raises LaptopError when Cognito refuses."""
    hub.people.sign_in(Person.kept_in(hub.home.person_file))
    return _ok("hub", "sign-in", "the ready-made person can sign in")


def _restart(hub: Hub) -> str:
    return f"{hub.home.command('down')}, then {hub.home.command('up')}"


def _ok(area: Literal["machine", "hub"], name: str, found: str) -> Check:
    return Check(area, name, "ok", found)


def _verdict(name: str, good: bool, *, otherwise: str, advice: str) -> Check:
    return _ok("hub", name, "answers") if good else Check("hub", name, "fail", otherwise, advice)


def _guarded(area: Literal["machine", "hub"], name: str, check: Callable[[], Check]) -> Check:
    try:
        return check()
    except LaptopError as error:
        return Check(area, name, "fail", error.sentence, error.way_out)
    except (OSError, subprocess.SubprocessError, KeyError) as error:
        return Check(area, name, "fail", f"could not be checked: {error}", "Run: make setup")
