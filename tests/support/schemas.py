"""Answers held against the contract, strictly: no field too few, none too many."""

from __future__ import annotations

import copy
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from tests.support.gateway import Answer

Json = dict[str, Any]
FORMATS = FormatChecker(["uuid", "date", "date-time"])


def closed(contract: Json) -> Json:
    """The contract without its openness: an answer may have no field that is not in it."""
    strict = copy.deepcopy(contract)
    for schema in strict["components"]["schemas"].values():
        if "properties" in schema:
            schema.setdefault("additionalProperties", False)
    return strict


def response_of(contract: Json, operation: Json, status: int) -> Json:
    """What the contract says of a status. Raises: KeyError for an undocumented one."""
    told: Json = operation["responses"][str(status)]
    if "$ref" in told:
        told = contract["components"]["responses"][told["$ref"].rsplit("/", 1)[-1]]
    return told


def complaints(contract: Json, operation: Json, answer: Answer) -> list[str]:
    """Everything in which an answer is not as the contract says."""
    if str(answer.status) not in operation["responses"]:
        return [f"undocumented {answer.status} {answer.code}"]
    told = response_of(contract, operation, answer.status)
    media = answer.headers.get("Content-Type", "none")
    if "content" not in told:
        return [f"{answer.status} with a body"] if answer.text else []
    if media not in told["content"]:
        return [f"{answer.status} as {media}"]
    missing = [
        f"{answer.status} without {name}"
        for name, header in told["headers"].items()
        if contract["components"]["headers"][header["$ref"].rsplit("/", 1)[-1]].get("required")
        and name not in answer.headers
    ]
    return missing + mismatches(contract, told["content"][media]["schema"], answer.json)


def mismatches(contract: Json, schema: Json, instance: Any) -> list[str]:
    """Where an instance does not fit a schema of the contract."""
    # References lead into the contract, so the schema is looked at from its root.
    whole = {**schema, "components": closed(contract)["components"]}
    found = Draft202012Validator(whole, format_checker=FORMATS).iter_errors(instance)
    return [f"{error.json_path}: {error.message}" for error in found]
