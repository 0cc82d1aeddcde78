"""Text files whose declared charset cannot be believed, read in bounded memory."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

from lifeos.errors import RejectedError

CHUNK_BYTES = 64 * 1024
MAX_LINE_CHARS = 64 * 1024  # no bank writes longer lines; a longer one is not a line
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Openable(Protocol):
    """A file on disk, or bytes in memory that open like one."""

    def open(self, mode: Literal["rb"]) -> BinaryIO:
        """The content from its start."""
        ...


class InMemory:
    """The content of a file inside another file: nothing is written to disk to read it."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def open(self, mode: Literal["rb"]) -> BinaryIO:
        """The content from its start."""
        return BytesIO(self._content)


def encoding_of(path: Openable, declared: str | None = None) -> str:
    """The codec to read a file with: byte order mark, else UTF-8 if it is, else the declared one.

    UTF-8 goes before the declaration: programs that write UTF-8 under a header that says 1252 are
    common, while a text in 1252 with an accent is practically never valid UTF-8 by chance. With
    nothing usable declared it is Windows-1252. Decode with `errors="replace"`.
    """
    with path.open("rb") as file:
        head = file.read(4)
    for mark, codec in _BOMS:
        if head.startswith(mark):
            return codec
    if _is_utf8(path):
        return "utf-8"
    return _known(declared) or "cp1252"


def decoded_head(first_bytes: bytes) -> str:
    """The start of a file as text, good enough to look for ASCII marks in it."""
    for mark, codec in _BOMS:
        if first_bytes.startswith(mark):
            return first_bytes.decode(codec, errors="ignore")
    return first_bytes.decode("utf-8", errors="replace")


def chunks(path: Path, encoding: str) -> Iterator[str]:
    """The text in pieces, every line end a newline."""
    with path.open(encoding=encoding, errors="replace") as file:
        while chunk := file.read(CHUNK_BYTES):
            yield chunk


def numbered_lines(path: Path, encoding: str) -> Iterator[tuple[int, str]]:
    """Every line with its number from 1, without its line end.

    Raises: RejectedError `damaged` if a line is longer than any real one.
    """
    number = 0
    with path.open(encoding=encoding, errors="replace") as file:
        while line := file.readline(MAX_LINE_CHARS):
            number += 1
            if len(line) == MAX_LINE_CHARS and not line.endswith("\n"):
                raise RejectedError(
                    "damaged", f"Line {number} is longer than {MAX_LINE_CHARS} characters."
                )
            yield number, line.rstrip("\n")


def _is_utf8(path: Openable) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while chunk := file.read(CHUNK_BYTES):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _known(declared: str | None) -> str | None:
    """The text codec a header names, if Python has it; a number is a Windows code page."""
    if not declared:
        return None
    name = f"cp{declared}" if declared.isdigit() else declared
    try:
        codec = codecs.lookup(name)
        b"a".decode(codec.name)
    except (LookupError, ValueError):
        return None
    return codec.name if codec.name not in {"ascii", "utf-8"} else None
