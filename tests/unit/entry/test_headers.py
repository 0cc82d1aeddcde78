"""Headers of every answer, and who may read it from a script."""

from __future__ import annotations

import pytest
from lifeos.entry.headers import SECURITY_HEADERS, for_origin
from lifeos.settings import CoreSettings, read

ALLOWED = frozenset({"https://hub.example.org", "http://localhost:5173"})
CORE = {"LIFEOS_PROFILE": "local", "POWERTOOLS_SERVICE_NAME": "x", "PIPELINE_VERSION": "1"}


def test_nothing_may_be_framed_cached_sniffed_or_sent_on() -> None:
    policy = SECURITY_HEADERS["Content-Security-Policy"].split("; ")

    # `base-uri`, `form-action` and `frame-ancestors` do not fall back to `default-src`.
    for what in ("default-src", "base-uri", "form-action", "frame-ancestors", "object-src"):
        assert f"{what} 'none'" in policy
    assert SECURITY_HEADERS["Cache-Control"] == "no-store"
    assert SECURITY_HEADERS["X-Content-Type-Options"] == "nosniff"
    assert SECURITY_HEADERS["Referrer-Policy"] == "no-referrer"
    assert "max-age=63072000" in SECURITY_HEADERS["Strict-Transport-Security"]


def test_an_allowed_origin_may_read() -> None:
    told = for_origin("https://hub.example.org", ALLOWED)

    assert told["Access-Control-Allow-Origin"] == "https://hub.example.org"
    assert "ETag" in told["Access-Control-Expose-Headers"]
    assert told["Vary"] == "Origin"


@pytest.mark.parametrize(
    "origin", [None, "null", "*", "https://hub.example.org.evil", "HTTPS://hub.example.org", ""]
)
def test_no_other_origin_may(origin: str | None) -> None:
    assert for_origin(origin, ALLOWED) == {"Vary": "Origin"}


def test_without_an_allow_list_nothing_is_said() -> None:
    assert for_origin("https://hub.example.org", frozenset()) == {}


def test_the_allow_list_comes_from_the_environment() -> None:
    told = read(CoreSettings, {**CORE, "ALLOWED_ORIGINS": " ".join(ALLOWED)})

    assert told.allowed_origins == ALLOWED
    assert read(CoreSettings, {**CORE, "ALLOWED_ORIGINS": ""}).allowed_origins == frozenset()
    assert read(CoreSettings, CORE).allowed_origins == frozenset()
