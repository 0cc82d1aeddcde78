"""What the edge and the gateway before it may answer instead, and when. Source: RFC 9457."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lifeos.contracts.conditions import IF_MATCH
from lifeos.contracts.limits import READS
from lifeos.entry.limits import policy

from functions.catalogue import Route

Json = dict[str, Any]


@dataclass(frozen=True)
class Refusal:
    """One status of problems; `code` and `detail` are those of its example."""

    says: str
    code: str
    detail: str
    retry_after: bool = False


REFUSALS = {
    400: Refusal(
        "Not a request the hub can read: broken or ambiguous JSON, NUL characters, no "
        "Idempotency-Key where one is required",
        "malformed-request",
        "The body is not JSON.",
    ),
    401: Refusal("No token, or one that does not hold", "not-signed-in", "Unauthorized"),
    403: Refusal("Signed in, and may not do this", "denied", "Nobody is signed in."),
    404: Refusal(
        "No such thing for this person; another person's things look the same as none",
        "not-found",
        "No such document.",
    ),
    409: Refusal(
        "Not in a state that allows this; with type `request-in-progress` the first request "
        "with this key is still running",
        "request-in-progress",
        "The first request with this key is still running.",
        retry_after=True,
    ),
    412: Refusal(
        "Changed since the ETag in If-Match was read",
        "precondition-failed",
        "This has changed since it was read.",
    ),
    413: Refusal(
        "The body is over the limit, or the file it announces is",
        "too-large",
        "A body may have 2 MiB.",
    ),
    415: Refusal("The body is not application/json", "unsupported", "Send application/json."),
    422: Refusal(
        "Readable, but not within the contract; `errors` points at the fields",
        "validation-failed",
        "The request does not fit the contract.",
    ),
    428: Refusal(
        "If-Match is required here", "precondition-required", "Send If-Match with the ETag."
    ),
    429: Refusal(
        "Too much at once; with type `over-quota` the day's share is used up",
        "throttled",
        "Too many requests of this kind (reads); wait a moment.",
        retry_after=True,
    ),
    500: Refusal(
        "The hub failed; it was noted",
        "internal",
        "The hub failed on this request. It was noted; trying again may help.",
    ),
    502: Refusal(
        "Something the hub stands on failed",
        "upstream-failed",
        "The status table could not be reached.",
        retry_after=True,
    ),
    504: Refusal("No answer within 29 seconds", "timed-out", "Endpoint request timed out"),
}
_ANY = {400, 429, 500, 502, 504}

HEADERS: Json = {
    "CorrelationId": {
        "description": "The id that logs, traces and state machine runs of this request carry",
        "required": True,
        "schema": {"type": "string"},
    },
    "ETag": {
        "description": "The version of what the answer shows; the same as its `etag`",
        "required": True,
        "schema": {"type": "string"},
    },
    "RetryAfter": {
        "description": "Seconds to wait before trying again, where that helps",
        "schema": {"type": "integer", "minimum": 0},
    },
    "RateLimitPolicy": {
        "description": "The limit of this class of routes: `q` requests at once, which come back "
        "within `w` seconds (draft-ietf-httpapi-ratelimit-headers)",
        "schema": {"type": "string", "examples": [policy(READS)]},
    },
    "RateLimit": {
        "description": "Where the person stands: `r` requests left, all of them back in `t` "
        "seconds; absent when nobody could count",
        "schema": {"type": "string", "examples": ['"reads";r=999;t=1']},
    },
}
# On every answer of a route that needs a person.
LIMIT_HEADERS: Json = {
    name: {"$ref": f"#/components/headers/{name.replace('-', '')}"}
    for name in ("RateLimit-Policy", "RateLimit")
}
PARAMETERS: Json = {
    "CorrelationId": {
        "name": "X-Correlation-ID",
        "in": "header",
        "required": False,
        "description": "8 to 64 of A-Z a-z 0-9 . _ -; anything else is replaced by a fresh one",
        "schema": {"type": "string", "examples": ["3f0c2d7a9b6e"]},
    },
    "IfMatch": {
        "name": "If-Match",
        "in": "header",
        "required": True,
        "description": "The `etag` of the state the change starts from, or `*` for any; "
        "without it 428, with another one 412 and the state as it is now",
        "schema": {"type": "string", "pattern": IF_MATCH, "examples": ["*", '"7"']},
    },
    "IfNoneMatch": {
        "name": "If-None-Match",
        "in": "header",
        "required": False,
        "description": "The ETag of the state that is known already; 304 while it is that",
        "schema": {"type": "string", "examples": ['"7"']},
    },
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "required": True,
        "description": "Chosen by the client, one per intended effect, such as a UUID",
        "schema": {
            "type": "string",
            "pattern": "^[!-~]{1,255}$",
            "examples": ["0d6a2c0e-5e1f-4a57-9d3b-8a1d7f1f2b11"],
        },
    },
}


def refusals_of(operation: Json, route: Route) -> set[int]:
    """Every status of problems that this operation can answer."""
    found = set(_ANY)
    if not route.public:
        found |= {401, 403}
    if "{" in route.path:
        found.add(404)
    if "requestBody" in operation:
        found |= {413, 415, 422}
    if operation.get("parameters"):
        found.add(422)
    if route.method == "POST":
        found.add(409)
    if route.conditional:
        found |= {412, 428}
    return found


def refusal_responses() -> Json:
    """The reusable responses, by status."""
    return {str(status): _response(status, refusal) for status, refusal in REFUSALS.items()}


def _response(status: int, refusal: Refusal) -> Json:
    headers = {"X-Correlation-ID": {"$ref": "#/components/headers/CorrelationId"}}
    headers |= LIMIT_HEADERS
    if refusal.retry_after:
        headers["Retry-After"] = {"$ref": "#/components/headers/RetryAfter"}
    example = {
        "type": f"urn:lifeos:problem:{refusal.code}",
        "title": refusal.code.replace("-", " ").capitalize(),
        "status": status,
        "detail": refusal.detail,
        "instance": "urn:lifeos:request:0b7c3d1e-8f2a-4c55-b1de-7a0f5d9e6c21",
        "errors": [{"pointer": "/name", "detail": "Field required"}] if status == 422 else [],
    }
    return {
        "description": refusal.says,
        "headers": headers,
        "content": {
            "application/problem+json": {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "example": example,
            }
        },
    }
