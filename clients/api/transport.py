"""HTTP with patience: one layer that knows which failures are worth another try.

Tried again: connections that break, 429, 500, 502, 503, 504, and 409 `request-in-progress` (an
earlier attempt of ours is still running). Waits have full jitter; `Retry-After` is a lower bound.
Source: RFC 9110 section 10.2.3 (Retry-After), AWS Architecture Blog "Exponential Backoff And
Jitter" (full jitter). Everything sent through here may be repeated: reads, and writes that carry
an idempotency key or are bound to a content hash.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type

from clients.api.errors import HubFailedError, UnreachableError
from clients.api.words import PROGRAM

RETRIED_STATUSES = frozenset({429, 500, 502, 503, 504})
LONGEST_RETRY_AFTER_S = 60.0


@dataclass(frozen=True)
class Patience:
    """How often to try, and how the waits grow."""

    attempts: int = 12
    knocks: int = 4  # attempts where nobody listens at all; a busy hub listens
    base_s: float = 0.2
    cap_s: float = 8.0


PATIENT = Patience()


class _AgainError(Exception):
    """One attempt failed in a way that another may not."""

    def __init__(self, response: httpx.Response | None = None) -> None:
        super().__init__("transient")
        self.response = response


class Transport:
    """A pool of connections shared by threads."""

    def __init__(
        self,
        *,
        through_proxy: bool,
        patience: Patience = PATIENT,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.client = httpx.Client(
            timeout=httpx.Timeout(30.0, connect=5.0, pool=None), trust_env=through_proxy
        )
        self._patience = patience
        self._sleep = sleep

    def close(self) -> None:
        """Give every connection back."""
        self.client.close()

    def send(self, make: Callable[[], httpx.Request]) -> httpx.Response:
        """The answer, body read; `make` builds a fresh request for every attempt.

        The last answer is returned even if it is a failure. Raises: UnreachableError.
        """
        return self._retry(lambda: self._attempt(make, stream=False))

    @contextmanager
    def stream(self, make: Callable[[], httpx.Request]) -> Iterator[httpx.Response]:
        """The answer with its body still to be read. Raises: UnreachableError, also midway."""
        response = self._retry(lambda: self._attempt(make, stream=True))
        try:
            yield response
        except httpx.RequestError as error:
            raise UnreachableError("The connection broke while receiving.") from error
        finally:
            response.close()

    def _retry(self, attempt: Callable[[], httpx.Response]) -> httpx.Response:
        retrying = Retrying(
            retry=retry_if_exception_type(_AgainError),
            stop=self._is_enough,
            wait=self._wait_s,
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return retrying(attempt)
        except _AgainError as error:
            if error.response is None:
                raise UnreachableError(_nobody(error.__cause__)) from error
            return error.response

    def _is_enough(self, state: RetryCallState) -> bool:
        error = state.outcome.exception() if state.outcome else None
        is_nobody = isinstance(error and error.__cause__, httpx.ConnectError)
        patience = self._patience
        return state.attempt_number >= (patience.knocks if is_nobody else patience.attempts)

    def _attempt(self, make: Callable[[], httpx.Request], *, stream: bool) -> httpx.Response:
        try:
            response = self.client.send(make(), stream=stream)
            again = _is_transient(response)
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.LocalProtocolError) as error:
            raise HubFailedError("The hub gave an address or header nobody can use.") from error
        except httpx.RequestError as error:
            raise _AgainError from error
        if again:
            raise _AgainError(response)
        return response

    def _wait_s(self, state: RetryCallState) -> float:
        ceiling = min(self._patience.cap_s, self._patience.base_s * 2 ** (state.attempt_number - 1))
        error = state.outcome.exception() if state.outcome else None
        response = error.response if isinstance(error, _AgainError) else None
        return _retry_after_s(response) + random.uniform(0, ceiling)


def _is_transient(response: httpx.Response) -> bool:
    """Reads the body of every answer it may call transient, so its connection is free again."""
    if response.status_code not in RETRIED_STATUSES | {409}:
        return False
    response.read()
    return response.status_code != 409 or b"problem:request-in-progress" in response.content


def _retry_after_s(response: httpx.Response | None) -> float:
    text = response.headers.get("retry-after", "") if response is not None else ""
    if text.isdigit():
        return min(float(text), LONGEST_RETRY_AFTER_S)
    try:
        seconds = (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        return 0.0
    return min(max(seconds, 0.0), LONGEST_RETRY_AFTER_S)


def _nobody(cause: BaseException | None) -> str:
    if isinstance(cause, httpx.ConnectError | httpx.ConnectTimeout):
        return (
            f"The hub does not answer. Is it running? `{PROGRAM} status` tells, "
            f"`{PROGRAM} up` starts it."
        )
    return "The connection to the hub kept breaking."
