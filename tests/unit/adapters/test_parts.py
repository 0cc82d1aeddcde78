"""Cutting a file into parts loses nothing and invents nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifeos.adapters.parts import part_sizes


@pytest.mark.parametrize(
    ("size", "parts"),
    [
        (0, [(1, 0)]),
        (1, [(1, 1)]),
        (10, [(1, 10)]),
        (11, [(1, 10), (2, 1)]),
        (20, [(1, 10), (2, 10)]),
    ],
)
def test_boundaries(size: int, parts: list[tuple[int, int]]) -> None:
    assert part_sizes(size, 10) == parts


@given(st.integers(0, 5000), st.integers(1, 700))
def test_parts_are_numbered_full_but_the_last_and_add_up(size: int, part: int) -> None:
    parts = part_sizes(size, part)

    assert [number for number, _ in parts] == list(range(1, len(parts) + 1))
    assert all(found == part for _, found in parts[:-1])
    assert sum(found for _, found in parts) == size
