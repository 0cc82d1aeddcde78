"""Events as AWS sends them, with what a test wants changed in them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from lifeos.contracts.ingest import StepInput

from functions.catalogue import CATALOGUE
from tests.support.ingest import ANNA

Event = dict[str, Any]
_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Context:
    """What the Lambda runtime hands beside the event."""

    function_name: str = "under_test"
    memory_limit_in_mb: int = 512
    invoked_function_arn: str = "arn:aws:lambda:eu-central-1:123456789012:function:under_test"
    aws_request_id: str = "52fdfc07-2182-454f-963f-5f0f9a621d72"

    @staticmethod
    def get_remaining_time_in_millis() -> int:
        return 28_000


def recorded(name: str) -> Event:
    """A fresh copy of one recorded event."""
    return cast(Event, json.loads((_HERE / f"{name}.json").read_text()))


def request(
    method: str,
    path: str,
    *,
    body: object = None,
    query: dict[str, str] | None = None,
    headers: dict[str, str] | None = None,
    user_id: UUID | None = ANNA,
) -> Event:
    """One request of a signed-in person (or of nobody) to the REST API."""
    event = recorded("api_request")
    resource = _resource(method, path)
    event |= {"httpMethod": method, "path": path, "resource": resource}
    event["requestContext"] |= {"httpMethod": method, "resourcePath": resource}
    event["headers"] |= headers or {}
    event["queryStringParameters"] = query
    event["multiValueQueryStringParameters"] = (
        {name: [value] for name, value in query.items()} if query else None
    )
    if body is not None:
        event["body"] = body if isinstance(body, str) else json.dumps(body)
    if user_id is None:
        del event["requestContext"]["authorizer"]
    else:
        event["requestContext"]["authorizer"]["claims"]["cognito:username"] = str(user_id)
    return event


def _resource(method: str, path: str) -> str:
    """The route of the template a path belongs to; the API itself refuses what has none."""
    for route in (route for function in CATALOGUE for route in function.routes):
        pattern = re.sub(r"\{[^}]+\}", "[^/]+", route.path)
        if route.method == method and re.fullmatch(pattern, path):
            return route.path
    return "/{proxy+}"


def queued(*bodies: Event | str) -> Event:
    """A batch of queue messages with these bodies."""
    messages = []
    for number, body in enumerate(bodies):
        text = body if isinstance(body, str) else json.dumps(body)
        messages.append(recorded("queue_message") | {"messageId": f"m{number}", "body": text})
    return {"Records": messages}


def run_ended(run: str, status: str = "SUCCEEDED") -> Event:
    """The machine says that a run has ended."""
    event = recorded("run_ended")
    event["detail"] |= {"name": run, "status": status}
    return event


def step_input(step: StepInput) -> Event:
    """The state input as the machine passes it."""
    return step.model_dump(mode="json", exclude_none=True)
