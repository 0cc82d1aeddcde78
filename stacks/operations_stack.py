"""What operators look at: alarms to one topic in every profile, a dashboard in the cloud."""

from __future__ import annotations

from typing import Any

from aws_cdk import CfnOutput, Duration, Stack
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from constructs import Construct

from operations.alarms import PARKED_QUEUE, Alarm, alarms
from stacks.constructs.accepted import accept
from stacks.constructs.resources import Resources
from stacks.profile import Profile

RUNBOOK = "docs/runbook.md"


class OperationsStack(Stack):
    """Holds no state; charts and alarms come from `operations/`."""

    def __init__(
        self, scope: Construct, id_: str, *, profile: Profile, has: Resources, **kwargs: Any
    ) -> None:
        super().__init__(scope, id_, **kwargs)
        self._profile, self._has = profile, has
        self.topic = self._topic()
        every = alarms(prefix=profile.prefix, usd_per_day=profile.usd_per_day, pace=profile.pace)
        for alarm in every:
            self._alarm(alarm)
        if profile.in_cloud:
            # Imported here: the laptop's start does not wait for a library it has no use for.
            from stacks.constructs.dashboard import Dashboard

            Dashboard(self, "Dashboard", profile=profile, has=has)
        CfnOutput(self, "AlarmTopicArn", value=self.topic.topic_arn)

    def _topic(self) -> sns.Topic:
        topic = sns.Topic(
            self,
            "Alarms",
            display_name=f"{self._profile.prefix} Hub alarms",
            master_key=self._has.key,
            enforce_ssl=self._profile.in_cloud,
        )
        if not self._profile.in_cloud:
            accept(topic, "SNS3", "The emulator speaks plain HTTP, within this machine.")
        if self._profile.alarm_email:
            topic.add_subscription(subscriptions.EmailSubscription(self._profile.alarm_email))
        return topic

    def _alarm(self, alarm: Alarm) -> None:
        made = cloudwatch.Alarm(
            self,
            "".join(map(str.capitalize, alarm.name.replace("_", "-").split("-"))),
            alarm_name=f"{self._profile.prefix}-{alarm.name}",
            alarm_description=f"[{alarm.severity}] {alarm.says} {RUNBOOK}#{alarm.anchor}",
            metric=cloudwatch.Metric(
                namespace=alarm.namespace,
                metric_name=alarm.metric,
                dimensions_map=dict(self._known(alarm)),
                statistic=alarm.statistic,
                period=Duration.seconds(alarm.period_s),
            ),
            threshold=alarm.threshold,
            comparison_operator=_BELOW if alarm.below else _ABOVE,
            evaluation_periods=alarm.of,
            datapoints_to_alarm=alarm.points,
            treat_missing_data=_MISSING[alarm.missing],
        )
        tell = actions.SnsAction(self.topic)
        made.add_alarm_action(tell)
        made.add_ok_action(tell)

    def _known(self, alarm: Alarm) -> list[tuple[str, str]]:
        parked = self._has.parked
        names = {PARKED_QUEUE: parked.queue_name if parked else ""}
        return [(name, names.get(value, value)) for name, value in alarm.dimensions]


_ABOVE = cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD
_BELOW = cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD
_MISSING = {
    "breaching": cloudwatch.TreatMissingData.BREACHING,
    "notBreaching": cloudwatch.TreatMissingData.NOT_BREACHING,
}
