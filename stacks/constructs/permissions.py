"""What each word of a catalogue record's `may` allows: explicit actions on named resources."""

from __future__ import annotations

from collections.abc import Callable

from aws_cdk import Aws, Fn
from aws_cdk import aws_iam as iam

from functions.catalogue import Function
from stacks.constructs.hub_key import through
from stacks.constructs.resources import APP_ROLE, AUDIT_ROLE, OWNER_ROLE, Resources

Statements = Callable[[Resources], list[iam.PolicyStatement]]


def _allow(actions: list[str], resources: list[str]) -> iam.PolicyStatement:
    return iam.PolicyStatement(actions=actions, resources=resources)


def _connect(has: Resources, role: str) -> list[iam.PolicyStatement]:
    prefix = has.database.connect_arn_prefix
    return [_allow(["rds-db:connect"], [f"{prefix}/{role}"])] if prefix else []


def _executions_of(machine_arn: str) -> str:
    """Every execution of one machine. Source: service authorization reference, Step Functions."""
    name = Fn.select(6, Fn.split(":", machine_arn))
    return f"arn:{Aws.PARTITION}:states:{Aws.REGION}:{Aws.ACCOUNT_ID}:execution:{name}:*"


_PERSONS_OBJECTS = "u/*"  # every original lies under u/<user>/
_PICTURES = "pictures/*"  # drawn from originals; apart from them, so that no run starts

MEANING: dict[str, Statements] = {
    "table:read": lambda has: [
        _allow(
            ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"], [has.table.table_arn]
        )
    ],
    "open:read": lambda has: [_allow(["dynamodb:Query"], [f"{has.table.table_arn}/index/open"])],
    "table:write": lambda has: [
        _allow(
            ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"],
            [has.table.table_arn],
        )
    ],
    "table:follow": lambda has: [
        _allow(
            ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
            [has.table.table_stream_arn or ""],
        ),
        # Source: DynamoDB developer guide, IAM for streams; it lists the streams of one table.
        _allow(["dynamodb:ListStreams"], [f"{has.table.table_arn}/stream/*"]),
    ],
    "sockets:manage": lambda has: [
        _allow(
            ["execute-api:ManageConnections"],
            [f"{has.socket_arn}/{method}/@connections/*" for method in ("POST", "DELETE")],
        )
    ],
    "originals:read": lambda has: [
        _allow(
            ["s3:GetObject", "s3:GetObjectVersion"],
            [has.originals.arn_for_objects(_PERSONS_OBJECTS)],
        ),
        # Without it S3 answers 403 instead of 404 for an object that is not there.
        _allow(["s3:ListBucket"], [has.originals.bucket_arn]),
    ],
    "originals:upload": lambda has: [
        _allow(
            ["s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"],
            [has.originals.arn_for_objects(_PERSONS_OBJECTS)],
        )
    ],
    "pictures:keep": lambda has: [
        _allow(
            ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
            [has.originals.arn_for_objects(_PICTURES)],
        )
    ],
    "originals:erase": lambda has: [
        _allow(
            ["s3:DeleteObject", "s3:DeleteObjectVersion"],
            [
                has.originals.arn_for_objects(_PERSONS_OBJECTS),
                has.originals.arn_for_objects(_PICTURES),
            ],
        ),
        _allow(["s3:ListBucketVersions"], [has.originals.bucket_arn]),
    ],
    "originals:probe": lambda has: [
        _allow(["s3:GetObject"], [has.originals.arn_for_objects("health/*")]),
        _allow(["s3:ListBucket"], [has.originals.bucket_arn]),
    ],
    "queue:consume": lambda has: [
        _allow(
            ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
            [has.queue.queue_arn] if has.queue else [],
        )
    ],
    "machine:start": lambda has: [_allow(["states:StartExecution"], [has.machine_arn])],
    "machine:look": lambda has: [
        _allow(["states:DescribeExecution"], [_executions_of(has.machine_arn)])
    ],
    "flags:read": lambda has: [
        _allow(
            ["appconfig:StartConfigurationSession", "appconfig:GetLatestConfiguration"],
            [has.flags.arn],
        )
    ],
    "database:connect": lambda has: _connect(has, APP_ROLE),
    "database:audit": lambda has: _connect(has, AUDIT_ROLE),
    "database:migrate": lambda has: _connect(has, OWNER_ROLE),
}


# What a word needs of the key that its store is encrypted with; see `hub_key.NEEDED`.
_ENCRYPTED = {
    "table:read": "dynamodb",
    "table:write": "dynamodb",
    "table:follow": "dynamodb",
    "open:read": "dynamodb",
    "originals:read": "s3:read",
    "originals:probe": "s3:read",
    "originals:upload": "s3:write",
    "pictures:keep": "s3:write",
    "queue:consume": "sqs:receive",
}


def statements_for(function: Function, has: Resources) -> list[iam.PolicyStatement]:
    """The statements of one function's own role. Raises: KeyError for an unknown word."""
    own = [statement for word in function.may for statement in MEANING[word](has)]
    if has.key is None:
        return own
    needs = sorted({_ENCRYPTED[word] for word in function.may if word in _ENCRYPTED})
    return own + [through(has.key.key_arn, need) for need in needs]
