"""The one key that everything at rest is encrypted with, in the cloud profiles. ADR 0020.

It can be used only through the services that keep the hub's state: a stolen role that may read
the bucket can still not decrypt anything by itself.
"""

from __future__ import annotations

from collections.abc import Mapping

from aws_cdk import Aws, Duration, RemovalPolicy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

_USE = (
    "kms:Decrypt",
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
)
_KEEP = (
    "kms:CancelKeyDeletion",
    "kms:CreateAlias",
    "kms:CreateGrant",  # Aurora and DynamoDB hold grants, made by whoever deploys
    "kms:DeleteAlias",
    "kms:DescribeKey",
    "kms:DisableKey",
    "kms:EnableKey",
    "kms:EnableKeyRotation",
    "kms:GetKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:ListAliases",
    "kms:ListGrants",
    "kms:ListKeyPolicies",
    "kms:ListKeyRotations",
    "kms:ListResourceTags",
    "kms:PutKeyPolicy",
    "kms:RevokeGrant",
    "kms:RotateKeyOnDemand",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateAlias",
    "kms:UpdateKeyDescription",
)
_SERVICES = ("dynamodb", "rds", "s3", "secretsmanager", "sqs")
# What a role needs of the key, by the service that asks in its name. Sources: Amazon S3 user guide
# ("Using SSE-KMS": uploads in parts decrypt too), DynamoDB developer guide ("Authorizing use of
# your customer managed key"), SQS developer guide ("Configuring KMS permissions").
NEEDED: dict[str, tuple[str, ...]] = {
    "dynamodb": (*_USE, "kms:DescribeKey"),
    "s3:read": ("kms:Decrypt",),
    "s3:write": ("kms:Decrypt", "kms:GenerateDataKey"),
    "sqs:receive": ("kms:Decrypt",),
    "sqs:send": ("kms:Decrypt", "kms:GenerateDataKey"),
    "secretsmanager": ("kms:Decrypt",),
}


def through(key_arn: str, need: str) -> iam.PolicyStatement:
    """Use of the key for one need, and only when that service asks. Raises: KeyError."""
    return iam.PolicyStatement(
        actions=list(NEEDED[need]),
        resources=[key_arn],
        conditions={"StringEquals": {"kms:ViaService": _endpoint(need.partition(":")[0])}},
    )


class HubKey(Construct):
    """A key that changes its material every year, kept when the stack goes."""

    def __init__(self, scope: Construct, id_: str, *, prefix: str) -> None:
        super().__init__(scope, id_)
        made = kms.Key(
            self,
            "Key",
            alias=f"alias/{prefix.lower()}-hub",
            description="LifeOS Hub: everything at rest",
            enable_key_rotation=True,
            rotation_period=Duration.days(365),
            removal_policy=RemovalPolicy.RETAIN,
            policy=iam.PolicyDocument(
                statements=[
                    _kept_by_account(),
                    _used_through_services(),
                    _logs(),
                    _events(),
                    _alarms(),
                ]
            ),
        )
        # As a mere reference, so that CDK widens no policy of the key by itself.
        self.key = kms.Key.from_key_arn(self, "Reference", made.key_arn)


def _kept_by_account() -> iam.PolicyStatement:
    """Whoever the account lets administer keys; not use them."""
    return _statement("KeptByTheAccount", iam.AccountRootPrincipal(), _KEEP)


def _used_through_services() -> iam.PolicyStatement:
    """Roles of this account that a policy of theirs lets, and only through the named services."""
    conditions = {
        "StringEquals": {
            "kms:CallerAccount": Aws.ACCOUNT_ID,
            "kms:ViaService": [_endpoint(service) for service in _SERVICES],
        }
    }
    return _statement("UsedThroughServices", iam.AccountRootPrincipal(), _USE, given=conditions)


def _logs() -> iam.PolicyStatement:
    """CloudWatch Logs, for groups of this account. Source: its user guide, "Encrypt log data"."""
    groups = f"arn:{Aws.PARTITION}:logs:{Aws.REGION}:{Aws.ACCOUNT_ID}:log-group:*"
    conditions = {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": groups}}
    service = iam.ServicePrincipal(f"logs.{Aws.REGION}.amazonaws.com")
    return _statement("Logs", service, (*_USE, "kms:DescribeKey"), given=conditions)


def _events() -> iam.PolicyStatement:
    """EventBridge, which puts events into encrypted queues. Source: its user guide, SQS targets."""
    conditions = {"StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID}}
    service = iam.ServicePrincipal("events.amazonaws.com")
    return _statement("Events", service, NEEDED["sqs:send"], given=conditions)


def _alarms() -> iam.PolicyStatement:
    """Alarms, which publish to an encrypted topic; AWS's own key for SNS would not let them.

    Source: CloudWatch user guide, "Notifying users on alarm changes".
    """
    conditions = {"StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID}}
    service = iam.ServicePrincipal("cloudwatch.amazonaws.com")
    return _statement("Alarms", service, NEEDED["sqs:send"], given=conditions)


def _statement(
    sid: str,
    principal: iam.IPrincipal,
    actions: tuple[str, ...],
    *,
    given: Mapping[str, object] | None = None,
) -> iam.PolicyStatement:
    """In a key's own policy `*` means this key. Source: KMS developer guide, key policies."""
    return iam.PolicyStatement(
        sid=sid,
        principals=[principal],
        actions=list(actions),
        resources=["*"],
        conditions=dict(given or {}) or None,
    )


def _endpoint(service: str) -> str:
    return f"{service}.{Aws.REGION}.amazonaws.com"
