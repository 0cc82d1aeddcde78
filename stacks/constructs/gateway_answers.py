"""What the gateway answers by itself, in the same form as the functions behind it.

Sentences are fixed: the gateway's own may be empty, quote input, or break the JSON around them.
Source: RFC 9457; API Gateway developer guide, "Gateway response types".
"""

from __future__ import annotations

import json

from aws_cdk import Duration
from aws_cdk import aws_apigateway as apigateway

from stacks.constructs.accepted import accept

PROBLEM = "application/problem+json"
# The same as lifeos.entry.headers; a test compares.
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "object-src 'none'; sandbox"
    ),
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
}
_SIGN_IN = "Sign in: the token is missing, or does not hold."
_FAILED = "The hub failed on this request. It was noted; trying again may help."
# Gateway response type: status, problem code, sentence.
ANSWERS = {
    "ACCESS_DENIED": (403, "denied", "This is not open to you."),
    "API_CONFIGURATION_ERROR": (500, "internal", _FAILED),
    "AUTHORIZER_CONFIGURATION_ERROR": (500, "internal", _FAILED),
    "AUTHORIZER_FAILURE": (500, "internal", _FAILED),
    "BAD_REQUEST_BODY": (400, "malformed-request", "The body is not a JSON object."),
    # The one parameter that the gateway requires.
    "BAD_REQUEST_PARAMETERS": (
        400,
        "idempotency-key-missing",
        "Send an Idempotency-Key of 1 to 255 visible ASCII characters.",
    ),
    "DEFAULT_4XX": (400, "malformed-request", "The gateway cannot read this request."),
    "DEFAULT_5XX": (500, "internal", _FAILED),
    "EXPIRED_TOKEN": (401, "not-signed-in", _SIGN_IN),
    "INTEGRATION_FAILURE": (504, "timed-out", "The hub did not answer in time."),
    "INTEGRATION_TIMEOUT": (504, "timed-out", "The hub did not answer in time."),
    "INVALID_API_KEY": (403, "denied", "This is not open to you."),
    "INVALID_SIGNATURE": (401, "not-signed-in", _SIGN_IN),
    "MISSING_AUTHENTICATION_TOKEN": (404, "no-such-route", "There is no such route."),
    "QUOTA_EXCEEDED": (429, "throttled", "Too many requests; wait a moment."),
    "REQUEST_TOO_LARGE": (413, "too-large", "The body is over the limit."),
    "RESOURCE_NOT_FOUND": (404, "no-such-route", "There is no such route."),
    "THROTTLED": (429, "throttled", "Too many requests; wait a moment."),
    "UNAUTHORIZED": (401, "not-signed-in", _SIGN_IN),
    "UNSUPPORTED_MEDIA_TYPE": (415, "unsupported", "Send application/json, not compressed."),
    "WAF_FILTERED": (403, "denied", "The firewall holds this for an attack."),
}
_REQUEST_HEADERS = [
    "Authorization",
    "Content-Type",
    "Idempotency-Key",
    "If-Match",
    "X-Correlation-ID",
]


def add_gateway_answers(api: apigateway.RestApi, allowed_origins: tuple[str, ...]) -> None:
    """Every gateway response as a problem, with the headers of every answer.

    With one allowed origin it may read them too; a gateway response cannot choose among several.
    """
    for name, (status, code, detail) in ANSWERS.items():
        headers = {**_quoted(HEADERS), "Content-Type": f"'{PROBLEM}'"}
        headers["X-Correlation-ID"] = "context.requestId"
        if status == 429:
            headers["Retry-After"] = "'1'"
        if status == 401:
            headers["WWW-Authenticate"] = "'Bearer'"
        if len(allowed_origins) == 1:
            headers["Access-Control-Allow-Origin"] = f"'{allowed_origins[0]}'"
        api.add_gateway_response(
            "".join(map(str.capitalize, name.split("_"))),
            type=apigateway.ResponseType.of(name),
            status_code=str(status),
            response_headers=headers,
            templates={"application/json": problem(code, status, detail)},
        )


def refuse_other_methods(resource: apigateway.IResource, known: list[str]) -> None:
    """405 with Allow for every method that the path does not take. Source: RFC 9110, 15.5.6."""
    headers = {**HEADERS, "Allow": ", ".join(sorted(known)), "Content-Type": PROBLEM}
    mapped = {f"method.response.header.{n}": v for n, v in _quoted(headers).items()}
    mapped["method.response.header.X-Correlation-ID"] = "context.requestId"
    body = problem("method-not-allowed", 405, "This path does not take that method.")
    refusal = resource.add_method(
        "ANY",
        apigateway.MockIntegration(
            passthrough_behavior=apigateway.PassthroughBehavior.NEVER,
            request_templates={"application/json": '{"statusCode": 405}'},
            integration_responses=[
                apigateway.IntegrationResponse(
                    status_code="405",
                    response_parameters=mapped,
                    response_templates={"application/json": body},
                )
            ],
        ),
        authorization_type=apigateway.AuthorizationType.NONE,
        method_responses=[
            apigateway.MethodResponse(
                status_code="405", response_parameters=dict.fromkeys(mapped, True)
            )
        ],
    )
    for rule in ("APIG4", "COG4"):
        accept(refusal, rule, "Answers 405 by itself: there is nothing behind it to protect.")


def allow_origins(
    resource: apigateway.IResource, origins: tuple[str, ...], known: list[str]
) -> None:
    """Preflight answers for the allow-list. Source: Fetch standard, CORS protocol."""
    resource.add_cors_preflight(
        allow_origins=list(origins),
        allow_methods=known,
        allow_headers=_REQUEST_HEADERS,
        max_age=Duration.hours(1),
    )


def problem(code: str, status: int, detail: str, *, request_id: str = "$context.requestId") -> str:
    """A problem as the gateway's template language renders it."""
    return json.dumps(
        {
            "type": f"urn:lifeos:problem:{code}",
            "title": code.replace("-", " ").capitalize(),
            "status": status,
            "detail": detail,
            "instance": f"urn:lifeos:request:{request_id}",
            "errors": [],
        }
    )


def _quoted(headers: dict[str, str]) -> dict[str, str]:
    """Static values as the gateway's mappings have them."""
    return {name: f"'{value}'" for name, value in headers.items()}
