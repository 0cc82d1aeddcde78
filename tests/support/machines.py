"""The state machine files, read as Step Functions reads them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from tests.support.sources import ROOT

FOLDER = ROOT / "statemachines"
_PLACEHOLDER = re.compile(r"\$\{([A-Za-z0-9]+)\}")
State = dict[str, Any]


def files() -> list[Path]:
    """Every machine."""
    return sorted(FOLDER.glob("*.asl.json"))


def states(path: Path) -> dict[str, State]:
    """States of one machine by name, those inside maps and parallels too."""
    return _states(json.loads(path.read_text(encoding="utf-8")))


def _states(machine: State) -> dict[str, State]:
    found: dict[str, State] = {}
    for name, state in machine["States"].items():
        found[name] = state
        inner = [state.get("ItemProcessor"), *state.get("Branches", [])]
        for part in filter(None, inner):
            found |= _states(part)
    return found


def placeholders(path: Path) -> set[str]:
    """Names in `${...}`."""
    return set(_PLACEHOLDER.findall(path.read_text(encoding="utf-8")))


def error_names(found: dict[str, State]) -> set[str]:
    """Every error name that a state retries or catches."""
    return {
        name
        for state in found.values()
        for block in [*state.get("Retry", []), *state.get("Catch", [])]
        for name in block["ErrorEquals"]
    }
