"""The emulator's process: ministack, with two answers brought in line with AWS.

Run by path, so that nothing of the checkout is importable in the functions' workers. AWS fails a
Lambda task with the exact class name of the exception, a throttled one with
`Lambda.TooManyRequestsException` and one whose process ended with `Runtime.ExitError`. The emulator
says `Runtime.HandlerError`, `Lambda.Unknown` or what its broken pipe said, so a machine that is
right on AWS could neither retry nor tell a refusal from a crash. Each patch states what it expects
to find and stops with a clear error if a new version of the emulator no longer has it.

Source: Step Functions developer guide, "Handling errors in Step Functions workflows"; ADR 0007.
"""

from __future__ import annotations

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


def main() -> None:
    """Patch, then hand over to the emulator."""
    name_errors_by_their_class()
    name_throttles()
    from ministack.app import main as serve

    serve()


if __name__ == "__main__":
    main()
