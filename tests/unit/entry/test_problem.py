"""Every failure an API answers, as RFC 9457 problem details."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifeos.contracts.problem import Problem
from lifeos.entry import problem
from lifeos.entry.idempotency import InProgressError, KeyMissingError, KeyReusedError
from lifeos.errors import (
    ConflictError,
    DeniedError,
    InvalidInputError,
    LifeOSError,
    NotFoundError,
    RejectedError,
    StaleAttemptError,
    ThrottledError,
    TooLargeError,
    UnsupportedError,
    UpstreamError,
)

TABLE: list[tuple[LifeOSError, int, str]] = [
    (InvalidInputError("s"), 422, "invalid-input"),
    (RejectedError("r", "s"), 422, "rejected"),
    (NotFoundError("s"), 404, "not-found"),
    (ConflictError("s"), 409, "conflict"),
    (StaleAttemptError("s"), 409, "stale-attempt"),
    (TooLargeError("s"), 413, "too-large"),
    (UnsupportedError("s"), 415, "unsupported"),
    (DeniedError("s"), 403, "denied"),
    (ThrottledError("s"), 429, "throttled"),
    (UpstreamError("s"), 502, "upstream-failed"),
    (LifeOSError("s"), 500, "internal"),
    (KeyMissingError("s"), 400, "idempotency-key-missing"),
    (KeyReusedError("s"), 422, "idempotency-key-reused"),
    (InProgressError("s"), 409, "request-in-progress"),
]


@pytest.mark.parametrize(("error", "status", "code"), TABLE)
def test_each_error_has_its_status_and_type(error: LifeOSError, status: int, code: str) -> None:
    told = problem.of_error(error, "request-1")

    assert (told.status, told.type) == (status, f"urn:lifeos:problem:{code}")
    assert told.instance == "urn:lifeos:request:request-1"


def test_a_foreseen_error_tells_its_sentence_and_an_internal_one_does_not() -> None:
    foreseen = problem.of_error(NotFoundError("There is no such thing."), "r")
    internal = problem.of_error(LifeOSError("MARKED inside"), "r")

    assert foreseen.detail == "There is no such thing."
    assert "MARKED" not in internal.model_dump_json()


def test_a_title_is_the_code_in_words_for_every_occurrence() -> None:
    titles = {problem.of_error(NotFoundError(detail), "r").title for detail in ("one", "two")}

    assert titles == {"Not found"}


@pytest.mark.parametrize(
    ("location", "pointer"),
    [
        (("body", "name"), "/name"),
        (("query", "limit"), "/limit"),
        (("body", "parts", 3, "etag"), "/parts/3/etag"),
        (("body", "a/b~c"), "/a~1b~0c"),
        (("body",), ""),
        ((), ""),
        (("name", "body"), "/name/body"),
    ],
)
def test_a_place_is_told_as_a_json_pointer(location: tuple[object, ...], pointer: str) -> None:
    told = problem.of_validation([{"loc": location, "msg": "Wrong.", "input": "MARKED"}], "r")

    assert [error.pointer for error in told.errors] == [pointer]
    assert "MARKED" not in told.model_dump_json()


@given(st.lists(st.text(min_size=1), min_size=1, max_size=4))
def test_a_pointer_names_the_place_exactly(parts: list[str]) -> None:
    told = problem.of_validation([{"loc": ["body", *parts], "msg": "Wrong."}], "r")

    steps = told.errors[0].pointer.split("/")[1:]
    assert [step.replace("~1", "/").replace("~0", "~") for step in steps] == parts


def test_a_problem_is_what_the_contract_says() -> None:
    told = problem.of_validation([{"loc": ("body", "x"), "msg": "Wrong."}], "r")

    assert Problem.model_validate_json(told.model_dump_json()) == told
