"""Zip files looked at before anything unpacks them: sizes, names, nesting, and what is inside.

Everything stated is checked first, then held against what really comes out, so neither a large
promise nor a false small one gets through.

Sources: APPNOTE.TXT (zip); D. Fifield, "A better zip bomb" (overlapping entries), 2019.
"""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from lifeos.errors import RejectedError

MAX_ENTRIES = 10_000
MAX_DIRECTORY_BYTES = 16 * 1024 * 1024
MAX_UNPACKED_BYTES = 300_000_000
MAX_RATIO = 200  # the XML of text packs about 20 times; deflate's most is 1,032
RATIO_FREE_BYTES = 1_000_000  # small entries may pack better
_END_BYTES = 22
_BLOCK_BYTES = 64 * 1024
_ENCRYPTED = 0x1  # APPNOTE 4.4.4, bit 0
_NESTED = re.compile(r"\.(?:zip|jar|gz|tgz|7z|rar|bz2|xz|zst|tar|cab|iso|arj|lzh)$", re.IGNORECASE)
_OFFICE = re.compile(r"\.(?:doc|dot|xls|ppt|vsd)[xm]$|\.od[tspg]$|\.epub$", re.IGNORECASE)
_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)")
_TRICKS = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_ZIP_ERRORS = (
    *(zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError),
    *(RuntimeError, struct.error, ValueError, LookupError, OverflowError),
)


def check(path: Path) -> None:
    """Refuse an archive that is hostile, protected or damaged.

    Raises: RejectedError `archive-bomb`, `nested-archive`, `unsafe-path`, `password-required`,
    `truncated` or `damaged`.
    """
    with path.open("rb") as file:
        _check_end(file)
        try:
            entries = zipfile.ZipFile(file).infolist()
        except _ZIP_ERRORS as broken:
            raise _damaged() from broken
        _check_sizes(entries)
        for entry in entries:
            _check_name(entry)
        for entry in entries:
            try:
                _check_content(file, entry)
            except _ZIP_ERRORS as broken:
                raise _damaged() from broken


def _check_end(file: BinaryIO) -> None:
    """The end record says how large the directory is before anything reads it."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_BYTES - 0xFFFF))
    end = file.read()
    place = end.rfind(b"PK\x05\x06")
    if place < 0 or len(end) - place < _END_BYTES:
        raise RejectedError("truncated", "The file is cut off before its end. Upload it in full.")
    entries, directory_bytes = struct.unpack_from("<HI", end, place + 10)
    wide = end.rfind(b"PK\x06\x06", 0, place)  # APPNOTE 4.3.14: the same in 64 bits
    if wide >= 0 and place - wide >= 56:
        entries, directory_bytes = struct.unpack_from("<QQ", end, wide + 32)
    if entries > MAX_ENTRIES or directory_bytes > MAX_DIRECTORY_BYTES:
        raise RejectedError("archive-bomb", f"The file holds more than {MAX_ENTRIES:,} files.")


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise RejectedError("archive-bomb", f"The file holds more than {MAX_ENTRIES:,} files.")
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        megabytes = MAX_UNPACKED_BYTES // 1_000_000
        raise RejectedError("archive-bomb", f"The file unpacks to more than {megabytes} MB.")
    for entry in entries:
        packs_well = entry.file_size > MAX_RATIO * max(1, entry.compress_size)
        if packs_well and entry.file_size > RATIO_FREE_BYTES:
            sentence = f"A part of the file unpacks to more than {MAX_RATIO} times its size."
            raise RejectedError("archive-bomb", sentence)
    placed = sorted(entries, key=lambda entry: entry.header_offset)
    for entry, following in pairwise(placed):
        if entry.header_offset + 30 + entry.compress_size > following.header_offset:
            raise RejectedError("archive-bomb", "Parts of the file lie on top of each other.")


def _check_name(entry: zipfile.ZipInfo) -> None:
    name = entry.orig_filename
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    if is_link or _OUTSIDE.search(name) or _TRICKS.search(name):
        raise RejectedError(
            "unsafe-path", "A file inside the archive has a name that would lead out of its folder."
        )
    if entry.flag_bits & _ENCRYPTED:
        raise RejectedError(
            "password-required",
            "This archive is protected by a password. Remove the password and upload it again.",
        )
    if _NESTED.search(name):
        raise _nested()


def _check_content(file: BinaryIO, entry: zipfile.ZipInfo) -> None:
    """Unpack one entry into nothing: it may not be larger than it says, nor another archive."""
    unpacked = 0
    for block in _unpacked(file, entry):
        if not unpacked and block.startswith(b"PK\x03\x04") and not _OFFICE.search(entry.filename):
            raise _nested()
        unpacked += len(block)
        if unpacked > entry.file_size:
            raise RejectedError("archive-bomb", "A part of the file is larger than it says.")
    known = entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    if known and unpacked < entry.file_size:
        raise _damaged()


def _unpacked(file: BinaryIO, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """What an entry unpacks to, in blocks; nothing for methods other than stored and deflated.

    The zipfile module stops at the stated size, so it cannot tell a false one.
    """
    file.seek(entry.header_offset)
    header = file.read(30)
    name, extra = struct.unpack_from("<HH", header, 26)
    file.seek(int(name) + int(extra), 1)
    left = entry.compress_size
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    while left > 0 and (packed := file.read(min(left, _BLOCK_BYTES))):
        left -= len(packed)
        if entry.compress_type == zipfile.ZIP_STORED:
            yield packed
        elif entry.compress_type == zipfile.ZIP_DEFLATED:
            while packed and not inflate.eof:
                yield inflate.decompress(packed, _BLOCK_BYTES)
                packed = inflate.unconsumed_tail


def _nested() -> RejectedError:
    return RejectedError(
        "nested-archive",
        "The archive holds another archive. Unpack it and upload the files themselves.",
    )


def _damaged() -> RejectedError:
    return RejectedError("damaged", "The file is damaged and cannot be opened.")
