"""Where the collection of real files is, on machines that have it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


def folder() -> Path | None:
    """The collection's folder: LIFEOS_REAL_FILES, else beside the checkout; None if absent."""
    named = os.environ.get("LIFEOS_REAL_FILES")
    place = Path(named) if named else REPOSITORY.parent / "shared" / "data"
    return place if (place / "manifest.jsonl").is_file() else None


def entries(file_format: str) -> list[dict[str, Any]]:
    """The manifest's entries of one format; empty where there is no collection."""
    place = folder()
    if place is None:
        return []
    lines = (place / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    return [entry for entry in map(json.loads, lines) if entry["format"] == file_format]


def path_of(entry: dict[str, Any]) -> Path:
    """The file an entry names; skips the test where there is no collection."""
    place = folder()
    if place is None:
        pytest.skip("The collection of real files is not on this machine (LIFEOS_REAL_FILES).")
    return place / str(entry["file"])
