"""How a large file is cut into parts, the same in every store."""

from __future__ import annotations

import math


def part_sizes(size_bytes: int, part_size_bytes: int) -> list[tuple[int, int]]:
    """Part numbers from 1 with their sizes in bytes; an empty file is one empty part."""
    count = max(1, math.ceil(size_bytes / part_size_bytes))
    last = size_bytes - (count - 1) * part_size_bytes
    return [(number, part_size_bytes) for number in range(1, count)] + [(count, last)]
