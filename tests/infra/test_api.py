"""The gateway: nobody gets in without a token but to health, and its own answers are problems."""

from __future__ import annotations

import json
from typing import Any

import pytest

from functions.catalogue import CATALOGUE
from tests.support.templates import PROFILES, Deployed, synthesised


def methods(deployed: Deployed, *, others: bool = False) -> dict[tuple[str, str], Any]:
    """Properties of each method by verb and path; `others`: what answers all other verbs."""
    resources = deployed.of_type("AWS::ApiGateway::Resource")
    paths = {id_.split("/")[1]: one for id_, one in resources.items()}

    def path_of(reference: Any) -> str:
        if "Ref" not in reference:
            return ""
        one = paths[reference["Ref"]]
        return f"{path_of(one['ParentId'])}/{one['PathPart']}"

    found = deployed.of_type("AWS::ApiGateway::Method").values()
    every = {(str(one["HttpMethod"]), path_of(one["ResourceId"])): one for one in found}
    return {route: one for route, one in every.items() if (route[0] == "ANY") is others}


@pytest.mark.parametrize("profile", PROFILES)
def test_the_gateway_has_the_catalogues_routes_and_no_other(profile: str) -> None:
    routes = {(route.method, route.path) for one in CATALOGUE for route in one.routes}

    assert set(methods(synthesised(profile))) == routes


@pytest.mark.parametrize("profile", PROFILES)
def test_every_method_but_health_asks_who_is_there(profile: str) -> None:
    public = {
        path
        for (_, path), method in methods(synthesised(profile)).items()
        if method["AuthorizationType"] != "COGNITO_USER_POOLS" or "AuthorizerId" not in method
    }

    assert public == {"/health", "/health/live"}


@pytest.mark.parametrize("profile", PROFILES)
def test_a_verb_that_a_path_does_not_take_is_answered_by_the_gateway_itself(profile: str) -> None:
    refusals = methods(synthesised(profile), others=True)

    paths = {route.path for one in CATALOGUE for route in one.routes}
    answers = [one["Integration"]["IntegrationResponses"] for one in refusals.values()]

    assert {path for _, path in refusals} == paths
    assert {one["Integration"]["Type"] for one in refusals.values()} == {"MOCK"}
    assert all([answer["StatusCode"] for answer in each] == ["405"] for each in answers)


@pytest.mark.parametrize("profile", PROFILES)
def test_every_route_goes_to_the_function_that_serves_it(profile: str) -> None:
    deployed = synthesised(profile)
    served = {(str(r.method), r.path): one.name for one in CATALOGUE for r in one.routes}

    for route, method in methods(deployed).items():
        uri = json.dumps(method["Integration"]["Uri"])
        construct = "".join(map(str.capitalize, served[route].split("_")))

        assert f"{construct}Function" in uri
        assert method["Integration"]["Type"] == "AWS_PROXY"


@pytest.mark.parametrize("profile", PROFILES)
def test_the_gateways_own_answers_are_problem_details(profile: str) -> None:
    answers = synthesised(profile).of_type("AWS::ApiGateway::GatewayResponse").values()

    kinds = {answer["ResponseType"] for answer in answers}
    bodies = [json.loads(filled(answer)) for answer in answers]

    assert {"DEFAULT_4XX", "DEFAULT_5XX", "UNAUTHORIZED", "THROTTLED"} <= kinds
    assert all(body["type"].startswith("urn:lifeos:problem:") for body in bodies)
    assert all({"title", "status", "detail", "instance"} <= set(body) for body in bodies)
    assert all(
        answer["ResponseParameters"]["gatewayresponse.header.Content-Type"]
        == "'application/problem+json'"
        for answer in answers
    )


def filled(answer: Any) -> str:
    """A template's body as the gateway would fill it in."""
    text = str(answer["ResponseTemplates"]["application/json"])
    return text.replace("$context.status", "400")


@pytest.mark.parametrize("profile", PROFILES)
def test_the_stage_is_throttled_and_logs_no_bodies(profile: str) -> None:
    (stage,) = synthesised(profile).of_type("AWS::ApiGateway::Stage").values()

    assert stage["MethodSettings"]
    for setting in stage["MethodSettings"]:
        assert setting["ThrottlingRateLimit"] > 0
        assert setting["ThrottlingBurstLimit"] > 0
        assert not setting.get("DataTraceEnabled", False)


def test_only_scale_pays_for_a_firewall() -> None:
    walls = {p: "AWS::WAFv2::WebACLAssociation" in synthesised(p).types() for p in PROFILES}

    assert walls == {"local": False, "personal": False, "scale": True}
