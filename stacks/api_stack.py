"""The public API: REST with a Cognito authorizer on every route but health."""

from __future__ import annotations

import json
from typing import Any

from aws_cdk import CfnOutput, Stack
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_wafv2 as waf
from constructs import Construct

from functions.catalogue import CATALOGUE, Route
from stacks.constructs.hub_function import HubFunction
from stacks.constructs.layers import Layers
from stacks.constructs.resources import Resources
from stacks.profile import Profile

STAGE = "live"
MAX_BODY_NOTE = "10 MB is the gateway's own limit; bytes of files never pass here"


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
        layers = Layers(self, "Layers", profile=profile)
        for record in CATALOGUE:
            if record.trigger == "api":
                made = HubFunction(self, record, profile=profile, layers=layers, has=has)
                for route in record.routes:
                    self._route(route, made.function)
        self._problems()
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
        resource = self.api.root.resource_for_path(route.path)
        public = route.public
        resource.add_method(
            route.method,
            apigateway.LambdaIntegration(function, proxy=True),
            authorizer=None if public else self._authorizer,
            authorization_type=apigateway.AuthorizationType.NONE
            if public
            else apigateway.AuthorizationType.COGNITO,
        )

    def _problems(self) -> None:
        """The gateway's own answers are problem details too. Source: RFC 9457."""
        kinds = {
            "Unauthorized": (apigateway.ResponseType.UNAUTHORIZED, 401, "not-signed-in"),
            "Expired": (apigateway.ResponseType.EXPIRED_TOKEN, 401, "not-signed-in"),
            "Denied": (apigateway.ResponseType.ACCESS_DENIED, 403, "denied"),
            "NoRoute": (apigateway.ResponseType.MISSING_AUTHENTICATION_TOKEN, 404, "no-such-route"),
            "TooLarge": (apigateway.ResponseType.REQUEST_TOO_LARGE, 413, "too-large"),
            "WrongType": (apigateway.ResponseType.UNSUPPORTED_MEDIA_TYPE, 415, "unsupported"),
            "Throttled": (apigateway.ResponseType.THROTTLED, 429, "throttled"),
            "Other4xx": (apigateway.ResponseType.DEFAULT_4_XX, None, "invalid-request"),
            "Other5xx": (apigateway.ResponseType.DEFAULT_5_XX, None, "internal"),
        }
        for name, (kind, status, code) in kinds.items():
            self.api.add_gateway_response(
                name,
                type=kind,
                status_code=str(status) if status else None,
                response_headers={"Content-Type": "'application/problem+json'"},
                templates={"application/json": _problem_template(code, status)},
            )

    def _firewall(self) -> None:
        """AWS's own rule groups for known bad input, and a rate per address."""
        acl = waf.CfnWebACL(
            self,
            "Firewall",
            scope="REGIONAL",
            default_action=waf.CfnWebACL.DefaultActionProperty(allow={}),
            visibility_config=_visible("Firewall"),
            rules=[
                _managed_rules(priority, name)
                for priority, name in enumerate(
                    (
                        "AWSManagedRulesKnownBadInputsRuleSet",
                        "AWSManagedRulesAmazonIpReputationList",
                    )
                )
            ],
        )
        waf.CfnWebACLAssociation(
            self,
            "FirewallOnApi",
            resource_arn=self.api.deployment_stage.stage_arn,
            web_acl_arn=acl.attr_arn,
        )


def _problem_template(code: str, status: int | None) -> str:
    body = {
        "type": f"urn:lifeos:problem:{code}",
        "title": code.replace("-", " ").capitalize(),
        "status": "$status",
        "detail": "$context.error.message",
        "instance": "urn:lifeos:request:$context.requestId",
        "errors": [],
    }
    shown = str(status) if status else "$context.status"
    return json.dumps(body).replace('"$status"', shown)


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
