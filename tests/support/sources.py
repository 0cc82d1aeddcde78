"""The project's own Python files and what can be counted in them: functions, lines, types.

Used by the architecture tests, which hold rules, and by `make measure`, which prints figures,
so that both speak of the same numbers.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORE = ROOT / "layers/core/python"
PRODUCT = (
    CORE / "lifeos",
    ROOT / "functions",
    ROOT / "operations",
    ROOT / "stacks",
    ROOT / "local",
    ROOT / "clients",
)
MEASURES = ("tests/bench/", "tests/measure.py")  # they show figures and prove nothing
AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef
_STATEMENTS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.match_case)


@dataclass(frozen=True)
class Source:
    """One Python file."""

    path: Path

    @property
    def name(self) -> str:
        """Path within the repository, with slashes; the whole path of a file outside."""
        inside = self.path.is_relative_to(ROOT)
        return (self.path.relative_to(ROOT) if inside else self.path).as_posix()

    @cached_property
    def text(self) -> str:
        """The whole file."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed file."""
        return ast.parse(self.text)

    @property
    def lines(self) -> int:
        """Physical lines."""
        return len(self.text.splitlines())

    def functions(self) -> list[Function]:
        """Every function and method, nested ones too."""
        return [
            Function(self, node) for node in ast.walk(self.tree) if isinstance(node, AnyFunction)
        ]


@dataclass(frozen=True)
class Function:
    """One function of a file."""

    source: Source
    node: AnyFunction

    @property
    def place(self) -> str:
        """`file:line name`, as an editor opens it."""
        return f"{self.source.name}:{self.node.lineno} {self.node.name}"

    @property
    def length(self) -> int:
        """Lines from `def` to the last one, decorators left out."""
        return (self.node.end_lineno or self.node.lineno) - self.node.lineno + 1

    @property
    def complexity(self) -> int:
        """McCabe's count: 1, and 1 for each statement that branches. As ruff's C901 counts it."""
        return 1 + sum(isinstance(node, _STATEMENTS) for node in _own(self.node))

    @property
    def decisions(self) -> int:
        """The stricter count: `and`, `or`, conditional expressions and comprehensions as well."""
        return self.complexity + sum(_inner_ways(node) for node in _own(self.node))

    @property
    def typed(self) -> bool:
        """Whether every argument (but `self` and `cls`) and the result have a type."""
        arguments = self.node.args
        named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        stars = [star for star in (arguments.vararg, arguments.kwarg) if star is not None]
        bound = [one for one in named if one.arg not in {"self", "cls"}]
        return self.node.returns is not None and all(one.annotation for one in bound + stars)


def _inner_ways(node: ast.AST) -> int:
    if isinstance(node, ast.BoolOp):
        return len(node.values) - 1
    if isinstance(node, ast.comprehension):
        return 1 + len(node.ifs)
    return int(isinstance(node, ast.IfExp))


def _own(function: AnyFunction) -> Iterator[ast.AST]:
    """Nodes of a function without those of functions in it, which are counted on their own."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        if not isinstance(node, AnyFunction):
            yield node
            waiting += ast.iter_child_nodes(node)


def below(folder: Path) -> list[Source]:
    """Every Python file that is not empty below a folder, in order."""
    found = sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)
    return [Source(path) for path in found if path.stat().st_size]


@cache
def product() -> tuple[Source, ...]:
    """What runs: the core, the functions, the template, the laptop and the client."""
    inside = [source for folder in PRODUCT for source in below(folder)]
    return (Source(ROOT / "app.py"), *inside)


@cache
def suites() -> tuple[Source, ...]:
    """Tests, with their fakes and fixtures; without what only measures."""
    return tuple(each for each in below(ROOT / "tests") if not each.name.startswith(MEASURES))


@cache
def everything() -> tuple[Source, ...]:
    """Every Python file that is committed."""
    folders = ("samples", "tests", "tools")
    return (*product(), *(source for folder in folders for source in below(ROOT / folder)))
