"""What the stacks hand to each other; a function gets grants and environment from it."""

from __future__ import annotations

from dataclasses import dataclass

from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sqs as sqs

APP_ROLE = "lifeos_app"
AUDIT_ROLE = "lifeos_audit"
OWNER_ROLE = "lifeos_owner"
DATABASE_NAME = "lifeos"


@dataclass(frozen=True, slots=True)
class DatabaseEndpoint:
    """Where functions find PostgreSQL: a URL on the laptop, host and IAM resource in the cloud."""

    url: str = ""
    owner_url: str = ""
    audit_url: str = ""
    host: str = ""
    port: int = 5432
    connect_arn_prefix: str = ""  # arn:...:dbuser:<resource id>, without the role's name


@dataclass(frozen=True, slots=True)
class Network:
    """Subnets without a route out, and the group that may reach the database."""

    vpc: ec2.IVpc
    functions: ec2.ISecurityGroup


@dataclass(frozen=True, slots=True)
class FlagsAt:
    """Ids in AppConfig, and the ARN that reading them is allowed on."""

    application: str
    environment: str
    configuration: str
    arn: str


@dataclass(frozen=True, slots=True)
class Resources:
    """What exists so far; later stacks add to it."""

    table: dynamodb.ITableV2
    originals: s3.IBucket
    people: cognito.IUserPool
    client: cognito.IUserPoolClient
    database: DatabaseEndpoint
    flags: FlagsAt
    network: Network | None = None
    key: kms.IKey | None = None  # None on the laptop, whose disk is the person's own
    queue: sqs.IQueue | None = None
    parked: sqs.IQueue | None = None  # what failed for good; a person looks and re-drives
    machine_arn: str = ""
    socket_endpoint: str = ""  # where connections are managed; a bare path on the laptop
    socket_arn: str = ""  # arn:...:<api>/<stage> of the live socket
    cluster_name: str = ""  # of the database; empty on the laptop
