"""From an object that arrived to its facts: event, queue, starter, machine and its five states."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from aws_cdk import Aws, CfnOutput, Duration, Stack
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as sources
from aws_cdk import aws_scheduler as scheduler
from aws_cdk import aws_scheduler_targets as scheduler_targets
from aws_cdk import aws_sqs as sqs
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from functions import catalogue
from stacks.constructs.accepted import accept
from stacks.constructs.hub_function import HubFunction
from stacks.constructs.hub_key import through
from stacks.constructs.layers import Layers
from stacks.constructs.resources import Resources
from stacks.profile import Profile

STATES = {
    "ReadyFunctionArn": "ingest_ready",
    "PickFunctionArn": "ingest_pick",
    "AssertFunctionArn": "ingest_assert",
    "ActionFunctionArn": "ingest_action",
    "EndFunctionArn": "ingest_end",
}
TRIES_BEFORE_PARKED = 5
# X-Ray actions take no resource. Source: Step Functions developer guide, X-Ray IAM policies.
TRACING_ACTIONS = [
    "xray:PutTraceSegments",
    "xray:PutTelemetryRecords",
    "xray:GetSamplingRules",
    "xray:GetSamplingTargets",
]


class IngestStack(Stack):
    """Holds no state: it can be destroyed and built again."""

    def __init__(
        self, scope: Construct, id_: str, *, profile: Profile, has: Resources, **kwargs: Any
    ) -> None:
        super().__init__(scope, id_, **kwargs)
        self._profile = profile
        self._layers = Layers(self, "Layers", profile=profile)
        machine = self._machine(has)
        queue, parked = self._queue(has.key)
        self.resources = replace(
            has, queue=queue, parked=parked, machine_arn=machine.state_machine_arn
        )
        self._announce(has, queue, parked)
        self._announce_ends(machine, parked)
        self._starter(queue)
        self._auditor(parked)
        CfnOutput(self, "IngestMachineArn", value=machine.state_machine_arn)
        CfnOutput(self, "IngestQueueUrl", value=queue.queue_url)
        CfnOutput(self, "IngestParkedQueueUrl", value=parked.queue_url)

    def _function(self, name: str, has: Resources) -> lambda_.Function:
        record = catalogue.named(name)
        return HubFunction(
            self, record, profile=self._profile, layers=self._layers, has=has
        ).function

    def _machine(self, has: Resources) -> sfn.StateMachine:
        functions = {key: self._function(name, has) for key, name in STATES.items()}
        bus = events.EventBus.from_event_bus_name(self, "Bus", "default")
        machine = sfn.StateMachine(
            self,
            "Ingest",
            definition_body=sfn.DefinitionBody.from_file("statemachines/ingest.asl.json"),
            definition_substitutions={
                **{key: function.function_arn for key, function in functions.items()},
                "EventBusName": bus.event_bus_name,
            },
            state_machine_type=sfn.StateMachineType.STANDARD,
            role=self._machine_role(list(functions.values()), bus),
            tracing_enabled=self._profile.in_cloud,
            timeout=Duration.hours(12),
        )
        accept(machine, "SF1", "Step Functions keeps every execution's history by itself, 90 days.")
        if not self._profile.in_cloud:
            accept(machine, "SF2", "The emulator has no X-Ray; the hub keeps spans of its own.")
        return machine

    def _machine_role(self, functions: list[lambda_.Function], bus: events.IEventBus) -> iam.IRole:
        """Call the states, tell the outcome, and in the cloud send traces; nothing CDK adds."""
        role = iam.Role(
            self,
            "MachineRole",
            assumed_by=iam.ServicePrincipal("states.amazonaws.com"),
            description="LifeOS Hub: call the five states, tell the outcome",
        )
        arns = [function.function_arn for function in functions]
        may = [(["lambda:InvokeFunction"], arns), (["events:PutEvents"], [bus.event_bus_arn])]
        if self._profile.in_cloud:
            may.append((TRACING_ACTIONS, ["*"]))
        for actions, resources in may:
            role.add_to_policy(iam.PolicyStatement(actions=actions, resources=resources))
        if self._profile.in_cloud:
            accept(role, "IAM5", "X-Ray actions take no resource.", only=(r"^Resource::\*$",))
        return role.without_policy_updates()

    def _queue(self, key: kms.IKey | None) -> tuple[sqs.Queue, sqs.Queue]:
        parked = sqs.Queue(
            self,
            "Parked",
            retention_period=Duration.days(14),
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=self._profile.in_cloud,
        )
        arrived = sqs.Queue(
            self,
            "Arrived",
            visibility_timeout=Duration.seconds(180),  # six times the starter's timeout
            retention_period=Duration.days(14),
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=self._profile.in_cloud,
            dead_letter_queue=sqs.DeadLetterQueue(
                queue=parked, max_receive_count=TRIES_BEFORE_PARKED
            ),
        )
        for queue in (arrived, parked):
            if key is not None:
                _encrypt(queue, key)
            else:
                accept(queue, "SQS4", "The emulator speaks plain HTTP, within this machine.")
        return arrived, parked

    def _announce(self, has: Resources, queue: sqs.Queue, parked: sqs.Queue) -> None:
        events.Rule(
            self,
            "ObjectCreated",
            description="An original arrived",
            event_pattern=events.EventPattern(
                source=["aws.s3"],
                detail_type=["Object Created"],
                detail={
                    "bucket": {"name": [has.originals.bucket_name]},
                    "object": {"key": [{"prefix": "u/"}]},
                },
            ),
            targets=[targets.SqsQueue(queue, dead_letter_queue=parked, retry_attempts=24)],
        )

    def _announce_ends(self, machine: sfn.StateMachine, parked: sqs.Queue) -> None:
        """Step Functions itself says that a run ended, also one that broke down or was stopped.

        Straight to the function: a queue in between would let the slot stand empty for a poll.
        """
        advance = self._function("next_ingest", self.resources)
        events.Rule(
            self,
            "RunEnded",
            description="An ingest run ended; its slot is free",
            event_pattern=events.EventPattern(
                source=["aws.states"],
                detail_type=["Step Functions Execution Status Change"],
                detail={
                    "stateMachineArn": [machine.state_machine_arn],
                    "status": ["SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"],
                },
            ),
            targets=[targets.LambdaFunction(advance, dead_letter_queue=parked, retry_attempts=24)],
        )

    def _auditor(self, parked: sqs.Queue) -> None:
        """The scheduled functions; a run that cannot be started is parked and looked at."""
        for record in catalogue.CATALOGUE:
            if record.trigger == "schedule":
                function = self._function(record.name, self.resources)
                role = self._scheduler_role(record.name)
                scheduler.Schedule(
                    self,
                    f"Every{record.name.capitalize()}",
                    description=record.does,
                    schedule=scheduler.ScheduleExpression.rate(
                        Duration.minutes(self._profile.pace.minutes(record))
                    ),
                    target=scheduler_targets.LambdaInvoke(
                        function,
                        dead_letter_queue=parked,
                        retry_attempts=1,
                        role=role,
                    ),
                )
                only = (r"^Resource::.*Arn>:\*$",)
                accept(role, "IAM5", "Versions of the one function.", only=only)

    def _scheduler_role(self, name: str) -> iam.Role:
        """For schedules of this account only; CDK adds the call and the parking."""
        role = iam.Role(
            self,
            f"{name.capitalize()}ScheduleRole",
            assumed_by=iam.ServicePrincipal(
                "scheduler.amazonaws.com",
                conditions={"StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID}},
            ),
            description=f"LifeOS Hub: call {name} when its time has come",
        )
        key = self.resources.key
        if key is not None:
            role.add_to_policy(through(key.key_arn, "sqs:send"))
        return role

    def _starter(self, queue: sqs.Queue) -> None:
        starter = self._function("start_ingest", self.resources)
        starter.add_event_source(
            sources.SqsEventSource(
                queue, batch_size=10, report_batch_item_failures=True, max_concurrency=2
            )
        )


def _encrypt(queue: sqs.Queue, key: kms.IKey) -> None:
    """With the hub's key, below CDK's own switch: that one grants every sender `kms:ReEncrypt*`.

    A data key serves an hour, so that KMS is asked once an hour and not for each message.
    """
    properties = cast("sqs.CfnQueue", queue.node.default_child)
    properties.sqs_managed_sse_enabled = None
    properties.kms_master_key_id = key.key_arn
    properties.kms_data_key_reuse_period_seconds = 3600
