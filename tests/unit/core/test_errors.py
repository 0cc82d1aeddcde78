"""The family of expected failures, and the tables that depend on it."""

from __future__ import annotations

import re
import typing

import pytest
from lifeos import errors
from lifeos.entry.problem import STATUS
from lifeos.errors import Kind, LifeOSError, RejectedError


def family(root: type[LifeOSError] = LifeOSError) -> list[type[LifeOSError]]:
    """The errors of the published tree, private ones of adapters left out."""
    below = [found for child in root.__subclasses__() for found in family(child)]
    return [root, *below] if root.__module__ == errors.__name__ else below


FAMILY = sorted(set(family()), key=lambda error: error.__name__)


def made(error: type[LifeOSError]) -> LifeOSError:
    parts = ["a-reason", "A sentence."] if error is RejectedError else ["A sentence."]
    return error(*parts)


@pytest.mark.parametrize("error", FAMILY)
def test_every_error_has_a_permanent_code_a_known_kind_and_a_telling_name(
    error: type[LifeOSError],
) -> None:
    assert error.__name__.endswith("Error")
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", error.code)
    assert error.kind in typing.get_args(Kind)


def test_no_two_errors_share_a_code() -> None:
    codes = [error.code for error in FAMILY]

    assert len(set(codes)) == len(codes)


def test_every_kind_has_a_status_and_no_status_is_without_a_kind() -> None:
    assert set(STATUS) == set(typing.get_args(Kind))


@pytest.mark.parametrize("error", FAMILY)
def test_the_docstring_draws_every_error(error: type[LifeOSError]) -> None:
    assert errors.__doc__ is not None
    assert error.__name__ in errors.__doc__


@pytest.mark.parametrize("error", [error for error in FAMILY if error.__init__ in (
    LifeOSError.__init__, RejectedError.__init__)])  # fmt: skip
def test_an_error_is_its_sentence(error: type[LifeOSError]) -> None:
    assert made(error).detail == str(made(error)) == "A sentence."


def test_a_refusal_carries_its_own_reason() -> None:
    refused = RejectedError("password-required", "The file is locked.")

    assert (refused.code, refused.reason) == ("rejected", "password-required")
