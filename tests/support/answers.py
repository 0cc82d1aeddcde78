"""What every answer of the API must look like."""

from __future__ import annotations

import json
from typing import Any

from lifeos.entry.http import SECURITY_HEADERS

Answer = dict[str, Any]


def body_of(answer: Answer) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(answer["body"])
    return told


def assert_sound(answer: Answer, status: int) -> dict[str, Any]:
    """Status, correlation id and security headers; the body."""
    headers = answer["multiValueHeaders"]
    assert answer["statusCode"] == status, answer["body"]
    assert len(headers["X-Correlation-ID"][0]) >= 8
    assert {name: headers[name] for name in SECURITY_HEADERS} == {
        name: [value] for name, value in SECURITY_HEADERS.items()
    }
    return body_of(answer)


def assert_problem(answer: Answer, status: int, code: str) -> dict[str, Any]:
    """A problem of one type; it says which request it was about."""
    told = assert_sound(answer, status)
    assert answer["multiValueHeaders"]["Content-Type"] == ["application/problem+json"]
    assert told["type"] == f"urn:lifeos:problem:{code}"
    assert told["status"] == status
    assert told["instance"] == "urn:lifeos:request:7a3b2c1d-0f9e-4d8c-b7a6-5f4e3d2c1b0a"
    return told
