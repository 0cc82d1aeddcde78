"""One template, three profiles: what differs is listed here, and nothing else may."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import aws_cdk as cdk
import pytest

from functions.catalogue import CATALOGUE
from stacks.profile import from_context
from tests.support.templates import PROFILES, Deployed, synthesised

ONLY_IN_THE_CLOUD = {
    "AWS::ApiGateway::Account",  # may write the access log
    "AWS::EC2::FlowLog",
    "AWS::CloudWatch::Dashboard",  # the laptop's is `lifeos ops`
    "AWS::EC2::RouteTable",
    "AWS::EC2::SecurityGroup",
    "AWS::EC2::SecurityGroupEgress",
    "AWS::EC2::SecurityGroupIngress",
    "AWS::EC2::Subnet",
    "AWS::EC2::SubnetRouteTableAssociation",
    "AWS::EC2::VPC",
    "AWS::EC2::VPCEndpoint",
    "AWS::KMS::Alias",
    "AWS::KMS::Key",
    "AWS::RDS::DBCluster",
    "AWS::RDS::DBClusterParameterGroup",
    "AWS::RDS::DBInstance",
    "AWS::RDS::DBSubnetGroup",
    "AWS::SNS::TopicPolicy",  # TLS only
    "AWS::S3::BucketPolicy",  # TLS only; the emulator speaks plain HTTP on this machine
    "Custom::AWS",  # makes the schema's owner
}
ONLY_AT_SCALE = {
    "AWS::RDS::DBProxy",
    "AWS::RDS::DBProxyTargetGroup",
    "AWS::WAFv2::WebACL",
    "AWS::WAFv2::WebACLAssociation",
}
# Resources with a price by the hour or month, used or not.
# Source: AWS price pages of VPC, RDS Proxy, WAF, ELB, Kinesis, OpenSearch, ElastiCache, ECS.
BILLED_BY_THE_HOUR = {
    "AWS::EC2::NatGateway",
    "AWS::EC2::EIP",
    "AWS::EC2::Instance",
    "AWS::EC2::VPNConnection",
    "AWS::EC2::TransitGateway",
    "AWS::RDS::DBProxy",
    "AWS::WAFv2::WebACL",
    "AWS::ElasticLoadBalancingV2::LoadBalancer",
    "AWS::ElastiCache::CacheCluster",
    "AWS::OpenSearchService::Domain",
    "AWS::Kinesis::Stream",
    "AWS::ECS::Service",
    "AWS::EKS::Cluster",
    "AWS::KMS::Key",
}
# Warnings about what CDK itself writes.
_LINT = "from cfnlint.runner import main; main()"
LINT_IGNORED = {"W3005": "CDK names dependencies that references imply already"}


@pytest.mark.parametrize("profile", PROFILES)
def test_a_profile_synthesises_and_passes_cdks_own_rules(profile: str) -> None:
    stacks = synthesised(profile).stacks

    made = ["Data", "Ingest", "Live", "Api", "Operations"]
    assert list(stacks) == [f"LifeOS-{name}" for name in made]


def test_the_laptop_differs_from_personal_by_what_is_listed() -> None:
    local, personal = synthesised("local").types(), synthesised("personal").types()

    assert personal - local == ONLY_IN_THE_CLOUD
    assert local - personal == set()


def test_scale_differs_from_personal_by_what_is_listed() -> None:
    personal, scale = synthesised("personal").types(), synthesised("scale").types()

    assert scale - personal == ONLY_AT_SCALE
    assert personal - scale == set()


def test_the_machine_is_the_same_everywhere() -> None:
    kept = [
        {name: one[name] for name in ("DefinitionS3Location", "StateMachineType")}
        for profile in PROFILES
        for one in synthesised(profile).of_type("AWS::StepFunctions::StateMachine").values()
    ]

    assert len(kept) == len(PROFILES)
    assert all(machine == kept[0] for machine in kept)


def test_a_functions_own_code_is_the_same_everywhere() -> None:
    def keys(deployed: Deployed) -> dict[str, Any]:
        made = deployed.of_type("AWS::Lambda::Function").values()
        return {one["FunctionName"]: one["Code"]["S3Key"] for one in made if "FunctionName" in one}

    local, personal, scale = (keys(synthesised(profile)) for profile in PROFILES)

    assert local == personal == scale


def test_personal_pays_nothing_by_the_hour_for_being_there() -> None:
    deployed = synthesised("personal")
    (cluster,) = deployed.of_type("AWS::RDS::DBCluster").values()
    instances = deployed.of_type("AWS::RDS::DBInstance").values()
    endpoints = deployed.of_type("AWS::EC2::VPCEndpoint").values()

    # One key: a dollar a month, for encryption that the owner of the account can take away.
    assert deployed.types() & BILLED_BY_THE_HOUR == {"AWS::KMS::Key"}
    assert len(deployed.of_type("AWS::KMS::Key")) == 1
    assert cluster["ServerlessV2ScalingConfiguration"]["MinCapacity"] == 0
    assert [one["DBInstanceClass"] for one in instances] == ["db.serverless"]
    assert {one["VpcEndpointType"] for one in endpoints} == {"Gateway"}
    assert not deployed.of_type("AWS::Lambda::Alias")


def test_nothing_wakes_personals_database_more_often_than_every_hour() -> None:
    """Aurora pauses after five minutes without a question; then only storage is paid for."""
    asking = [r for r in CATALOGUE if r.trigger == "schedule" and "database" in r.settings]
    schedules = synthesised("personal").of_type("AWS::Scheduler::Schedule").values()
    rates = {one["Description"]: one["ScheduleExpression"] for one in schedules}

    assert asking
    for record in asking:
        assert rates[record.does].rstrip("s)").endswith((" hour", " day")), record.name


def test_a_function_that_is_not_running_does_not_keep_personals_database_awake() -> None:
    """Aurora pauses only when nobody is connected, and a frozen function would stay so."""
    (found,) = synthesised("personal").of_type("AWS::RDS::DBClusterParameterGroup").values()

    assert 0 < int(found["Parameters"]["idle_session_timeout"]) <= 120_000


def test_cfn_lint_has_nothing_to_say() -> None:
    files = [str(file) for profile in PROFILES for file in synthesised(profile).files]
    ignored = [argument for rule in LINT_IGNORED for argument in ("--ignore-checks", rule)]
    command = [sys.executable, "-c", _LINT, "--regions", "eu-central-1", *ignored, "--", *files]

    said = subprocess.run(command, capture_output=True, text=True, check=False)

    assert said.stdout + said.stderr == ""
    assert said.returncode == 0


def test_an_unknown_profile_is_refused_with_the_known_ones() -> None:
    app = cdk.App(context={"profile": "huge"})

    with pytest.raises(ValueError, match=r"choose local, personal, scale"):
        from_context(app.node)


def test_a_cloud_profile_without_layers_says_how_to_make_them() -> None:
    app = cdk.App(context={"profile": "personal", "layers_dir": "build/none"})

    with pytest.raises(ValueError, match=r"run `make layers`"):
        from_context(app.node)


@pytest.mark.parametrize("period", ["30", "90", "0", "172800"])
def test_a_period_that_metrics_of_functions_do_not_have_is_refused(period: str) -> None:
    app = cdk.App(context={"alarm_period_s": period})

    with pytest.raises(ValueError, match="whole minutes"):
        from_context(app.node)


def test_periods_and_slots_are_what_the_context_says() -> None:
    app = cdk.App(context={"alarm_period_s": "60", "max_runs": "7"})

    profile = from_context(app.node)

    assert (profile.pace.longest_s, profile.max_runs) == (60, 7)
    assert from_context(cdk.App().node).pace.longest_s == 86_400
