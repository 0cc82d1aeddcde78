"""Two planes: what reads files and the record has no way out. Source: DESIGN section 1."""

from __future__ import annotations

import pytest

from functions.catalogue import CATALOGUE, Function
from tests.support.templates import CLOUD, PROFILES, synthesised

WAYS_OUT = {
    "AWS::EC2::NatGateway",
    "AWS::EC2::InternetGateway",
    "AWS::EC2::EgressOnlyInternetGateway",
    "AWS::EC2::VPCGatewayAttachment",
    "AWS::EC2::TransitGatewayAttachment",
    "AWS::EC2::VPCPeeringConnection",
    "AWS::EC2::Route",
    "AWS::EC2::EIP",
}


@pytest.mark.parametrize("profile", PROFILES)
def test_there_is_no_way_out_of_the_network(profile: str) -> None:
    assert synthesised(profile).types() & WAYS_OUT == set()


@pytest.mark.parametrize("profile", CLOUD)
@pytest.mark.parametrize("record", CATALOGUE, ids=lambda record: record.name)
def test_a_function_is_in_the_network_exactly_if_it_is_of_the_data_plane(
    profile: str, record: Function
) -> None:
    made = synthesised(profile).function(record.name)

    assert ("VpcConfig" in made) == (record.plane == "data")


@pytest.mark.parametrize("profile", CLOUD)
def test_every_subnet_is_isolated_and_gives_no_public_address(profile: str) -> None:
    subnets = synthesised(profile).of_type("AWS::EC2::Subnet")

    tags = [{tag["Key"]: tag["Value"] for tag in one["Tags"]} for one in subnets.values()]

    assert len(subnets) == 2
    assert {tag["aws-cdk:subnet-type"] for tag in tags} == {"Isolated"}
    assert not any(one["MapPublicIpOnLaunch"] for one in subnets.values())


@pytest.mark.parametrize("profile", CLOUD)
def test_the_only_endpoints_are_the_free_ones_of_the_two_stores(profile: str) -> None:
    endpoints = synthesised(profile).of_type("AWS::EC2::VPCEndpoint").values()

    reached = sorted(str(one["ServiceName"]).rpartition(".")[2].rstrip("'}])") for one in endpoints)

    assert reached == ["dynamodb", "s3"]
    assert {one["VpcEndpointType"] for one in endpoints} == {"Gateway"}


@pytest.mark.parametrize("profile", CLOUD)
def test_only_functions_and_the_proxy_reach_the_database(profile: str) -> None:
    deployed = synthesised(profile)

    entries = list(deployed.of_type("AWS::EC2::SecurityGroupIngress").values())

    assert entries
    assert all("SourceSecurityGroupId" in entry for entry in entries)
    assert not any("CidrIp" in entry or "CidrIpv6" in entry for entry in entries)
    assert not any(
        rule.get("CidrIp") == "0.0.0.0/0"
        for group in deployed.of_type("AWS::EC2::SecurityGroup").values()
        for rule in group.get("SecurityGroupIngress", [])
    )


@pytest.mark.parametrize("profile", CLOUD)
def test_the_database_is_not_public_and_speaks_only_to_tokens(profile: str) -> None:
    deployed = synthesised(profile)
    (cluster,) = deployed.of_type("AWS::RDS::DBCluster").values()
    instances = deployed.of_type("AWS::RDS::DBInstance").values()

    assert cluster["EnableIAMDatabaseAuthentication"] is True
    assert cluster["StorageEncrypted"] is True
    assert all(one["PubliclyAccessible"] is False for one in instances)


def test_the_proxy_of_scale_takes_only_tokens_over_tls() -> None:
    (proxy,) = synthesised("scale").of_type("AWS::RDS::DBProxy").values()

    assert proxy["RequireTLS"] is True
    assert proxy["DefaultAuthScheme"] == "IAM_AUTH"
