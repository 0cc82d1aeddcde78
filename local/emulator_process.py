"""The emulator's process: ministack, with five behaviours brought in line with AWS.

Run by path, so that nothing of the checkout is importable in the functions' workers. AWS fails a
Lambda task with the exact class name of the exception, a throttled one with
`Lambda.TooManyRequestsException` and one whose process ended with `Runtime.ExitError`. The emulator
says `Runtime.HandlerError`, `Lambda.Unknown` or what its broken pipe said, so a machine that is
right on AWS could neither retry nor tell a refusal from a crash. S3 on AWS says which version of an
object was created; the emulator leaves that out of EventBridge's event, so a run could not be named
by its version, and the auditor would start another one beside it. AWS lets a function that is
changed finish the calls it is in; the emulator kills them. A stop loses what a table's stream held
but not how far its reader was: started again, the emulator would hand the reader nothing until as
many writes had come as ever before. Each patch states what it expects
to find and stops with a clear error if a new version of the emulator no longer has it.

Source: Lambda API reference, "UpdateFunctionCode"; Step Functions developer guide, "Handling errors
in Step Functions workflows"; Amazon S3 user guide, "EventBridge event message structure"; ADR 0007.
"""

from __future__ import annotations

import inspect
import json
import threading
import time
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from typing import Any

_MARK = "\x1f"  # between class name and message on the way from the worker to the answer
_START_S = 30.0  # a call's worker may still have to start; its own limit counts from then
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


def let_calls_finish() -> None:
    """A function that is changed or deleted: its calls end by themselves, then their workers."""
    from ministack.core import lambda_runtime
    from ministack.services import lambda_svc

    kill, invalidate = lambda_runtime.kill_workers, lambda_runtime.invalidate_worker
    if "kill_workers(doomed)" not in inspect.getsource(invalidate):
        raise RuntimeError("this emulator's workers are unknown: see local/emulator_process.py")
    gently: ContextVar[bool] = ContextVar("gently", default=False)

    def invalidated(*args: Any, **kwargs: Any) -> None:
        token = gently.set(True)
        try:
            invalidate(*args, **kwargs)
        finally:
            gently.reset(token)

    def killed(workers: Iterable[Any]) -> None:
        there = [worker for worker in workers if worker is not None]
        if not gently.get():
            kill(there)
            return
        # Beside the emulator's own thread: waiting for a process to end stops all of it.
        for worker in there:
            threading.Thread(target=_end_when_free, args=[worker, kill], daemon=True).start()

    lambda_runtime.kill_workers = killed
    lambda_runtime.invalidate_worker = lambda_svc.invalidate_worker = invalidated


def _end_when_free(worker: Any, kill: Callable[[list[Any]], None]) -> None:
    """Nobody is given this worker any more; one whose call never ends is killed all the same."""
    deadline = time.monotonic() + float(worker.config.get("Timeout", 30)) + _START_S
    while worker.in_use and time.monotonic() < deadline:
        time.sleep(0.05)
    kill([worker])


def read_streams_from_their_start() -> None:
    """A stream that is empty again after a start is read from its beginning."""
    from ministack.services import lambda_svc

    restore = lambda_svc._restore_esm_positions
    streams = lambda_svc._dynamodb_stream_positions

    def restored(store: Any, positions: Any) -> None:
        if store is not streams:
            restore(store, positions)

    lambda_svc._restore_esm_positions = restored


def main() -> None:
    """Patch, then hand over to the emulator."""
    name_errors_by_their_class()
    name_throttles()
    name_versions_of_objects()
    let_calls_finish()
    read_streams_from_their_start()
    from ministack.app import main as serve

    serve()


if __name__ == "__main__":
    main()
