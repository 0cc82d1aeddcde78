"""A port that breaks at a chosen call: before the call had its effect, or after it."""

from __future__ import annotations

from typing import Any, Literal, TypeVar, cast

from lifeos.errors import LifeOSError, UpstreamError

T = TypeVar("T")
Moment = Literal["before", "after"]


class _Failing:
    def __init__(self, port: object, at: int, moment: Moment, error: Exception) -> None:
        self._port, self._at, self._moment, self._error = port, at, moment, error
        self._calls = 0

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._port, name)
        if not callable(found):
            return found

        def call(*args: Any, **kwargs: Any) -> Any:
            self._calls += 1
            breaks = self._calls == self._at
            if breaks and self._moment == "before":
                raise self._error
            answer = found(*args, **kwargs)
            if breaks:  # the effect is there, its answer is lost
                raise self._error
            return answer

        return call


def failing(
    port: T, *, at: int, moment: Moment = "before", error: LifeOSError | Exception | None = None
) -> T:
    """The same port, whose `at`-th call (from 1) raises, by default an UpstreamError."""
    broken = error or UpstreamError("The port was made to fail.")
    return cast(T, _Failing(port, at, moment, broken))
