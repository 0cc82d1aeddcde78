"""What importing a handler loads, in a fresh interpreter. Source: HOUSE_STYLE section 3."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from functions.catalogue import CATALOGUE, Function, Layer
from tests.support.sources import CORE, ROOT

# Never at import, whatever the layers: used late, or not at all.
NEVER = frozenset({"openai", "moto", "aws_cdk", "pytest", "rich", "typer", "httpx", "psutil"})
# Only where the catalogue names the layer that holds them.
BY_LAYER: dict[str, Layer] = {
    "psycopg": "data",
    "pypdf": "senses",
    "pypdfium2": "senses",
    "clevercsv": "senses",
    "defusedxml": "senses",
    "icalendar": "senses",
}
SENSES_LOADED_LATE = frozenset(
    {"lifeos.senses.pdf.sense", "lifeos.senses.camt.sense", "lifeos.senses.calendars.sense"}
)
_PICK_WITHOUT_PARSERS = """
import sys
sys.modules.update(dict.fromkeys(BLOCKED))  # importing one of them is now an ImportError
from lifeos.senses import registry
from lifeos.senses.models import Head
camt = b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">'
for first in (b"%PDF-1.4", b"BEGIN:VCALENDAR", camt):
    head = Head(first_bytes=first, name="x", media_type="application/octet-stream", size_bytes=99)
    print(registry.pick(head).name)
"""
_SAY_MODULES = "import json, sys, handler; print(json.dumps(sorted(sys.modules)))"


@cache
def loaded_by(name: str) -> frozenset[str]:
    """Modules of a fresh interpreter that has imported a handler as Lambda does."""
    said = fresh(_SAY_MODULES, ROOT / "functions" / name, CORE)
    return frozenset(json.loads(said))


def fresh(code: str, *path: Path) -> str:
    """What some code prints in an interpreter of its own, far from the checkout."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("AWS_")}
    told = {"PYTHONPATH": os.pathsep.join(map(str, path)), "POWERTOOLS_TRACE_DISABLED": "true"}
    command = [sys.executable, "-W", "error", "-c", code]
    return subprocess.run(
        command,
        env=kept | told,
        cwd=ROOT / "migrations",
        capture_output=True,
        text=True,
        check=True,
    ).stdout


@pytest.mark.parametrize("record", CATALOGUE, ids=lambda record: record.name)
def test_importing_a_handler_loads_only_what_its_layers_hold(record: Function) -> None:
    foreign = NEVER | {name for name, layer in BY_LAYER.items() if layer not in record.layers}

    tops = {name.partition(".")[0] for name in loaded_by(record.name)}

    assert tops & foreign == set()


@pytest.mark.parametrize("record", CATALOGUE, ids=lambda record: record.name)
def test_importing_a_handler_loads_no_adapter_and_no_sense(record: Function) -> None:
    early = {name for name in loaded_by(record.name) if name.startswith("lifeos.adapters.")}

    assert early == set()
    assert {name for name in loaded_by(record.name) if name in SENSES_LOADED_LATE} == set()


def test_the_list_of_loaded_modules_is_a_real_one() -> None:
    assert {"lifeos.wiring", "pydantic", "aws_lambda_powertools"} <= loaded_by("documents_api")


def test_picking_a_sense_needs_none_of_the_parsers_libraries() -> None:
    blocked = sorted(name for name, layer in BY_LAYER.items() if layer == "senses")

    said = fresh(f"BLOCKED = {blocked!r}\n{_PICK_WITHOUT_PARSERS}", CORE)

    assert said.split() == ["pdf", "ics", "camt"]
