"""Component schemas as published: only the used ones, and answers as they really leave."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

Json = dict[str, Any]
REF = "#/components/schemas/"
_SAYS_WHICH = {"pattern", "enum", "const", "format"}


def of_model(model: type[BaseModel]) -> Json:
    """A model and what it contains, by name."""
    schema = model.model_json_schema(ref_template=REF + "{model}")
    return {**schema.pop("$defs", {}), model.__name__: schema}


def name_in(schema: Json) -> str:
    """The component that a schema refers to, empty for an inline one."""
    return str(schema.get("$ref", "")).removeprefix(REF)


def published(found: Json, paths: Json, *, socket: Json) -> Json:
    """The used components, sorted.

    Handlers send every field of a model, so what only answers contain has all of them required,
    and it is open: a client must not fail on a field that a later version adds.
    """
    asked = reachable(found, [*_request_parts(paths), socket["clientSays"]])
    told = [*_answer_parts(paths), socket["hubSays"], {"$ref": REF + "Problem"}]
    answered = reachable(found, told)
    used = {name: copy.deepcopy(found[name]) for name in sorted(asked | answered)}
    for name in asked:
        used[name] = storable(used[name])
    for name in answered - asked:
        if "properties" in used[name]:
            fields = used[name]["properties"].items()
            used[name]["required"] = [
                field for field, told in fields if not told.pop("x-only-sometimes", False)
            ]
            if used[name].get("additionalProperties") is False:
                del used[name]["additionalProperties"]
    return {name: _plain(schema) for name, schema in used.items()}


def storable(schema: Any) -> Any:
    """A schema of what is asked, with the rule that holds for every text: no NUL in it."""
    if isinstance(schema, list):
        return [storable(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: storable(value) for key, value in schema.items() if key != "examples"}
    if "examples" in schema:
        made["examples"] = schema["examples"]
    if schema.get("type") == "string" and not _SAYS_WHICH & schema.keys():
        made["pattern"] = "^[^\\u0000]*$"
    return made


def reachable(found: Json, parts: list[Json]) -> set[str]:
    """Names of all components that these parts lead to."""
    seen: set[str] = set()
    waiting = [name for part in parts for name in references(part)]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += references(found[name])
    return seen


def references(part: Any) -> list[str]:
    """Names of the components that a part of the document refers to."""
    return [text.removeprefix(REF) for text in _texts(part, "$ref") if text.startswith(REF)]


def _texts(part: Any, key: str) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get(key), str):
            yield part[key]
        for value in part.values():
            yield from _texts(value, key)
    elif isinstance(part, list):
        for value in part:
            yield from _texts(value, key)


def _request_parts(paths: Json) -> list[Json]:
    return [
        {"body": operation.get("requestBody"), "parameters": operation.get("parameters")}
        for item in paths.values()
        for operation in item.values()
    ]


def _answer_parts(paths: Json) -> list[Json]:
    return [operation["responses"] for item in paths.values() for operation in item.values()]


def _plain(schema: Any) -> Any:
    """Without the titles that only repeat a field's name, and whole numbers as such."""
    if isinstance(schema, list):
        return [_plain(each) for each in schema]
    if isinstance(schema, float) and schema.is_integer():
        return int(schema)
    if not isinstance(schema, dict):
        return schema
    kept = {key: _plain(value) for key, value in schema.items()}
    for name, field in kept.get("properties", {}).items():
        if isinstance(field, dict) and _says_no_more(field.get("title"), name):
            del field["title"]
    return kept


def _says_no_more(title: Any, name: str) -> bool:
    return isinstance(title, str) and re.sub(r"\W", "_", title.lower()) == name
