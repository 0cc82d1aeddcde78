"""The feature flags in AppConfig: where they are kept, what may be stored, how a change spreads.

Switching off is for emergencies and takes effect at once. Switching on goes in steps of a fifth,
over ten minutes, and is taken back by AppConfig itself when documents begin to fail. ADR 0019.
"""

from __future__ import annotations

import json

from aws_cdk import ArnFormat, Duration, Stack, Tags
from aws_cdk import aws_appconfig as appconfig
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_iam as iam
from constructs import Construct

from operations.alarms import named
from operations.flags import AT_ONCE, FIRST, IN_STEPS, SCHEMA
from stacks.constructs.accepted import accept
from stacks.constructs.resources import FlagsAt
from stacks.profile import Profile

_PROVES = "documents-failed"  # the alarm whose definition says that a change was a bad one


class Flags(Construct):
    """Application, environment, configuration and first version; the two ways to spread."""

    def __init__(self, scope: Construct, id_: str, *, profile: Profile) -> None:
        super().__init__(scope, id_)
        self._profile = profile
        self._application = appconfig.CfnApplication(self, "Application", name=profile.prefix)
        self._environment = appconfig.CfnEnvironment(
            self,
            "Environment",
            application_id=self._application.ref,
            name=profile.name,
            monitors=[self._monitor()] if profile.in_cloud else None,
        )
        self._configuration = appconfig.CfnConfigurationProfile(
            self,
            "Configuration",
            application_id=self._application.ref,
            name="flags",
            location_uri="hosted",
            validators=[
                appconfig.CfnConfigurationProfile.ValidatorsProperty(
                    type="JSON_SCHEMA", content=json.dumps(SCHEMA)
                )
            ],
        )
        at_once = self._way(AT_ONCE, minutes=0)
        if profile.in_cloud:
            self._way(IN_STEPS, minutes=10)
        self._first(at_once)

    @property
    def at(self) -> FlagsAt:
        """Where functions find them."""
        ids = (self._application.ref, self._environment.ref, self._configuration.ref)
        return FlagsAt(*ids, arn=self._arn(*ids) if self._profile.in_cloud else "*")

    def _arn(self, application: str, environment: str, configuration: str) -> str:
        """Source: service authorization reference, AppConfig, resource type `configuration`.

        The emulator knows no resource of these calls, so that a role there is allowed all of them.
        """
        return Stack.of(self).format_arn(
            service="appconfig",
            resource="application",
            resource_name=f"{application}/environment/{environment}/configuration/{configuration}",
            arn_format=ArnFormat.SLASH_RESOURCE_NAME,
        )

    def _way(self, name: str, *, minutes: int) -> appconfig.CfnDeploymentStrategy:
        return appconfig.CfnDeploymentStrategy(
            self,
            name,
            name=f"{self._profile.prefix}-{name}",
            replicate_to="NONE",
            deployment_duration_in_minutes=minutes,
            growth_type="LINEAR",
            growth_factor=20 if minutes else 100,
            final_bake_time_in_minutes=minutes,
        )

    def _first(self, at_once: appconfig.CfnDeploymentStrategy) -> None:
        """Deployed when the hub is made and never again, whatever the template says later."""
        version = appconfig.CfnHostedConfigurationVersion(
            self,
            "FirstVersion",
            application_id=self._application.ref,
            configuration_profile_id=self._configuration.ref,
            content=json.dumps(FIRST),
            content_type="application/json",
        )
        deployed = appconfig.CfnDeployment(
            self,
            "FirstDeployment",
            application_id=self._application.ref,
            environment_id=self._environment.ref,
            configuration_profile_id=self._configuration.ref,
            configuration_version=version.ref,
            deployment_strategy_id=at_once.ref,
        )
        for made in (version, deployed):
            Tags.of(made).remove("project", priority=300)  # a changed tag would deploy it again
            Tags.of(made).remove("profile", priority=300)

    def _monitor(self) -> appconfig.CfnEnvironment.MonitorsProperty:
        """An alarm of its own: those that tell people come with a stack that is made later."""
        proves = named(_PROVES)
        alarm = cloudwatch.Alarm(
            self,
            "TakesBack",
            alarm_name=f"{self._profile.prefix}-flags-take-back",
            alarm_description=f"Takes back a flag that is being switched on. {proves.says}",
            metric=cloudwatch.Metric(
                namespace=proves.namespace,
                metric_name=proves.metric,
                dimensions_map=dict(proves.dimensions),
                statistic=proves.statistic,
                period=Duration.seconds(60),
            ),
            threshold=proves.threshold,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
            evaluation_periods=1,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )
        return appconfig.CfnEnvironment.MonitorsProperty(
            alarm_arn=alarm.alarm_arn, alarm_role_arn=self._watcher().role_arn
        )

    def _watcher(self) -> iam.Role:
        """Source: AppConfig user guide, permissions for automatic rollback."""
        role = iam.Role(
            self,
            "Watcher",
            assumed_by=iam.ServicePrincipal("appconfig.amazonaws.com"),
            description="LifeOS Hub: look at the alarm that takes a flag back",
        )
        role.add_to_policy(
            iam.PolicyStatement(actions=["cloudwatch:DescribeAlarms"], resources=["*"])
        )
        accept(role, "IAM5", "AppConfig asks for the alarm without naming it.", only=(_ALL,))
        return role


_ALL = r"^Resource::\*$"
