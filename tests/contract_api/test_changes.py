"""What counts as breaking a client of the old contract."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tools.openapi.changes import breaking_changes

Json = dict[str, Any]
NEW = "POST /v1/documents"


def schema(contract: Json, name: str) -> Json:
    """One component."""
    found: Json = contract["components"]["schemas"][name]
    return found


def drop_path(new: Json) -> None:
    del new["paths"]["/v1/facts"]


def drop_method(new: Json) -> None:
    del new["paths"]["/v1/documents"]["post"]


def drop_status(new: Json) -> None:
    del new["paths"]["/v1/documents"]["post"]["responses"]["409"]


def drop_answered_field(new: Json) -> None:
    page = schema(new, "DocumentPage")
    del page["properties"]["next_cursor"]
    page["required"].remove("next_cursor")


def answered_field_becomes_optional(new: Json) -> None:
    schema(new, "Document")["required"].remove("state")


def answered_type_changes(new: Json) -> None:
    schema(new, "Document")["properties"]["size_bytes"] = {"type": "string"}


def answered_field_may_be_null(new: Json) -> None:
    name = schema(new, "Document")["properties"]
    name["name"] = {"anyOf": [{"type": "string"}, {"type": "null"}]}


def answered_list_gets_a_new_value(new: Json) -> None:
    schema(new, "Document")["properties"]["state"]["enum"].append("LATER")


def new_required_field(new: Json) -> None:
    schema(new, "NewDocument")["properties"]["colour"] = {"type": "string"}
    schema(new, "NewDocument")["required"].append("colour")


def drop_asked_field(new: Json) -> None:
    del schema(new, "UploadCompletion")["properties"]["upload_id"]


def asked_type_narrows(new: Json) -> None:
    schema(new, "NewDocument")["properties"]["size_bytes"]["maximum"] = 10


def asked_pattern_changes(new: Json) -> None:
    schema(new, "NewDocument")["properties"]["sha256"]["pattern"] = "^x$"


def asked_name_shortens(new: Json) -> None:
    schema(new, "NewDocument")["properties"]["name"]["maxLength"] = 20


def new_required_query(new: Json) -> None:
    new["paths"]["/v1/facts"]["get"]["parameters"].append(
        {"name": "zone", "in": "query", "required": True, "schema": {"type": "string"}}
    )


def drop_query(new: Json) -> None:
    new["paths"]["/v1/facts"]["get"]["parameters"].pop(0)


def query_loses_a_value(new: Json) -> None:
    parameters = new["paths"]["/v1/documents"]["get"]["parameters"]
    next(each for each in parameters if each.get("name") == "state")["schema"]["enum"].pop()


def problem_changes_media_type(new: Json) -> None:
    content = new["components"]["responses"]["404"]["content"]
    content["application/json"] = content.pop("application/problem+json")


def drop_variant_asked(new: Json) -> None:
    schema(new, "UploadCompletion")["properties"]["upload_id"] = {"type": "string"}


BREAKS: list[tuple[Callable[[Json], None], str]] = [
    (drop_path, "GET /v1/facts is gone"),
    (drop_method, f"{NEW} is gone"),
    (drop_status, f"{NEW} no longer answers 409"),
    (drop_answered_field, "/next_cursor: not always there, and must be"),
    (answered_field_becomes_optional, "/state: not always there, and must be"),
    (answered_type_changes, "/size_bytes: string instead of integer"),
    (answered_field_may_be_null, "/name: null instead of string"),
    (answered_list_gets_a_new_value, "/state: ['LATER'] beyond"),
    (new_required_field, "/colour: not always there, and must be"),
    (drop_asked_field, "/upload_id: unknown, and unknown fields are refused"),
    (asked_type_narrows, "/size_bytes: maximum 5368709120 where 10 holds"),
    (asked_pattern_changes, "/sha256: pattern"),
    (asked_name_shortens, "/name: maxLength 255 where 20 holds"),
    (new_required_query, "GET /v1/facts now requires zone in query"),
    (drop_query, "GET /v1/facts no longer takes"),
    (query_loses_a_value, "GET /v1/documents state: ['END'] beyond"),
    (problem_changes_media_type, "404 no longer answers application/problem+json"),
    (drop_variant_asked, "/upload_id: null instead of string"),
]


@pytest.mark.parametrize(("change", "said"), BREAKS, ids=lambda part: getattr(part, "__name__", ""))
def test_a_breaking_change_is_named(
    change: Callable[[Json], None], said: str, contract: Json
) -> None:
    new = copy.deepcopy(contract)
    change(new)

    found = breaking_changes(contract, new)

    assert any(said in sentence for sentence in found), found


def more_answered(new: Json) -> None:
    schema(new, "Document")["properties"]["colour"] = {"type": "string"}
    schema(new, "Document")["required"].append("colour")


def more_asked_optional(new: Json) -> None:
    schema(new, "NewDocument")["properties"]["colour"] = {"type": "string"}


def wider_asked(new: Json) -> None:
    schema(new, "NewDocument")["properties"]["name"]["maxLength"] = 1000


def new_route(new: Json) -> None:
    new["paths"]["/v1/later"] = copy.deepcopy(new["paths"]["/v1/facts"])


def new_optional_query(new: Json) -> None:
    new["paths"]["/v1/facts"]["get"]["parameters"].append(
        {"name": "zone", "in": "query", "required": False, "schema": {"type": "string"}}
    )


def fewer_answered_values(new: Json) -> None:
    schema(new, "Document")["properties"]["state"]["enum"].remove("PICK")


def no_change(new: Json) -> None:
    new["info"]["description"] = "Other words."


@pytest.mark.parametrize(
    "change",
    [
        more_answered,
        more_asked_optional,
        wider_asked,
        new_route,
        new_optional_query,
        fewer_answered_values,
        no_change,
    ],
)
def test_an_addition_breaks_nobody(change: Callable[[Json], None], contract: Json) -> None:
    new = copy.deepcopy(contract)
    change(new)

    assert breaking_changes(contract, new) == []


def test_a_schema_that_contains_itself_is_walked_once() -> None:
    node = {"type": "object", "properties": {"next": {"$ref": "#/components/schemas/Node"}}}
    answer = {"content": {"a/b": {"schema": {"$ref": "#/components/schemas/Node"}}}}
    told = {
        "paths": {"/v1/nodes": {"get": {"responses": {"200": answer}}}},
        "components": {"schemas": {"Node": node}},
    }

    assert breaking_changes(told, copy.deepcopy(told)) == []
