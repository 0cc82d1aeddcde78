"""How every failure of an API leaves: as a problem, told once in the log, nothing inner in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError as RouteNotFoundError
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError

from lifeos.contracts.problem import Problem
from lifeos.entry import problem
from lifeos.entry.telemetry import Invocation, failed, logger
from lifeos.errors import LifeOSError

MEDIA_TYPE = "application/problem+json"


def register(
    app: APIGatewayRestResolver, request_id: Callable[[APIGatewayRestResolver], str]
) -> None:
    """Give the resolver an answer to everything that can be raised."""

    def invalid_request(error: RequestValidationError) -> Response[Any]:
        logger.warning("request refused", extra={"code": "validation-failed"})
        return _response(problem.of_validation(list(error.errors()), request_id(app)))

    def no_route(_: RouteNotFoundError) -> Response[Any]:
        logger.warning("request refused", extra={"code": "no-such-route"})
        return _response(problem.no_such_route(request_id(app)))

    def foreseen(error: LifeOSError) -> Response[Any]:
        if error.kind in {"internal", "upstream"}:
            _mark_failed(app)
        _tell(error)
        invocation: Invocation = app.context["invocation"]
        invocation.count_error(error.code)
        return _response(problem.of_error(error, request_id(app)), problem.retry_after_s(error))

    def unforeseen(error: Exception) -> Response[Any]:
        _mark_failed(app)
        failed("request failed", error, app.context["invocation"])
        return _response(problem.of_error(LifeOSError("unforeseen"), request_id(app)))

    app.exception_handler(RequestValidationError)(invalid_request)
    app.not_found(no_route)
    app.exception_handler(LifeOSError)(foreseen)
    app.exception_handler(Exception)(unforeseen)


def unreadable(error: LifeOSError, request_id: str) -> dict[str, Any]:
    """The gateway's answer to a request that never reached a route."""
    _tell(error)
    told = problem.of_error(error, request_id)
    headers = {"Content-Type": [MEDIA_TYPE]}
    if (wait_s := problem.retry_after_s(error)) is not None:
        headers["Retry-After"] = [str(wait_s)]
    return {
        "statusCode": told.status,
        "multiValueHeaders": headers,
        "body": told.model_dump_json(exclude_none=True),
        "isBase64Encoded": False,
    }


def _response(told: Problem, retry_after_s: int | None = None) -> Response[Any]:
    return Response(
        status_code=told.status,
        content_type=MEDIA_TYPE,
        headers={} if retry_after_s is None else {"Retry-After": str(retry_after_s)},
        body=told.model_dump_json(exclude_none=True),
    )


def _tell(error: LifeOSError) -> None:
    """Our own failures with their stack, what the caller did without one."""
    if error.kind in {"internal", "upstream"}:
        failed("request failed", error)
    else:
        logger.warning("request refused", extra={"code": error.code})


def _mark_failed(app: APIGatewayRestResolver) -> None:
    invocation: Invocation = app.context["invocation"]
    invocation.outcome = "Failed"
