"""Text that PostgreSQL cannot hold, made holdable for every statement and COPY of a connection.

A `text` takes every character but NUL, and no half of a UTF-16 pair; `jsonb` takes neither as an
escape. Damaged files bring both. They are dropped where values leave for the server, once, so
that no reader has to remember it and no file fails for it.
Source: PostgreSQL manual, 8.3 "Character Types" and 8.14 "JSON Types".
"""

from __future__ import annotations

import json
from typing import Any

import psycopg
from psycopg.abc import Buffer
from psycopg.types.json import set_json_dumps
from psycopg.types.string import StrDumperUnknown

_NUL_IN_JSON = "\\u0000"


def storable(text: str) -> str:
    """The text without NUL; half of a surrogate pair becomes `?`."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def _as_it_is(text: str) -> bytes | None:
    """The text in UTF-8, or None where something has to be dropped first."""
    try:
        written = text.encode()
    except UnicodeEncodeError:
        return None
    return None if b"\x00" in written else written


class _TextDumper(StrDumperUnknown):
    """Leaves the type of a string to the server, as psycopg's own default does."""

    def dump(self, obj: str) -> Buffer | None:
        """Bytes of the text as far as PostgreSQL can hold it."""
        written = _as_it_is(obj)
        return storable(obj).encode() if written is None else written


def _json(value: Any) -> bytes:
    """JSON as UTF-8; looked through piece by piece only if something in it is not storable."""
    try:
        dumped = json.dumps(value, ensure_ascii=False)
        if _NUL_IN_JSON not in dumped:
            return dumped.encode()
    except UnicodeEncodeError:
        pass
    return json.dumps(_storable_parts(value), ensure_ascii=False).encode()


def _storable_parts(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [_storable_parts(part) for part in value]
    if isinstance(value, dict):
        return {storable(key): _storable_parts(part) for key, part in value.items()}
    return value


def hold_what_is_storable(cursor: psycopg.Cursor[Any]) -> None:
    """Have one cursor send texts as they are, in half the time: each is `storable` already."""
    cursor.adapters.register_dumper(str, StrDumperUnknown)


def hold_any_text(connection: psycopg.Connection[Any]) -> None:
    """Make one connection send only what the server can hold."""
    connection.adapters.register_dumper(str, _TextDumper)
    set_json_dumps(_json, connection)
