"""The one construct that makes a function from its catalogue record."""

from __future__ import annotations

from aws_cdk import Duration, RemovalPolicy, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_destinations as destinations
from aws_cdk import aws_logs as logs
from constructs import Construct

from functions.catalogue import Function
from stacks.constructs.accepted import accept
from stacks.constructs.environment import environment_for
from stacks.constructs.hub_key import through
from stacks.constructs.layers import Layers
from stacks.constructs.permissions import statements_for
from stacks.constructs.resources import Network, Resources
from stacks.profile import Profile

# Their callers do not wait: a call that fails for good would be gone without a queue to keep it.
# The stream waits, but a batch it gave up is sent back as a call that nobody waits for.
_NOT_WAITED_FOR = ("event", "schedule", "stream")
# Wildcards a role may have, and why; `tests/infra/test_permissions.py` holds them to actions.
_WIDE = {
    r"^Resource::.*\/(u|health|pictures)\/\*$": "Objects of one kind, by prefix; ids come later.",
    r"\/(POST|DELETE)\/@connections\/\*$": "Connections of the one socket; their ids come later.",
    r"^Resource::.*\/stream\/\*$": "ListStreams takes the streams of a table, not one of them.",
    r":execution:.*:\*$": "Executions of the one ingest machine; their names come later.",
    r"^Resource::\*$": "X-Ray, and the EC2 actions that join a network, take no resource.",
}
_RETENTION = {30: logs.RetentionDays.ONE_MONTH}


class HubFunction(Construct):
    """Function, role and log group of one catalogue record."""

    def __init__(
        self,
        scope: Construct,
        record: Function,
        *,
        profile: Profile,
        layers: Layers,
        has: Resources,
    ) -> None:
        """Long because every property of every function is set here, once."""
        super().__init__(scope, "".join(map(str.capitalize, record.name.split("_"))))
        self.record = record
        name = f"{profile.prefix}-{record.name}"
        log_group = logs.LogGroup(
            self,
            "Logs",
            log_group_name=f"/aws/lambda/{name}",
            retention=_RETENTION[profile.log_retention_days],
            encryption_key=has.key,
            removal_policy=RemovalPolicy.DESTROY,
        )
        network = has.network if record.plane == "data" else None
        self.function = lambda_.Function(
            self,
            "Function",
            function_name=name,
            description=record.does,
            runtime=lambda_.Runtime.PYTHON_3_13,
            architecture=lambda_.Architecture.ARM_64,
            handler="handler.handler",
            code=lambda_.Code.from_asset(
                f"functions/{record.name}", exclude=["**/__pycache__", "**/*.pyc"]
            ),
            layers=layers.named(record.layers),
            memory_size=record.memory_mb,
            timeout=Duration.seconds(record.timeout_s),
            environment=environment_for(record, profile, has),
            role=self._role(record, has, log_group=log_group, network=network),
            log_group=log_group,
            on_failure=_parking(record, has),
            tracing=lambda_.Tracing.ACTIVE if profile.in_cloud else lambda_.Tracing.DISABLED,
            vpc=network.vpc if network else None,
            vpc_subnets=_isolated() if network else None,
            security_groups=[network.functions] if network else None,
        )
        accept(self.function, "L1", "Python 3.13 is what every test runs on; AWS keeps it to 2029.")

    def _role(
        self, record: Function, has: Resources, *, log_group: logs.LogGroup, network: Network | None
    ) -> iam.Role:
        """A role of its own: what the record may, its own log group, and what AWS cannot narrow."""
        role = iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
            description=f"LifeOS Hub: {record.does}",
        )
        for statement in statements_for(record, has):
            role.add_to_policy(statement)
        role.add_to_policy(
            iam.PolicyStatement(
                actions=["logs:CreateLogStream", "logs:PutLogEvents"],
                resources=[f"{log_group.log_group_arn}"],
            )
        )
        if network is not None:
            role.add_to_policy(_network_interfaces(Stack.of(self)))
        if has.key is not None and record.trigger in _NOT_WAITED_FOR:
            role.add_to_policy(through(has.key.key_arn, "sqs:send"))
        for finding, reason in _WIDE.items():
            accept(role, "IAM5", reason, only=(finding,))
        return role


def _parking(record: Function, has: Resources) -> destinations.SqsDestination | None:
    if record.trigger not in _NOT_WAITED_FOR or has.parked is None:
        return None
    return destinations.SqsDestination(has.parked)


def _isolated() -> ec2.SubnetSelection:
    return ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)


def _network_interfaces(stack: Stack) -> iam.PolicyStatement:
    """What Lambda needs to join a VPC; these EC2 actions take no resource.

    Source: AWS service authorization reference, Amazon EC2.
    """
    return iam.PolicyStatement(
        actions=[
            "ec2:CreateNetworkInterface",
            "ec2:DeleteNetworkInterface",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeSubnets",
            "ec2:AssignPrivateIpAddresses",
            "ec2:UnassignPrivateIpAddresses",
        ],
        resources=["*"],
    )
