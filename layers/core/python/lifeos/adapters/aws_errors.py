"""One translation of botocore's errors into ours, used by every AWS adapter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError, ParamValidationError

from lifeos.errors import LifeOSError, ThrottledError, UpstreamError

Refusals = Mapping[str, Callable[[], LifeOSError]]

# Source: the AWS error codes that botocore's own retry modes count as throttling.
_THROTTLED = frozenset(
    {
        "BandwidthLimitExceeded",
        "LimitExceededException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestThrottledException",
        "SlowDown",
        "ThrottledException",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
        "TransactionConflict",
        "TransactionInProgressException",
    }
)
# Source: DynamoDB API reference, TransactWriteItems, cancellation reasons that pass by themselves.
_CANCELLED_FOR_NOW = frozenset(
    {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}
)
# These say that the hub's own role or key is wrong: nothing a person can correct.
_REFUSED = frozenset(
    {
        "AccessDenied",
        "AccessDeniedException",
        "ExpiredToken",
        "ExpiredTokenException",
        "InvalidAccessKeyId",
        "SignatureDoesNotMatch",
        "UnrecognizedClientException",
    }
)


@contextmanager
def aws_errors(service: str, refusals: Refusals | None = None) -> Iterator[None]:
    """Translate what the AWS SDK raises inside the block; the cause is kept.

    `service` names the store in the sentence ("The file store"); `refusals` says what an answer
    means that only one service or call gives, by error code, and goes before everything else.
    Vendor messages are not copied: they quote input.

    Raises: what `refusals` says, ThrottledError, UpstreamError; LifeOSError where the SDK found
    our own call malformed, which is a defect of the hub.
    """
    try:
        yield
    except ClientError as error:
        raise _meaning(error, refusals or {}, service=service) from error
    except ParamValidationError as error:
        raise LifeOSError(f"{service} was asked something malformed.") from error
    except BotoCoreError as error:  # no connection, timeouts, broken streams, no credentials
        raise UpstreamError(f"{service} could not be reached.") from error


def _meaning(error: ClientError, refusals: Refusals, *, service: str) -> LifeOSError:
    code = error.response.get("Error", {}).get("Code", "")
    if code == "TransactionCanceledException":
        code = _why_cancelled(error) or code
    if code in refusals:
        return refusals[code]()
    if code in _THROTTLED:
        return ThrottledError(f"{service} asks to slow down.")
    if code in _REFUSED or code == "403":  # a HEAD answer has no body, so no code but its status
        return UpstreamError(f"{service} refused the hub's own credentials.")
    return UpstreamError(f"{service} failed ({code or 'no code'}).")


def _why_cancelled(error: ClientError) -> str | None:
    """`TransactionConflict` if only the moment was wrong: no condition of the caller's failed."""
    told: list[dict[str, str]] = error.response.get("CancellationReasons", [])  # type: ignore[assignment]
    reasons = {reason.get("Code", "None") for reason in told} - {"None"}
    return "TransactionConflict" if reasons and reasons <= _CANCELLED_FOR_NOW else None
