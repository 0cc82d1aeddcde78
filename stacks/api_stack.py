"""The public API: REST with a Cognito authorizer on every route but health."""

from __future__ import annotations

from typing import Any

from aws_cdk import CfnOutput, Stack
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_wafv2 as waf
from constructs import Construct

from functions.catalogue import CATALOGUE, Route
from stacks.constructs.gateway_answers import (
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
REQUESTS_IN_5_MINUTES = 2000
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
        self.api = self._api()
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

    def _api(self) -> apigateway.RestApi:
        return apigateway.RestApi(
            self,
            "Api",
            rest_api_name=f"{self._profile.prefix} Hub",
            endpoint_types=[apigateway.EndpointType.REGIONAL],
            deploy_options=apigateway.StageOptions(
                stage_name=STAGE,
                tracing_enabled=self._profile.in_cloud,
                throttling_rate_limit=200,
                throttling_burst_limit=400,
            ),
            cloud_watch_role=False,
        )

    def _route(self, route: Route, function: lambda_.Function) -> None:
        """A write is looked at before a function starts: its key is there, its body an object."""
        write = route.method in {"POST", "PUT", "PATCH"}
        self.api.root.resource_for_path(route.path).add_method(
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
        """AWS's own rule groups for known bad input, and a rate per address."""
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


def _rate_of_one_person(priority: int) -> waf.CfnWebACL.RuleProperty:
    """A person is their token: 2,000 requests in five minutes, then 429 until the rate falls."""
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
                    response_headers=[
                        waf.CfnWebACL.CustomHTTPHeaderProperty(name="Retry-After", value="60")
                    ],
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
