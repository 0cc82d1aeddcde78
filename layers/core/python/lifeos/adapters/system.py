"""The machine's own clock and source of ids."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from uuid import UUID


class SystemClock:
    """Aware UTC from the operating system."""

    def now(self) -> datetime:
        """The instant, in UTC."""
        return datetime.now(UTC)


class Uuid7Ids:
    """UUIDv7: 48 bits of Unix milliseconds, then random. Source: RFC 9562 section 5.7.

    Made here because Aurora's PostgreSQL has no uuidv7() and Python has it from 3.14 only.
    """

    def new(self) -> UUID:
        """A fresh id that sorts by its time."""
        milliseconds = time.time_ns() // 1_000_000
        random = int.from_bytes(os.urandom(10), "big")
        value = (milliseconds & (1 << 48) - 1) << 80 | random
        value = value & ~(0xF << 76) | 0x7 << 76
        value = value & ~(0x3 << 62) | 0x2 << 62
        return UUID(int=value)
