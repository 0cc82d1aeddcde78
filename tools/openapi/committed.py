"""The contract as it lies in docs/, now and at an earlier commit."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

PATH = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"


def as_text(document: dict[str, Any]) -> str:
    """How a document is written: a line a value, so that a change reads well as a diff."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def committed() -> dict[str, Any] | None:
    """The file in the working tree, None before there is one."""
    return _parsed(PATH.read_text(encoding="utf-8")) if PATH.exists() else None


def published() -> dict[str, Any] | None:
    """What clients were built on: the newest release, before the first one the last commit.

    LIFEOS_CONTRACT_BASE names another commit, such as the branch a change is to be merged into.
    """
    base = os.environ.get("LIFEOS_CONTRACT_BASE") or _newest_release() or "HEAD"
    text = _git("show", f"{base}:docs/{PATH.name}")
    return _parsed(text) if text else None


def _newest_release() -> str:
    return _git("describe", "--tags", "--abbrev=0", "--match", "v*").strip()


def _git(*arguments: str) -> str:
    """Output of a git command, empty when it fails (no such tag, no such file, no git)."""
    try:
        ran = subprocess.run(
            ["git", *arguments], cwd=PATH.parent, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        return ""
    return ran.stdout if ran.returncode == 0 else ""


def _parsed(text: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(text)
    return document
