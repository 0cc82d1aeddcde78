"""Everything at rest in the cloud is under the hub's one key, and the key is held close."""

from __future__ import annotations

from typing import Any

import pytest

from functions.catalogue import CATALOGUE
from tests.support.templates import CLOUD, Json, listed, statements, synthesised

# Where each type names its key. A type that can have one and is not here fails a test below.
NAMED_IN: dict[str, tuple[str | int, ...]] = {
    "AWS::DynamoDB::GlobalTable": ("Replicas", 0, "SSESpecification", "KMSMasterKeyId"),
    "AWS::Logs::LogGroup": ("KmsKeyId",),
    "AWS::RDS::DBCluster": ("KmsKeyId",),
    "AWS::S3::Bucket": (
        *("BucketEncryption", "ServerSideEncryptionConfiguration", 0),
        *("ServerSideEncryptionByDefault", "KMSMasterKeyID"),
    ),
    "AWS::SNS::Topic": ("KmsMasterKeyId",),
    "AWS::SQS::Queue": ("KmsMasterKeyId",),
    "AWS::SecretsManager::Secret": ("KmsKeyId",),
}


def found_at(properties: Json, place: tuple[str | int, ...]) -> Any:
    """What lies at a place, or None."""
    value: Any = properties
    for step in place:
        there = step in value if isinstance(value, dict) else len(value or ()) > int(step)
        if not there:
            return None
        value = value[step]
    return value


def key_policy(profile: str) -> list[Json]:
    """The statements of the hub's key."""
    (key,) = synthesised(profile).of_type("AWS::KMS::Key").values()
    return list(key["KeyPolicy"]["Statement"])


@pytest.mark.parametrize("profile", CLOUD)
@pytest.mark.parametrize("kind", NAMED_IN)
def test_whatever_keeps_something_names_the_hubs_key(profile: str, kind: str) -> None:
    made = synthesised(profile).of_type(kind)

    keys = {id_: str(found_at(one, NAMED_IN[kind])) for id_, one in made.items()}

    assert {id_: key for id_, key in keys.items() if "EncryptionKey" not in key} == {}


@pytest.mark.parametrize("profile", CLOUD)
def test_the_test_above_looked_at_every_store_there_is(profile: str) -> None:
    kept = {"AWS::DynamoDB::GlobalTable", "AWS::Logs::LogGroup", "AWS::RDS::DBCluster"}
    kept |= {"AWS::S3::Bucket", "AWS::SQS::Queue"}

    assert synthesised(profile).types() & set(NAMED_IN) >= kept


@pytest.mark.parametrize("profile", CLOUD)
def test_the_key_changes_every_year_and_outlives_its_stack(profile: str) -> None:
    ((_, key),) = [
        (id_, one) for id_, one in synthesised(profile).every() if one["Type"] == "AWS::KMS::Key"
    ]

    assert key["Properties"]["EnableKeyRotation"] is True
    assert key["Properties"]["RotationPeriodInDays"] <= 365
    assert key["DeletionPolicy"] == key["UpdateReplacePolicy"] == "Retain"


@pytest.mark.parametrize("profile", CLOUD)
def test_nobody_uses_the_key_but_through_a_service_or_as_one(profile: str) -> None:
    using = [one for one in key_policy(profile) if "kms:Decrypt" in listed(one["Action"])]

    bare = [one["Sid"] for one in using if not one.get("Condition")]
    through = next(one for one in using if one["Sid"] == "UsedThroughServices")

    assert len(using) == 4
    assert bare == []
    assert "kms:ViaService" in through["Condition"]["StringEquals"]


@pytest.mark.parametrize("profile", CLOUD)
def test_whoever_keeps_the_key_cannot_use_it(profile: str) -> None:
    (keeping,) = [one for one in key_policy(profile) if one["Sid"] == "KeptByTheAccount"]

    uses = [name for name in listed(keeping["Action"]) if "Decrypt" in name or "Encrypt" in name]

    assert uses == []
    assert "kms:PutKeyPolicy" in keeping["Action"]  # or nobody could ever change it


@pytest.mark.parametrize("profile", CLOUD)
def test_every_role_that_may_use_the_key_may_only_through_one_service(profile: str) -> None:
    granted = [
        (id_, one)
        for id_, one in statements(synthesised(profile))
        if any(action.startswith("kms:") for action in listed(one["Action"]))
        if "KeyPolicy" not in id_ and not id_.startswith("LifeOS-Data/EncryptionKey")
    ]

    open_ones = [
        id_
        for id_, one in granted
        if "kms:ViaService" not in one.get("Condition", {}).get("StringEquals", {})
    ]

    assert len(granted) >= len(CATALOGUE)
    assert open_ones == []


@pytest.mark.parametrize("profile", CLOUD)
def test_an_upload_cannot_choose_another_encryption(profile: str) -> None:
    refused = {
        name
        for _, one in statements(synthesised(profile))
        if one["Effect"] == "Deny" and listed(one["Action"]) == ["s3:PutObject"]
        for name in one["Condition"]["StringNotEqualsIfExists"]
    }

    assert refused == {
        "s3:x-amz-server-side-encryption",
        "s3:x-amz-server-side-encryption-aws-kms-key-id",
    }


@pytest.mark.parametrize("profile", CLOUD)
def test_the_masters_password_is_made_and_changed_by_the_database_service(profile: str) -> None:
    (cluster,) = synthesised(profile).of_type("AWS::RDS::DBCluster").values()

    assert cluster["ManageMasterUserPassword"] is True
    assert "EncryptionKey" in str(cluster["MasterUserSecret"]["KmsKeyId"])
    assert "MasterUserPassword" not in cluster
