"""The API's edge: resolver, person, idempotency, problems and headers, the same for every route."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Protocol, TypeVar
from uuid import UUID

from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from lifeos import metrics, wiring
from lifeos.contracts.base import Model
from lifeos.contracts.conditions import Expected
from lifeos.entry import conditions, refusing, request
from lifeos.entry.emf import measured
from lifeos.entry.headers import CORRELATION_HEADER, SECURITY_HEADERS, for_origin, header_of
from lifeos.entry.limits import Count
from lifeos.entry.telemetry import Invocation, correlation_id_from, observed
from lifeos.errors import DeniedError, LifeOSError

__all__ = [
    "CORRELATION_HEADER",
    "SECURITY_HEADERS",
    "Path",
    "Query",
    "answers",
    "correlation_id",
    "entrypoint",
    "expected",
    "once",
    "person",
    "request_id",
    "resolver",
    "tagged",
]

M = TypeVar("M", bound=Model)
Event = dict[str, Any]


def resolver() -> APIGatewayRestResolver:
    """A resolver that validates by the contract and answers every failure as a problem."""
    app = APIGatewayRestResolver(
        enable_validation=True,
        json_body_deserializer=request.parse_json,
        # Unset, an answer outside the contract would be told to the caller as their mistake.
        response_validation_error_http_code=HTTPStatus.INTERNAL_SERVER_ERROR,
    )
    refusing.register(app, request_id)
    return app


def answers(successes: dict[int, str], *, refuses: tuple[int, ...] = ()) -> dict[int, Any]:
    """What a route answers where it is not just 200: a sentence for each status.

    `refuses` are problems that only this route answers; those of every route need no mention.
    """
    told: dict[int, Any] = {status: {"description": says} for status, says in successes.items()}
    for status in refuses:
        told[status] = {"description": "", "content": {refusing.MEDIA_TYPE: {"schema": {}}}}
    return told


def request_id(app: APIGatewayRestResolver) -> str:
    """The gateway's id of this request."""
    return str(app.current_event.request_context.request_id or "unknown")


def person(app: APIGatewayRestResolver) -> UUID:
    """Who is asking, as the authorizer proved it. Raises: DeniedError."""
    user_id: UUID | None = app.context["invocation"].user_id
    if user_id is None:
        raise DeniedError("Nobody is signed in.")
    return user_id


def correlation_id(app: APIGatewayRestResolver) -> str:
    """The correlation id of this request."""
    return str(app.context["invocation"].correlation_id)


class Tagged(Protocol):
    """A published thing that can change."""

    @property
    def etag(self) -> str:
        """The entity tag of its version."""
        ...


T = TypeVar("T", bound=Tagged)


def expected(app: APIGatewayRestResolver) -> Expected:
    """What the change that is asked for starts from.

    Raises: DeniedError, UnconditionalError, MalformedError.
    """
    person(app)  # whoever is nobody is told nothing else
    return conditions.expected_by(app.current_event.headers.get("If-Match"))


def tagged(app: APIGatewayRestResolver, thing: T) -> T:
    """The same thing; the answer carries its ETag, and a reader that has it is told just that."""
    app.context["invocation"].etag = thing.etag
    return thing


def once(
    app: APIGatewayRestResolver, prefix: str, act: Callable[[], M], *, body: Model, answer: type[M]
) -> M:
    """Act at most once per person and Idempotency-Key; the same key answers the same again.

    Raises: KeyMissingError (400), KeyReusedError (422), InProgressError (409).
    """
    from lifeos.entry.idempotency import Write, run_once

    key = app.current_event.headers.get("Idempotency-Key")
    write = Write(person(app), key, body, app.lambda_context)
    return run_once(prefix, act, write=write, answer=answer)


def entrypoint(app: APIGatewayRestResolver) -> Callable[[Event, Any], Event]:
    """The Lambda handler of a resolver."""

    def handler(event: Event, context: Any) -> Event:
        offered = header_of(event, CORRELATION_HEADER)
        core = wiring.hub().core
        invocation = Invocation(
            name=core.function,
            kind="api",
            correlation_id=correlation_id_from(offered),
            user_id=_user_id(event),
            # A read is traced when its caller asked for it by naming a correlation id.
            keep_spans=event.get("httpMethod") != "GET" or offered is not None,
        )
        count = Count(event, invocation)
        with observed(invocation):
            answered = _answered(app, event, context=context, invocation=invocation, count=count)
            known = header_of(event, "If-None-Match") if event.get("httpMethod") == "GET" else None
            conditions.told(answered, invocation.etag, if_none_match=known)
            invocation.log["route"] = str(event.get("resource", ""))
            invocation.log["method"] = str(event.get("httpMethod", ""))
            invocation.log["status"] = status = int(answered["statusCode"])
            invocation.counted.append(measured(metrics.SERVER_ERRORS, int(status >= 500)))
        more = {CORRELATION_HEADER: invocation.correlation_id, **SECURITY_HEADERS, **count.headers}
        more.update(for_origin(header_of(event, "Origin"), core.allowed_origins))
        headers = answered.setdefault("multiValueHeaders", {})
        headers.update({name: [value] for name, value in more.items()})
        return answered

    return handler


def _answered(
    app: APIGatewayRestResolver,
    event: Event,
    *,
    context: Any,
    invocation: Invocation,
    count: Count,
) -> Event:
    try:
        count.take()  # before anything is read: what cannot be read was sent all the same
        sound = request.readable(event)
    except LifeOSError as error:
        return refusing.unreadable(error, str(event.get("requestContext", {}).get("requestId")))
    app.append_context(invocation=invocation)  # type: ignore[no-untyped-call]
    answered: Event = app.resolve(sound, context)
    return answered


def _user_id(event: Event) -> UUID | None:
    claims = ((event.get("requestContext") or {}).get("authorizer") or {}).get("claims") or {}
    try:
        # The username, not the `sub`: it is chosen once, unique, and survives an import.
        return UUID(str(claims["cognito:username"]))
    except (KeyError, ValueError):
        return None
