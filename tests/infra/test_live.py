"""The live socket: nobody gets in without a ticket, and nobody else may speak on it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from functions.catalogue import CATALOGUE
from tests.support.templates import CLOUD, PROFILES, listed, synthesised

Json = dict[str, Any]
ROUTES = {"$connect", "$disconnect", "$default"}


def one(profile: str, kind: str) -> Json:
    """Properties of the only resource of a type."""
    (found,) = synthesised(profile).of_type(kind).values()
    return found


@pytest.mark.parametrize("profile", PROFILES)
def test_only_the_handshake_has_an_authorizer_and_it_asks_for_the_ticket(profile: str) -> None:
    routes = synthesised(profile).of_type("AWS::ApiGatewayV2::Route").values()
    guarded = {route["RouteKey"] for route in routes if route.get("AuthorizationType") == "CUSTOM"}

    authorizer = one(profile, "AWS::ApiGatewayV2::Authorizer")

    assert {route["RouteKey"] for route in routes} == ROUTES
    assert guarded == {"$connect"}
    assert authorizer["AuthorizerType"] == "REQUEST"
    assert authorizer["IdentitySource"] == ["route.request.querystring.ticket"]
    assert "LiveAuthorizerFunction" in json.dumps(authorizer["AuthorizerUri"])


@pytest.mark.parametrize("profile", PROFILES)
def test_the_socket_is_throttled_and_logs_no_messages(profile: str) -> None:
    stage = one(profile, "AWS::ApiGatewayV2::Stage")

    settings = stage["DefaultRouteSettings"]
    assert settings["ThrottlingRateLimit"] > 0
    assert settings["ThrottlingBurstLimit"] > 0
    assert not settings.get("DataTraceEnabled", False)


def speakers(profile: str) -> dict[str, list[str]]:
    """Who may manage connections, and which."""
    deployed = synthesised(profile)
    found = {}
    for id_, policy in deployed.of_type("AWS::IAM::Policy").items():
        for statement in policy["PolicyDocument"]["Statement"]:
            if "execute-api:ManageConnections" in listed(statement["Action"]):
                found[id_] = [json.dumps(each) for each in listed(statement["Resource"])]
    return found


@pytest.mark.parametrize("profile", PROFILES)
def test_only_two_functions_may_speak_and_only_on_this_socket(profile: str) -> None:
    found = speakers(profile)

    may = {record.name for record in CATALOGUE if "sockets:manage" in record.may}
    assert may == {"live_socket", "live_push"}
    assert len(found) == len(may)
    for resources in found.values():
        ends = {text.rpartition("/live/")[2].rstrip('"]}') for text in resources}
        assert ends == {"POST/@connections/*", "DELETE/@connections/*"}
        assert all('{"Ref": "Socket' in text for text in resources)


@pytest.mark.parametrize("profile", PROFILES)
def test_the_stream_wakes_the_pusher_for_documents_alone_and_gives_up_at_last(
    profile: str,
) -> None:
    mappings = synthesised(profile).of_type("AWS::Lambda::EventSourceMapping").items()
    (mapping,) = [each for id_, each in mappings if id_.startswith("LifeOS-Live/")]
    (table,) = synthesised(profile).of_type("AWS::DynamoDB::GlobalTable").values()

    (pattern,) = mapping["FilterCriteria"]["Filters"]

    documents = {"dynamodb": {"Keys": {"sk": {"S": [{"prefix": "DOC#"}]}}}}
    assert json.loads(pattern["Pattern"]) == documents  # whatever was done to them
    assert mapping["StartingPosition"] == "TRIM_HORIZON"
    assert mapping["BisectBatchOnFunctionError"] is True
    assert 0 < mapping["MaximumRetryAttempts"] <= 100
    assert table["StreamSpecification"] == {"StreamViewType": "NEW_AND_OLD_IMAGES"}


@pytest.mark.parametrize("profile", CLOUD)
def test_in_the_cloud_connections_are_managed_over_https(profile: str) -> None:
    variables = synthesised(profile).function("live_push")["Environment"]["Variables"]

    endpoint = json.dumps(variables["SOCKET_ENDPOINT"])

    assert '"https://"' in endpoint
    assert ".execute-api." in endpoint
    assert "_aws" not in endpoint


@pytest.mark.parametrize("profile", CLOUD)
def test_what_speaks_to_clients_stands_at_the_edge(profile: str) -> None:
    for name in ("live_api", "live_authorizer", "live_socket", "live_push"):
        assert "VpcConfig" not in synthesised(profile).function(name)
