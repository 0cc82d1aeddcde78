"""bandit over everything that runs: what it finds is fixed, or accepted here with the reason."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from functools import cache
from typing import Any

from tests.support.sources import ROOT

SEARCHED = ("app.py", "clients", "functions", "layers", "local", "stacks", "tools")
_STARTS_PROGRAMS = "programs are named by us and given lists of arguments: no shell reads them"
# Rule and where it may be found: why it is no weakness there.
ACCEPTED = {
    ("B311", "clients/api/transport.py"): "the jitter of a retry hides nothing",
    ("B311", "clients/api/live.py"): "the jitter of a reconnection hides nothing",
    ("B404", "layers/core/python/lifeos/adapters/cage.py"): _STARTS_PROGRAMS,
    ("B603", "layers/core/python/lifeos/adapters/cage.py"): _STARTS_PROGRAMS,
    ("B404", "local/"): _STARTS_PROGRAMS,
    ("B603", "local/"): _STARTS_PROGRAMS,
    ("B105", "local/names.py"): "an empty text that a name is compared with",
    ("B404", "tools/openapi/committed.py"): _STARTS_PROGRAMS,
    ("B603", "tools/openapi/committed.py"): _STARTS_PROGRAMS,
    ("B607", "tools/openapi/committed.py"): "git is found where the person has it",
    ("B310", "layers/core/python/lifeos/entry/deploy.py"): "the address comes from CloudFormation",
    ("B101", "layers/core/python/lifeos/senses/"): "tells the type checker; nothing rests on it",
    ("B405", "layers/core/python/lifeos/senses/"): "only a name for types; defusedxml does parse",
}
IN_SQL = "B608"  # accepted where the text is put together once, at import, of our own constants


@cache
def findings() -> tuple[dict[str, Any], ...]:
    """What bandit says, everything included."""
    command = [sys.executable, "-m", "bandit", "-q", "-r", *SEARCHED, "-f", "json"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    report = json.loads(said.stdout)
    assert report["errors"] == []
    return tuple(report["results"])


def is_accepted(finding: dict[str, Any]) -> bool:
    """Whether the table, or the rule for SQL, has it."""
    rule, path = finding["test_id"], finding["filename"].removeprefix("./")
    if rule == IN_SQL:
        return is_constant(path, finding["line_number"])
    return any(rule == known and path.startswith(place) for known, place in ACCEPTED)


def is_constant(path: str, line: int) -> bool:
    """Whether the line is in a module's own assignment: nothing of a request can be there."""
    module = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    assigned = (each for each in module.body if isinstance(each, ast.Assign | ast.AnnAssign))
    return any(each.lineno <= line <= (each.end_lineno or 0) for each in assigned)


def test_nothing_is_found_that_is_not_accepted() -> None:
    found = [one for one in findings() if not is_accepted(one)]

    said = [f"{one['filename']}:{one['line_number']} {one['test_id']}" for one in found]
    assert said == []


def test_no_acceptance_is_left_over() -> None:
    found = {(one["test_id"], one["filename"].removeprefix("./")) for one in findings()}

    unused = [
        (rule, place)
        for rule, place in ACCEPTED
        if not any(rule == known and path.startswith(place) for known, path in found)
    ]

    assert unused == []


def test_nobody_silences_bandit_in_the_source() -> None:
    silenced = [
        str(path.relative_to(ROOT))
        for place in SEARCHED
        for path in ((ROOT / place).rglob("*.py") if (ROOT / place).is_dir() else [ROOT / place])
        if "# nosec" in path.read_text(encoding="utf-8")
    ]

    assert silenced == []
