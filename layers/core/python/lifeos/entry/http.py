"""The API's edge: resolver, person, idempotency, problems and headers, the same for every route."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError as RouteNotFoundError
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError
from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from lifeos import wiring
from lifeos.contracts.base import Model
from lifeos.contracts.problem import Problem
from lifeos.entry import problem
from lifeos.entry.telemetry import Invocation, correlation_id_from, failed, logger, observed
from lifeos.errors import DeniedError, LifeOSError, OverQuotaError

__all__ = [
    "CORRELATION_HEADER",
    "Path",
    "Query",
    "correlation_id",
    "entrypoint",
    "once",
    "person",
    "request_id",
    "resolver",
]

M = TypeVar("M", bound=Model)
Event = dict[str, Any]
CORRELATION_HEADER = "X-Correlation-ID"
SECURITY_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
}


def resolver() -> APIGatewayRestResolver:
    """A resolver that validates by the contract and answers every failure as a problem."""
    app = APIGatewayRestResolver(enable_validation=True)

    def invalid_request(error: RequestValidationError) -> Response[Any]:
        logger.warning("request refused", extra={"code": "validation-failed"})
        return _answer(problem.of_validation(list(error.errors()), request_id(app)))

    def no_route(_: RouteNotFoundError) -> Response[Any]:
        return _answer(problem.no_such_route(request_id(app)))

    def foreseen(error: LifeOSError) -> Response[Any]:
        _tell(app, error)
        told = problem.of_error(error, request_id(app))
        if isinstance(error, OverQuotaError):
            return _answer(told, {"Retry-After": str(error.retry_after_s)})
        return _answer(told)

    def unforeseen(error: Exception) -> Response[Any]:
        _mark_failed(app)
        failed("request failed", error)
        return _answer(problem.of_error(LifeOSError("unforeseen"), request_id(app)))

    app.exception_handler(RequestValidationError)(invalid_request)
    app.not_found(no_route)
    app.exception_handler(LifeOSError)(foreseen)
    app.exception_handler(Exception)(unforeseen)
    return app


def _answer(told: Problem, headers: dict[str, str] | None = None) -> Response[Any]:
    return Response(
        status_code=told.status,
        content_type="application/problem+json",
        body=told.model_dump_json(exclude_defaults=False),
        headers=dict(headers or {}),
    )


def _tell(app: APIGatewayRestResolver, error: LifeOSError) -> None:
    """Our own failures with their stack, what the caller did without one."""
    if error.kind in {"internal", "upstream"}:
        _mark_failed(app)
        failed("request failed", error)
    else:
        logger.warning("request refused", extra={"code": error.code})


def _mark_failed(app: APIGatewayRestResolver) -> None:
    invocation: Invocation = app.context["invocation"]
    invocation.outcome = "Failed"


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


def once(
    app: APIGatewayRestResolver, prefix: str, act: Callable[[], M], *, body: Model, answer: type[M]
) -> M:
    """Act at most once per person and Idempotency-Key; the same key answers the same again.

    Raises: InvalidInputError family: no key 400, other body 422, still running 409.
    """
    from lifeos.entry.idempotency import Write, run_once

    key = app.current_event.headers.get("Idempotency-Key")
    write = Write(person(app), key, body, app.lambda_context)
    return run_once(prefix, act, write=write, answer=answer)


def entrypoint(app: APIGatewayRestResolver) -> Callable[[Event, Any], Event]:
    """The Lambda handler of a resolver."""

    def handler(event: Event, context: Any) -> Event:
        offered = _header(event, CORRELATION_HEADER)
        invocation = Invocation(
            name=wiring.hub().core.function,
            kind="api",
            correlation_id=correlation_id_from(offered),
            user_id=_user_id(event),
            # A read is traced when its caller asked for it by naming a correlation id.
            keep_spans=event.get("httpMethod") != "GET" or offered is not None,
        )
        with observed(invocation):
            app.append_context(invocation=invocation)  # type: ignore[no-untyped-call]
            answered: Event = app.resolve(event, context)
            invocation.log["route"] = str(event.get("resource", ""))
            invocation.log["method"] = str(event.get("httpMethod", ""))
            invocation.log["status"] = int(answered["statusCode"])
        headers = answered.setdefault("multiValueHeaders", {})
        headers[CORRELATION_HEADER] = [invocation.correlation_id]
        headers.update({name: [value] for name, value in SECURITY_HEADERS.items()})
        return answered

    return handler


def _header(event: Event, name: str) -> str | None:
    for key, value in (event.get("headers") or {}).items():
        if key.lower() == name.lower():
            return str(value)
    return None


def _user_id(event: Event) -> UUID | None:
    claims = ((event.get("requestContext") or {}).get("authorizer") or {}).get("claims") or {}
    try:
        # The username, not the `sub`: it is chosen once, unique, and survives an import.
        return UUID(str(claims["cognito:username"]))
    except (KeyError, ValueError):
        return None
