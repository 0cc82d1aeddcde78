"""Each answer of AWS has one meaning here."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    EndpointConnectionError,
    NoCredentialsError,
    ParamValidationError,
    ReadTimeoutError,
)
from lifeos.adapters.aws_errors import aws_errors
from lifeos.errors import ConflictError, LifeOSError, ThrottledError, UpstreamError

SECRET = "what the caller sent"
TAKEN = {"TransactionCanceledException": lambda: ConflictError("Taken.")}


def refusal(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": SECRET}}, "PutItem")


def meaning(error: Exception) -> LifeOSError:
    refusals = {"ConditionalCheckFailedException": lambda: ConflictError("Taken.")}
    with pytest.raises(LifeOSError) as caught, aws_errors("The table", refusals):
        raise error
    assert caught.value.__cause__ is error
    assert SECRET not in caught.value.detail
    return caught.value


def test_what_only_one_service_says_goes_first() -> None:
    assert type(meaning(refusal("ConditionalCheckFailedException"))) is ConflictError


@pytest.mark.parametrize("code", ["ThrottlingException", "SlowDown", "RequestLimitExceeded"])
def test_throttling_is_told_apart(code: str) -> None:
    assert type(meaning(refusal(code))) is ThrottledError


@pytest.mark.parametrize("code", ["AccessDenied", "ExpiredToken", "403"])
def test_our_own_credentials_are_named(code: str) -> None:
    error = meaning(refusal(code))

    assert type(error) is UpstreamError
    assert "credentials" in error.detail


@pytest.mark.parametrize("code", ["InternalError", "503", "SomethingNew"])
def test_any_other_answer_is_a_failure_of_the_service(code: str) -> None:
    assert meaning(refusal(code)).detail == f"The table failed ({code})."


@pytest.mark.parametrize(
    "error",
    [
        EndpointConnectionError(endpoint_url="http://x"),
        ReadTimeoutError(endpoint_url="http://x"),
        NoCredentialsError(),
    ],
)
def test_no_answer_is_a_failure_of_the_service(error: BotoCoreError) -> None:
    assert type(meaning(error)) is UpstreamError


def cancelled(*reasons: str) -> ClientError:
    told = {"Error": {"Code": "TransactionCanceledException", "Message": SECRET}}
    listed = [{"Code": reason, "Message": SECRET} for reason in reasons]
    answer: Any = {**told, "CancellationReasons": listed}  # botocore's own type leaves it out
    return ClientError(answer, "TransactWriteItems")


@pytest.mark.parametrize(
    "reasons",
    [("TransactionConflict",), ("None", "ThrottlingError"), ("TransactionConflict", "None")],
)
def test_a_transaction_that_only_came_at_a_bad_moment_is_throttled(reasons: tuple[str]) -> None:
    with pytest.raises(ThrottledError), aws_errors("The table", TAKEN):
        raise cancelled(*reasons)


@pytest.mark.parametrize(
    "reasons", [(), ("None", "ConditionalCheckFailed"), ("TransactionConflict", "ValidationError")]
)
def test_a_transaction_whose_condition_failed_is_what_its_caller_says(reasons: tuple[str]) -> None:
    with pytest.raises(ConflictError), aws_errors("The table", TAKEN):
        raise cancelled(*reasons)


def test_a_malformed_call_is_our_defect() -> None:
    error = meaning(ParamValidationError(report=SECRET))

    assert type(error) is LifeOSError
    assert error.kind == "internal"


def test_other_errors_pass_untouched() -> None:
    with pytest.raises(KeyError), aws_errors("The table"):
        raise KeyError("x")
