"""What each role may: explicit actions, named resources, and a short list of named exceptions."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from functions.catalogue import CATALOGUE, Function
from tests.support.templates import CLOUD, PROFILES, Json, listed, statements, synthesised

# These actions take no resource. Source: AWS service authorization reference.
WITHOUT_RESOURCE = {
    "cloudwatch:DescribeAlarms",
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:UnassignPrivateIpAddresses",
    "xray:GetSamplingRules",
    "xray:GetSamplingTargets",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
}
# The emulator knows no resource of these; in the cloud they have one.
WITHOUT_RESOURCE_ON_A_LAPTOP = {
    "appconfig:GetLatestConfiguration",
    "appconfig:StartConfigurationSession",
}
# Resources that end in a wildcard, by the action that may use them, and why.
NARROWED = {
    "s3": r"/(u|health|pictures)/\*$",  # a person's originals and pictures; what health looks for
    "states": r":execution:.*:\*$",  # executions of the one ingest machine
    "dynamodb": r"/stream/\*$",  # ListStreams: the streams of the one table
    "execute-api": r"/(POST|DELETE)/@connections/\*$",  # connections of the one live socket
    "lambda": r":\*$",  # versions of the one function a schedule calls
}
WIDENING = ("Ec2", "Xray")


def allowed(profile: str) -> list[tuple[str, Json]]:
    """Statements that allow something."""
    return [(id_, one) for id_, one in statements(synthesised(profile)) if one["Effect"] == "Allow"]


def of_a_key(id_: str) -> bool:
    """In a key's own policy `*` is that key. Source: KMS developer guide, key policies."""
    return id_.startswith("LifeOS-Data/EncryptionKey")


def as_text(resource: Any) -> str:
    """A resource with its references written out."""
    return re.sub(r'[\[\]{}" ]|Fn::\w+:|,', "", json.dumps(resource))


@pytest.mark.parametrize("profile", PROFILES)
def test_no_action_is_a_wildcard(profile: str) -> None:
    wide = [
        f"{id_}: {action}"
        for id_, statement in allowed(profile)
        for action in listed(statement["Action"])
        if "*" in action
    ]

    assert wide == []


@pytest.mark.parametrize("profile", PROFILES)
def test_nothing_is_allowed_on_everything_but_what_takes_no_resource(profile: str) -> None:
    wide = {
        action
        for id_, statement in allowed(profile)
        for action in listed(statement["Action"])
        if "*" in listed(statement.get("Resource", [])) and not of_a_key(id_)
    }

    assert wide - WITHOUT_RESOURCE == (set() if profile in CLOUD else WITHOUT_RESOURCE_ON_A_LAPTOP)


@pytest.mark.parametrize("profile", PROFILES)
def test_a_resource_ends_in_a_wildcard_only_where_it_is_named_here(profile: str) -> None:
    wide = [
        f"{id_}: {action} on {as_text(resource)}"
        for id_, statement in allowed(profile)
        for resource in listed(statement.get("Resource", []))
        for action in listed(statement["Action"])
        if resource != "*" and "*" in as_text(resource)
        if not re.search(NARROWED.get(action.partition(":")[0], "(?!)"), as_text(resource))
    ]

    assert wide == []


@pytest.mark.parametrize("profile", PROFILES)
def test_only_functions_that_record_traces_or_join_the_network_have_those_rights(
    profile: str,
) -> None:
    used = {
        action
        for _, statement in allowed(profile)
        for action in listed(statement["Action"])
        if action in WITHOUT_RESOURCE
    }

    assert used == (WITHOUT_RESOURCE if profile in CLOUD else set())


@pytest.mark.parametrize("profile", PROFILES)
def test_every_function_has_a_role_of_its_own(profile: str) -> None:
    functions = synthesised(profile).of_type("AWS::Lambda::Function")

    roles = [str(made["Role"]) for made in functions.values()]

    assert len(roles) == len(set(roles))


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("record", CATALOGUE, ids=lambda record: record.name)
def test_a_role_of_ours_is_for_one_service_and_brings_no_managed_policy(
    profile: str, record: Function
) -> None:
    role = synthesised(profile).role_of(record.name)
    (trust,) = role["AssumeRolePolicyDocument"]["Statement"]

    assert trust["Principal"] == {"Service": "lambda.amazonaws.com"}
    assert trust["Action"] == "sts:AssumeRole"
    assert "ManagedPolicyArns" not in role


@pytest.mark.parametrize("profile", CLOUD)
@pytest.mark.parametrize("record", CATALOGUE, ids=lambda record: record.name)
def test_only_functions_that_use_the_database_may_connect_and_as_one_role(
    profile: str, record: Function
) -> None:
    roles = {"database:connect": "app", "database:audit": "audit", "database:migrate": "owner"}
    wanted = [role for word, role in roles.items() if word in record.may]

    connects = [
        as_text(statement["Resource"])
        for statement in statements_of(profile, record)
        if "rds-db:connect" in listed(statement["Action"])
    ]

    assert len(connects) == len(wanted)
    assert all(f"/lifeos_{role}" in connects[0] for role in wanted)


@pytest.mark.parametrize("profile", PROFILES)
def test_nobody_but_the_uploader_may_write_originals_and_only_the_purge_may_erase_them(
    profile: str,
) -> None:
    for record in CATALOGUE:
        own = statements_of(profile, record)
        actions = {a for one in own for a in listed(one["Action"])}
        writes = [one for one in own if "s3:PutObject" in listed(one["Action"])]

        over_originals = any("/u/*" in json.dumps(one["Resource"]) for one in writes)
        assert over_originals == ("originals:upload" in record.may)
        assert bool(writes) == bool({"originals:upload", "pictures:keep"} & set(record.may))
        erases = any(action.startswith("s3:Delete") for action in actions)
        assert erases == (record.name == "purge") == ("originals:erase" in record.may)


def statements_of(profile: str, record: Function) -> list[Json]:
    """Statements of one function's own role."""
    deployed = synthesised(profile)
    (id_, _) = deployed.function(record.name)["Role"]["Fn::GetAtt"]
    policies = deployed.of_type("AWS::IAM::Policy").values()
    own = [one for one in policies if {"Ref": id_} in one.get("Roles", [])]
    return [s for policy in own for s in policy["PolicyDocument"]["Statement"]]
