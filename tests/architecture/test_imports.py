"""Who may import whom. Source: HOUSE_STYLE section 2."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.rules import (
    CAPABILITIES,
    HANDLER,
    LAPTOP_COMMANDS,
    READER,
    ZONES,
    Zone,
    breaches,
    imports,
    starts_with,
)
from tests.support.sources import CORE, ROOT, Source, below, product

SENSES = next(zone for zone in ZONES if zone.where.endswith("/senses"))
HANDLERS = sorted((ROOT / "functions").glob("*/handler.py"))


@pytest.mark.parametrize("zone", ZONES, ids=lambda zone: zone.where)
def test_a_zone_imports_only_what_it_may(zone: Zone) -> None:
    apart = {*LAPTOP_COMMANDS, READER} - {zone.where}
    checked = [source for source in zone.sources if source.name not in apart]

    found = [breach for source in checked for breach in breaches(source, zone)]

    assert checked
    assert found == []


@pytest.mark.parametrize("path", HANDLERS, ids=lambda path: path.parent.name)
def test_a_handler_imports_the_edge_the_wiring_and_one_capability(path: Path) -> None:
    names = {name for _, name in imports(Source(path).tree) if name.startswith("lifeos")}

    others = {name for name in names if not starts_with(name, HANDLER)}
    used = {each for each in CAPABILITIES if any(starts_with(name, (each,)) for name in others)}

    assert {name for name in others if not starts_with(name, CAPABILITIES)} == set()
    assert len(used) <= 1


@pytest.mark.parametrize("path", HANDLERS, ids=lambda path: path.parent.name)
def test_a_handler_imports_no_third_party(path: Path) -> None:
    zone = Zone("", ("lifeos",), ("os", "time", "socket", "subprocess"))

    assert breaches(Source(path), zone) == []


@pytest.mark.parametrize("name", LAPTOP_COMMANDS)
def test_the_commands_that_run_the_laptop_know_it_and_no_adapter(name: str) -> None:
    may = ("lifeos.contracts", "clients", "local", "operations", "rich", "typer")

    assert breaches(Source(ROOT / name), Zone("", may)) == []


def test_every_product_file_lies_in_a_zone() -> None:
    zoned = {source.path for zone in ZONES for source in zone.sources}

    outside = {source.path for source in product()} - zoned - set(HANDLERS)

    assert sorted(outside) == []


def test_product_never_imports_tests_or_development_tools() -> None:
    tools = ("tests", "pytest", "hypothesis", "moto", "ruff", "mypy", "coverage", "bandit")
    files = [*product(), *below(ROOT / "samples")]

    found = [
        f"{source.name}:{line} imports {name}"
        for source in files
        for line, name in imports(source.tree)
        if starts_with(name, tools)
    ]

    assert found == []


def test_nothing_that_is_deployed_calls_an_address_but_through_the_sdk() -> None:
    ways = ("urllib.request", "urllib3", "http.client", "httpx", "requests", "aiohttp", "ftplib")
    deployed = [*below(CORE / "lifeos"), *below(ROOT / "functions")]

    callers = {
        source.name
        for source in deployed
        if any(starts_with(name, ways) for _, name in imports(source.tree))
    }

    # It answers CloudFormation by a PUT, which urllib never sends on to another address.
    assert callers == {"layers/core/python/lifeos/entry/deploy.py"}


@pytest.mark.parametrize(
    "code",
    [
        "import boto3",
        "def f():\n    from boto3 import client",
        "if 1:\n    import os.path",
        "from lifeos.adapters import s3",
        "from . import sibling",
        "import datetime\nat = datetime.datetime.now()",
        "from datetime import date\nday = date.today()",
    ],
)
def test_the_walk_sees_what_a_capability_may_not_do(code: str, tmp_path: Path) -> None:
    file = tmp_path / "breach.py"
    file.write_text(code)

    found = breaches(Source(file), SENSES)

    assert len(found) == 1


def test_the_walk_allows_a_parser_its_own_library(tmp_path: Path) -> None:
    file = tmp_path / "parser.py"
    file.write_text("import pypdfium2.raw\nfrom datetime import date\nfrom re import match\n")

    assert breaches(Source(file), SENSES) == []
