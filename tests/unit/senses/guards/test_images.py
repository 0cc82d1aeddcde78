"""Sizes stated in the headers of images."""

from __future__ import annotations

import struct
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifeos.errors import RejectedError
from lifeos.senses.guards import images

from tests.support import hostile

MAKERS = [hostile.png, hostile.jpeg, hostile.gif, hostile.bmp, hostile.webp]


@pytest.mark.parametrize("make", MAKERS)
def test_the_stated_size_is_read(make: Callable[[int, int], bytes]) -> None:
    assert images.size_of(make(640, 480)) == (640, 480)


@pytest.mark.parametrize(
    ("chunk", "size"),
    [
        (b"VP8L" + struct.pack("<IBI", 9, 0x2F, 639 | 479 << 14), (640, 480)),
        (b"VP8 " + struct.pack("<I6sHH", 9, b"\x00" * 6, 640, 480), (640, 480)),
        (b"VP9 " + b"\x00" * 20, None),
    ],
)
def test_every_kind_of_webp_states_its_size(chunk: bytes, size: tuple[int, int] | None) -> None:
    assert images.size_of(b"RIFF\x00\x00\x00\x00WEBP" + chunk) == size


def test_a_large_scan_passes_and_one_line_more_than_the_bound_does_not() -> None:
    images.check(hostile.png(10_000, 10_000))

    with pytest.raises(RejectedError, match="10000 by 10001 pixels"):
        images.check(hostile.png(10_000, 10_001))


@given(start=st.sampled_from([make(9, 9) for make in MAKERS]), cut=st.integers(0, 80))
def test_a_cut_header_states_nothing(start: bytes, cut: int) -> None:
    assert images.size_of(start[:cut]) in (None, (9, 9))
