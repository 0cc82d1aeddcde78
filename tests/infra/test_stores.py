"""What must never be lost is kept, private and encrypted; what fails is parked."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.templates import (
    CLOUD,
    PROFILES,
    Deployed,
    Json,
    listed,
    statements,
    synthesised,
)

STATEFUL = {
    "AWS::S3::Bucket",
    "AWS::DynamoDB::GlobalTable",
    "AWS::Cognito::UserPool",
    "AWS::RDS::DBCluster",
    "AWS::RDS::DBInstance",
    "AWS::KMS::Key",
}


@pytest.mark.parametrize("profile", PROFILES)
def test_whatever_holds_state_is_kept_and_lives_in_one_stack(profile: str) -> None:
    found = [(id_, one) for id_, one in synthesised(profile).every() if one["Type"] in STATEFUL]

    thrown_away = [id_ for id_, one in found if one.get("DeletionPolicy") != "Retain"]
    replaced = [id_ for id_, one in found if one.get("UpdateReplacePolicy") != "Retain"]

    assert thrown_away + replaced == []
    assert {id_.split("/")[0] for id_, _ in found} == {"LifeOS-Data"}


@pytest.mark.parametrize("profile", PROFILES)
def test_originals_are_private_encrypted_versioned_and_announced(profile: str) -> None:
    (bucket,) = synthesised(profile).of_type("AWS::S3::Bucket").values()
    (rule,) = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]

    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"]  # whose key: test_encryption
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    assert bucket["NotificationConfiguration"] == {
        "EventBridgeConfiguration": {"EventBridgeEnabled": True}
    }
    assert bucket["OwnershipControls"]["Rules"] == [{"ObjectOwnership": "BucketOwnerEnforced"}]


@pytest.mark.parametrize("profile", PROFILES)
def test_parts_of_uploads_nobody_finished_are_forgotten(profile: str) -> None:
    (bucket,) = synthesised(profile).of_type("AWS::S3::Bucket").values()
    rule, of_pictures = bucket["LifecycleConfiguration"]["Rules"]

    assert of_pictures["Prefix"] == "pictures/"  # the only thing that is ever expired
    assert rule["Status"] == "Enabled"
    assert rule["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": 7}
    assert "ExpirationInDays" not in rule


@pytest.mark.parametrize("profile", CLOUD)
def test_the_bucket_the_queues_and_the_topic_refuse_whoever_comes_without_tls(profile: str) -> None:
    refusals = [
        id_.split("/")[1]
        for id_, statement in statements(synthesised(profile))
        if statement["Effect"] == "Deny"
        and statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    ]

    starts = sorted({name[:6] for name in refusals})

    assert starts == ["Alarms", "Arrive", "Origin", "Parked"]


@pytest.mark.parametrize("profile", PROFILES)
def test_the_table_can_be_restored_to_any_second_and_forgets_what_has_expired(
    profile: str,
) -> None:
    (table,) = synthesised(profile).of_type("AWS::DynamoDB::GlobalTable").values()
    (replica,) = table["Replicas"]

    assert replica["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expiration", "Enabled": True}
    assert table["BillingMode"] == "PAY_PER_REQUEST"


@pytest.mark.parametrize("profile", CLOUD)
def test_the_record_is_backed_up_and_cannot_be_deleted_by_accident(profile: str) -> None:
    (cluster,) = synthesised(profile).of_type("AWS::RDS::DBCluster").values()

    assert cluster["DeletionProtection"] is True
    assert cluster["BackupRetentionPeriod"] >= 7


@pytest.mark.parametrize("profile", PROFILES)
def test_a_message_that_keeps_failing_is_parked(profile: str) -> None:
    queues = synthesised(profile).of_type("AWS::SQS::Queue")
    parked = {id_: one for id_, one in queues.items() if "Parked" in id_}
    working = {id_: one for id_, one in queues.items() if "Parked" not in id_}

    lacking = [id_ for id_, one in working.items() if "RedrivePolicy" not in one]

    assert len(parked) == 1
    assert working
    assert lacking == []


@pytest.mark.parametrize("profile", PROFILES)
def test_an_event_or_schedule_that_cannot_be_delivered_is_parked(profile: str) -> None:
    deployed = synthesised(profile)
    rules = deployed.of_type("AWS::Events::Rule").values()
    schedules = deployed.of_type("AWS::Scheduler::Schedule").values()
    targets = [t for rule in rules for t in rule["Targets"]] + [s["Target"] for s in schedules]

    assert targets
    assert all(is_parked(target.get("DeadLetterConfig", {}).get("Arn")) for target in targets)


@pytest.mark.parametrize("profile", PROFILES)
def test_a_call_nobody_waits_for_is_parked_when_it_fails(profile: str) -> None:
    deployed = synthesised(profile)
    rules = deployed.of_type("AWS::Events::Rule").values()
    schedules = deployed.of_type("AWS::Scheduler::Schedule").values()
    arns = [t["Arn"] for rule in rules for t in rule["Targets"]]
    arns += [schedule["Target"]["Arn"] for schedule in schedules]
    called = {arn["Fn::GetAtt"][0] for arn in arns if "Function" in arn["Fn::GetAtt"][0]}
    called |= {mapping["FunctionName"]["Ref"] for mapping in streams(deployed)}  # when sent back

    configured = {
        config["FunctionName"]["Ref"]: config["DestinationConfig"]["OnFailure"]["Destination"]
        for config in deployed.of_type("AWS::Lambda::EventInvokeConfig").values()
    }

    assert set(configured) == called
    assert all(is_parked(arn) for arn in configured.values())


@pytest.mark.parametrize("profile", PROFILES)
def test_a_change_that_cannot_be_told_is_parked_before_the_stream_forgets_it(profile: str) -> None:
    deployed = synthesised(profile)
    (mapping,) = streams(deployed)

    parked = mapping["DestinationConfig"]["OnFailure"]["Destination"]
    told_to = {
        action
        for id_, statement in statements(deployed)
        if "LivePushRole" in id_ and is_parked(listed(statement.get("Resource"))[0])
        for action in listed(statement["Action"])
    }

    assert is_parked(parked)
    assert "sqs:SendMessage" in told_to
    assert 60 <= mapping["MaximumRecordAgeInSeconds"] < 86_400  # a day. Source: DynamoDB Streams


def streams(deployed: Deployed) -> list[Json]:
    """Mappings that follow a table, not a queue."""
    mappings = deployed.of_type("AWS::Lambda::EventSourceMapping").values()
    return [one for one in mappings if "StartingPosition" in one]


@pytest.mark.parametrize("profile", PROFILES)
def test_a_message_is_hidden_for_six_times_as_long_as_its_function_may_take(profile: str) -> None:
    deployed = synthesised(profile)
    mappings = deployed.of_type("AWS::Lambda::EventSourceMapping").items()
    (mapping,) = [one for id_, one in mappings if id_.startswith("LifeOS-Ingest/")]
    queue = mapping["EventSourceArn"]["Fn::GetAtt"][0]

    hidden_s = deployed.of_type("AWS::SQS::Queue")[f"LifeOS-Ingest/{queue}"]["VisibilityTimeout"]

    assert hidden_s >= 6 * deployed.function("start_ingest")["Timeout"]
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def is_parked(arn: Any) -> bool:
    """Whether an ARN is the parking queue's, in its own stack or from another one."""
    told = str(listed(arn)[0])
    return "'Parked" in told or "FnGetAttParked" in told
