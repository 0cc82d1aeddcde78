"""Headers of every answer. Source: OWASP HTTP headers cheat sheet, Fetch standard (CORS).

`stacks/constructs/gateway_answers.py` gives the gateway's own answers the same; a test compares.
"""

from __future__ import annotations

from typing import Any

CORRELATION_HEADER = "X-Correlation-ID"
SECURITY_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "object-src 'none'; sandbox"
    ),
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
}
# What a script of an allowed origin may read besides the body.
EXPOSED = "ETag, Location, RateLimit, RateLimit-Policy, Retry-After, X-Correlation-ID"


def header_of(event: dict[str, Any], name: str) -> str | None:
    """What a request says under a name, whatever its case; None where it says nothing."""
    for key, value in (event.get("headers") or {}).items():
        if key.lower() == name.lower():
            return str(value)
    return None


def for_origin(origin: str | None, allowed: frozenset[str]) -> dict[str, str]:
    """CORS headers for an origin on the allow-list; for any other only that answers vary."""
    if not allowed:
        return {}
    if origin not in allowed:
        return {"Vary": "Origin"}
    return {
        "Access-Control-Allow-Origin": origin or "",
        "Access-Control-Expose-Headers": EXPOSED,
        "Vary": "Origin",
    }
