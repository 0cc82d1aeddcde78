"""Repeatable chance: the same seed gives the same life on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")


class Dice:
    """Chance for one topic, so that a change in one topic leaves the others as they were.

    Only `Random.random` is used: Python promises its sequence across versions, while choice,
    shuffle and sample have changed theirs.
    Source: docs.python.org/3/library/random.html, "Notes on Reproducibility".
    """

    def __init__(self, seed: int, topic: str) -> None:
        self._random = Random(f"{seed}/{topic}")

    def whole(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self._random.random() * (high - low + 1))

    def money(self, low: str, high: str) -> Decimal:
        """An amount with two decimals, both ends included."""
        cents = self.whole(int(Decimal(low) * 100), int(Decimal(high) * 100))
        return Decimal(cents).scaleb(-2)

    def digits(self, count: int) -> str:
        """A string of digits that does not start with a zero."""
        return str(self.whole(10 ** (count - 1), 10**count - 1))

    def one(self, things: Sequence[Thing]) -> Thing:
        """One of the things."""
        return things[self.whole(0, len(things) - 1)]

    def days(self, count: int, *, first: int, last: int) -> list[int]:
        """So many different days of a month, in order."""
        left = list(range(first, last + 1))
        return sorted(left.pop(self.whole(0, len(left) - 1)) for _ in range(count))
