"""Reading stored bytes front to back, in blocks, whatever store they come from."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import BinaryIO

BLOCK_BYTES = 1024 * 1024


def blocks(stream: BinaryIO) -> Iterator[bytes]:
    """The stream's bytes in blocks of at most BLOCK_BYTES; memory stays flat."""
    while block := stream.read(BLOCK_BYTES):
        yield block


def sha256_hex(stream: BinaryIO) -> str:
    """Lower-case hex SHA-256 of what is left in the stream."""
    digest = hashlib.sha256()
    for block in blocks(stream):
        digest.update(block)
    return digest.hexdigest()


class TranslatedStream(io.RawIOBase):
    """A vendor's stream whose failures come out as ours, at the read that met them."""

    def __init__(
        self, read: Callable[[int], bytes], errors: Callable[[], AbstractContextManager[None]]
    ) -> None:
        self._read = read
        self._errors = errors

    def readable(self) -> bool:
        """Always: it is a source."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill `buffer` as far as the source gives; 0 at its end. Raises: as `errors` says."""
        with self._errors():
            chunk = self._read(len(buffer))
        buffer[: len(chunk)] = chunk
        return len(chunk)
