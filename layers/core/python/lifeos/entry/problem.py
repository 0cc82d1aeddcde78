"""Every failure an API answers, as RFC 9457 problem details; the only kind -> status table."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from lifeos.contracts.base import Model
from lifeos.contracts.problem import FieldProblem, Problem
from lifeos.errors import ChangedError, Kind, LifeOSError, ThrottledError

STATUS: dict[Kind, HTTPStatus] = {
    "malformed": HTTPStatus.BAD_REQUEST,
    "invalid": HTTPStatus.UNPROCESSABLE_ENTITY,
    "not-found": HTTPStatus.NOT_FOUND,
    "conflict": HTTPStatus.CONFLICT,
    "unconditional": HTTPStatus.PRECONDITION_REQUIRED,
    "changed": HTTPStatus.PRECONDITION_FAILED,
    "too-large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "unsupported": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "denied": HTTPStatus.FORBIDDEN,
    "throttled": HTTPStatus.TOO_MANY_REQUESTS,
    "upstream": HTTPStatus.BAD_GATEWAY,
    "internal": HTTPStatus.INTERNAL_SERVER_ERROR,
}
# Where waiting helps, how long at least; the client's own growing waits come on top.
_RETRY_AFTER_S = 1
_LISTED_ERRORS = 50  # a body of 10,000 wrong parts must not make an answer of megabytes
_INTERNAL = "The hub failed on this request. It was noted; trying again may help."


def of_error(error: LifeOSError, request_id: str) -> Problem:
    """The problem a foreseen error becomes; the inside of an internal one is not told."""
    status = STATUS[error.kind]
    detail = _INTERNAL if error.kind == "internal" else error.detail
    told = make(error.code, status, detail=detail, request_id=request_id)
    if isinstance(error, ChangedError) and isinstance(error.current, Model):
        return told.model_copy(update={"current": error.current.model_dump(mode="json")})
    return told


def retry_after_s(error: LifeOSError) -> int | None:
    """Seconds after which the same request may succeed; None where it will not."""
    if isinstance(error, ThrottledError):
        return error.retry_after_s
    waits = error.kind == "upstream" or error.code == "request-in-progress"
    return _RETRY_AFTER_S if waits else None


def of_validation(errors: list[dict[str, Any]], request_id: str) -> Problem:
    """422 with a JSON pointer for each field that is not right; values are not repeated."""
    fields = [
        FieldProblem(pointer=_pointer(error.get("loc", ())), detail=str(error.get("msg", "")))
        for error in errors[:_LISTED_ERRORS]
    ]
    return make(
        "validation-failed",
        HTTPStatus.UNPROCESSABLE_ENTITY,
        detail="The request does not fit the contract.",
        request_id=request_id,
        errors=fields,
    )


def no_such_route(request_id: str) -> Problem:
    """404 for a path the hub does not have; what is missing behind a path is `not-found`."""
    return make(
        "no-such-route",
        HTTPStatus.NOT_FOUND,
        detail="There is no such route.",
        request_id=request_id,
    )


def make(
    code: str,
    status: HTTPStatus,
    *,
    detail: str,
    request_id: str,
    errors: list[FieldProblem] | None = None,
) -> Problem:
    """One problem; its title is the code in words, the same for every occurrence."""
    return Problem(
        type=f"urn:lifeos:problem:{code}",
        title=code.replace("-", " ").capitalize(),
        status=int(status),
        detail=detail,
        instance=f"urn:lifeos:request:{request_id}",
        errors=errors or [],
    )


def _pointer(location: tuple[Any, ...] | list[Any]) -> str:
    """RFC 6901 pointer of a pydantic location, without the part of the request it names."""
    parts = [str(part) for part in location]
    if parts and parts[0] in {"body", "query", "path", "header"}:
        parts = parts[1:]
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)
