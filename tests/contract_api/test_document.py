"""docs/openapi.json: as the code makes it, sound, complete, and kept towards its clients."""

from __future__ import annotations

import json
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from functions.catalogue import CATALOGUE, Function, Route
from stacks.constructs.gateway_answers import ANSWERS
from tests.support.gateway import ROUTES
from tests.support.schemas import mismatches
from tools.openapi.changes import breaking_changes
from tools.openapi.committed import PATH, as_text, published
from tools.openapi.document import document
from tools.openapi.refusals import REFUSALS
from tools.openapi.words import QUERIES

Json = dict[str, Any]


def operations(contract: Json) -> list[Json]:
    """Every operation."""
    return [each for item in contract["paths"].values() for each in item.values()]


def test_the_committed_file_is_what_the_code_makes(contract: Json) -> None:
    committed = PATH.read_text(encoding="utf-8")

    assert as_text(contract) == committed, "run `make openapi` and commit docs/openapi.json"


def test_nothing_that_clients_were_built_on_is_broken(contract: Json) -> None:
    before = published()

    assert before is None or breaking_changes(before, contract) == []


def test_it_is_openapi_3_1(contract: Json) -> None:
    assert contract["openapi"].startswith("3.1")
    assert list(OpenAPIV31SpecValidator(contract).iter_errors()) == []


def test_every_route_of_the_catalogue_is_there_and_no_other(contract: Json) -> None:
    told = {(path, m.upper()) for path, item in contract["paths"].items() for m in item}

    assert told == {(route.path, route.method) for _, route in ROUTES}


def test_every_operation_has_words_and_a_name_of_its_own(contract: Json) -> None:
    found = operations(contract)

    assert len({each["operationId"] for each in found}) == len(found)
    assert all(each["operationId"].isidentifier() and each["summary"] for each in found)


@pytest.mark.parametrize(("record", "route"), ROUTES, ids=lambda part: getattr(part, "path", ""))
def test_only_health_is_open(record: Function, route: Route, contract: Json) -> None:
    operation = contract["paths"][route.path][route.method.lower()]

    assert (operation.get("security") == []) is route.public
    assert route.public is (record.name == "health_api")
    assert ("401" in operation["responses"]) is not route.public


def test_every_post_requires_an_idempotency_key(contract: Json) -> None:
    ref = {"$ref": "#/components/parameters/IdempotencyKey"}

    posts = [item["post"] for item in contract["paths"].values() if "post" in item]

    assert posts
    assert all(ref in each["parameters"] for each in posts)


def test_every_refusal_is_a_problem_that_says_how_to_go_on(contract: Json) -> None:
    for status, response in contract["components"]["responses"].items():
        example = response["content"]["application/problem+json"]["example"]

        assert example["status"] == int(status)
        assert "X-Correlation-ID" in response["headers"]
        assert ("Retry-After" in response["headers"]) is REFUSALS[int(status)].retry_after


def test_every_success_carries_its_correlation_id(contract: Json) -> None:
    successes = [
        response
        for operation in operations(contract)
        for status, response in operation["responses"].items()
        if status < "400"
    ]

    assert successes
    assert all("X-Correlation-ID" in each["headers"] for each in successes)


def test_answers_hold_all_their_fields_and_may_grow(contract: Json) -> None:
    page = contract["components"]["schemas"]["DocumentPage"]
    asked = contract["components"]["schemas"]["NewDocument"]

    assert set(page["required"]) == set(page["properties"])
    assert "additionalProperties" not in page
    assert asked["additionalProperties"] is False


def test_no_component_is_there_for_nothing(contract: Json) -> None:
    text = json.dumps(contract)

    unused = [
        f"#/components/{kind}/{name}"
        for kind in ("schemas", "responses", "parameters", "headers")
        for name in contract["components"][kind]
        if f'"#/components/{kind}/{name}"' not in text
    ]

    assert unused == []


def test_a_route_that_only_the_catalogue_knows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    health = next(record for record in CATALOGUE if record.name == "health_api")
    more = (*health.routes, Route("GET", "/health/later", public=True))
    changed = Function(
        **{name: getattr(health, name) for name in health.__slots__} | {"routes": more}
    )
    monkeypatch.setattr("tools.openapi.document.CATALOGUE", (changed,))

    with pytest.raises(ValueError, match="health_api: catalogue and handler differ"):
        document()


def test_every_problem_that_is_answered_is_among_the_types_told(contract: Json) -> None:
    told = {code: each["status"] for code, each in contract["x-problem-types"].items()}
    answered = {code: status for status, code, _ in ANSWERS.values()}

    assert {(code, told.get(code)) for code in answered} == set(answered.items())
    assert all(each["means"] for each in contract["x-problem-types"].values())


def test_every_query_parameter_says_what_it_means(contract: Json) -> None:
    asked = [
        parameter
        for operation in operations(contract)
        for parameter in operation["parameters"]
        if parameter.get("in") == "query"
    ]

    assert {each["name"] for each in asked} == set(QUERIES)
    assert all(each["description"] for each in asked)


def test_who_has_only_the_contract_can_sign_in_and_listen(contract: Json) -> None:
    live = (PATH.parent / "live.md").read_text(encoding="utf-8")
    signing_in = contract["components"]["securitySchemes"]["person"]["description"]

    assert "InitiateAuth" in signing_in
    assert contract["x-live-socket"]["description"] in live
    assert "## Keep your place" in contract["x-live-socket"]["description"]


def test_every_link_leads_to_an_operation_with_parameters_it_has(contract: Json) -> None:
    found = {each["operationId"]: each for each in operations(contract)}
    components = contract["components"]["parameters"]
    for operation in found.values():
        for response in operation["responses"].values():
            for link in response.get("links", {}).values():
                target = found[link["operationId"]]
                told = [components.get(p.get("$ref", "").rpartition("/")[2], p)
                        for p in target["parameters"]]  # fmt: skip
                names = {p["name"] for p in told} | {f"{p['in']}.{p['name']}" for p in told}

                assert set(link["parameters"]) <= names


def test_every_example_of_the_contract_fits_its_schema(contract: Json) -> None:
    wrong = [
        (name, complaint)
        for name, schema in contract["components"]["schemas"].items()
        for example in schema.get("examples", [])
        for complaint in mismatches(contract, {"$ref": f"#/components/schemas/{name}"}, example)
    ]
    problems = [
        complaint
        for response in contract["components"]["responses"].values()
        for media in response["content"].values()
        for complaint in mismatches(contract, media["schema"], media["example"])
    ]

    assert [*wrong, *problems] == []
