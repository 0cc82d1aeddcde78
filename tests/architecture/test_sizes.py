"""How long, how branched and how wide code may get. Source: HOUSE_STYLE section 7."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.support.sources import Function, Source, everything, product, suites

FILE_LINES = 300
FUNCTION_LINES = 30
FUNCTION_LINES_WITH_REASON = 50
TEST_LINES = 25
COMPLEXITY = 8
ARGUMENTS = 5
BY_POSITION = 3
CORE = "layers/core/"
COMMANDS = {
    f"clients/cli/{name}.py"
    for name in (
        *("account", "deletion", "documents", "facts", "ingest", "lifecycle", "review", "search"),
        *("rereading", "timeline", "trace"),
    )
}
PORTS = 4
APP_LINES = 30
_REASON = re.compile(r"\b(because|why|reason)\b", re.IGNORECASE)


def product_functions() -> list[Function]:
    """All functions of the product."""
    return [function for source in product() for function in source.functions()]


def too_long(function: Function) -> bool:
    """Over the ceiling, or over the higher one of whatever has a reason to be long.

    A function says its reason in its docstring; a route or a command has its options.
    """
    said = ast.get_docstring(function.node) or ""
    excused = bool(_REASON.search(said)) or shaped_by_framework(function)
    return function.length > (FUNCTION_LINES_WITH_REASON if excused else FUNCTION_LINES)


LONG_FILES = {
    "functions/catalogue.py": "one record for each function",
    "tests/support/bills.py": "one drawing for each layout of a bill",
    "tests/support/bill_texts_services.py": "the texts of whole bills",
    "tests/support/einvoices.py": "one writer for each of three syntaxes",
    "tests/support/hostile.py": "one maker for each hostile file",
    "tests/support/printed.py": "draws statements in every layout",
    "tests/support/printed_layouts.py": "the layouts of whole statements",
    "tests/unit/documents/test_service.py": "its fakes are being moved out",
}
EXCEPTED = {
    "audit": "holds the stores against each other, so it is handed each of them",
    "register": "counts what it registers, or two calls could count the same bytes twice",
    "set_": "its arguments are the options of a command",
    "place": "the four sides of a rectangle, always together and in this order",
}


def arguments_of(function: Function) -> tuple[list[ast.arg], list[ast.arg]]:
    """What may be given by position, and everything that may be given."""
    taken = function.node.args
    first = [one for one in taken.posonlyargs + taken.args if one.arg not in {"self", "cls"}]
    return first, first + taken.kwonlyargs


@cache
def ports() -> frozenset[str]:
    """Names of the protocols that services are handed."""
    inside = [source for source in product() if source.name.startswith(CORE)]
    classes = [n for s in inside for n in ast.walk(s.tree) if isinstance(n, ast.ClassDef)]
    return frozenset(n.name for n in classes if "Protocol" in {ast.unparse(b) for b in n.bases})


def too_wide(function: Function) -> bool:
    """Too many arguments; ports are counted apart, routes and commands mirror their contract."""
    if shaped_by_framework(function):
        return False
    by_position, given = arguments_of(function)
    handed = [one for one in given if one.annotation and ast.unparse(one.annotation) in ports()]
    others = len(given) - len(handed)
    return len(by_position) > BY_POSITION or others > ARGUMENTS or len(handed) > PORTS


def shaped_by_framework(function: Function) -> bool:
    """A route's query or a command's options: one argument for each the caller may send."""
    shapes = {"app.get", "app.post", "app.put", "app.patch", "app.delete", "command"}
    marks = {ast.unparse(mark).partition("(")[0] for mark in function.node.decorator_list}
    return bool(marks & shapes) or function.source.name in COMMANDS


def test_no_file_is_over_its_ceiling() -> None:
    long = {source.name for source in everything() if source.lines > FILE_LINES}

    assert long - set(LONG_FILES) == set()


def test_no_function_is_over_its_ceiling() -> None:
    long = [f"{each.place}: {each.length}" for each in product_functions() if too_long(each)]

    assert long == []


def test_no_function_branches_too_much() -> None:
    tangled = [
        f"{each.place}: {each.complexity}"
        for each in product_functions()
        if each.complexity > COMPLEXITY
    ]

    assert tangled == []


def test_no_function_needs_too_many_arguments() -> None:
    wide = {each.node.name: each.place for each in product_functions() if too_wide(each)}

    assert set(wide) == set(EXCEPTED), wide


def test_every_signature_is_typed() -> None:
    untyped = [
        each.place for source in everything() for each in source.functions() if not each.typed
    ]

    assert untyped == []


def test_no_test_is_over_its_ceiling() -> None:
    long = [
        f"{each.place}: {each.length}"
        for source in suites()
        for each in source.functions()
        if each.node.name.startswith("test_") and each.length > TEST_LINES
    ]

    assert long == []


def test_the_app_only_builds_its_stacks() -> None:
    app = next(source for source in product() if source.name == "app.py")

    assert app.lines < APP_LINES


@pytest.mark.parametrize(
    ("body", "long"),
    [(29, False), (30, True), (48, True)],
)
def test_the_measure_of_length_counts_the_signature(body: int, long: bool, tmp_path: Path) -> None:
    file = tmp_path / "long.py"
    file.write_text("def f() -> None:\n" + "    pass\n" * body)

    (function,) = Source(file).functions()

    assert too_long(function) is long


@pytest.mark.parametrize(
    ("code", "complexity", "decisions"),
    [
        ("return 1", 1, 1),
        ("return 1 if x else 2", 1, 2),
        ("if x and y or z:\n        return 1", 2, 4),
        ("for i in x:\n        while y:\n            pass", 3, 3),
        ("return [a for a in x if a if y]", 1, 4),
        ("try:\n        pass\n    except ValueError:\n        pass", 2, 2),
        ("def inner():\n        if x:\n            pass", 1, 1),
    ],
)
def test_the_measure_of_branching(
    code: str, complexity: int, decisions: int, tmp_path: Path
) -> None:
    file = tmp_path / "branching.py"
    file.write_text(f"def f():\n    {code}\n")

    outer = Source(file).functions()[0]

    assert (outer.complexity, outer.decisions) == (complexity, decisions)
