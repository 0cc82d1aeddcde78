"""What the gateway does before a function starts, and what it answers by itself."""

from __future__ import annotations

import json
import re
from contextlib import chdir
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
from lifeos.contracts.problem import Problem
from lifeos.entry.headers import SECURITY_HEADERS

from functions.catalogue import CATALOGUE
from stacks.constructs.gateway_answers import ANSWERS, HEADERS
from stacks.hub import build_hub
from stacks.profile import from_context
from tests.support.sources import ROOT
from tests.support.templates import CLOUD, PROFILES, Json, context_of, synthesised
from tools.openapi.document import document

ROUTES = [route for record in CATALOGUE for route in record.routes]
API_FUNCTIONS = [record for record in CATALOGUE if record.trigger == "api"]
# All types there are. Source: API Gateway developer guide, "Gateway response types".
TYPES = 21


def methods(profile: str) -> list[Json]:
    """All methods."""
    return list(synthesised(profile).of_type("AWS::ApiGateway::Method").values())


def answers(profile: str) -> dict[str, Json]:
    """Gateway responses by type."""
    found = synthesised(profile).of_type("AWS::ApiGateway::GatewayResponse").values()
    return {each["ResponseType"]: each for each in found}


def rendered(template: str) -> Problem:
    """A gateway template as the gateway fills it in."""
    return Problem.model_validate_json(template.replace("$context.requestId", "1-2-3"))


@pytest.mark.parametrize("profile", PROFILES)
def test_every_answer_of_the_gateway_is_a_problem(profile: str) -> None:
    found = answers(profile)

    assert len(found) == TYPES == len(ANSWERS)
    for response in found.values():
        told = rendered(response["ResponseTemplates"]["application/json"])
        assert str(told.status) == response["StatusCode"]
        assert told.instance == "urn:lifeos:request:1-2-3"


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_of_the_gateway_carries_the_headers_of_every_answer(name: str) -> None:
    told = answers("local")[name]["ResponseParameters"]

    headers = {key.removeprefix("gatewayresponse.header."): value for key, value in told.items()}

    assert HEADERS == SECURITY_HEADERS
    assert {key: headers[key].strip("'") for key in HEADERS} == HEADERS
    assert headers["Content-Type"] == "'application/problem+json'"
    assert headers["X-Correlation-ID"] == "context.requestId"
    assert ("Retry-After" in headers) is (ANSWERS[name][0] == 429)
    assert ("WWW-Authenticate" in headers) is (ANSWERS[name][0] == 401)


def test_every_status_of_the_gateway_is_in_the_contract() -> None:
    contract = document()
    of_all = set.intersection(
        *(set(o["responses"]) for item in contract["paths"].values() for o in item.values())
    )

    own = {status for status, _, _ in ANSWERS.values()}

    assert {str(s) for s in own} <= set(contract["components"]["responses"])
    assert {"400", "429", "500", "502", "504"} <= of_all


@pytest.mark.parametrize("profile", PROFILES)
def test_every_route_but_health_needs_a_token(profile: str) -> None:
    open_ = [m for m in methods(profile) if m["AuthorizationType"] == "NONE"]

    served = [m for m in open_ if m["Integration"]["Type"] != "MOCK"]

    assert len(served) == sum(route.public for route in ROUTES)
    assert all(m["HttpMethod"] == "GET" for m in served)


def test_a_post_without_key_or_object_starts_no_function() -> None:
    posts = [m for m in methods("personal") if m["HttpMethod"] == "POST"]

    assert len(posts) == sum(route.method == "POST" for route in ROUTES)
    for method in posts:
        assert method["RequestParameters"] == {"method.request.header.Idempotency-Key": True}
        assert method["RequestValidatorId"]
    modelled = [m for m in posts if "RequestModels" in m]
    assert len(modelled) == sum(route.method == "POST" and route.body for route in ROUTES)


def test_a_method_that_a_path_does_not_take_is_405_with_allow() -> None:
    others = [m for m in methods("personal") if m["HttpMethod"] == "ANY"]

    assert len(others) == len({route.path for route in ROUTES})
    for method in others:
        (told,) = method["Integration"]["IntegrationResponses"]
        header = "method.response.header."
        assert told["StatusCode"] == "405"
        assert rendered(told["ResponseTemplates"]["application/json"]).status == 405
        assert told["ResponseParameters"][header + "Allow"].strip("'")
        for name, value in HEADERS.items():
            assert told["ResponseParameters"][header + name].strip("'") == value


def test_one_person_cannot_take_the_whole_gateway() -> None:
    acl = next(iter(synthesised("scale").of_type("AWS::WAFv2::WebACL").values()))

    rule = next(each for each in acl["Rules"] if "RateBasedStatement" in each["Statement"])
    block = rule["Action"]["Block"]["CustomResponse"]

    keys = rule["Statement"]["RateBasedStatement"]["CustomKeys"]
    assert [key["Header"]["Name"] for key in keys] == ["Authorization"]
    assert block["ResponseCode"] == 429
    headers = {each["Name"]: each["Value"] for each in block["ResponseHeaders"]}
    assert headers == {**SECURITY_HEADERS, "Retry-After": "60"}
    Problem.model_validate_json(acl["CustomResponseBodies"]["Throttled"]["Content"])


@pytest.mark.parametrize("profile", CLOUD)
def test_old_versions_of_tls_are_not_spoken(profile: str) -> None:
    (api,) = synthesised(profile).of_type("AWS::ApiGateway::RestApi").values()

    assert re.fullmatch(r"SecurityPolicy_TLS13_1_[23]_(PFS_PQ_)?\d{4}_\d\d", api["SecurityPolicy"])
    assert api["EndpointAccessMode"] == "STRICT"


def with_origins(told: str) -> Any:
    """The profile of a context."""
    app = cdk.App(context={"profile": "local", "allowed_origins": told})
    return from_context(app.node)


def test_scripts_of_other_origins_are_let_in_by_name_only() -> None:
    profile = with_origins("https://hub.example.org http://localhost:5173")

    assert profile.allowed_origins == ("https://hub.example.org", "http://localhost:5173")
    assert with_origins("").allowed_origins == ()


@pytest.mark.parametrize("told", ["*", "https://*", "hub.example.org", "https://a.b/path", "null"])
def test_what_is_no_origin_is_refused(told: str) -> None:
    with pytest.raises(ValueError, match="is not an origin"):
        with_origins(told)


def test_an_allowed_origin_may_ask_read_refusals_and_upload(tmp_path: Path) -> None:
    context = {**context_of("local", tmp_path), "allowed_origins": "https://hub.example.org"}
    with chdir(ROOT):
        app = cdk.App(context=context, outdir=str(tmp_path / "out"))
        build_hub(app)
        texts = [json.dumps(stack.template) for stack in app.synth().stacks]

    asked = "method.response.header.Access-Control-Allow-Origin"
    refused = "gatewayresponse.header.Access-Control-Allow-Origin"
    api = next(text for text in texts if asked in text)
    assert api.count('"HttpMethod": "OPTIONS"') == len({route.path for route in ROUTES})
    assert api.count(f'"{refused}": "\'https://hub.example.org\'"') == TYPES
    told = '"ALLOWED_ORIGINS": "https://hub.example.org"'
    assert api.count(told) == len(API_FUNCTIONS)
    assert "".join(texts).count(told) == len(API_FUNCTIONS) + 1  # and the socket's authorizer
    assert any('"AllowedOrigins": ["https://hub.example.org"]' in text for text in texts)


def test_without_origins_neither_gateway_nor_bucket_speaks_of_them() -> None:
    text = json.dumps(synthesised("local").stacks)

    assert "Access-Control" not in text
    assert "CorsConfiguration" not in text
