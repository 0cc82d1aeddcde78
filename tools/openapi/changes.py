"""What a new contract would break for clients of the old one, inside /v1.

One question answers both directions: would `wide` refuse something that `narrow` allows? Of what
is asked, the new contract must be the wide one; of what is answered, the old.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tools.openapi.subschemas import Side, refusals

Json = dict[str, Any]


def breaking_changes(old: Json, new: Json) -> list[str]:
    """One sentence for each way in which a client built on `old` may fail with `new`."""
    return sorted(set(_changes(old, new)))


def _changes(old: Json, new: Json) -> Iterator[str]:
    for path, method, before in _operations(old):
        where = f"{method.upper()} {path}"
        after = new["paths"].get(path, {}).get(method)
        if after is None:
            yield f"{where} is gone"
            continue
        yield from _asked(where, old=(old, before), new=(new, after))
        yield from _answered(where, old=(old, before), new=(new, after))


def _operations(document: Json) -> Iterator[tuple[str, str, Json]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def _asked(where: str, *, old: tuple[Json, Json], new: tuple[Json, Json]) -> Iterator[str]:
    before, after = _parameters(*old), _parameters(*new)
    for key, parameter in after.items():
        if parameter.get("required") and not before.get(key, {}).get("required"):
            yield f"{where} now requires {key[1]} in {key[0]}"
    for key, parameter in before.items():
        if key not in after:
            yield f"{where} no longer takes {key[1]} in {key[0]}"
            continue
        wide, narrow = Side(new[0], after[key]["schema"]), Side(old[0], parameter["schema"])
        yield from refusals(wide, narrow, f"{where} {key[1]}")
    yield from _body(where, old=old, new=new)


def _parameters(document: Json, operation: Json) -> dict[tuple[str, str], Json]:
    found = [Side(document, each).schema for each in operation.get("parameters", [])]
    return {(each["in"], each["name"]): each for each in found}


def _body(where: str, *, old: tuple[Json, Json], new: tuple[Json, Json]) -> Iterator[str]:
    before, after = (each[1].get("requestBody", {}) for each in (old, new))
    if after.get("required") and not before.get("required"):
        yield f"{where} now requires a body"
    for media, content in before.get("content", {}).items():
        if media not in after.get("content", {}):
            yield f"{where} no longer takes {media}"
            continue
        wide, narrow = Side(new[0], after["content"][media]["schema"]), content["schema"]
        yield from refusals(wide, Side(old[0], narrow), f"{where} body")


def _answered(where: str, *, old: tuple[Json, Json], new: tuple[Json, Json]) -> Iterator[str]:
    before, after = (_responses(*each) for each in (old, new))
    for status, response in before.items():
        if status not in after:
            yield f"{where} no longer answers {status}"
            continue
        for media, content in response.get("content", {}).items():
            if media not in after[status].get("content", {}):
                yield f"{where} {status} no longer answers {media}"
                continue
            narrow = Side(new[0], after[status]["content"][media]["schema"])
            yield from refusals(Side(old[0], content["schema"]), narrow, f"{where} {status}")


def _responses(document: Json, operation: Json) -> dict[str, Json]:
    return {s: Side(document, each).schema for s, each in operation["responses"].items()}
