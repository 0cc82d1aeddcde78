"""From an object that arrived to its facts: event, queue, starter, machine and its five states."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from aws_cdk import CfnOutput, Duration, Stack
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as sources
from aws_cdk import aws_scheduler as scheduler
from aws_cdk import aws_scheduler_targets as scheduler_targets
from aws_cdk import aws_sqs as sqs
from aws_cdk import aws_stepfunctions as sfn
from constructs import Construct

from functions import catalogue
from stacks.constructs.hub_function import HubFunction
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
        queue, parked = self._queue()
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
        return sfn.StateMachine(
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
        return role.without_policy_updates()

    def _queue(self) -> tuple[sqs.Queue, sqs.Queue]:
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
                scheduler.Schedule(
                    self,
                    f"Every{record.name.capitalize()}",
                    description=record.does,
                    schedule=scheduler.ScheduleExpression.rate(
                        Duration.minutes(record.every_minutes)
                    ),
                    target=scheduler_targets.LambdaInvoke(
                        function, dead_letter_queue=parked, retry_attempts=1
                    ),
                )

    def _starter(self, queue: sqs.Queue) -> None:
        starter = self._function("start_ingest", self.resources)
        starter.add_event_source(
            sources.SqsEventSource(
                queue, batch_size=10, report_batch_item_failures=True, max_concurrency=2
            )
        )
