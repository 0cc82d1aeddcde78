"""Zip files and Word files, sound and hostile, written for tests."""

from __future__ import annotations

import io
import random
import stat
import struct
import zipfile
from collections.abc import Mapping

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_WORD = (
    '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/'
    'wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
)


def archive(entries: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A sound archive; names are written as they are."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in entries.items():
            info = zipfile.ZipInfo("placeholder", (2024, 3, 1, 9, 0, 0))
            info.filename = name
            info.compress_type = method
            made.writestr(info, content)
    return out.getvalue()


def word_file(
    paragraph: str = "A letter of 3 March 2024", extra: Mapping[str, bytes] | None = None
) -> bytes:
    """A Word file of one paragraph, with further parts."""
    body = _WORD.format(f"<w:p><w:r><w:t>{paragraph}</w:t></w:r></w:p>")
    parts = {"[Content_Types].xml": _TYPES.encode(), "word/document.xml": body.encode()}
    return archive({**parts, **(extra or {})})


def link(target: bytes = b"/etc/passwd") -> bytes:
    """An archive whose only entry is a symbolic link out of it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        info = zipfile.ZipInfo("letter.txt", (2024, 3, 1, 9, 0, 0))
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(info, target)
    return out.getvalue()


def protected() -> bytes:
    """An archive that says its entry is encrypted."""
    made = bytearray(archive({"letter.txt": b"secret" * 100}))
    made[6] |= 1
    made[made.index(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


def false_size(says: int = 100) -> bytes:
    """An archive whose entry says that it is small and is not."""
    made = bytearray(archive({"letter.txt": b"A" * 5_000_000}))
    central = made.index(b"PK\x01\x02")
    struct.pack_into("<I", made, 22, says)
    struct.pack_into("<I", made, central + 24, says)
    return bytes(made)


def overlapping(count: int = 100) -> bytes:
    """An archive whose directory names the same bytes many times over."""
    made = archive({"a": b"A" * 900_000})
    central, end = made.index(b"PK\x01\x02"), made.index(b"PK\x05\x06")
    record = made[central:end]
    directory = b"".join(record[:46] + b"%c" % (33 + n % 90) + record[47:] for n in range(count))
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(directory), central, 0)
    return made[:central] + directory + tail


def nested(levels: int = 3, *, called: str = "inner.zip") -> bytes:
    """An archive in an archive in an archive."""
    made = archive({"letter.txt": b"A letter"})
    for _ in range(levels):
        made = archive({called: made}, method=zipfile.ZIP_STORED)
    return made


def bomb(megabytes: int = 200) -> bytes:
    """One entry that unpacks to a thousand times its size."""
    return archive({"zeros.txt": b"\x00" * (megabytes * 1_000_000)})


def wide_bomb(count: int = 400) -> bytes:
    """Entries that each pack no better than text does, and together unpack to too much."""
    block = random.Random(1).randbytes(20_000)
    return archive({f"part{n}.txt": block * 50 for n in range(count)})


def crowded(count: int = 20_000) -> bytes:
    """So many empty entries."""
    return archive({f"{n}": b"" for n in range(count)}, method=zipfile.ZIP_STORED)
