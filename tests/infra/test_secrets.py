"""No secret in a template: not in a variable, not in a property, not in an output."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from functions.catalogue import CATALOGUE
from tests.support.templates import CLOUD, PROFILES, synthesised

SECRET_NAME = re.compile(
    r"secret|passw|token|credential|api_?key|private_?key|_key$", re.IGNORECASE
)
# Forms that secrets have: AWS key ids, PEM, JWT, model keys, a URL with a password in it.
SECRET_FORM = re.compile(
    r"AKIA[0-9A-Z]{16}|ASIA[0-9A-Z]{16}|-----BEGIN [A-Z ]*PRIVATE KEY|eyJ[\w-]{10,}\.eyJ[\w-]{10,}"
    r"|\bsk-[A-Za-z0-9_-]{16,}|[a-z]+://[^/\s:@]+:[^@\s/]+@"
)


def strings(value: Any) -> Iterator[str]:
    """Every string in a template."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("record", CATALOGUE, ids=lambda record: record.name)
def test_no_variable_is_called_like_a_secret(profile: str, record: Any) -> None:
    variables = synthesised(profile).function(record.name)["Environment"]["Variables"]

    assert [name for name in variables if SECRET_NAME.search(name)] == []


@pytest.mark.parametrize("profile", PROFILES)
def test_nothing_in_a_template_has_the_form_of_a_secret(profile: str) -> None:
    deployed = synthesised(profile)

    found = [text[:12] for one in deployed.stacks.values() for text in strings(one)
             if SECRET_FORM.search(text)]  # fmt: skip

    assert found == []


@pytest.mark.parametrize("profile", CLOUD)
def test_no_function_may_read_a_secret_it_does_not_need(profile: str) -> None:
    for record in CATALOGUE:
        role = str(synthesised(profile).role_of(record.name))

        assert "secretsmanager:" not in role


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://app:hunter2@db/lifeos",
        "AKIA" + "A" * 16,
        "-----BEGIN RSA PRIVATE KEY",
        "sk-" + "a" * 20,
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0",
    ],
)
def test_a_secret_would_be_found(text: str) -> None:
    assert SECRET_FORM.search(text)
