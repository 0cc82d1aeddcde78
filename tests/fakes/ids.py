"""The Ids port, foreseeable: UUIDv7 that count up."""

from __future__ import annotations

import itertools
from uuid import UUID

_FIRST = 0x0195_0000_0000_7000_8000_0000_0000_0000


class FakeIds:
    """Ids in the order they were made, as version 7 sorts."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def new(self) -> UUID:
        return UUID(int=_FIRST + next(self._numbers))
