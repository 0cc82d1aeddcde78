"""Names, docstrings, comments and errors. Source: HOUSE_STYLE sections 6 and 7."""

from __future__ import annotations

import ast
import io
import re
import subprocess
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest
from lifeos import errors

from tests.support.sources import ROOT, AnyFunction, Source, everything, product

BANNED_FILES = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
# Whoever catches everything ends an invocation or a process, and must say so.
MAY_CATCH_ALL = ("layers/core/python/lifeos/entry/",)
SWALLOWING = {"Exception", "BaseException"}
_VAGUE = re.compile(r"data|[Mm]y[A-Z_]\w*(\(\))?")
_UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
_ELSEWHERE = re.compile(r"/(work|root|tmp/wt)/|/home/\w")


def names_of(source: Source) -> Iterator[tuple[int, str]]:
    """Every name a file gives, but the fields of its models: variables, arguments, functions."""
    fields = {id(node.target) for node in ast.walk(source.tree) if isinstance(node, ast.AnnAssign)}
    for node in ast.walk(source.tree):
        if (
            isinstance(node, ast.Name)
            and isinstance(node.ctx, ast.Store)
            and id(node) not in fields
        ):
            yield node.lineno, node.id
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, AnyFunction | ast.ClassDef):
            yield node.lineno, f"{node.name}()"


def comments_of(source: Source) -> Iterator[tuple[int, str]]:
    """Line and text of every comment."""
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def catches(source: Source) -> Iterator[tuple[int, bool]]:
    """Line of each clause that catches everything, and whether it raises again."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler):
            named = {
                each.id for each in ast.walk(node.type or ast.Pass()) if isinstance(each, ast.Name)
            }
            if node.type is None or named & SWALLOWING:
                last = node.body[-1]
                yield node.lineno, isinstance(last, ast.Raise) and last.exc is None


def undocumented(source: Source) -> Iterator[str]:
    """Public modules, classes, functions and methods of public classes without a docstring."""
    if ast.get_docstring(source.tree) is None:
        yield source.name
    holders: list[ast.Module | ast.ClassDef] = [source.tree, *classes_of(source)]
    for holder in holders:
        yield from (
            f"{source.name}:{node.lineno} {node.name}"
            for node in holder.body
            if isinstance(node, AnyFunction | ast.ClassDef)
            and not node.name.startswith("_")
            and ast.get_docstring(node) is None
        )


def classes_of(source: Source) -> list[ast.ClassDef]:
    """Public classes of a file."""
    nodes = ast.walk(source.tree)
    return [n for n in nodes if isinstance(n, ast.ClassDef) and not n.name.startswith("_")]


def test_no_file_has_a_name_that_says_nothing() -> None:
    vague = [source.name for source in everything() if source.path.stem in BANNED_FILES]

    assert vague == []


def test_no_name_says_nothing() -> None:
    vague = [
        f"{source.name}:{line} {name}"
        for source in everything()
        for line, name in names_of(source)
        if _VAGUE.fullmatch(name)
    ]

    assert vague == []


def test_everything_public_is_documented() -> None:
    assert [missing for source in product() for missing in undocumented(source)] == []


def test_nobody_swallows_everything_but_the_edge() -> None:
    swallowed = [
        f"{source.name}:{line}"
        for source in product()
        if not source.name.startswith(MAY_CATCH_ALL)
        for line, passed_on in catches(source)
        if not passed_on
    ]

    assert swallowed == []


def test_nothing_is_left_unfinished() -> None:
    left = [
        f"{source.name}:{line}"
        for source in everything()
        for line, comment in comments_of(source)
        if _UNFINISHED.search(comment)
    ]

    assert left == []


def test_every_error_ends_in_error_and_has_a_code_of_its_own() -> None:
    family = [each for each in vars(errors).values() if isinstance(each, type)]
    ours = [each for each in family if issubclass(each, errors.LifeOSError)]

    codes = [each.code for each in ours]

    assert [each.__name__ for each in ours if not each.__name__.endswith("Error")] == []
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in codes)


def test_the_drawn_family_is_the_real_one() -> None:
    drawn = set(re.findall(r"(\w+Error)\b", errors.__doc__ or ""))

    real = {name for name in vars(errors) if name.endswith("Error")}

    assert drawn == real


def test_nothing_that_is_ignored_is_committed() -> None:
    command = ["git", "ls-files", "--cached", "--ignored", "--exclude-standard"]

    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    assert listed.stdout.split() == []


def test_no_file_names_a_place_on_the_machine_it_was_written_on() -> None:
    here = Path(__file__)

    named = [s.name for s in everything() if s.path != here and _ELSEWHERE.search(s.text)]

    assert named == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("try:\n    pass\nexcept:\n    pass", [(3, False)]),
        ("try:\n    pass\nexcept (ValueError, Exception):\n    pass", [(3, False)]),
        ("try:\n    pass\nexcept BaseException:\n    raise", [(3, True)]),
        ("try:\n    pass\nexcept ValueError:\n    pass", []),
    ],
)
def test_a_clause_that_catches_everything_is_seen(
    code: str, found: list[tuple[int, bool]], tmp_path: Path
) -> None:
    file = tmp_path / "swallowing.py"
    file.write_text(code)

    assert list(catches(Source(file))) == found
