"""One hub out of its stacks, in the order they stand on each other."""

from __future__ import annotations

import aws_cdk as cdk

from stacks.api_stack import ApiStack
from stacks.data_stack import DataStack
from stacks.ingest_stack import IngestStack
from stacks.live_stack import LiveStack
from stacks.operations_stack import OperationsStack
from stacks.profile import Profile, from_context

# CDK tags it, CloudFormation refuses that. Source: CloudFormation resource schema.
_WITHOUT_TAGS = ["AWS::RDS::DBProxyTargetGroup"]


def build_hub(app: cdk.App) -> list[cdk.Stack]:
    """Data, ingest, live, API and operations stacks of the profile that the context names."""
    profile = from_context(app.node)
    stateful = DataStack(app, f"{profile.prefix}-Data", profile=profile, **_where(profile))
    ingest = IngestStack(
        app, f"{profile.prefix}-Ingest", profile=profile, has=stateful.resources, **_where(profile)
    )
    live = LiveStack(
        app, f"{profile.prefix}-Live", profile=profile, has=ingest.resources, **_where(profile)
    )
    api = ApiStack(
        app, f"{profile.prefix}-Api", profile=profile, has=live.resources, **_where(profile)
    )
    operations = OperationsStack(
        app,
        f"{profile.prefix}-Operations",
        profile=profile,
        has=live.resources,
        **_where(profile),
    )
    stacks: list[cdk.Stack] = [stateful, ingest, live, api, operations]
    for stack in stacks:
        for key, value in (("project", "lifeos-hub"), ("profile", profile.name)):
            cdk.Tags.of(stack).add(key, value, exclude_resource_types=_WITHOUT_TAGS)
    return stacks


def _where(profile: Profile) -> dict[str, cdk.IStackSynthesizer]:
    """The emulator enforces IAM and has no publishing role: there the caller's own rights do."""
    if profile.in_cloud:
        return {}
    return {"synthesizer": cdk.CliCredentialsStackSynthesizer()}
