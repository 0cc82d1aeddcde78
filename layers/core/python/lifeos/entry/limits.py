"""Counting a request against its person's limit, and telling them where they stand.

Limits fail open. They keep one person's script from taking the hub from everybody else; they do
not decide what anybody may see. A table that is away already stops what needs it; reading the
record does not, and should go on. The metric `LimitsUnknown` says that nobody counted, and the
gateway's own rate still holds. Source: draft-ietf-httpapi-ratelimit-headers-10, ADR 0021.
"""

from __future__ import annotations

from typing import Any

from lifeos import metrics, wiring
from lifeos.contracts.limits import Limit, Standing, limit_of
from lifeos.entry.emf import measured
from lifeos.entry.telemetry import Invocation, logger
from lifeos.errors import LifeOSError, ThrottledError


class Count:
    """One request of one person, counted once."""

    def __init__(self, event: dict[str, Any], invocation: Invocation) -> None:
        self._limit = limit_of(str(event.get("httpMethod")), str(event.get("resource")))
        self._user_id, self._counted = invocation.user_id, invocation.counted
        self._standing: Standing | None = None

    def take(self) -> None:
        """Take a token, if anybody is signed in. Raises: ThrottledError when there is none."""
        if self._user_id is None:
            return
        try:
            self._standing = wiring.hub().limiter.take(self._user_id, self._limit)
        except LifeOSError as error:
            self._counted.append(measured(metrics.LIMITS_UNKNOWN, 1))
            logger.warning("request not counted", extra={"code": error.code})
            return
        if self._standing.retry_after_s:
            self._counted.append(measured(metrics.REQUEST_REFUSED, 1))
            raise ThrottledError(
                f"Too many requests of this kind ({self._limit.name}); wait a moment.",
                retry_after_s=self._standing.retry_after_s,
            )

    @property
    def headers(self) -> dict[str, str]:
        """What is told on the answer; nothing on a route that anybody may call."""
        if self._user_id is None:
            return {}
        told = {"RateLimit-Policy": policy(self._limit)}
        if self._standing is not None:
            left = f"r={self._standing.remaining};t={self._standing.reset_s}"
            told["RateLimit"] = f'"{self._limit.name}";{left}'
        return told


def policy(limit: Limit) -> str:
    """A limit as a structured field (RFC 9651): requests and the seconds they are spread over."""
    return f'"{limit.name}";q={limit.burst};w={limit.window_s}'
