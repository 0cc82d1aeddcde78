"""The catalogue is the list of functions: folders, settings, permissions and layers agree."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from lifeos import settings

from functions.catalogue import CATALOGUE, Function, Layer, named
from stacks.constructs import permissions
from tests.support.sources import ROOT, Source

FUNCTIONS = ROOT / "functions"
AT_MOST_LAYERS = 5  # Source: AWS Lambda quotas
GATEWAY_S = 29  # Source: API Gateway quotas, integration timeout of a REST API
HANDLER_LINES = 60
_ROUTE = re.compile(r"@app\.(get|post|put|patch|delete)\(\"([^\"]+)\"")


def test_each_record_has_one_folder_and_each_folder_one_record() -> None:
    folders = {path.parent.name for path in FUNCTIONS.glob("*/handler.py")}

    records = [record.name for record in CATALOGUE]

    assert sorted(records) == sorted(folders)


def test_a_function_is_one_file() -> None:
    files = [path for path in FUNCTIONS.glob("*/*") if path.is_file()]

    inside = {path.name for path in files if path.parent.name != "__pycache__"}

    assert inside == {"__init__.py", "handler.py"}


@pytest.mark.parametrize("record", CATALOGUE, ids=lambda record: record.name)
def test_a_handler_is_short_and_says_what_it_serves(record: Function) -> None:
    source = Source(FUNCTIONS / record.name / "handler.py")
    api_handlers_lines = 2 * HANDLER_LINES  # one function per capability serves several routes

    limit = api_handlers_lines if record.trigger == "api" else HANDLER_LINES

    assert source.lines <= limit
    assert source.text.startswith('"""')
    assert re.search(r"^handler = (http|step|event|schedule|deploy|live)\.\w+\(", source.text, re.M)


@pytest.mark.parametrize("record", CATALOGUE, ids=lambda record: record.name)
def test_a_record_speaks_words_that_exist(record: Function) -> None:
    assert set(record.settings) <= set(settings.GROUPS)
    assert set(record.may) <= set(permissions.MEANING)
    assert set(record.layers) <= set(get_args(Layer))
    assert len(record.layers) <= AT_MOST_LAYERS
    assert {"core", "base"} <= set(record.layers)


@pytest.mark.parametrize("record", CATALOGUE, ids=lambda record: record.name)
def test_a_records_routes_are_the_ones_its_handler_serves(record: Function) -> None:
    text = (FUNCTIONS / record.name / "handler.py").read_text(encoding="utf-8")
    served = {
        (method.upper(), path.replace("<", "{").replace(">", "}"))
        for method, path in _ROUTE.findall(text)
    }

    promised = {(route.method, route.path) for route in record.routes}

    assert promised == served
    assert bool(promised) == (record.trigger == "api")


def test_only_health_is_public() -> None:
    public = {route.path for record in CATALOGUE for route in record.routes if route.public}

    assert public == {"/health", "/health/live"}


def test_no_route_is_served_twice() -> None:
    routes = [(route.method, route.path) for record in CATALOGUE for route in record.routes]

    assert len(routes) == len(set(routes))


def test_an_answer_comes_before_the_gateway_gives_up() -> None:
    slow = [
        record.name
        for record in CATALOGUE
        if record.trigger == "api" and record.timeout_s >= GATEWAY_S
    ]

    assert slow == []


def test_only_functions_without_a_way_out_open_files_or_reach_the_database() -> None:
    near = {"senses", "data"}

    at_the_edge = [
        record.name for record in CATALOGUE if record.plane == "edge" and near & set(record.layers)
    ]
    connected = [
        record.name
        for record in CATALOGUE
        if record.plane == "edge" and any(word.startswith("database:") for word in record.may)
    ]

    assert at_the_edge + connected == []


def test_an_unknown_name_is_told() -> None:
    with pytest.raises(KeyError):
        named("no_such_function")


def test_settings_and_permissions_go_together() -> None:
    needs = {
        "table": "table",
        "originals": "storage",
        "machine": "machine",
        "database": "database",
        "sockets": "socket",
    }

    lacking = [
        f"{record.name}: {word} without settings {needs[word.partition(':')[0]]}"
        for record in CATALOGUE
        for word in record.may
        if needs.get(word.partition(":")[0], record.settings[0]) not in record.settings
    ]

    assert lacking == []
