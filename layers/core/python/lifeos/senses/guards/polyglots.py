"""Files that are two things at once: one for the person who looks, another for a program.

What counts is a second format that a reader of it would accept: a zip whose directory reaches the
end of the file, markup or script where a browser or an interpreter starts to read. A file that is
merely kept inside another (an attachment of a PDF, XML in its metadata, a PDF stored in a zip)
is not at one of those places.
"""

from __future__ import annotations

import re
import struct
from pathlib import Path

from lifeos.errors import RejectedError
from lifeos.senses import sniff

ZIP_END_WITHIN = 22 + 0xFFFF  # APPNOTE 4.3.16: the end record and the longest comment
_ZIP_END = b"PK\x05\x06"
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|script|body|iframe|\?php)\b", re.IGNORECASE)
_SCRIPT_START = re.compile(rb"\s*(?:/\*|//|#!|=|;)")
_SCRIPT_SIZE = re.compile(rb"/\*|//|[=;][ -~]")


def check(path: Path, proved: str | None, *, start: bytes) -> None:
    """Refuse a file that opens as two formats; `proved` is the signature at its start.

    Raises: RejectedError `two-formats`.
    """
    end = _end_of(path)
    second = _second(proved, start, end)
    if second is not None:
        raise RejectedError("two-formats", f"The file is two things at once: {second}.")


def _second(proved: str | None, start: bytes, end: bytes) -> str | None:
    header = start.find(b"%PDF-", 0, sniff.PDF_HEADER_WITHIN + 5)
    if proved == sniff.ZIP:
        return "a ZIP archive and a PDF" if header > 0 and _is_outside(start, header) else None
    is_pdf = proved == sniff.PDF or sniff.has_late_pdf_header(start)
    if is_pdf and b"%%EOF" in end:
        found = _beside_pdf(start, end, header=header)
        if found is not None:
            return f"a PDF and {found}"
        return "a PDF and an image" if _is_image(proved) else None
    if _is_image(proved):
        return _beside_image(start, end)
    return None


def _beside_pdf(start: bytes, end: bytes, *, header: int) -> str | None:
    first_object = sniff.FIRST_OBJECT.search(start, header)
    before = start[: first_object.start() if first_object else header + sniff.PDF_HEADER_WITHIN]
    after = end[end.rfind(b"%%EOF") :]
    if _MARKUP.search(before) or _MARKUP.search(after):
        return "a web page"
    if header > 0 and _SCRIPT_START.match(start):
        return "a script"
    return "a ZIP archive" if _ends_as_zip(end) or _ZIP_END in after else None


def _beside_image(start: bytes, end: bytes) -> str | None:
    if _ends_as_zip(end):
        return "an image and a ZIP archive"
    if _MARKUP.search(start) or _MARKUP.search(end):
        return "an image and a web page"
    # What follows these signatures is a size, which can be chosen so that it goes on as a script.
    behind = {b"GIF": start[6:8], b"BM": start[2:4], b"\xff\xd8": start[4:6]}
    if any(start.startswith(mark) and _SCRIPT_SIZE.match(size) for mark, size in behind.items()):
        return "an image and a script"
    return None


def _is_image(proved: str | None) -> bool:
    return proved is not None and proved.startswith("image/")


def _is_outside(start: bytes, header: int) -> bool:
    """Whether a PDF header is not simply the start of the zip's first entry."""
    try:
        name, extra = struct.unpack_from("<HH", start, 26)
    except struct.error:
        return True
    return header != 30 + int(name) + int(extra)


def _ends_as_zip(end: bytes) -> bool:
    """Whether the last end record of a zip, with its comment, reaches the end of the file."""
    place = end.rfind(_ZIP_END)
    if place < 0 or len(end) < place + 22:
        return False
    comment = struct.unpack_from("<H", end, place + 20)[0]
    return not end[place + 22 + comment :].strip(b"\x00\r\n\t ")


def _end_of(path: Path) -> bytes:
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - ZIP_END_WITHIN - 1024))
        return file.read()
