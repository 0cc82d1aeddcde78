"""The public API: REST with a Cognito authorizer on every route but health."""

from __future__ import annotations

import json
from typing import Any, cast

from aws_cdk import CfnOutput, RemovalPolicy, Stack
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_wafv2 as waf
from constructs import Construct

from functions.catalogue import CATALOGUE, Route
from stacks.constructs.accepted import accept
from stacks.constructs.gateway_answers import (
    HEADERS,
    add_gateway_answers,
    allow_origins,
    problem,
    refuse_other_methods,
)
from stacks.constructs.hub_function import HubFunction
from stacks.constructs.layers import Layers
from stacks.constructs.resources import Resources
from stacks.profile import Profile

STAGE = "live"
# Far over what the buckets of one person let pass (ADR 0021): it stops what never reaches them.
REQUESTS_IN_5_MINUTES = 40_000
RULES = ("AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesAmazonIpReputationList")
_THROTTLED = problem(
    "throttled", 429, "Too many requests; wait a moment.", request_id="unknown-to-the-firewall"
)
IDEMPOTENCY_KEY = "method.request.header.Idempotency-Key"


class ApiStack(Stack):
    """One REST API; its routes come from the catalogue."""

    def __init__(
        self, scope: Construct, id_: str, *, profile: Profile, has: Resources, **kwargs: Any
    ) -> None:
        super().__init__(scope, id_, **kwargs)
        self._profile = profile
        self.api = self._api(has)
        self._accept()
        self._authorizer = apigateway.CognitoUserPoolsAuthorizer(
            self, "SignedIn", cognito_user_pools=[has.people]
        )
        self._validator = self.api.add_request_validator(
            "SoundWrites", validate_request_body=True, validate_request_parameters=True
        )
        self._object = self.api.add_model(
            "Object",
            content_type="application/json",
            schema=apigateway.JsonSchema(type=apigateway.JsonSchemaType.OBJECT),
        )
        layers = Layers(self, "Layers", profile=profile)
        for record in CATALOGUE:
            if record.trigger == "api":
                made = HubFunction(self, record, profile=profile, layers=layers, has=has)
                for route in record.routes:
                    self._route(route, made.function)
        add_gateway_answers(self.api, profile.allowed_origins)
        self._other_methods()
        if profile.at_scale:
            self._firewall()
        CfnOutput(self, "RestApiId", value=self.api.rest_api_id)
        CfnOutput(self, "Stage", value=STAGE)

    def _api(self, has: Resources) -> apigateway.RestApi:
        log = self._access_log(has) if self._profile.in_cloud else None
        api = apigateway.RestApi(
            self,
            "Api",
            rest_api_name=f"{self._profile.prefix} Hub",
            endpoint_types=[apigateway.EndpointType.REGIONAL],
            deploy_options=apigateway.StageOptions(
                stage_name=STAGE,
                tracing_enabled=self._profile.in_cloud,
                throttling_rate_limit=200,
                throttling_burst_limit=400,
                access_log_destination=log,
                access_log_format=_access_line() if log else None,
            ),
            cloud_watch_role=self._profile.in_cloud,  # the emulator writes no access log
        )
        if self._profile.in_cloud:  # the emulator speaks no TLS
            _require_modern_tls(api)
        return api

    def _access_log(self, has: Resources) -> apigateway.LogGroupLogDestination:
        """Every request, those too that no function sees: refused tokens, unknown routes."""
        group = logs.LogGroup(
            self,
            "Access",
            retention=logs.RetentionDays.ONE_YEAR,
            removal_policy=RemovalPolicy.RETAIN,
            encryption_key=has.key,
        )
        return apigateway.LogGroupLogDestination(group)

    def _accept(self) -> None:
        """What cdk-nag finds at the ingress, and why it is so."""
        stage = self.api.deployment_stage
        accept(stage, "APIG6", "Execution logs keep queries and headers: a person's words, tokens.")
        if not self._profile.at_scale:
            accept(stage, "APIG3", "A firewall is paid for by the month; the stage throttles.")
        if not self._profile.in_cloud:
            accept(stage, "APIG1", "The emulator writes no access log; functions log every call.")
            return
        accept(
            self.api,
            "IAM4",
            "API Gateway writes logs by a role of the account, with AWS's own policy for it.",
            only=(r"AmazonAPIGatewayPushToCloudWatchLogs$",),
        )

    def _route(self, route: Route, function: lambda_.Function) -> None:
        """A write is looked at before a function starts: its key is there, its body an object."""
        write = route.method in {"POST", "PUT", "PATCH"}
        method = self.api.root.resource_for_path(route.path).add_method(
            route.method,
            apigateway.LambdaIntegration(function, proxy=True),
            authorizer=None if route.public else self._authorizer,
            authorization_type=apigateway.AuthorizationType.NONE
            if route.public
            else apigateway.AuthorizationType.COGNITO,
            request_validator=self._validator if write else None,
            request_parameters={IDEMPOTENCY_KEY: True} if route.method == "POST" else None,
            request_models={"application/json": self._object} if write and route.body else None,
        )
        for rule in ("APIG4", "COG4") if route.public else ():
            accept(method, rule, "Health is asked by machines without a token; it names nobody.")

    def _other_methods(self) -> None:
        """405 for what a path does not take; preflight where scripts of other origins may call."""
        methods: dict[str, list[str]] = {}
        for record in CATALOGUE:
            for route in record.routes:
                methods.setdefault(route.path, []).append(route.method)
        for path, known in methods.items():
            resource = self.api.root.resource_for_path(path)
            if self._profile.allowed_origins:
                allow_origins(resource, self._profile.allowed_origins, known)
            refuse_other_methods(resource, known)

    def _firewall(self) -> None:
        """AWS's own rule groups for known bad input, and a rate per token."""
        acl = waf.CfnWebACL(
            self,
            "Firewall",
            scope="REGIONAL",
            default_action=waf.CfnWebACL.DefaultActionProperty(allow={}),
            visibility_config=_visible("Firewall"),
            rules=[_managed_rules(at, name) for at, name in enumerate(RULES)]
            + [_rate_of_one_person(len(RULES))],
            custom_response_bodies={
                "Throttled": waf.CfnWebACL.CustomResponseBodyProperty(
                    content_type="APPLICATION_JSON", content=_THROTTLED
                )
            },
        )
        waf.CfnWebACLAssociation(
            self,
            "FirewallOnApi",
            resource_arn=self.api.deployment_stage.stage_arn,
            web_acl_arn=acl.attr_arn,
        )


def _require_modern_tls(api: apigateway.RestApi) -> None:
    """TLS 1.2 and 1.3, each with forward secrecy; a regional API takes 1.0 if nobody asks.

    Source: API Gateway developer guide, "Supported security policies".
    """
    properties = cast("apigateway.CfnRestApi", api.node.default_child)
    properties.security_policy = "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09"
    properties.endpoint_access_mode = "STRICT"  # and only under its own name


def _access_line() -> apigateway.AccessLogFormat:
    """Who is not in it: no address, no query, no path with ids; the route, and how it ended."""
    at = apigateway.AccessLogField
    fields = {
        "request_id": at.context_request_id(),
        "at": at.context_request_time_epoch(),
        "method": at.context_http_method(),
        "route": at.context_resource_path(),
        "status": at.context_status(),
        "refused_by_gateway": at.context_error_response_type(),
        "authorizer_error": at.context_authorizer_error(),
        "latency_ms": at.context_response_latency(),
        "answer_bytes": at.context_response_length(),
    }
    return apigateway.AccessLogFormat.custom(json.dumps(fields))


def _rate_of_one_person(priority: int) -> waf.CfnWebACL.RuleProperty:
    """A person is their token; 429 until the rate falls."""
    token = waf.CfnWebACL.RateLimitHeaderProperty(
        name="Authorization",
        text_transformations=[waf.CfnWebACL.TextTransformationProperty(priority=0, type="NONE")],
    )
    return waf.CfnWebACL.RuleProperty(
        name="RateOfOnePerson",
        priority=priority,
        action=waf.CfnWebACL.RuleActionProperty(
            block=waf.CfnWebACL.BlockActionProperty(
                custom_response=waf.CfnWebACL.CustomResponseProperty(
                    response_code=429,
                    custom_response_body_key="Throttled",
                    response_headers=_headers({**HEADERS, "Retry-After": "60"}),
                )
            )
        ),
        statement=waf.CfnWebACL.StatementProperty(
            rate_based_statement=waf.CfnWebACL.RateBasedStatementProperty(
                limit=REQUESTS_IN_5_MINUTES,
                evaluation_window_sec=300,
                aggregate_key_type="CUSTOM_KEYS",
                custom_keys=[waf.CfnWebACL.RateBasedStatementCustomKeyProperty(header=token)],
            )
        ),
        visibility_config=_visible("RateOfOnePerson"),
    )


def _headers(named: dict[str, str]) -> list[waf.CfnWebACL.CustomHTTPHeaderProperty]:
    return [waf.CfnWebACL.CustomHTTPHeaderProperty(name=k, value=v) for k, v in named.items()]


def _visible(name: str) -> waf.CfnWebACL.VisibilityConfigProperty:
    return waf.CfnWebACL.VisibilityConfigProperty(
        cloud_watch_metrics_enabled=True, metric_name=name, sampled_requests_enabled=False
    )


def _managed_rules(priority: int, name: str) -> waf.CfnWebACL.RuleProperty:
    return waf.CfnWebACL.RuleProperty(
        name=name,
        priority=priority,
        override_action=waf.CfnWebACL.OverrideActionProperty(none={}),
        statement=waf.CfnWebACL.StatementProperty(
            managed_rule_group_statement=waf.CfnWebACL.ManagedRuleGroupStatementProperty(
                vendor_name="AWS", name=name
            )
        ),
        visibility_config=_visible(name),
    )
