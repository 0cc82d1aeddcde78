"""One operation of the contract: what its handler says, and what the edge adds to every one."""

from __future__ import annotations

import re
from typing import Any

from lifeos.contracts.limits import limit_of

from functions.catalogue import Route
from tools.openapi import schemas
from tools.openapi.links import links_of
from tools.openapi.refusals import LIMIT_HEADERS, refusals_of
from tools.openapi.words import QUERIES

Json = dict[str, Any]
_PROBLEM = "application/problem+json"


def function_name(operation: Json, route: Route) -> str:
    """Name of the handler's route function; Powertools appends path and method to it."""
    told: str = operation["operationId"]
    return told.removesuffix(f"{re.sub(r'[^0-9a-zA-Z_]', '_', route.path)}_{route.method.lower()}")


def completed(operation: Json, route: Route, *, name: str, docstring: str) -> Json:
    """The operation with its name, words, parameters, and every status it can answer."""
    summary, _, more = docstring.strip().partition("\n")
    made: Json = {"operationId": name, "tags": [_tag(route)], "summary": summary}
    if more.strip():
        made["description"] = re.sub(r"\n +", "\n", more.strip())
    if route.public:
        made["security"] = []
    else:
        made["x-rate-limit"] = limit_of(route.method, route.path).name
    made["parameters"] = [*map(_parameter, operation.get("parameters", [])), *_headers(route)]
    if "requestBody" in operation:
        made["requestBody"] = operation["requestBody"]
    made["responses"] = _responses(operation, route)
    for status, response in made["responses"].items():
        if links := links_of(name, int(status)):
            response["links"] = links
    return made


def _tag(route: Route) -> str:
    return route.path.removeprefix("/v1").split("/")[1]


def _parameter(told: Json) -> Json:
    """A query parameter that may be left out is never sent as null, so the null goes.

    Raises: KeyError for one that `words` does not explain.
    """
    schema = {key: value for key, value in told["schema"].items() if key != "title"}
    variants = [each for each in schema.get("anyOf", []) if each.get("type") != "null"]
    if len(variants) == 1:
        schema = variants[0]
    kept = {key: told[key] for key in ("name", "in", "required", "description") if key in told}
    if told["in"] == "query":
        kept["description"] = QUERIES[told["name"]]
    return {**kept, "schema": schemas.storable({k: _whole(v) for k, v in schema.items()})}


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _headers(route: Route) -> list[Json]:
    names = ["CorrelationId"]
    if route.method == "POST":
        names.append("IdempotencyKey")
    if route.conditional:
        names.append("IfMatch")
    if route.tagged and route.method == "GET":
        names.append("IfNoneMatch")
    return [{"$ref": f"#/components/parameters/{name}"} for name in names]


def _responses(operation: Json, route: Route) -> Json:
    """Successes as the handler declares them, then the refusals, by status."""
    declared = {
        status: response
        for status, response in operation["responses"].items()
        if not _is_refusal(response)
    }
    said = {s for s, r in operation["responses"].items() if _PROBLEM in r.get("content", {})}
    answers: Json = {status: _success(response, route) for status, response in declared.items()}
    if route.tagged and route.method == "GET":
        answers["304"] = _NOT_MODIFIED
    for status in refusals_of(operation, route) | {int(each) for each in said}:
        answers.setdefault(str(status), {"$ref": f"#/components/responses/{status}"})
    return dict(sorted(answers.items()))


def _is_refusal(response: Json) -> bool:
    """Powertools' own 422 and 500, which the edge never sends, and what a handler refuses."""
    content = response.get("content", {})
    return "ValidationError" in str(content) or _PROBLEM in content


def _success(response: Json, route: Route) -> Json:
    return {
        "description": response["description"],
        "headers": _headers_of(route),
        "content": response["content"],
    }


def _headers_of(route: Route) -> Json:
    said = _TAGGED if route.tagged else _SAID
    return said if route.public else said | LIMIT_HEADERS


_SAID: Json = {"X-Correlation-ID": {"$ref": "#/components/headers/CorrelationId"}}
_TAGGED: Json = {**_SAID, "ETag": {"$ref": "#/components/headers/ETag"}}
_NOT_MODIFIED: Json = {
    "description": "It is as the ETag in If-None-Match says",
    "headers": _TAGGED,
}
