"""The live socket: a WebSocket API with its own authorizer, fed by the status table's stream."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from aws_cdk import CfnOutput, Duration, Stack
from aws_cdk import aws_apigatewayv2 as gateway
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as sources
from aws_cdk.aws_apigatewayv2_authorizers import WebSocketLambdaAuthorizer
from aws_cdk.aws_apigatewayv2_integrations import WebSocketLambdaIntegration
from constructs import Construct

from functions import catalogue
from stacks.constructs.accepted import accept
from stacks.constructs.hub_function import HubFunction
from stacks.constructs.layers import Layers
from stacks.constructs.resources import Resources
from stacks.profile import Profile

STAGE = "live"
# Lambda waits longer after each try; bisecting means that one bad write is left out alone.
TRIES = 50
GIVEN_UP_AFTER_S = 6 * 3600  # a stream forgets after a day, and somebody must have looked by then


class LiveStack(Stack):
    """Holds no state: log and connections are in the status table."""

    def __init__(
        self, scope: Construct, id_: str, *, profile: Profile, has: Resources, **kwargs: Any
    ) -> None:
        super().__init__(scope, id_, **kwargs)
        self._profile = profile
        self._layers = Layers(self, "Layers", profile=profile)
        api = gateway.WebSocketApi(
            self,
            "Socket",
            api_name=f"{profile.prefix} Live",
            route_selection_expression="$request.body.action",
        )
        stage = gateway.WebSocketStage(
            self,
            "Stage",
            web_socket_api=api,
            stage_name=STAGE,
            auto_deploy=True,
            throttle=gateway.ThrottleSettings(rate_limit=100, burst_limit=200),
        )
        accept(stage, "APIG1", "Connections, refusals, messages are calls of functions, that log.")
        self.resources = replace(
            has,
            socket_endpoint=self._endpoint(api),
            socket_arn=f"{self._arn(api)}/{STAGE}",
        )
        self._routes(api)
        self._follow()
        CfnOutput(self, "SocketApiId", value=api.api_id)

    def _endpoint(self, api: gateway.WebSocketApi) -> str:
        """Its management endpoint; the emulator serves it below its one address."""
        if not self._profile.in_cloud:
            return f"/_aws/execute-api/{api.api_id}/{STAGE}"
        return f"https://{api.api_id}.execute-api.{self.region}.{self.url_suffix}/{STAGE}"

    def _arn(self, api: gateway.WebSocketApi) -> str:
        return self.format_arn(service="execute-api", resource=api.api_id)

    def _function(self, name: str) -> lambda_.Function:
        record = catalogue.named(name)
        return HubFunction(
            self, record, profile=self._profile, layers=self._layers, has=self.resources
        ).function

    def _routes(self, api: gateway.WebSocketApi) -> None:
        """One function for all three: `$default` takes every message, known action or not."""
        authorizer = WebSocketLambdaAuthorizer(
            "Ticket",
            self._function("live_authorizer"),
            identity_source=["route.request.querystring.ticket"],
        )
        listener = self._function("live_socket")
        for key, name in (("$connect", "Begin"), ("$disconnect", "End"), ("$default", "Message")):
            route = api.add_route(
                key,
                integration=WebSocketLambdaIntegration(name, listener),
                authorizer=authorizer if key == "$connect" else None,
            )
            if key != "$connect":
                accept(route, "APIG4", "Only connections that the authorizer let in get here.")

    def _follow(self) -> None:
        """Only writes to documents wake the function, removals too; the oldest unread come first.

        What it cannot tell in time is parked by its place in the stream, so that the others go on.
        """
        lambda_.EventSourceMapping(
            self,
            "StatusChanges",
            target=self._function("live_push"),
            event_source_arn=self.resources.table.table_stream_arn,
            starting_position=lambda_.StartingPosition.TRIM_HORIZON,
            batch_size=100,
            bisect_batch_on_error=True,
            retry_attempts=TRIES,
            max_record_age=Duration.seconds(min(GIVEN_UP_AFTER_S, self._profile.alarm_period_s)),
            on_failure=self._parking(),
            filters=[
                lambda_.FilterCriteria.filter(
                    {"dynamodb": {"Keys": {"sk": {"S": [{"prefix": "DOC#"}]}}}}
                )
            ],
        )

    def _parking(self) -> sources.SqsDlq | None:
        parked = self.resources.parked
        return sources.SqsDlq(parked) if parked is not None else None
