"""What the code of a release asks of a schema, and what of it a newer schema no longer gives.

A release's code runs beside the next release's schema: for minutes in every deploy, for good after
a rollback (ADR 0022). Its statements are recorded when it is made, so that no history of the
repository is needed to try them. `statements.json` holds them, the types of its columns, and the
rules its rows had to obey.
"""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import psycopg
from lifeos import adapters
from psycopg import sql

from local.postgres import APP_ROLE, AUDIT_ROLE

RECORDED = Path(__file__).with_name("statements.json")
AUDITORS = "postgres_register"
OWNERS = "postgres_migrations"  # runs before anything else, with its own schema
STAGE = "postgres_staging.STAGE"  # makes the session's own tables, which others read
_BEGINS = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\s")
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
# A new one of these on a known table can refuse what the release before writes.
_RULES = """
SELECT conrelid::regclass || ': ' || pg_get_constraintdef(oid) AS rule FROM pg_constraint
WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'f', 'p', 'u', 'x')
UNION SELECT attrelid::regclass || ': ' || attname || ' must be given' FROM pg_attribute
JOIN pg_class ON pg_class.oid = attrelid AND relkind IN ('r', 'p')
WHERE relnamespace = 'public'::regnamespace AND attnum > 0 AND attnotnull AND NOT atthasdef
AND attidentity = '' AND NOT attisdropped
UNION SELECT indrelid::regclass || ': '
|| regexp_replace(pg_get_indexdef(indexrelid), ' INDEX \\S+', '')
FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
WHERE relnamespace = 'public'::regnamespace AND indisunique
ORDER BY 1
"""

_TYPES = """
SELECT attrelid::regclass || '.' || attname, format_type(atttypid, atttypmod) FROM pg_attribute
JOIN pg_class ON pg_class.oid = attrelid AND relkind IN ('r', 'p')
WHERE relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped
"""


def statements() -> dict[str, str]:
    """Every statement of this checkout's adapters, as `module.CONSTANT`."""
    found: dict[str, str] = {}
    for module in pkgutil.iter_modules(adapters.__path__):
        if module.name.startswith("postgres_") and module.name != OWNERS:
            loaded = importlib.import_module(f"{adapters.__name__}.{module.name}")
            found |= {f"{module.name}.{name}": value for name, value in _made_in(loaded)}
    return {**found, STAGE: importlib.import_module("lifeos.adapters.postgres_staging").STAGE}


def recorded() -> dict[str, Any]:
    """`statements`, `rules` and `types` of the release before this checkout."""
    content: dict[str, Any] = json.loads(RECORDED.read_text(encoding="utf-8"))
    return content


def rules(connection: psycopg.Connection[Any]) -> list[str]:
    """What a row must obey, table by table, in words that do not depend on names of rules."""
    return [str(row[0]) for row in connection.execute(_RULES.encode()).fetchall()]


def types(connection: psycopg.Connection[Any]) -> dict[str, str]:
    """Type of every column: values of the release before would be of another one unnoticed."""
    return {str(row[0]): str(row[1]) for row in connection.execute(_TYPES.encode()).fetchall()}


def refused(connection: psycopg.Connection[Any], asked: dict[str, str]) -> dict[str, str]:
    """Statements that the schema behind a superuser's `connection` no longer runs, and why.

    Each is planned, not run, as the role that runs it: tables, columns, functions, types and
    rights are all looked at, rows are not needed.
    """
    found: dict[str, str] = {}
    for role in (APP_ROLE, AUDIT_ROLE):
        is_auditor = role == AUDIT_ROLE
        its = {n: text for n, text in asked.items() if n.startswith(AUDITORS) == is_auditor}
        with connection.transaction(force_rollback=True):
            connection.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(role)))
            if stage := its.pop(STAGE, ""):
                connection.execute(stage.encode())
            reasons = {name: _reason(connection, text) for name, text in its.items()}
        found |= {name: reason for name, reason in reasons.items() if reason}
    return found


def _reason(connection: psycopg.Connection[Any], statement: str) -> str:
    numbers: dict[str, int] = {}
    numbered = _PLACEHOLDER.sub(
        lambda match: f"${numbers.setdefault(match[1], len(numbers) + 1)}", statement
    )
    plan = "EXPLAIN (GENERIC_PLAN) " + numbered.replace("%%", "%")
    try:
        with connection.transaction():
            connection.execute(plan.encode())
    except psycopg.errors.Error as error:
        return str(error).splitlines()[0]
    return ""


def _made_in(module: ModuleType) -> Iterator[tuple[str, str]]:
    """The module's own public statements, without those that it imports."""
    source = inspect.getsource(module)
    for name, value in inspect.getmembers(module, lambda member: isinstance(member, str)):
        own = re.search(rf"^{re.escape(name)}\b", source, re.M)
        if own and name.isupper() and not name.startswith("_") and _BEGINS.match(value):
            yield name, value
