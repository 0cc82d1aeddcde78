"""`make bench-contract`: schemathesis over a deployed hub, signed in, every check, links followed.

The bars: no server error, no answer that docs/openapi.json does not describe, no other failed
check. CONTRACT_EXAMPLES sets the cases per operation and phase (default 40), CONTRACT_SEED the
seed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from local.person import Person
from samples import inbox
from samples.life import live
from tests.bench.report import ROOT, Figure, report
from tests.support.hub import RunningHub, running_hub

Json = dict[str, Any]
LONGEST_S = 1800
SEEDS = range(31, 37)  # of the generated lives whose paper is there
KINDS = [("pdf", "done"), ("csv", "done"), ("pdf", "needs_review"), ("eml", "done")]
# Schemathesis' classes of failures that say an answer is not as the contract describes it.
UNDOCUMENTED = {
    "AllowHeaderMismatch",
    "ContentDeserializationError",
    "DiscriminatorMismatch",
    "JsonSchemaError",
    "MalformedJson",
    "MalformedMediaType",
    "MissingContentType",
    "MissingHeaders",
    "UndefinedContentType",
    "UndefinedStatusCode",
}


def main() -> int:
    """Deploy, try, report; answers the exit code."""
    with running_hub() as hub:
        _some_documents(hub)
        told = tried(hub)
    return report("contract", figures(told))


def _some_documents(hub: RunningHub) -> None:
    """So that lists are not empty, something waits for a decision, and links lead somewhere."""
    filed = [one for seed in SEEDS for one in inbox.files(live(seed))]
    with TemporaryDirectory() as folder:
        for kind in KINDS:
            found = [one for one in filed if (one.format, one.outcome) == kind]
            for number, one in enumerate(found[: len(SEEDS)]):
                name = f"{number}-{Path(one.file).name}"
                Path(folder, name).write_bytes(one.content)
        command, env = hub.command("ingest", folder)
        subprocess.run(command, env=env, check=True, capture_output=True, timeout=300)


def tried(hub: RunningHub) -> Json:
    """Schemathesis' own report of one run. Raises: RuntimeError when it could not run."""
    token = hub.token(Person.kept_in(hub.hub.home.person_file))
    with TemporaryDirectory() as folder:
        out = Path(folder, "report.json")
        ran = subprocess.run(
            [*command(hub.api_url, out), "--header", f"Authorization: Bearer {token}"],
            cwd=folder,
            env=os.environ | {"SCHEMATHESIS_HOOKS": "tests.bench.contract_checks", **_path()},
            capture_output=True,
            text=True,
            timeout=LONGEST_S,
            check=False,
        )
        if not out.exists():
            raise RuntimeError(ran.stdout + ran.stderr)
        told: Json = json.loads(out.read_text(encoding="utf-8"))
    if told["failures"] or told["errors"]:
        print(ran.stdout)
    return told


def command(api_url: str, out: Path) -> list[str]:
    """The command line, without the token."""
    return [
        str(Path(sys.executable).parent / "schemathesis"),
        *("--config-file", str(ROOT / "tests" / "bench" / "schemathesis.toml")),
        "run",
        str(ROOT / "docs" / "openapi.json"),
        *("--url", api_url),
        *("--checks", "all"),
        *("--rate-limit", "auto"),  # a case that met a person's limit is tried again
        *("--phases", "examples,coverage,fuzzing,stateful"),
        *("--max-examples", os.environ.get("CONTRACT_EXAMPLES", "40")),
        *("--seed", os.environ.get("CONTRACT_SEED", "1")),
        *("--continue-on-failure", "--warnings", "off", "--no-color"),
        *("--report", "json", "--report-json-path", str(out)),
    ]


def _path() -> dict[str, str]:
    return {"PYTHONPATH": os.pathsep.join([str(ROOT / "layers/core/python"), str(ROOT)])}


def figures(told: Json) -> list[Figure]:
    """The figures of schemathesis' report; what was cut short counts as a miss."""
    failed = Counter({"server": 0, "undocumented": 0, "other": 0})
    for failure in told["failures"]:
        failed[_family(failure)] += failure["count"]
    cases = told["test_cases"]
    return [
        Figure("cases tried", cases["generated"], "cases"),
        Figure("operations tried", told["operations"]["tested"], "operations"),
        Figure("operations that succeeded", _succeeded(told), "operations"),
        Figure("server errors", failed["server"], "answers", at_most=0),
        Figure("undocumented answers", failed["undocumented"], "answers", at_most=0),
        Figure("other failed checks", failed["other"], "answers", at_most=0),
        Figure("cases that could not be tried", cases["errored"], "cases", at_most=0),
        Figure("phases not ended", 0 if told["complete"] else 1, "runs", at_most=0),
    ]


def _succeeded(told: Json) -> int:
    """Operations that took at least one case; of the others only refusals were looked at."""
    phases = [each.values() for each in told["valid_rates"].values()]
    return sum(any(phase["accepted"] for phase in each) for each in phases)


def _family(failure: Json) -> str:
    if "ServerError" in failure["type"]:
        return "server"
    return "undocumented" if failure["type"] in UNDOCUMENTED else "other"


if __name__ == "__main__":
    sys.exit(main())
