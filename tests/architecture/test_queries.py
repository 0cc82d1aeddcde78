"""Every SQL statement of the hub is a public constant, and is tried as another person.

`tests/contract/test_row_security.py` runs the public constants of the modules it names. A query
anywhere else would escape it, so none may be anywhere else.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.support.sources import CORE, ROOT

STATEMENT = re.compile(
    r"^\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH|COPY|MERGE)\s+\S", re.ASCII
)
# Not asked in a person's name, and why that is right.
NOT_A_PERSONS = {
    "postgres.py": "opens the session and names the person",
    "postgres_migrations.py": "runs as the owner of the schema, at deploy",
    "postgres_register.py": "runs as the auditor, who sees how documents ended and nothing else",
}
_TRIED = ROOT / "tests/contract/test_row_security.py"


def adapters() -> list[Path]:
    """Every module that may hold SQL."""
    return [path for path in sorted(CORE.rglob("*.py")) if path.name not in NOT_A_PERSONS]


def statements(path: Path) -> Iterator[tuple[int, str | None]]:
    """Line of every text that begins as SQL does, and the module's constant it is, or None."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    prose = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    named = {
        id(inner): target.id
        for node in module.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
        for inner in ast.walk(node.value)
    }
    texts = (node for node in ast.walk(module) if isinstance(node, ast.Constant))
    for text in texts:
        if id(text) in prose or not isinstance(text.value, str):
            continue
        if STATEMENT.match(text.value):
            yield text.lineno, named.get(id(text))


def used_in_functions(path: Path) -> set[str]:
    """Every name that a function of the module reads."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)]
    return {node.id for each in functions for node in ast.walk(each) if isinstance(node, ast.Name)}


def is_open(path: Path, name: str | None) -> bool:
    """Public, or a part that only other constants are made of."""
    if name is None or not name.isupper():
        return False
    return not name.startswith("_") or name not in used_in_functions(path)


def test_every_statement_is_a_public_constant_of_its_module() -> None:
    hidden = [
        f"{path.name}:{line}"
        for path in adapters()
        for line, name in statements(path)
        if not is_open(path, name)
    ]

    assert hidden == []


def test_every_module_with_statements_is_tried_as_another_person() -> None:
    said = re.search(r"^NAMED = (\[[^\]]*\])", _TRIED.read_text(encoding="utf-8"), re.M)
    assert said is not None

    holding = {path.stem.removeprefix("postgres_") for path in adapters() if any(statements(path))}

    assert holding
    assert holding - set(ast.literal_eval(said[1])) == set()


def test_the_exceptions_exist() -> None:
    assert [name for name in NOT_A_PERSONS if not list(CORE.rglob(name))] == []
