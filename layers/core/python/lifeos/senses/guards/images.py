"""How many pixels an image says it has, from its header alone.

Sources: PNG 11.2.2, GIF89a 18, ITU T.81 B.2.2 (JPEG), BITMAPINFOHEADER, RFC 9649 (WebP).
"""

from __future__ import annotations

import struct
from collections.abc import Callable

from lifeos.errors import RejectedError

MAX_PIXELS = 100_000_000  # a large scan has 35 million, a camera 60; each takes 4 bytes unpacked
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # markers that state a size


def check(start: bytes) -> None:
    """Refuse an image that unpacks to more than MAX_PIXELS.

    Raises: RejectedError `image-bomb`.
    """
    width, height = size_of(start) or (0, 0)
    if width * height > MAX_PIXELS:
        millions = MAX_PIXELS // 1_000_000
        raise RejectedError(
            "image-bomb",
            f"The image says it is {width} by {height} pixels; {millions} million are read.",
        )


def size_of(start: bytes) -> tuple[int, int] | None:
    """Width and height in pixels; None if the header is none or is cut."""
    for mark, read in _READERS:
        if start.startswith(mark):
            try:
                return read(start)
            except (struct.error, IndexError):
                return None
    return None


def _png(start: bytes) -> tuple[int, int] | None:
    return struct.unpack_from(">II", start, 16) if start[12:16] == b"IHDR" else None


def _gif(start: bytes) -> tuple[int, int]:
    return struct.unpack_from("<HH", start, 6)


def _bmp(start: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from("<ii", start, 18)
    return abs(width), abs(height)


def _jpeg(start: bytes) -> tuple[int, int] | None:
    place = 2
    while start[place] == 0xFF:
        marker, length = start[place + 1], struct.unpack_from(">H", start, place + 2)[0]
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", start, place + 5)
            return width, height
        place += 2 + length
    return None


def _webp(start: bytes) -> tuple[int, int] | None:
    kind = start[12:16]
    if kind == b"VP8X":
        return _three(start, 24) + 1, _three(start, 27) + 1
    if kind == b"VP8L":
        bits = struct.unpack_from("<I", start, 21)[0]
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        width, height = struct.unpack_from("<HH", start, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None


def _three(start: bytes, place: int) -> int:
    return start[place] | start[place + 1] << 8 | start[place + 2] << 16


_READERS: tuple[tuple[bytes, Callable[[bytes], tuple[int, int] | None]], ...] = (
    (b"\x89PNG\r\n\x1a\n", _png),
    (b"GIF8", _gif),
    (b"BM", _bmp),
    (b"\xff\xd8", _jpeg),
    (b"RIFF", _webp),
)
