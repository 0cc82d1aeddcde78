"""The edges of the live socket: who gets in, what is said on it, and the stream that feeds it.

Source: API Gateway developer guide, WebSocket APIs: Lambda REQUEST authorizers, proxy events.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from lifeos import wiring
from lifeos.contracts.base import Model
from lifeos.contracts.live import LiveProblem
from lifeos.entry import problem
from lifeos.entry.headers import header_of
from lifeos.entry.telemetry import Invocation, correlation_id_from, failed, logger, observed
from lifeos.errors import DeniedError, LifeOSError

Event = dict[str, Any]
Handler = Callable[[Event, Any], Event]


@dataclass(frozen=True, slots=True)
class Caller:
    """One connection and who opened it, as the authorizer found out."""

    connection_id: str
    user_id: UUID


@dataclass(frozen=True, slots=True)
class Conversation:
    """What a socket does at its beginning, at each message, and at its end."""

    connected: Callable[[Caller], None]
    heard: Callable[[Caller, str], Iterator[Model]]
    say: Callable[[Caller, list[str]], None]
    ended: Callable[[Caller], None]


def authorizer(redeem: Callable[[str], UUID]) -> Handler:
    """The Lambda handler of the gateway's authorizer: let in whose ticket holds.

    `redeem` raises DeniedError for any other. The ticket is in the query because a browser can
    set no header on a socket. What a browser does send is the origin of its page, and one that is
    not on the allow-list is refused with its ticket unused; a client that is no browser sends none.
    """

    def handler(event: Event, context: Any) -> Event:
        with _watched("socket authorizer failed") as invocation:
            ticket = str((event.get("queryStringParameters") or {}).get("ticket", ""))
            try:
                _require_known_origin(event)
                user_id = redeem(ticket)
            except DeniedError as error:
                logger.warning("socket refused", extra={"code": error.code})
                invocation.log["allowed"] = 0
                return _policy("Deny", event)
            invocation.log["allowed"] = 1
            return {**_policy("Allow", event), "context": {"user_id": str(user_id)}}

    return handler


def _require_known_origin(event: Event) -> None:
    """Raises: DeniedError. Source: RFC 6455, 10.2."""
    origin = header_of(event, "Origin")
    if origin is not None and origin not in wiring.hub().core.allowed_origins:
        raise DeniedError("Pages of this origin may not listen.")


def _policy(effect: str, event: Event) -> Event:
    statement = {"Action": "execute-api:Invoke", "Effect": effect, "Resource": event["methodArn"]}
    policy = {"Version": "2012-10-17", "Statement": [statement]}
    return {"principalId": "person", "policyDocument": policy}


def socket(conversation: Conversation) -> Handler:
    """The Lambda handler of $connect, $disconnect and every message."""

    def handler(event: Event, context: Any) -> Event:
        told = event["requestContext"]
        with _watched("socket event failed") as invocation:
            invocation.log["event_type"] = str(told["eventType"])
            caller = Caller(str(told["connectionId"]), UUID(told["authorizer"]["user_id"]))
            if told["eventType"] == "CONNECT":
                conversation.connected(caller)
            elif told["eventType"] == "DISCONNECT":
                conversation.ended(caller)
            else:
                text = str(event.get("body") or "")
                answers = _answers(conversation, caller, text=text, invocation=invocation)
                invocation.log["answers"] = len(answers)
                conversation.say(caller, answers)
        return {"statusCode": 200}

    return handler


def _answers(
    conversation: Conversation, caller: Caller, *, text: str, invocation: Invocation
) -> list[str]:
    """What to say, or the problem instead: nobody else would tell the client."""
    try:
        return [each.model_dump_json() for each in conversation.heard(caller, text)]
    except LifeOSError as error:
        if error.kind in {"internal", "upstream"}:
            invocation.outcome = "Failed"
            failed("message not answered", error)
        else:
            logger.warning("message refused", extra={"code": error.code})
        told = problem.of_error(error, invocation.correlation_id)
        return [LiveProblem(problem=told).model_dump_json()]


def stream(push: Callable[[list[Event]], Model]) -> Callable[[Event, Any], None]:
    """The Lambda handler of the status table's stream. An error is raised: the batch comes again.

    Source: Lambda developer guide, DynamoDB event source mappings.
    """

    def handler(event: Event, context: Any) -> None:
        with _watched("changes not pushed") as invocation:
            invocation.log["records"] = len(event["Records"])
            invocation.log.update(push(event["Records"]).model_dump())

    return handler


@contextmanager
def _watched(message: str) -> Iterator[Invocation]:
    invocation = Invocation(
        name=wiring.hub().core.function,
        kind="event",
        correlation_id=correlation_id_from(None),
        keep_spans=False,
    )
    with observed(invocation):
        try:
            yield invocation
        except Exception as error:
            failed(message, error, invocation)
            raise
