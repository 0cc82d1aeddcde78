"""The emulator's process: ministack, with three answers brought in line with AWS.

Run by path, so that nothing of the checkout is importable in the functions' workers. AWS fails a
Lambda task with the exact class name of the exception, a throttled one with
`Lambda.TooManyRequestsException` and one whose process ended with `Runtime.ExitError`. The emulator
says `Runtime.HandlerError`, `Lambda.Unknown` or what its broken pipe said, so a machine that is
right on AWS could neither retry nor tell a refusal from a crash. S3 on AWS says which version of an
object was created; the emulator leaves that out of EventBridge's event, so a run could not be named
by its version, and the auditor would start another one beside it. Each patch states what it expects
to find and stops with a clear error if a new version of the emulator no longer has it.

Source: Step Functions developer guide, "Handling errors in Step Functions workflows"; Amazon S3
user guide, "EventBridge event message structure"; ADR 0007.
"""

from __future__ import annotations

import inspect
import json
from contextvars import ContextVar
from typing import Any

_MARK = "\x1f"  # between class name and message on the way from the worker to the answer
# What the emulator says of a worker that ended during a call, before it, or while it started.
_ENDED = (
    "Worker process died",
    "Worker returned no response",
    "Worker process exited immediately",
    "Broken pipe",
)
_TELLS_MESSAGE = '"error": str(e), "trace"'
_TELLS_TYPE_TOO = '"error": type(e).__name__ + "\\x1f" + str(e), "trace"'


def name_errors_by_their_class() -> None:
    """A function's failure carries the class name of its exception."""
    from ministack.core import lambda_runtime
    from ministack.services import lambda_svc

    script = lambda_runtime._PYTHON_WORKER_SCRIPT
    if _TELLS_MESSAGE not in script:
        raise RuntimeError("this emulator's worker is unknown: see local/emulator_process.py")
    lambda_runtime._PYTHON_WORKER_SCRIPT = script.replace(_TELLS_MESSAGE, _TELLS_TYPE_TOO)
    execute = lambda_svc._execute_function_warm

    def named(func: dict[str, Any], event: Any, request_id: str) -> dict[str, Any]:
        result: dict[str, Any] = execute(func, event, request_id)
        body = result.get("body")
        if result.get("error") and isinstance(body, dict):
            body.update(_as_aws_says(body))
        return result

    lambda_svc._execute_function_warm = named


def _as_aws_says(body: dict[str, Any]) -> dict[str, str]:
    """Type and message of a failure, from what the emulator made of it."""
    said = str(body.get("errorMessage", ""))
    name, mark, message = said.partition(_MARK)
    if mark:
        return {"errorType": name, "errorMessage": message}
    if any(words in said for words in _ENDED):
        return {"errorType": "Runtime.ExitError", "errorMessage": "Error: Runtime exited"}
    return {}


def name_throttles() -> None:
    """A throttled task fails with the name that state machines retry."""
    from ministack.services import stepfunctions

    call = stepfunctions._call_lambda

    def named(func_ref: Any, event: Any) -> Any:
        try:
            return call(func_ref, event)
        except stepfunctions._ExecutionError as error:
            if error.error == "Lambda.Unknown" and "TooManyRequestsException" in str(error.cause):
                raise stepfunctions._ExecutionError(
                    "Lambda.TooManyRequestsException", error.cause
                ) from None
            raise

    stepfunctions._call_lambda = named


def name_versions_of_objects() -> None:
    """An event about an object in a bucket with versions says which version it means."""
    from ministack.services import eventbridge, s3

    fire, dispatch = s3._fire_s3_event, eventbridge._dispatch_event
    signature = inspect.signature(fire)
    if "version_id" not in signature.parameters:
        raise RuntimeError("this emulator's S3 is unknown: see local/emulator_process.py")
    version: ContextVar[str | None] = ContextVar("version", default=None)

    def fired(*args: Any, **kwargs: Any) -> None:
        token = version.set(signature.bind(*args, **kwargs).arguments.get("version_id"))
        try:
            fire(*args, **kwargs)
        finally:
            version.reset(token)

    def dispatched(event: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        detail = json.loads(event["Detail"]) if event.get("Source") == "aws.s3" else {}
        if version.get() is not None and "object" in detail:
            detail["object"].setdefault("version-id", version.get())
            event = {**event, "Detail": json.dumps(detail)}
        return dispatch(event, *args, **kwargs)

    s3._fire_s3_event, eventbridge._dispatch_event = fired, dispatched


def main() -> None:
    """Patch, then hand over to the emulator."""
    name_errors_by_their_class()
    name_throttles()
    name_versions_of_objects()
    from ministack.app import main as serve

    serve()


if __name__ == "__main__":
    main()
