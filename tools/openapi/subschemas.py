"""Whether one JSON schema takes everything that another one allows.

Covers what pydantic writes: references, unions, types, values, bounds, patterns, objects, lists.
Source: JSON Schema 2020-12, Validation sections 6.1 to 6.5.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
_LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems")
_UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")
_EXACT = ("pattern", "format", "multipleOf", "uniqueItems")


@dataclass(frozen=True)
class Side:
    """A schema and the document that its references lead into."""

    document: Json
    told: Json

    @property
    def schema(self) -> Json:
        """The schema itself, references followed."""
        schema = self.told
        while "$ref" in schema:
            target: Any = self.document
            for step in schema["$ref"].removeprefix("#/").split("/"):
                target = target[step]
            schema = target
        return schema

    @property
    def variants(self) -> list[Side]:
        """The members of a union, else the schema alone."""
        members = self.schema.get("anyOf") or self.schema.get("oneOf")
        return [Side(self.document, each) for each in members] if members else [self]

    def part(self, schema: Json) -> Side:
        """Another schema of the same document."""
        return Side(self.document, schema)


def refusals(
    wide: Side, narrow: Side, where: str, seen: frozenset[tuple[str, str]] = frozenset()
) -> Iterator[str]:
    """What `narrow` allows and `wide` would refuse, a sentence each."""
    pair = (str(wide.told.get("$ref")), str(narrow.told.get("$ref")))
    if pair in seen:
        return
    if "None" not in pair:
        seen |= {pair}
    for variant in narrow.variants:
        tried = [list(_single(one, variant, where, seen)) for one in wide.variants]
        if all(tried):
            yield from tried[0] if len(tried) == 1 else [f"{where}: fits none of the variants"]


def _single(
    wide: Side, narrow: Side, where: str, seen: frozenset[tuple[str, str]]
) -> Iterator[str]:
    if len(wide.variants) > 1 or len(narrow.variants) > 1:
        yield from refusals(wide, narrow, where, seen)
        return
    yield from _values(wide.schema, narrow.schema, where)
    yield from _bounds(wide.schema, narrow.schema, where)
    yield from _object(wide, narrow, where, seen)
    if "items" in wide.schema:
        items = narrow.part(narrow.schema.get("items", {}))
        yield from refusals(wide.part(wide.schema["items"]), items, f"{where}/items", seen)


def _values(wide: Json, narrow: Json, where: str) -> Iterator[str]:
    kinds = {wide.get("type"), "integer" if wide.get("type") == "number" else wide.get("type")}
    if wide.get("type") and narrow.get("type") not in kinds:
        yield f"{where}: {narrow.get('type') or 'anything'} instead of {wide['type']}"
    allowed, possible = _known_values(wide), _known_values(narrow)
    if allowed is not None and (possible is None or not set(possible) <= set(allowed)):
        more = "any value" if possible is None else sorted(set(possible) - set(allowed))
        yield f"{where}: {more} beyond {sorted(allowed)}"


def _known_values(schema: Json) -> list[Any] | None:
    values: list[Any] | None = schema.get("enum")
    return [schema["const"]] if "const" in schema else values


def _bounds(wide: Json, narrow: Json, where: str) -> Iterator[str]:
    for key in (*_LOWER, *_UPPER, *_EXACT):
        if key not in wide:
            continue
        limit, other = wide[key], narrow.get(key)
        within = other is not None and (
            (key in _LOWER and other >= limit)
            or (key in _UPPER and other <= limit)
            or other == limit
        )
        if not within and _known_values(narrow) is None:
            yield f"{where}: {key} {other} where {limit} holds"


def _object(
    wide: Side, narrow: Side, where: str, seen: frozenset[tuple[str, str]]
) -> Iterator[str]:
    known, sent = wide.schema.get("properties", {}), narrow.schema.get("properties", {})
    missing = set(wide.schema.get("required", [])) - set(narrow.schema.get("required", []))
    for name in sorted(missing):
        yield f"{where}/{name}: not always there, and must be"
    for name, schema in sent.items():
        if name in known:
            yield from refusals(
                wide.part(known[name]), narrow.part(schema), f"{where}/{name}", seen
            )
        elif wide.schema.get("additionalProperties") is False:
            yield f"{where}/{name}: unknown, and unknown fields are refused"
    yield from _other_values(wide, narrow, where, seen)


def _other_values(
    wide: Side, narrow: Side, where: str, seen: frozenset[tuple[str, str]]
) -> Iterator[str]:
    """Of maps: what any key may hold."""
    rest, other = (each.schema.get("additionalProperties") for each in (wide, narrow))
    if isinstance(rest, dict):
        held = other if isinstance(other, dict) else {}
        yield from refusals(wide.part(rest), narrow.part(held), f"{where}/*", seen)
